"""One coder's distribution keeps the coder's numbers; the mixture keeps their disagreement."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caucasus_sim.coding.spread import TAIL, median, mixture, quantile, triangle

scale = st.integers(0, 100)
triples = st.lists(scale, min_size=3, max_size=3).map(sorted).map(tuple)
mixtures = st.lists(triples, min_size=1, max_size=4)
chances = st.floats(1e-6, 1 - 1e-6)


def share_below(cell, x):
    grid = np.linspace(1e-7, 1 - 1e-7, 200_001)
    return float(np.mean(quantile(cell, grid) <= x))


@given(triples)
def test_the_ends_of_the_interval_are_the_5_and_95_percent_points_on_any_part_of_the_scale(triple):
    low, _, high = triple
    assert quantile(mixture([triple], 0, 100), np.array([TAIL, 1 - TAIL])) == pytest.approx([low, high], abs=1e-5)


@given(triples)
def test_the_mode_is_where_the_coder_put_it(triple):
    low, best, high = triple
    if high > low:
        whole = triangle(*triple)
        grid = np.linspace(whole.start, whole.end, 1001)
        assert whole.mode == best
        assert np.all(whole.density(grid) <= whole.density(np.array([best]))[0] + 1e-12)


@given(mixtures, chances, chances)
def test_quantiles_rise_and_stay_on_the_scale(many, one, other):
    cell = mixture(many, 0, 100)
    below, above = quantile(cell, np.array(sorted((one, other))))
    assert 0 <= below <= above + 1e-9 <= 100 + 1e-9


@given(mixtures, chances)
def test_reflection_of_the_numbers_reflects_the_quantiles(many, chance):
    mirrored = [(100 - high, 100 - best, 100 - low) for low, best, high in many]
    here, there = quantile(mixture(many, 0, 100), chance), quantile(mixture(mirrored, 0, 100), 1 - chance)
    if all(high - low >= 2 for low, _, high in many):
        assert here == pytest.approx(100 - there, abs=2e-2)


@given(mixtures, chances)
def test_the_order_of_coders_and_saying_it_twice_change_nothing(many, chance):
    there = quantile(mixture([*many[::-1], *many], 0, 100), chance)
    assert quantile(mixture(many, 0, 100), chance) == pytest.approx(there, abs=1e-4)


@given(mixtures)
def test_vectorised_is_one_by_one(many):
    cell, chances_ = mixture(many, 0, 100), np.linspace(0.01, 0.99, 9)
    assert quantile(cell, chances_).tolist() == [float(quantile(cell, chance)) for chance in chances_]


def test_two_coders_who_disagree_are_not_averaged():
    cell = mixture([(10, 20, 30), (60, 70, 80)], 0, 100)
    low, high = quantile(cell, np.array([0.05, 0.95]))
    assert (round(float(low)), round(float(high))) == (12, 78)
    assert share_below(cell, 45) == pytest.approx(0.5, abs=1e-3)


def test_at_most_five_percent_lie_on_an_end_of_the_scale():
    cell = mixture([(0, 8, 30)], 0, 100)
    assert share_below(cell, 0) == pytest.approx(0.05, abs=1e-3)


def test_a_coder_without_any_doubt_is_one_point():
    assert median(mixture([(40, 40, 40)], 0, 100)) == pytest.approx(40, abs=1e-6)


def test_known_quantiles_of_a_symmetric_triangle():
    """Support 0..1, mode 0.5: the 5 % point is sqrt(0.05 / 2), and the quartile sqrt(0.25 / 2)."""
    edge = np.sqrt(0.025)
    cell = mixture([(edge, 0.5, 1 - edge)], 0, 1)
    assert quantile(cell, np.array([0.25, 0.5])) == pytest.approx([np.sqrt(0.125), 0.5], abs=1e-9)
