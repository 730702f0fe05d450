"""What follows from the rules of ratification and failure."""

from __future__ import annotations

import math

from hypothesis import strategies as st
from pytest import approx

from caucasus_sim.rules.ratify import failure_hazard, votes_for

from .written import holds_for, now


@holds_for(votes_for)
def test_votes_are_whole(v):
    """votes_for: The votes are whole and neither negative nor more than there are seats."""
    votes = now(votes_for, v)
    assert isinstance(votes, int)
    assert 0 <= votes <= v["seats_total"]


@holds_for(votes_for, support=st.floats(0.0, 0.5))
def test_nobody_crosses(v):
    """votes_for: With support at or below one half nobody crosses the floor."""
    assert now(votes_for, v) == math.floor(v["seats"] * v["discipline"] + 0.5)


@holds_for(votes_for, more=st.floats(0.0, 1.0), seats=st.integers(0, 99))
def test_votes_follow(v):
    """votes_for: More seats, discipline or support never mean fewer votes."""
    assert now(votes_for, v, discipline=max(v["discipline"], v["more"])) >= now(votes_for, v)
    assert now(votes_for, v, support=max(v["support"], v["more"])) >= now(votes_for, v)
    assert now(votes_for, v, seats=v["seats"] + 1) >= now(votes_for, v)


@holds_for(votes_for)
def test_unanimous(v):
    """votes_for: A governing side of full discipline with all the seats carries the treaty unanimously."""
    assert now(votes_for, v, seats=v["seats_total"], discipline=1.0) == v["seats_total"]


@holds_for(failure_hazard)
def test_failure_at_reference(v):
    """failure_hazard: At the reference tension the rate is the base rate."""
    assert now(failure_hazard, v, tension=0.0) == v["rate"]


@holds_for(failure_hazard)
def test_failure_is_bounded(v):
    """failure_hazard: The rate is never negative and never above exp(3), about twenty, times the base."""
    assert 0.0 <= now(failure_hazard, v) <= v["rate"] * math.exp(3.0)


@holds_for(failure_hazard, sensitivity=st.floats(0.0, 3.0), more=st.floats(0.0, 4.0))
def test_tension_hastens_failure(v):
    """failure_hazard: With positive sensitivity more tension never makes failure rarer."""
    assert now(failure_hazard, v, tension=v["tension"] + v["more"]) >= now(failure_hazard, v) - 1e-15


@holds_for(failure_hazard)
def test_insensitive(v):
    """failure_hazard: Without sensitivity tension does not matter."""
    assert now(failure_hazard, v, sensitivity=0.0) == approx(v["rate"])
