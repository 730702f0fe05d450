"""What follows from the rules of dividend, trade and freight."""

from __future__ import annotations

import math

from hypothesis import strategies as st
from pytest import approx

from caucasus_sim.rules.economy import next_dividend, next_freight, next_trade

from .written import holds_for, now

GROWING = st.floats(0.01, 1.0)
QUIET = {"noise": 0.0}


@holds_for(next_dividend)
def test_dividend_lies_between(v):
    """next_dividend: The dividend lies between what it was and what the openness of the month would bring."""
    brought = v["full"] * v["openness"]
    assert min(v["dividend"], brought) - 1e-12 <= now(next_dividend, v) <= max(v["dividend"], brought) + 1e-12


@holds_for(next_dividend)
def test_dividend_settles(v):
    """next_dividend: With all ways open it settles at the full dividend; with all closed it fades to nothing."""
    assert now(next_dividend, v, openness=1.0, step=1e5) == approx(v["full"])
    assert now(next_dividend, v, openness=0.0, step=1e5) == approx(0.0, abs=1e-12)


@holds_for(next_dividend)
def test_dividend_half_steps(v):
    """next_dividend: Two half steps end where one whole step ends."""
    half = now(next_dividend, v, step=0.5 * v["step"])
    assert now(next_dividend, v, dividend=half, step=0.5 * v["step"]) == approx(now(next_dividend, v), abs=1e-12)


@holds_for(next_trade)
def test_trade_is_positive(v):
    """next_trade: Trade stays positive."""
    assert now(next_trade, v) > 0.0


@holds_for(next_trade)
def test_trade_drifts(v):
    """next_trade: Without chance and scrutiny, twelve months multiply trade by exp(drift)."""
    trade = v["trade"]
    for _ in range(12):
        trade = now(next_trade, v, trade=trade, scrutiny=0.0, step=1.0, **QUIET)
    assert trade == approx(v["trade"] * math.exp(v["drift"]))


@holds_for(next_trade)
def test_scrutiny_drags(v):
    """next_trade: A full year of full scrutiny lowers the log of trade by the drag."""
    free = now(next_trade, v, scrutiny=0.0, step=12.0, **QUIET)
    held = now(next_trade, v, scrutiny=1.0, step=12.0, **QUIET)
    assert math.log(free / held) == approx(v["drag"], abs=1e-9)


@holds_for(next_freight)
def test_freight_at_capacity(v):
    """next_freight: Freight at capacity stays there."""
    assert now(next_freight, v, freight=v["capacity"]) == v["capacity"]


@holds_for(next_freight, growth=GROWING, part=st.floats(0.01, 1.0))
def test_freight_rises(v):
    """next_freight: Below capacity, with positive growth, freight rises and does not pass capacity."""
    freight = v["part"] * v["capacity"]
    assert freight - 1e-12 <= now(next_freight, v, freight=freight) <= v["capacity"] + 1e-9


@holds_for(next_freight, growth=GROWING, part=st.floats(1.01, 3.0))
def test_freight_falls(v):
    """next_freight: Above capacity, with positive growth, freight falls."""
    freight = v["part"] * v["capacity"]
    assert now(next_freight, v, freight=freight) < freight


@holds_for(next_freight)
def test_growth_is_the_parameter(v):
    """next_freight: At a penalty of 0.3 growth far below capacity is the parameter itself."""
    then = now(next_freight, v, freight=1.0, capacity=1e12, northern_penalty=0.3, step=1.0)
    assert 12.0 * (then - 1.0) == approx(v["growth"], abs=1e-9)


@holds_for(next_freight, growth=GROWING, more=st.floats(0.0, 1.0), part=st.floats(0.01, 1.0))
def test_penalty_helps(v):
    """next_freight: A larger penalty never slows growing freight."""
    here = {**v, "freight": v["part"] * v["capacity"]}
    more = max(v["northern_penalty"], v["more"])
    assert now(next_freight, here, northern_penalty=more) >= now(next_freight, here) - 1e-12
