"""Whether an effect is worth noticing, against cases that can be done by hand."""

from __future__ import annotations

from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caucasus_sim.analysis.worth import judged, rounded_up, together, worth_row


def lens(difference: float, error: float, differ: int = 10, pairs: int = 80) -> dict[str, float]:
    return {"difference": difference, "simulation_error": error, "pairs": pairs, "pairs_that_differ": differ}


@pytest.mark.parametrize(
    ("found", "verdict"),
    [
        (lens(0.20, 0.05), "passes"),  # 0.10 to 0.30
        (lens(-0.20, 0.05), "passes"),  # the other way round counts as much
        (lens(0.02, 0.01), "does not pass"),  # 0 to 0.04
        (lens(0.08, 0.02), "cannot tell"),  # 0.04 to 0.12
        (lens(0.00, 0.00, differ=0, pairs=80), "does not pass"),  # rule of three: at most 3 of 80, which is 0.0375
        (lens(0.00, 0.00, differ=0, pairs=40), "cannot tell"),  # at most 3 of 40, which is 0.075
        (lens(0.00, 0.00, differ=0, pairs=0), "does not pass"),
        (lens(0.30, inf), "cannot tell"),  # one block has no simulation error
    ],
)
def test_an_effect_is_set_beside_five_in_a_hundred(found, verdict):
    assert judged(found, 0.05, event=True)["verdict"] == verdict


def test_the_runs_that_would_tell_follow_from_the_square_root_law():
    """0.08 +- 0.06 needs half the error to lie above 0.05: four times the histories."""
    row = {"outcome": "a", "title": "A", "variant": "v", "by_lens": {"x": lens(0.08, 0.03), "y": lens(0.5, 0.01)}}
    told = worth_row(row, 0.05, "", runs=400, step=40)
    assert told["runs_needed"] == 1600
    assert told["verdict"] == "passes under 1, cannot tell under 1 of 2 lenses"


def test_where_no_pair_differs_the_rule_of_three_says_how_many_would_tell():
    """None of 16 pairs under one lens: 3 of 150 is the first to lie at 0.02."""
    row = {"outcome": "a", "title": "A", "variant": "v", "by_lens": {"x": lens(0.0, 0.0, differ=0, pairs=16)}}
    assert worth_row(row, 0.02, "", runs=16, step=8)["runs_needed"] == 152


@given(st.floats(-1, 1), st.floats(1e-6, 0.5), st.floats(0.0, 0.5))
@settings(deadline=None)
def test_with_the_runs_it_asks_for_it_would_tell(difference, error, smallest):
    found = judged(lens(difference, error), smallest, event=False)
    if found["verdict"] == "cannot tell" and found["times"] < 1e12:
        more = lens(difference, error / (1.0001 * found["times"]) ** 0.5)
        assert judged(more, smallest, event=False)["verdict"] != "cannot tell"


def test_more_than_can_be_asked_for_is_said_and_one_block_tells_nothing():
    row = {"outcome": "a", "title": "A", "variant": "v", "by_lens": {"x": lens(0.0500001, 0.03)}}
    assert worth_row(row, 0.05, "", 400, 40)["more_than_can_be_asked"] is True
    row["by_lens"] = {"x": lens(0.3, inf)}
    told = worth_row(row, 0.05, "", 40, 40)
    assert (told["runs_needed"], told["more_than_can_be_asked"]) == (None, False)


def test_the_lenses_together_and_rounding():
    assert together({"passes": 0, "does not pass": 5, "cannot tell": 0}) == "does not pass under any lens"
    assert [rounded_up(1, 40), rounded_up(871.2, 40), rounded_up(12_345, 40)] == [40, 880, 13_000]
