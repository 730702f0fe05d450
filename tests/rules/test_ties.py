"""What follows from the rules of ties and formats."""

from __future__ import annotations

import math

from hypothesis import strategies as st
from pytest import approx

from caucasus_sim.rules.ties import next_activity, next_tie

from .written import holds_for, now


@holds_for(next_tie)
def test_tie_in_range(v):
    """next_tie: The tie stays within 0..1."""
    assert 0.0 <= now(next_tie, v) <= 1.0


@holds_for(next_tie)
def test_tie_rests(v):
    """next_tie: Without a pull, a tie at its start stays there."""
    assert now(next_tie, v, tie=v["start"], pull=0.0) == v["start"]


@holds_for(next_tie, more=st.floats(0.0, 3.0))
def test_pull_draws(v):
    """next_tie: A stronger pull never means a weaker tie."""
    assert now(next_tie, v, pull=v["pull"] + v["more"]) >= now(next_tie, v) - 1e-12


@holds_for(next_tie, speed=st.floats(0.01, 1.0))
def test_tie_settles(v):
    """next_tie: Under a constant pull the tie settles at its start plus strength times pull, within 0..1."""
    settled = min(1.0, max(0.0, v["start"] + v["strength"] * v["pull"]))
    assert now(next_tie, v, step=5000.0) == approx(settled, abs=1e-9)


@holds_for(next_tie)
def test_tie_half_steps(v):
    """next_tie: Two half steps end where one whole step ends."""
    half = now(next_tie, v, step=0.5 * v["step"])
    assert now(next_tie, v, tie=half, step=0.5 * v["step"]) == approx(now(next_tie, v), abs=1e-12)


@holds_for(next_activity)
def test_activity_in_range(v):
    """next_activity: Activity stays within 0..1."""
    assert 0.0 <= now(next_activity, v) <= 1.0


@holds_for(next_activity, wanted=st.floats(1.0, 3.0))
def test_activity_is_bounded(v):
    """next_activity: Wanting more than full activity gives no more than full activity."""
    assert now(next_activity, v) == now(next_activity, v, wanted=1.0)


@holds_for(next_activity, memory=st.floats(0.01, 3.0))
def test_format_fades(v):
    """next_activity: A format that nobody wants loses half its activity in log(2) / memory months."""
    left = now(next_activity, v, wanted=0.0, step=math.log(2.0) / v["memory"])
    assert left == approx(0.5 * v["activity"], abs=1e-12)
