"""First-order and total Sobol indices of what an outcome comes to on average over luck, with luck's own share beside.

In words
    A block holds two points A and B, and for every factor the point A with that factor taken from B. What changes in
    that factor alone is a difference inside a block; where a block shares its luck, whoever changes nothing
    contributes exactly nothing. Squares are products of two replicates, which share the factors and not the luck: so
    luck enters neither the indices nor the variance that they are shares of.

Equation, with g the mean over luck, D_k = g(A_k) - g(A), and m the mean of g
    first_k = E[(g(B) - m) D_k] / V          total_k = E[D_k D_k] / (2 V)          V = Var g
    luck's share = E[variance over replicates] / (V + E[variance over replicates])

Source
    First order: Saltelli et al., Computer Physics Communications 181(2), 2010, table 2 (b). Total: Jansen, Computer
    Physics Communications 117, 1999. Products across replicates in the place of squares are the usual unbiased
    estimate of a product of means. Cited from memory.

Not here
    Second-order indices; dependence between factors; other measures of importance than variance.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from caucasus_sim.analysis.sensitivity.crossing import crossed, ends, resampled

FEWEST = 8  # blocks; fewer give no interval
OWN = 2  # the points A and B come first in a block


@dataclass(frozen=True)
class Terms:
    """What every block says of each expectation: f8 [blocks], or f8 [blocks, factors]."""

    mean: np.ndarray
    square: np.ndarray
    luck: np.ndarray
    change: np.ndarray
    first: np.ndarray
    total: np.ndarray


@dataclass(frozen=True)
class Indices:
    """Indices f8 [factors] with their intervals, the variance over the factors, and the share that is luck.

    ``luck`` is None where there is one replicate, which cannot tell. With ``drowned`` the variance over factors is not
    clearly above zero: nothing can be said of shares of it, and all indices are NaN.
    """

    blocks: int
    replicates: int
    variance: tuple[float, float, float]
    luck: tuple[float, float, float] | None
    first: np.ndarray
    first_low: np.ndarray
    first_high: np.ndarray
    total: np.ndarray
    total_low: np.ndarray
    total_high: np.ndarray
    drowned: bool

    @property
    def widest(self) -> float:
        """The widest interval of any index; infinite where there are none."""
        if self.drowned or not len(self.first):
            return float("inf")
        return float(max((self.first_high - self.first_low).max(), (self.total_high - self.total_low).max()))


def terms_of(values: np.ndarray) -> Terms:
    """The terms of whole blocks, from values f8 [blocks, 2 + factors, replicates]: A, B, then A with one factor of B.

    Raises
    ------
    ValueError
        If a value is missing: blocks are dropped whole before this, never filled.
    """
    if not np.isfinite(values).all():
        raise ValueError("a block with a missing value must be left out whole")
    centred = values - values.mean()
    here, there, steps = centred[:, 0], centred[:, 1], centred[:, OWN:] - centred[:, :1]
    spread = values.var(axis=-1, ddof=1) if values.shape[-1] > 1 else np.zeros(values.shape[:-1])
    return Terms(
        mean=(here.mean(axis=-1) + there.mean(axis=-1)) / 2.0,
        square=(crossed(here, here) + crossed(there, there)) / 2.0,
        luck=spread.mean(axis=-1),
        change=steps.mean(axis=-1),
        first=crossed(there[:, None, :], steps),
        total=crossed(steps, steps) / 2.0,
    )


def indices(values: np.ndarray, seed: int = 1) -> Indices:
    """Indices with 95 % intervals by resampling whole blocks, from values f8 [blocks, 2 + factors, replicates]."""
    blocks, places, replicates = values.shape
    terms = terms_of(values)
    whole = _of(terms, np.ones((1, blocks)))
    drawn = _of(terms, resampled(blocks, seed)) if blocks >= FEWEST else _unsure(places - OWN)
    variance = _three(whole[0], drawn[0])
    luck = _three(whole[1], drawn[1]) if replicates > 1 else None
    drowned = bool(blocks < FEWEST or not variance[1] > 0.0)
    told = [np.full(places - OWN, np.nan)] * 6 if drowned else [*_shares(whole, drawn, 2), *_shares(whole, drawn, 3)]
    return Indices(blocks, replicates, variance, luck, *told, drowned=drowned)


def _of(terms: Terms, weights: np.ndarray) -> tuple[np.ndarray, ...]:
    """Variance, luck's share, first and total indices for every row of weights f8 [resamples, blocks]."""
    share = weights / weights.sum(axis=1, keepdims=True)
    mean, change = share @ terms.mean, share @ terms.change
    variance, luck = share @ terms.square - mean * mean, share @ terms.luck
    safe = np.where(variance > 0.0, variance, np.nan)[:, None]
    every = np.maximum(variance, 0.0) + luck
    part = np.divide(luck, every, out=np.zeros_like(luck), where=every > 0.0)
    return variance, part, (share @ terms.first - mean[:, None] * change) / safe, (share @ terms.total) / safe


def _unsure(factors: int) -> tuple[np.ndarray, ...]:
    """No interval at all: from nothing to everything."""
    both = np.array([-np.inf, np.inf])
    return both, both, np.tile(both[:, None], factors), np.tile(both[:, None], factors)


def _three(whole: np.ndarray, drawn: np.ndarray) -> tuple[float, float, float]:
    low, high = (drawn.min(), drawn.max()) if np.isinf(drawn).any() else ends(drawn)
    return float(whole[0]), float(low), float(high)


def _shares(whole: tuple[np.ndarray, ...], drawn: tuple[np.ndarray, ...], which: int) -> list[np.ndarray]:
    """An index with the ends of its interval; a resample without variance over factors has no index."""
    kept = drawn[which][drawn[0] > 0.0]
    return [whole[which][0], *ends(kept)]
