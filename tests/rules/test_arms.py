"""What follows from the rules of arms."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import assume
from hypothesis import strategies as st
from pytest import approx

from caucasus_sim.rules.arms import concentration, contest_share, next_spending, next_stock

from .written import holds_for, now

REACTION = st.floats(0.0, 0.95)
BARE = {"growth": 0.0, "wish": 1.0, "form": 0.0}


def settled(v, **changed):
    """Spending after so many steps that it has settled."""
    spending = v["spending"]
    for _ in range(400):
        spending = now(next_spending, v, spending=spending, adjustment=0.5, step=1.0, **changed)
    return spending


@holds_for(next_spending)
def test_nothing_moves(v):
    """next_spending: Both at their start, without growth and at a wish of one, nothing moves."""
    same = now(next_spending, v, spending=v["own_start"], rival=v["rival_start"], **{**BARE, "form": v["form"]})
    assert same == approx(v["own_start"])


@holds_for(next_spending, reaction=REACTION, more=st.floats(0.0, 10.0))
def test_rival_raises(v):
    """next_spending: With a positive reaction a rival that spends more never lowers the own spending."""
    assert now(next_spending, v, rival=v["rival"] + v["more"]) >= now(next_spending, v) - 1e-9


@holds_for(next_spending, other=st.floats(0.1, 20.0))
def test_no_reaction(v):
    """next_spending: In form 1 the rival does not matter."""
    assert now(next_spending, v, form=1.0, rival=v["other"]) == now(next_spending, v, form=1.0)


@holds_for(next_spending, reaction=REACTION)
def test_reaction_settles(v):
    """next_spending: Without fatigue and growth, spending settles at its start times 1 plus reaction times the rival's relative rise."""  # noqa: E501
    multiple = 1.0 + v["reaction"] * (v["rival"] / v["rival_start"] - 1.0)
    assert settled(v, fatigue=0.0, **BARE) == approx(v["own_start"] * multiple)


@holds_for(next_spending, reaction=REACTION, rise=st.floats(0.0, 1.0))
def test_fatigue_halves(v):
    """next_spending: With a fatigue of one it settles at the square root of that multiple: a small rise is answered half as much."""  # noqa: E501
    multiple = 1.0 + v["reaction"] * v["rise"]
    rival = v["rival_start"] * (1.0 + v["rise"])
    assert settled(v, fatigue=1.0, rival=rival, **BARE) == approx(v["own_start"] * math.sqrt(multiple))


@holds_for(next_stock)
def test_stock_has_a_floor(v):
    """next_stock: The stock is never negative, and never smaller than what was added."""
    assert now(next_stock, v) >= v["added"] >= 0.0


@holds_for(next_stock)
def test_stock_half_steps(v):
    """next_stock: With nothing added two half steps end where one whole step ends."""
    half = now(next_stock, v, added=0.0, step=0.5 * v["step"])
    assert now(next_stock, v, stock=half, added=0.0, step=0.5 * v["step"]) == approx(now(next_stock, v, added=0.0))


@holds_for(next_stock, decay=st.floats(0.001, 0.3))
def test_stock_settles(v):
    """next_stock: With the same addition every step the stock settles at added / (1 - exp(-decay * step))."""
    level = v["added"] / (1.0 - math.exp(-v["decay"] * v["step"]))
    assert now(next_stock, v, stock=level) == approx(level)


@holds_for(contest_share)
def test_chances_add_up(v):
    """contest_share: The chance lies within 0..1, and the chances of the two add up to one."""
    chance = now(contest_share, v)
    assert 0.0 <= chance <= 1.0
    assert chance + now(contest_share, v, own=v["other"], other=v["own"]) == approx(1.0)


@holds_for(contest_share)
def test_equals(v):
    """contest_share: Equal stocks give an even chance, however decisive."""
    assert now(contest_share, v, other=v["own"]) == 0.5


@holds_for(contest_share)
def test_only_the_ratio_counts(v):
    """contest_share: Only the ratio counts: twice both stocks leaves the chance where it was."""
    doubled = now(contest_share, v, own=2.0 * v["own"], other=2.0 * v["other"])
    assert doubled == approx(now(contest_share, v), rel=1e-9, abs=1e-15)


@holds_for(contest_share, more=st.floats(0.0, 2.0))
def test_decisive_contests(v):
    """contest_share: A more decisive contest never helps the smaller stock."""
    assume(v["own"] < v["other"])
    assert now(contest_share, v, decisiveness=v["decisiveness"] + v["more"]) <= now(contest_share, v) + 1e-12


@holds_for(contest_share)
def test_log_odds_are_linear(v):
    """contest_share: The log odds are decisiveness times the log of the ratio."""
    odds = now(contest_share, v) / now(contest_share, v, own=v["other"], other=v["own"])
    assert math.log(odds) == approx(v["decisiveness"] * math.log(v["own"] / v["other"]), rel=1e-9, abs=1e-9)


@holds_for(concentration)
def test_concentration_in_range(v):
    """concentration: Concentration lies within 0..1."""
    assert 0.0 <= now(concentration, v) <= 1.0 + 1e-12


@holds_for(concentration, suppliers=st.integers(1, 16), size=st.floats(1.0, 1000.0))
def test_equal_suppliers(v):
    """concentration: A single supplier gives one; equal suppliers give one over their number."""
    deliveries = np.zeros(16)
    deliveries[: v["suppliers"]] = v["size"]
    assert concentration(deliveries, 16) == approx(1.0 / v["suppliers"])


@holds_for(concentration, factor=st.floats(0.5, 3.0))
def test_currency_and_order(v):
    """concentration: The currency does not matter, nor the order of the suppliers."""
    assume(v["deliveries"].max() > 1e-3)
    before = concentration(v["deliveries"], 16)
    assert concentration(v["deliveries"] * v["factor"], 16) == approx(before)
    assert concentration(v["deliveries"][::-1].copy(), 16) == approx(before)


@holds_for(concentration)
def test_no_deliveries(v):
    """concentration: Without any deliveries it is nothing."""
    assert concentration(np.zeros(16), v["count"]) == 0.0
