"""Intervals by resampling whole tracks, because questions of one track stand or fall together."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.stats import norm, t

LEVEL = 0.90
RESAMPLES = 2000
FEWEST_TRACKS = 5


@dataclass(frozen=True)
class Estimate:
    """A mean or a gain with its interval.

    ``low`` and ``high`` are None where there are too few tracks for an interval, ``value`` where the reference made no
    mistake, so that nothing can be gained on it.
    """

    value: float | None
    low: float | None
    high: float | None
    questions: int
    tracks: int


def mean_of(scores: np.ndarray, tracks: np.ndarray, seed: int = 1) -> Estimate | None:
    """Mean score f8 [questions] with a 90 % interval; None without questions."""
    return _estimate(scores, np.ones(len(scores)), tracks, seed, gain=False)


def gain_of(scores: np.ndarray, reference: np.ndarray, tracks: np.ndarray, seed: int = 1) -> Estimate | None:
    """How far a score is below that of a reference, 1 - mean / mean, with a 90 % interval.

    1 is perfect, 0 no better than the reference. None without questions.
    """
    return _estimate(scores, reference, tracks, seed, gain=True)


def _estimate(upper: np.ndarray, lower: np.ndarray, tracks: np.ndarray, seed: int, gain: bool) -> Estimate | None:
    if len(upper) == 0:
        return None
    names, place = np.unique(tracks, return_inverse=True)
    if not np.sum(lower) > 0.0:
        return Estimate(None, None, None, len(upper), len(names))
    over = np.bincount(place, weights=upper, minlength=len(names))
    under = np.bincount(place, weights=lower, minlength=len(names))
    value = float(over.sum() / under.sum())
    ends = _ends(over, under, seed)
    low, high = ends if ends is not None else (None, None)
    if gain:
        value, low, high = 1.0 - value, _less(high), _less(low)
    return Estimate(value, low, high, len(upper), len(names))


def _less(ratio: float | None) -> float | None:
    return None if ratio is None else 1.0 - ratio


def _ends(over: np.ndarray, under: np.ndarray, seed: int) -> tuple[float, float] | None:
    """Ends of the interval of a ratio of sums over tracks, f8 [tracks] each; None with fewer than five tracks."""
    many = len(over)
    if many < FEWEST_TRACKS:
        return None
    weights = np.random.default_rng(seed).multinomial(many, np.full(many, 1.0 / many), size=RESAMPLES)
    above, below = weights @ over, weights @ under
    ratios = above[below > 0.0] / below[below > 0.0]
    tail = expanded_tail(many)
    low, high = np.quantile(ratios, [tail, 1.0 - tail])
    return float(low), float(high)


def expanded_tail(tracks: int) -> float:
    """What is cut off at each end, for so many tracks.

    Percentiles of few resampled units are too narrow; this widens them as Student's t and the divisor n - 1 widen the
    normal interval of a mean (the expanded percentile interval of Hesterberg, The American Statistician 69(4), 2015;
    cited from memory). Where the questions of a track share a shock, intervals named 90 % held the truth in 88 to 90 of
    100 simulated cases with five tracks or more, in 83 with four and in 74 with three: hence five at least.

    >>> round(expanded_tail(1000), 3), expanded_tail(5) < 0.02
    (0.05, True)
    """
    wide = t.ppf(1.0 - 0.5 * (1.0 - LEVEL), tracks - 1)
    return float(norm.cdf(-math.sqrt(tracks / (tracks - 1)) * wide))
