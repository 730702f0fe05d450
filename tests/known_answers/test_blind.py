"""Three mechanisms written a second time from their docstrings alone agree with the rules to the last digit."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from caucasus_sim.rules import agree, amend, arms

from .blind import consent, contest, referendum

MANY = settings(deadline=None, max_examples=500)


def inside(lowest, highest):
    """Numbers inside the range that *Symbols* gives."""
    return st.floats(lowest, highest, allow_subnormal=False)


SHARE = inside(0.0, 1.0)


@MANY
@given(inside(0.01, 100.0), inside(0.01, 100.0), inside(0.1, 4.0))
def test_contest_share(own, other, decisiveness):
    assert arms.contest_share(own, other, decisiveness) == contest.contest_share(own, other, decisiveness)


@MANY
@given(st.tuples(SHARE, inside(0.0, 0.3), inside(0.005, 0.2), inside(-5.0, 5.0), inside(-5.0, 5.0), inside(-1.0, 1.0)))
def test_yes_drawn(told):
    assert amend.yes_drawn(*told) == referendum.yes_drawn(*told)


@MANY
@given(SHARE, inside(0.01, 0.99))
def test_boycotted_share(called, yes):
    assert amend.boycotted_share(called, yes) == referendum.boycotted_share(called, yes)


@MANY
@given(st.tuples(SHARE, SHARE, inside(0.4, 0.7), inside(0.0, 0.5)))
def test_vote_carries(told):
    assert amend.vote_carries(*told) == referendum.vote_carries(*told)


@MANY
@given(
    st.tuples(inside(-2.0, 2.0), inside(-1.0, 1.0), inside(0.0, 2.0), SHARE, inside(0.0, 10.0), SHARE, inside(0.0, 2.0))
)
def test_consent_appeal(told):
    assert agree.consent_appeal(*told) == consent.consent_appeal(*told)


@MANY
@given(st.tuples(*[SHARE] * 9))
def test_precondition_met(told):
    assert agree.precondition_met(*told) == consent.precondition_met(*told)


@MANY
@given(
    st.tuples(
        *(inside(0.0, 2.0), inside(-2.0, 2.0), inside(0.0, 2.0), SHARE),
        *(inside(-2.0, 2.0), inside(-1.0, 2.0), inside(-1.0, 1.0), inside(0.0, 4.0)),
    )
)
def test_mediated_rate(told):
    assert agree.mediated_rate(*told) == consent.mediated_rate(*told)
