"""Agreement between coders, checked against a published example and against what it must be by its definition."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from caucasus_sim.coding.agreement import agreement, alpha_interval, bootstrap, swap_comparison

NONE = float("nan")
# Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), example D: four observers, twelve units.
PUBLISHED = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, NONE, NONE, NONE],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NONE, 3],
        [NONE, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NONE],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NONE],
    ]
).T

units = arrays(np.float64, (8, 3), elements=st.floats(0, 1, width=16))


def test_the_published_example():
    assert alpha_interval(PUBLISHED) == pytest.approx(0.849, abs=0.0005)


@given(units)
def test_it_is_what_a_sum_over_pairs_says(values):
    within = np.mean([(unit[i] - unit[j]) ** 2 for unit in values for i in range(3) for j in range(3) if i != j])
    every = values.ravel()
    across = np.sum((every[:, None] - every[None, :]) ** 2) / (len(every) * (len(every) - 1))
    if across > 1e-6:
        assert alpha_interval(values) == pytest.approx(1 - within / across, abs=1e-6)


@given(units)
def test_moving_and_stretching_the_scale_changes_nothing(values):
    if np.var(values) > 1e-4:
        assert alpha_interval(3 + 100 * values) == pytest.approx(alpha_interval(values), abs=1e-6)


@given(units, st.permutations([0, 1, 2]))
def test_coders_have_no_order(values, order):
    if np.var(values) > 1e-4:
        assert alpha_interval(values[:, order]) == pytest.approx(alpha_interval(values), abs=1e-9)


def test_perfect_agreement_is_one_and_chance_is_near_zero():
    chance = np.random.default_rng(3)
    assert alpha_interval(np.repeat(chance.random((20, 1)), 2, axis=1)) == pytest.approx(1.0)
    assert alpha_interval(chance.random((4000, 2))) == pytest.approx(0.0, abs=0.05)


def test_units_with_one_value_count_for_nothing():
    lonely = np.vstack([PUBLISHED, [9, NONE, NONE, NONE]])
    assert alpha_interval(lonely) == alpha_interval(PUBLISHED)
    assert np.isnan(alpha_interval(np.array([[1.0, NONE]])))
    assert np.isnan(alpha_interval(np.ones((3, 2))))


def test_the_interval_holds_the_value_and_is_the_same_each_time():
    once, again = bootstrap(PUBLISHED, alpha_interval), bootstrap(PUBLISHED, alpha_interval)
    assert once == again
    assert once.low < once.value < once.high
    assert once.cells == 12


def test_machines_only_repeat(invented, world):
    assert agreement(invented, "almanac").called == "repeatability"
    world.files["readings/almanac/reading.yaml"]["coders"]["b"]["kind"] = "human"
    assert agreement(world.load(), "almanac").called == "reliability"


def test_cells_are_counted_and_inference_is_left_out(world):
    counted = agreement(world.load(), "almanac")
    assert (counted.scales.cells, counted.approvals.cells) == (2, 1)
    assert (counted.spoken_by_all, counted.spoken_by_some) == (3, 0)
    world.files["readings/almanac/a.yaml"]["actors"]["borland"]["scope"]["basis"] = "inference"
    assert agreement(world.load(), "almanac").scales.cells == 1


def test_the_swap_compares_means_in_points_of_the_scale(invented):
    found = swap_comparison(invented, "almanac")
    assert found is not None
    # arland: scope 25 against a mean of 45, format the same; borland: the same.
    assert found.signed.value == pytest.approx(-20 / 3)
    assert found.absolute.value == pytest.approx(20 / 3)
    assert found.by_principal["arland"][0].value == pytest.approx(-10)
    assert found.by_principal["borland"][1].value == pytest.approx(0)
    assert found.between_pooled.value == pytest.approx(50 / 3)


def test_no_swapped_pack_no_comparison(world):
    world.files["readings/almanac/reading.yaml"]["compared"] = []
    assert swap_comparison(world.load(), "almanac") is None


def test_the_bulletin_has_both(packaged):
    counted = agreement(packaged, "bulletin")
    assert counted.together.cells == counted.scales.cells + counted.approvals.cells > 30
    assert -1 <= counted.together.low <= counted.together.high <= 1
    assert swap_comparison(packaged, "bulletin") is not None
