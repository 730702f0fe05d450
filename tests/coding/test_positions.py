"""The weighted mean and the Condorcet winner: unanimity, hull, reflection, and the median that theory asks for."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caucasus_sim.coding.positions import collective, condorcet, support, weighted_mean

people = st.lists(st.tuples(st.integers(0, 100), st.integers(1, 50)), min_size=1, max_size=7)


def both(positions, strength):
    return weighted_mean(positions, strength), condorcet(positions, strength)


def split(told):
    return np.array([float(place) for place, _ in told]), np.array([float(weight) for _, weight in told])


@given(people)
def test_both_stay_in_the_hull(told):
    positions, strength = split(told)
    for found in both(positions, strength):
        assert positions.min() - 1e-9 <= found <= positions.max() + 1e-9


@given(st.integers(0, 100), st.lists(st.integers(1, 9), min_size=1, max_size=6))
def test_the_unanimous_get_what_they_want(place, weights):
    positions = np.full(len(weights), float(place))
    assert both(positions, np.array(weights, dtype=float)) == pytest.approx((place, place))


@given(people)
def test_reflecting_the_scale_reflects_both(told):
    positions, strength = split(told)
    mirrored = both(100 - positions, strength)
    assert mirrored == pytest.approx(tuple(100 - found for found in both(positions, strength)))


@given(people, st.integers(1, 20))
def test_only_relative_strength_matters(told, factor):
    positions, strength = split(told)
    assert both(positions, factor * strength) == pytest.approx(both(positions, strength))


@given(people)
def test_the_condorcet_winner_with_linear_loss_is_the_weighted_median(told):
    positions, strength = split(told)
    winner = condorcet(positions, strength)
    half = strength.sum() / 2
    assert strength[positions < winner - 1e-9].sum() <= half + 1e-9
    assert strength[positions > winner + 1e-9].sum() <= half + 1e-9


@given(people, st.integers(0, 100), st.integers(0, 100))
def test_support_for_one_is_what_the_other_lacks(told, one, other):
    positions, strength = split(told)
    shares = support(positions, strength, one, other), support(positions, strength, other, one)
    assert sum(shares) == pytest.approx(1.0)
    assert min(shares) >= 0


def test_more_strength_on_one_side_moves_the_mean_there():
    positions = np.array([0.0, 1.0])
    assert weighted_mean(positions, np.array([1.0, 3.0])) == 0.75
    assert condorcet(positions, np.array([1.0, 3.0])) == 1.0
    assert condorcet(positions, np.array([1.0, 1.0])) == 0.5


def test_nobody_cares():
    assert np.isnan(both(np.array([0.2, 0.4]), np.zeros(2))).all()


def test_the_silent_count_for_nothing():
    assert condorcet(np.array([0.9, 0.1, 0.5]), np.array([0.0, 1.0, 0.0])) == 0.1


def test_every_draw_and_slot_on_its_own():
    chance = np.random.default_rng(1)
    positions, weights = chance.random((3, 4, 2)), chance.random((3, 4, 2))
    strength = chance.random((4, 1))
    means, winners = collective(positions, weights, strength)
    assert means.shape == winners.shape == (3, 2)
    assert means[1, 0] == weighted_mean(positions[1, :, 0], weights[1, :, 0] * strength[:, 0])
    assert winners[2, 1] == condorcet(positions[2, :, 1], weights[2, :, 1] * strength[:, 0])
