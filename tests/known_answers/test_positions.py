"""Weighted mean, weighted median and Condorcet winner: a published case worked out by hand, and what must not matter.

The case is the European Community's choice of years of delay before emission standards for cars of medium size: ten
states, from Bueno de Mesquita, "Political forecasting: an expected utility method", in Bueno de Mesquita and Stokman
(eds), European Community Decision Making, Yale University Press 1994, table on p. 78, as table 1 of Scholz, Calbert and
Smith, "Unravelling Bueno de Mesquita's group decision model", Journal of Theoretical Politics 23(4), 2011. Neither was
at hand: the table was read in three transcripts that agree in every number (ExampleActors.csv of the repository
jmckib/bdm-scholz-expected-utility-model; emission_standards.json of hamzagul07/schelling; a page of burakbayramli's
dersblog). What both works print as results (a median of 8.4 years after one round and 9.9 after the second, 8.35 years
for the original) comes of rounds of challenges, which this project does not model, so none of it is tested here. The
expected values below are fractions worked out from the table.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from caucasus_sim.coding.positions import condorcet, support, weighted_mean, weighted_median

# Position in years of delay; capability in hundredths of the votes; salience in per cent.
STATES = {
    "Netherlands": (4, 8, 80),
    "Belgium": (7, 8, 40),
    "Luxembourg": (4, 3, 20),
    "Germany": (4, 16, 80),
    "France": (10, 16, 60),
    "Italy": (10, 16, 60),
    "United Kingdom": (10, 16, 90),
    "Ireland": (7, 5, 10),
    "Denmark": (4, 5, 100),
    "Greece": (7, 8, 70),
}
YEARS = np.array([float(years) for years, _, _ in STATES.values()])
WEIGHT = np.array([float(capability * salience) for _, capability, salience in STATES.values()])


def test_strength_by_position():
    """4 years: 640 + 60 + 1280 + 500; 7 years: 320 + 50 + 560; 10 years: 960 + 960 + 1440."""
    assert {years: WEIGHT[years == YEARS].sum() for years in (4, 7, 10)} == {4: 2480, 7: 930, 10: 3360}


def test_weighted_mean():
    exact = Fraction(4 * 2480 + 7 * 930 + 10 * 3360, 2480 + 930 + 3360)
    assert exact == Fraction(5003, 677)
    assert weighted_mean(YEARS, WEIGHT) == pytest.approx(float(exact), rel=1e-14)


def test_the_middle_position_wins_though_it_has_the_least_strength():
    assert weighted_median(YEARS, WEIGHT) == 7.0
    assert condorcet(YEARS, WEIGHT) == 7.0


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        (7.0, 4.0, Fraction(930 + 3360, 6770)),
        (7.0, 10.0, Fraction(2480 + 930, 6770)),
        (10.0, 4.0, Fraction(3360, 2480 + 3360)),  # those at 7 are as far from either and lend support to neither
    ],
)
def test_support_in_single_votes(one, other, share):
    assert support(YEARS, WEIGHT, one, other) == pytest.approx(float(share), rel=1e-14)


def test_without_salience_the_ten_state_case_has_the_same_middle():
    """By capability alone: 32 at four years, 21 at seven, 48 at ten, so that seven is still in the middle, narrowly."""
    capability = np.array([float(capability) for _, capability, _ in STATES.values()])
    assert weighted_mean(YEARS, capability) == pytest.approx(float(Fraction(4 * 32 + 7 * 21 + 10 * 48, 101)))
    assert weighted_median(YEARS, capability) == condorcet(YEARS, capability) == 7.0


@pytest.mark.parametrize(
    ("positions", "strength", "middle"),
    [
        ([0.2, 0.8], [1.0, 1.0], 0.5),
        ([0.2, 0.8], [1.0, 1.5], 0.8),
        ([0.0, 0.4, 1.0], [2.0, 1.0, 1.0], 0.2),
        ([0.0, 0.4, 1.0], [2.0, 1.0, 2.0], 0.4),
        ([0.3], [0.1], 0.3),
        ([0.9, 0.1], [0.0, 1.0], 0.1),
    ],
)
def test_weighted_median_by_hand(positions, strength, middle):
    assert weighted_median(np.array(positions), np.array(strength)) == pytest.approx(middle)


def test_nobody_with_strength_has_no_middle():
    assert np.isnan(weighted_median(np.array([0.1, 0.9]), np.zeros(2)))


# ------------------------------------------------------------------------------------------------ what must not matter

WEIGHINGS = pytest.mark.parametrize("weighing", [weighted_mean, weighted_median, condorcet])
MANY = settings(deadline=None, max_examples=200)
actors = st.lists(st.tuples(st.integers(0, 100), st.integers(1, 50)), min_size=1, max_size=8)


def arrays(told):
    return np.array([float(place) for place, _ in told]), np.array([float(weight) for _, weight in told])


@WEIGHINGS
@MANY
@given(told=actors, stretch=st.integers(1, 20), shift=st.integers(-50, 50))
def test_scale(weighing, told, stretch, shift):
    positions, strength = arrays(told)
    moved = weighing(stretch * positions + shift, strength)
    assert moved == pytest.approx(stretch * weighing(positions, strength) + shift)


@WEIGHINGS
@MANY
@given(told=actors, factor=st.integers(1, 50))
def test_unit_of_strength(weighing, told, factor):
    positions, strength = arrays(told)
    assert weighing(positions, factor * strength) == pytest.approx(weighing(positions, strength))


@WEIGHINGS
@MANY
@given(told=actors)
def test_reflection(weighing, told):
    positions, strength = arrays(told)
    assert weighing(100.0 - positions, strength) == pytest.approx(100.0 - weighing(positions, strength))


@WEIGHINGS
@MANY
@given(told=actors, data=st.data())
def test_reordering(weighing, told, data):
    other = data.draw(st.permutations(told))
    assert weighing(*arrays(other)) == pytest.approx(weighing(*arrays(told)))


@WEIGHINGS
@MANY
@given(told=actors, data=st.data())
def test_splitting_an_actor_in_two(weighing, told, data):
    which = data.draw(st.sampled_from([k for k, (_, weight) in enumerate(told) if weight > 1] or [-1]))
    place, weight = told[which]
    assume(weight > 1)
    part = data.draw(st.integers(1, weight - 1))
    parts = [*told[:which], (place, part), *told[which + 1 :], (place, weight - part)]
    assert weighing(*arrays(parts)) == pytest.approx(weighing(*arrays(told)))


@WEIGHINGS
@MANY
@given(place=st.integers(0, 100), weights=st.lists(st.integers(1, 9), min_size=1, max_size=8))
def test_unanimity(weighing, place, weights):
    assert weighing(np.full(len(weights), float(place)), np.array(weights, dtype=float)) == pytest.approx(place)


@WEIGHINGS
@MANY
@given(told=actors)
def test_hull(weighing, told):
    positions, strength = arrays(told)
    assert positions.min() - 1e-9 <= weighing(positions, strength) <= positions.max() + 1e-9


@MANY
@given(told=actors)
def test_with_linear_loss_the_condorcet_winner_is_the_weighted_median(told):
    positions, strength = arrays(told)
    assert condorcet(positions, strength) == pytest.approx(weighted_median(positions, strength))
