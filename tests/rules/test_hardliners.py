"""What follows from the rule of hardliners."""

from __future__ import annotations

import math

from hypothesis import strategies as st
from pytest import approx

from caucasus_sim.rules.hardliners import next_hardliners

from .written import holds_for, now

STILL = {
    "arms": 0.0, "dead": 0.0, "conceded": 0.0, "dividend": 0.0, "election": 0.0, "own_line": 0.0, "shock": 0.0,
}  # fmt: skip


def settled(v, **changed):
    """Where strength settles under inputs that stay as they are."""
    return now(next_hardliners, v, **{"step": 1e6, "shock": 0.0, **changed})


def log_odds(share):
    """Log odds of a share."""
    return math.log(share / (1.0 - share))


@holds_for(next_hardliners)
def test_strength_in_range(v):
    """next_hardliners: Strength stays within 0.01..0.99."""
    assert 0.01 <= now(next_hardliners, v) <= 0.99


@holds_for(next_hardliners)
def test_strength_rests(v):
    """next_hardliners: With nothing that pushes, a society at its start stays there."""
    assert now(next_hardliners, v, **{**STILL, "strength": v["start"]}) == approx(v["start"])


@holds_for(next_hardliners, arms=st.floats(0.0, 1.0), by_arms=st.floats(-1.0, 1.0), start=st.floats(0.2, 0.8))
def test_arms_have_either_sign(v):
    """next_hardliners: Opposite effects of arms push the log odds of where strength settles by the same amount in opposite directions."""  # noqa: E501
    still = {**v, **STILL, "arms": v["arms"]}
    middle = log_odds(settled(still, arms=0.0))
    there = log_odds(settled(still)) - middle
    back = log_odds(settled(still, by_arms=-v["by_arms"])) - middle
    assert there == approx(-back, abs=1e-9)
    assert there == approx(v["by_arms"] * v["arms"], abs=1e-9)


@holds_for(next_hardliners, by_dead=st.floats(0.0, 2.0), more=st.floats(0.0, 1.0))
def test_dead_harden(v):
    """next_hardliners: More recent dead, with a positive effect, never mean weaker hardliners."""
    assert now(next_hardliners, v, dead=max(v["dead"], v["more"])) >= now(next_hardliners, v) - 1e-12


@holds_for(next_hardliners)
def test_moves_towards_where_it_settles(v):
    """next_hardliners: Without chance strength moves towards where it settles and not past it."""
    end = settled(v)
    then = now(next_hardliners, v, shock=0.0)
    assert min(v["strength"], end) - 1e-12 <= then <= max(v["strength"], end) + 1e-12


@holds_for(next_hardliners)
def test_same_for_either(v):
    """next_hardliners: The same numbers give the same strength for either principal: nothing in the rule says whose society it is."""  # noqa: E501
    assert now(next_hardliners, v) == now(next_hardliners, dict(v))
