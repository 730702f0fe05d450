"""Shapley values of games whose values are known in closed form, and the axioms that they are the only solution of."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caucasus_sim.analysis.explain.shapley import all_coalitions, leave_one_out, pairs_per_run, per_run, weighed


def values_of(players, game):
    """The value of every coalition, where a game is a function of the set of those present."""
    scheme = all_coalitions(players)
    return [game({k for k in range(players) if each >> k & 1}) for each in scheme.coalitions]


def shapley(players, game):
    return weighed(all_coalitions(players).weights, values_of(players, game))


def interactions(players, game):
    scheme = all_coalitions(players)
    return dict(zip(scheme.pairs, weighed(scheme.pair_weights, values_of(players, game)), strict=True))


def test_in_an_additive_game_everybody_gets_what_it_brings_and_nobody_interacts():
    brings = (3, -1, 0, 7)
    assert shapley(4, lambda present: sum(brings[k] for k in present)) == list(brings)
    assert set(interactions(4, lambda present: sum(brings[k] for k in present)).values()) == {0}


def test_glove_game():
    """One left glove, two right ones; a pair is worth 1 (Shapley and Shubik): 2/3, 1/6, 1/6."""
    found = shapley(3, lambda present: int(0 in present and len(present & {1, 2}) > 0))
    assert found == [Fraction(2, 3), Fraction(1, 6), Fraction(1, 6)]


@pytest.mark.parametrize("players", [2, 3, 5])
def test_unanimity_game_is_shared_among_those_who_must_agree(players):
    """Worth 1 where the first two are both there: half to each, nothing to the others; the pair interacts by 1."""
    found = shapley(players, lambda present: int({0, 1} <= present))
    assert found == [Fraction(1, 2), Fraction(1, 2), *[0] * (players - 2)]
    together = interactions(players, lambda present: int({0, 1} <= present))
    assert together.pop((0, 1)) == 1
    assert set(together.values()) <= {0}


def test_majority_of_three_with_weights():
    """[quota 4; 3, 2, 1]: the Shapley-Shubik indices are 2/3, 1/6, 1/6."""
    weights = (3, 2, 1)
    found = shapley(3, lambda present: int(sum(weights[k] for k in present) >= 4))
    assert found == [Fraction(2, 3), Fraction(1, 6), Fraction(1, 6)]


numbers = st.floats(-1e6, 1e6, allow_nan=False)


@settings(deadline=None, max_examples=50)
@given(st.integers(1, 5).flatmap(lambda n: st.lists(numbers, min_size=2**n, max_size=2**n)))
def test_contributions_add_up_to_the_last_digit(values):
    scheme = all_coalitions(len(values).bit_length() - 1)
    assert sum(weighed(scheme.weights, values)) == Fraction(values[-1]) - Fraction(values[0])


@settings(deadline=None, max_examples=50)
@given(st.lists(numbers, min_size=8, max_size=8))
def test_whoever_changes_nothing_gets_exactly_nothing_in_every_run(values):
    """The last of four players is a dummy: whether it is there or not, the value is the same."""
    scheme = all_coalitions(4)
    runs = np.array([*values, *values])[:, None]
    assert per_run(scheme, runs)[3, 0] == 0.0
    assert [own[0] for pair, own in zip(scheme.pairs, pairs_per_run(scheme, runs), strict=True) if 3 in pair] == [0] * 3


@settings(deadline=None, max_examples=50)
@given(st.dictionaries(st.integers(0, 4), numbers, min_size=5, max_size=5))
def test_players_that_bring_the_same_get_the_same(by_size):
    """A game in which only the number of those present counts."""
    assert len(set(shapley(4, lambda present: by_size[len(present)]))) == 1


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(numbers, numbers), min_size=16, max_size=16))
def test_the_mean_of_runs_is_the_value_of_the_mean(values):
    scheme = all_coalitions(4)
    runs = np.array(values)
    exact = [float(each) for each in weighed(scheme.weights, runs.mean(axis=1).tolist())]
    np.testing.assert_allclose(per_run(scheme, runs).mean(axis=1), exact, atol=1e-6)


def test_leaving_one_out_counts_what_two_do_together_twice():
    scheme = leave_one_out(3)
    values = [int({0, 1} <= {k for k in range(3) if each >> k & 1}) for each in scheme.coalitions]
    assert weighed(scheme.weights, values) == [1, 1, 0]
    assert not scheme.exact
