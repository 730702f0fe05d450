"""In what share of all sets of assumptions the expected difference has the claimed sign, with luck taken out.

One history beside its twin says little: most twins end alike, and the rest differ by luck as well. What two lucks of
the same draws have in common is the square of the expected difference, whatever the luck (the covariance of two
histories that share their draws). With the mean m over all draws and the variance v between them, the share of draws
whose expected difference is positive is that of a normal distribution, Phi(m / sqrt(v)). The simulation error of m is
added to v, so that a mean which is not known well is no firm answer.

Where neither the mean nor the variance stands out from its own simulation error, and no single assumption goes with
the difference either, there is no difference to have a sign: the share is one half, and ``found`` is false.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy import stats

from caucasus_sim.analysis.claims.gaps import Gaps

RESAMPLES = 400
INTERVAL = (5.0, 95.0)
FEWEST = 4  # blocks
STANDS_OUT = 3.0  # simulation errors; more than for one comparison, as a page of claims holds a hundred


@dataclass(frozen=True)
class Sign:
    """Mean difference with its simulation error, and the share of assumptions under which it has the claimed sign.

    ``low`` and ``high`` are the 90 % interval of ``share`` from resampling blocks (simulation error, nothing else).
    ``more`` and ``less``: shares of twins that differ as claimed, and the other way.
    """

    share: float
    low: float
    high: float
    found: bool
    mean: float
    error: float
    spread: float
    more: float
    less: float
    pairs: int


def sign_of(gaps: Gaps, varies: bool = False, seed: int = 1) -> Sign:
    """The sign of a difference.

    Parameters
    ----------
    varies : whether it is known already that the difference depends on an assumption, so that there is one
    """
    cubes = gaps.cubes
    blocks = len(cubes)
    parts = _parts(cubes)
    total = parts.sum(axis=0)
    every = _resampled(parts, seed) if blocks >= FEWEST else np.empty((0, 3))
    mean, between = _moments(total)
    means, betweens = _moments(every.T) if len(every) else (np.array([np.nan]), np.array([np.nan]))
    error = float(np.std(means)) if len(every) else math.inf
    found = varies or _stands_out(float(mean), error, float(between), float(np.std(betweens)))
    shares = _share(means, betweens, error) if found else np.full(1, 0.5)
    low, high = np.percentile(shares, INTERVAL) if np.isfinite(shares).all() else (0.0, 1.0)
    return Sign(
        share=float(_share(mean, between, error)) if found else 0.5,
        low=float(low) if found else 0.0,
        high=float(high) if found else 1.0,
        found=found,
        mean=float(mean),
        error=error,
        spread=math.sqrt(max(float(between), 0.0)),
        more=float((cubes > 0).mean()),
        less=float((cubes < 0).mean()),
        pairs=int(cubes.size),
    )


def _parts(cubes: np.ndarray) -> np.ndarray:
    """Of every block: one, its mean, and the mean product of its two lucks, f8 [blocks, 3]."""
    return np.stack([np.ones(len(cubes)), cubes.mean(axis=(1, 2, 3)), cubes.prod(axis=3).mean(axis=(1, 2))], axis=1)


def _resampled(parts: np.ndarray, seed: int) -> np.ndarray:
    """Sums over blocks drawn with replacement, f8 [resamples, 3]."""
    blocks = len(parts)
    counts = np.random.default_rng(seed).multinomial(blocks, np.full(blocks, 1.0 / blocks), size=RESAMPLES)
    return np.asarray(counts @ parts)


def _moments(sums: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    mean = sums[1] / sums[0]
    return mean, sums[2] / sums[0] - mean * mean


def _stands_out(mean: float, error: float, between: float, between_error: float) -> bool:
    return (math.isfinite(error) and abs(mean) > STANDS_OUT * error) or between > STANDS_OUT * between_error


def _share(mean: np.ndarray, between: np.ndarray, error: float) -> np.ndarray:
    width = np.maximum(np.sqrt(np.maximum(between, 0.0) + error * error), np.finfo(np.float64).tiny)
    return np.asarray(stats.norm.cdf(mean / width))
