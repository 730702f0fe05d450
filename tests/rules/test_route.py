"""What follows from the rules of routes."""

from __future__ import annotations

import math

from hypothesis import strategies as st
from pytest import approx

from caucasus_sim.rules.route import coercion_hazard, next_works, openness

from .written import holds_for, now


@holds_for(next_works)
def test_works_only_grow(v):
    """next_works: Works are never undone, and never more than done."""
    assert v["done"] <= now(next_works, v) <= 1.0


@holds_for(next_works)
def test_hold_up(v):
    """next_works: A hold-up leaves them as they were."""
    assert now(next_works, v, held_up=True) == v["done"]


@holds_for(next_works, months_needed=st.floats(1.0, 60.0))
def test_works_take_their_time(v):
    """next_works: From nothing, the line is done after the months it needs and not before."""
    done, steps = 0.0, 0
    while done < 1.0 - 1e-9:
        done, steps = now(next_works, v, done=done, held_up=False), steps + 1
    assert steps == math.ceil(v["months_needed"] / v["step"] - 1e-6)


@holds_for(next_works)
def test_nothing_to_build(v):
    """next_works: Where there is nothing to build, the line is done at once."""
    assert now(next_works, v, months_needed=0.0, held_up=False) == 1.0


@holds_for(openness)
def test_openness_has_three_values(v):
    """openness: Openness is 0, one half or 1."""
    assert now(openness, v) in {0.0, 0.5, 1.0}


@holds_for(openness, works_road=st.floats(0.0, 0.9999), works_rail=st.floats(0.0, 0.9999))
def test_nearly_done_carries_nothing(v):
    """openness: A line that is nearly done carries nothing."""
    assert now(openness, v) == 0.0


@holds_for(openness)
def test_one_line(v):
    """openness: An option with one line is open when that line is done."""
    assert now(openness, v, works_road=1.0, has_road=1.0, has_rail=0.0, suspended=False) == 1.0
    assert now(openness, v, works_rail=1.0, has_road=0.0, has_rail=1.0, suspended=False) == 1.0


@holds_for(openness)
def test_suspended(v):
    """openness: A suspended route, and one without any line, carries nothing."""
    assert now(openness, v, suspended=True) == 0.0
    assert now(openness, v, has_road=0.0, has_rail=0.0) == 0.0


@holds_for(coercion_hazard)
def test_no_threat_no_coercion(v):
    """coercion_hazard: Without a threat, or without an agreed route, there is no coercion."""
    assert now(coercion_hazard, v, threatened=0.0) == 0.0
    assert now(coercion_hazard, v, agreed=0.0) == 0.0


@holds_for(coercion_hazard)
def test_coercion_is_bounded(v):
    """coercion_hazard: The rate is never above that at a full threat."""
    assert 0.0 <= now(coercion_hazard, v) <= v["rate"]


@holds_for(coercion_hazard, threatened=st.floats(0.0, 0.5))
def test_twice_the_threat(v):
    """coercion_hazard: Twice the threat is twice the rate."""
    assert now(coercion_hazard, v, threatened=2.0 * v["threatened"]) == approx(2.0 * now(coercion_hazard, v))
