"""Proper scores: equal to another implementation, and best for whoever says what is true."""

from __future__ import annotations

import math

import numpy as np
import pytest
import scoringrules
from hypothesis import given, settings
from hypothesis import strategies as st

from caucasus_sim.analysis.scoring.proper import brier, fair_crps, log_score, share_of

MANY = settings(deadline=None, max_examples=200)
chances = st.floats(0.001, 0.999)


@MANY
@given(chances, st.booleans())
def test_brier_and_log_score_are_those_of_scoringrules(chance, happened):
    told = float(happened)
    assert brier(chance, told) == pytest.approx(float(scoringrules.brier_score(told, chance, backend="numpy")))
    assert log_score(chance, told) == pytest.approx(float(scoringrules.log_score(told, chance, backend="numpy")))


@MANY
@given(st.lists(st.floats(-1e3, 1e3), min_size=2, max_size=40), st.floats(-1e3, 1e3))
def test_fair_crps_is_that_of_scoringrules(members, answer):
    ensemble = np.array(members)
    other = scoringrules.crps_ensemble(answer, ensemble, estimator="fair", backend="numpy")
    assert fair_crps(ensemble, np.array(answer)) == pytest.approx(float(other), abs=1e-9)


def test_fair_crps_of_many_questions_at_once():
    chance = np.random.default_rng(2)
    ensembles, told = chance.normal(size=(50, 12)), chance.normal(size=50)
    together = fair_crps(ensembles, told)
    assert together == pytest.approx([float(fair_crps(*each)) for each in zip(ensembles, told, strict=True)])
    assert together == pytest.approx(scoringrules.crps_ensemble(told, ensembles, estimator="fair", backend="numpy"))


def test_one_history_says_nothing_about_its_spread():
    assert np.isnan(fair_crps(np.array([1.0]), np.array(1.0)))


@MANY
@given(truth=chances, said=chances)
def test_saying_the_true_chance_scores_best_in_expectation(truth, said):
    for score in (brier, log_score):
        honest = truth * score(truth, 1.0) + (1.0 - truth) * score(truth, 0.0)
        other = truth * score(said, 1.0) + (1.0 - truth) * score(said, 0.0)
        assert honest <= other + 1e-12


@pytest.mark.parametrize("members", [2, 5, 40])
def test_the_true_distribution_scores_best_in_expectation(members):
    """Whatever the size of the ensemble: neither a shifted nor a narrow nor a wide one beats draws of the truth."""
    chance = np.random.default_rng(3)
    told = chance.normal(size=40_000)
    draws = chance.normal(size=(40_000, members))
    honest = fair_crps(draws, told).mean()
    for other in (draws + 0.5, 0.5 * draws, 1.6 * draws, 0.0 * draws):
        assert honest < fair_crps(other, told).mean() - 0.005


def test_fair_crps_does_not_hang_on_the_size_of_the_ensemble():
    """The expectation for draws of the truth is 1 / sqrt(pi), as for the normal distribution itself."""
    chance = np.random.default_rng(4)
    told = chance.normal(size=60_000)
    for members in (2, 10, 50):
        mean = fair_crps(chance.normal(size=(60_000, members)), told).mean()
        assert mean == pytest.approx(1.0 / math.sqrt(math.pi), abs=0.01)


def test_what_no_history_shows_is_not_impossible():
    assert share_of(np.array(0), np.array(40)) == pytest.approx(0.5 / 41)
    assert share_of(np.array(40), np.array(40)) + share_of(np.array(0), np.array(40)) == pytest.approx(1.0)
    assert log_score(0.0, 1.0) == math.inf
    assert math.isfinite(float(log_score(share_of(np.array(0), np.array(40)), 1.0)))
