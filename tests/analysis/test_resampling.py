"""Intervals by resampling tracks: they cover, they widen with dependence, and they are not shown where they cannot."""

from __future__ import annotations

import numpy as np
import pytest

from caucasus_sim.analysis.scoring.resampling import expanded_tail, gain_of, mean_of

COIN = 0.25  # what saying one half always scores


def shocked(chance, tracks, each=5):
    """Brier scores where the questions of a track share a shock that the forecast does not see, and their tracks."""
    seen = chance.normal(size=tracks * each)
    shock = np.repeat(chance.normal(size=tracks), each)
    happened = chance.random(tracks * each) < 1.0 / (1.0 + np.exp(-(seen + shock)))
    said = 1.0 / (1.0 + np.exp(-seen))
    return (said - happened) ** 2, np.repeat(np.arange(tracks), each)


@pytest.mark.parametrize("tracks", [5, 8])
def test_intervals_cover(tracks):
    """Of 100 intervals named 90 %, 84 to 95 hold the truth, for the mean and for the gain, with few tracks."""
    chance = np.random.default_rng(11)
    truth = shocked(chance, 100_000)[0].mean()
    held = []
    for _ in range(400):
        scores, place = shocked(chance, tracks)
        mean, gain = mean_of(scores, place), gain_of(scores, np.full(len(scores), COIN), place)
        assert mean is not None and gain is not None
        held.append((mean.low <= truth <= mean.high, gain.low <= 1.0 - truth / COIN <= gain.high))
    assert np.mean(held, axis=0) == pytest.approx([0.895, 0.895], abs=0.055)


def test_questions_that_hang_together_make_the_interval_wider():
    scores = np.repeat([0.0, 0.1, 0.2, 0.5, 0.9, 0.4], 8)
    together = mean_of(scores, np.repeat(np.arange(6), 8))
    apart = mean_of(scores, np.arange(48))
    assert together.value == apart.value
    assert together.high - together.low > 2.0 * (apart.high - apart.low)


def test_the_same_scores_give_the_same_interval():
    scores, place = shocked(np.random.default_rng(1), 6)
    assert mean_of(scores, place) == mean_of(scores, place)
    assert mean_of(scores, place, seed=2) != mean_of(scores, place)


def test_no_interval_with_fewer_than_five_tracks():
    found = mean_of(np.array([0.1, 0.2, 0.3, 0.4]), np.array(["a", "b", "c", "d"]))
    assert (found.value, found.low, found.high, found.tracks) == (pytest.approx(0.25), None, None, 4)


def test_gain_of_known_cases():
    tracks = np.arange(6)
    reference = np.array([0.2, 0.4, 0.1, 0.3, 0.5, 0.5])
    assert gain_of(0.0 * reference, reference, tracks).value == 1.0
    assert gain_of(reference, reference, tracks).value == pytest.approx(0.0)
    half = gain_of(0.5 * reference, reference, tracks)
    assert (half.value, half.low, half.high) == pytest.approx((0.5, 0.5, 0.5))
    assert gain_of(reference, 0.0 * reference, tracks).value is None, "nothing is gained on what makes no mistakes"
    assert mean_of(np.array([]), np.array([])) is None


def test_with_many_tracks_nothing_is_widened():
    assert expanded_tail(10_000) == pytest.approx(0.05, abs=1e-4)
