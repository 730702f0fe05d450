"""Quantiles of priors, cut at a parameter's range; a draw is a quantile looked up at a keyed number."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from scipy import special, stats

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
    family = frozen(prior)
    return float(family.cdf(cut.start)), float(family.cdf(cut.end))


@lru_cache(maxsize=1024)
def frozen(prior: Continuous) -> Any:
    """A continuous prior as a scipy distribution."""
    if isinstance(prior, Normal):
        return stats.norm(prior.mean, prior.sd)
    if isinstance(prior, Lognormal):
        return stats.lognorm(prior.sigma, scale=prior.median)
    if isinstance(prior, Beta):
        return stats.beta(prior.a, prior.b)
    width = prior.end - prior.start
    if isinstance(prior, Triangular):
        return stats.triang((prior.mode - prior.start) / width, prior.start, width)
    return stats.uniform(prior.start, width)
