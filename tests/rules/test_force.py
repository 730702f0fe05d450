"""What follows from the rule of force."""

from __future__ import annotations

from hypothesis import strategies as st
from pytest import approx

from caucasus_sim.rules.force import force_appeal

from .written import holds_for, now

MORE = st.floats(0.0, 1.0)


@holds_for(force_appeal, more=MORE)
def test_prospects_tempt(v):
    """force_appeal: A better chance, or a larger gain, never makes force less appealing."""
    assert now(force_appeal, v, chance=max(v["chance"], v["more"])) >= now(force_appeal, v) - 1e-12
    assert now(force_appeal, v, gain=v["gain"] + v["more"]) >= now(force_appeal, v) - 1e-12


@holds_for(force_appeal, more=MORE)
def test_costs_deter(v):
    """force_appeal: Stronger partners of the other, more attention and higher costs never make it more appealing."""
    for name in ("patrons", "visibility", "loss", "patrons_weight"):
        assert now(force_appeal, v, **{name: v[name] + v["more"]}) <= now(force_appeal, v) + 1e-12


@holds_for(force_appeal, balance_falls=st.floats(-1.0, 0.0), other=st.floats(-3.0, 3.0))
def test_no_fall_no_effect(v):
    """force_appeal: Where the balance does not fall, waiting does not count, whatever its effect."""
    assert now(force_appeal, v) == now(force_appeal, v, shift_effect=v["other"], balance_falls=0.0)


@holds_for(force_appeal)
def test_opposite_effects(v):
    """force_appeal: Opposite effects of waiting move the appeal by the same amount in opposite directions."""
    middle = now(force_appeal, v, shift_effect=0.0)
    there = now(force_appeal, v) - middle
    back = now(force_appeal, v, shift_effect=-v["shift_effect"]) - middle
    assert there == approx(-back, abs=1e-9)


@holds_for(force_appeal, gain=st.floats(0.05, 1.0), part=MORE)
def test_break_even(v):
    """force_appeal: Without partners, attention and a shift, force pays from a chance of loss / gain on."""
    chance = v["part"]
    alone = now(force_appeal, v, chance=chance, loss=v["gain"] * chance, patrons=0.0, balance_falls=0.0, visibility=0.0)
    assert alone == approx(0.0, abs=1e-12)
