"""Quantiles of priors, cut at a parameter's range; a draw is a quantile looked up at a keyed number."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from scipy import special

from caucasus_sim.coding.kinds import Range
from caucasus_sim.coding.schema_numbers import (
    Bernoulli,
    Beta,
    Fixed,
    Lognormal,
    Normal,
    Prior,
    Triangular,
    Uniform,
)

Continuous = Normal | Lognormal | Beta | Uniform | Triangular


def quantiles(prior: Prior, u: np.ndarray, cut: Range | None = None) -> np.ndarray:
    """Values of a prior at quantiles ``u``, f8 [n], truncated to ``cut`` by rescaling the quantiles."""
    if isinstance(prior, Fixed):
        return np.full(len(u), prior.value)
    if isinstance(prior, Bernoulli):
        return (u < prior.p).astype(np.float64)
    if cut is None:
        return uncut(prior, u)
    low, high = shares_below(prior, cut)
    return np.clip(uncut(prior, low + (high - low) * u), cut.start, cut.end)


def uncut(prior: Continuous, u: np.ndarray) -> np.ndarray:
    """Values of a continuous prior at quantiles, f8 [n]; as scipy's distributions give them, without their overhead."""
    if isinstance(prior, Normal):
        return prior.mean + prior.sd * special.ndtri(u)
    if isinstance(prior, Lognormal):
        return prior.median * np.exp(prior.sigma * special.ndtri(u))
    if isinstance(prior, Beta):
        return np.asarray(special.betaincinv(prior.a, prior.b, u))
    width = prior.end - prior.start
    if isinstance(prior, Uniform):
        return prior.start + width * u
    mode = (prior.mode - prior.start) / width
    falling = 1.0 - np.sqrt((1.0 - mode) * (1.0 - u))
    return prior.start + width * np.where(u < mode, np.sqrt(mode * u), falling)


@lru_cache(maxsize=1024)
def shares_below(prior: Continuous, cut: Range) -> tuple[float, float]:
    """How much of a prior lies below either end of a range."""
    return share_below(prior, cut.start), share_below(prior, cut.end)


def share_below(prior: Continuous, value: float) -> float:
    """How much of a continuous prior lies below a value, as scipy's distributions give it."""
    if isinstance(prior, Normal):
        return float(special.ndtr((value - prior.mean) / prior.sd))
    if isinstance(prior, Lognormal):
        return float(special.ndtr(np.log(value / prior.median) / prior.sigma)) if value > 0.0 else 0.0
    width = 1.0 if isinstance(prior, Beta) else prior.end - prior.start
    place = min(1.0, max(0.0, value if isinstance(prior, Beta) else (value - prior.start) / width))
    if isinstance(prior, Beta):
        return float(special.betainc(prior.a, prior.b, place))
    if isinstance(prior, Uniform):
        return place
    mode = (prior.mode - prior.start) / width
    if place < mode:
        return place * place / mode
    return 1.0 if place >= 1.0 else (place * place - 2.0 * place + mode) / (mode - 1.0)
