"""The small helpers of probability: their properties, and compiled against plain."""

from __future__ import annotations

import math
import struct

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest import approx

from caucasus_sim.compiled import is_compiled
from caucasus_sim.rules import chance

from .written import compiled, functions, plain

LOT = st.floats(1e-9, 1.0 - 1e-9)
law = settings(deadline=None, max_examples=100, derandomize=True, database=None)

RANGES = {
    "waiting_time": [(0.001, 4.0), (1e-9, 1.0 - 1e-9)],
    "happens_within": ((0.0, 5.0), (0.25, 1.0)),
    "moved_towards": ((-5.0, 5.0), (-5.0, 5.0), (0.0, 3.0), (0.25, 1.0)),
    "within": ((-2.0, 2.0), (-1.0, 0.0), (0.0, 1.0)),
    "logistic": ((-800.0, 800.0),),
    "poisson_count": ((0.0, 30.0), (0.0, 0.999999)),
    "heavy_tailed_count": ((1.0, 26.0), (1.2, 5.0), (27.0, 999.0), (0.0, 0.999999)),
    "normal_quantile": ((1e-9, 1.0 - 1e-9),),
    "_tail": ((0.1, 7.0),),
}


@pytest.mark.skipif(not is_compiled(), reason="compilation is switched off")
@pytest.mark.parametrize("name", functions(chance))
def test_compiled_equals_plain(name):
    rng = np.random.default_rng(20241015)
    by_hand, by_machine = plain(getattr(chance, name)), compiled(getattr(chance, name))
    for _ in range(2000):
        values = [float(rng.uniform(low, high)) for low, high in RANGES[name]]
        one, two = by_machine(*values), by_hand(*values)
        assert struct.pack("<d", one) == struct.pack("<d", two), values


@law
@given(rate=st.floats(0.0, 5.0), step=st.floats(0.25, 1.0))
def test_two_half_steps_are_a_step(rate, step):
    half = chance.happens_within(rate, 0.5 * step)
    assert 1.0 - (1.0 - half) ** 2 == approx(chance.happens_within(rate, step), abs=1e-12)


@law
@given(rate=st.floats(1e-3, 5.0), lot=LOT, step=st.floats(0.25, 1.0))
def test_a_wait_ends_within_a_step_as_often_as_things_happen_within_it(rate, lot, step):
    chance_within = chance.happens_within(rate, step)
    if abs(lot - chance_within) > 1e-9:
        assert (chance.waiting_time(rate, lot) < step) == (lot < chance_within)


@law
@given(value=st.floats(-5, 5), target=st.floats(-5, 5), speed=st.floats(0, 3), step=st.floats(0.25, 1.0))
def test_movement_stays_between_and_does_not_mind_half_steps(value, target, speed, step):
    moved = chance.moved_towards(value, target, speed, step)
    assert min(value, target) - 1e-12 <= moved <= max(value, target) + 1e-12
    half = chance.moved_towards(value, target, speed, 0.5 * step)
    assert chance.moved_towards(half, target, speed, 0.5 * step) == approx(moved, abs=1e-12)


@law
@given(value=st.floats(-5, 5))
def test_within(value):
    assert 0.0 <= chance.within(value, 0.0, 1.0) <= 1.0
    assert chance.within(value, -5.0, 5.0) == value


@law
@given(log_odds=st.floats(-30, 30))
def test_logistic_undoes_log_odds(log_odds):
    share = chance.logistic(log_odds)
    assert share + chance.logistic(-log_odds) == approx(1.0)
    assert math.log(share / chance.logistic(-log_odds)) == approx(log_odds, abs=1e-9)


@law
@given(mean=st.floats(0.0, 100.0), lot=LOT, more=st.floats(0.0, 50.0))
def test_counts_rise_with_the_mean(mean, lot, more):
    assert chance.poisson_count(mean + more, lot) >= chance.poisson_count(mean, lot)


@law
@given(lot=LOT, exponent=st.floats(1.2, 5.0))
def test_tail_stays_in_its_range(lot, exponent):
    assert 26 <= chance.heavy_tailed_count(26.0, exponent, 999.0, lot) <= 999


@law
@given(lot=st.floats(1e-9, 0.5))
def test_normal_is_symmetric(lot):
    assert chance.normal_quantile(lot) == approx(-chance.normal_quantile(1.0 - lot), rel=1e-6, abs=1e-9)
