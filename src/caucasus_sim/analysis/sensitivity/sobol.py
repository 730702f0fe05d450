"""First-order and total Sobol indices of an outcome's mean over draws and luck, with the share of those beside.

In words
    A block holds two points A and B, and for every factor the point A with that factor taken from B. What changes in
    that factor alone is a difference inside a block; where a block shares its draws and luck, whoever changes nothing
    contributes exactly nothing. Squares are products of two replicates that share the factors and nothing else: so
    draws and luck enter neither the indices nor the variance that they are shares of. What is left of the whole
    variance is noise; the part that two replicates of the same draws do not share is luck alone.

Equation, with g the mean over draws and luck, D_k = g(A_k) - g(A), D = g(B) - g(A), and m the mean of g
    total_k = E[D_k D_k] / (2 V)             noise = 1 - V / Var y
    with replicates     first_k = E[(D - D_k / 2) D_k] / V          V = E[D D] / 2
    without             first_k = E[(g(B) - m) D_k] / V             V = Var g

Follows
    E[D D_k] is what a factor does alone and all it has a part in together; half of E[D_k D_k] is the latter. So both
    lines have the same expectation. The first is made of differences inside blocks alone, so that the luck that a block
    shares drops out of it; the second wastes less where there is none.

Source
    Second line: Saltelli et al., Computer Physics Communications 181(2), 2010, table 2 (b). Total: Jansen, Computer
    Physics Communications 117, 1999. Products across replicates in the place of squares are the usual unbiased
    estimate of a product of means. Cited from memory; the first line is worked out above.

Not here
    Second-order indices; dependence between factors; other measures of importance than variance.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from caucasus_sim.analysis.sensitivity.crossing import Pairs, crossed, ends, free, resampled

FEWEST = 8  # blocks; fewer give no interval
OWN = 2  # the points A and B come first in a block
Three = tuple[float, float, float]  # a value and the ends of its interval


@dataclass(frozen=True)
class Terms:
    """What every block says of each expectation: f8 [blocks], or f8 [blocks, factors].

    ``drawn`` and ``whole`` are squares of values that share the factors and the draws, and also the luck; ``apart`` is
    half the square of B less A, and None without replicates.
    """

    mean: np.ndarray
    apart: np.ndarray | None
    drawn: np.ndarray
    whole: np.ndarray
    change: np.ndarray
    first: np.ndarray
    total: np.ndarray


@dataclass(frozen=True)
class Indices:
    """Indices f8 [factors] with their intervals, the variance over the factors, and the shares that are none of theirs.

    ``noise`` is the share of draws and luck, None where no two replicates share nothing else than the factors;
    ``luck`` that of luck alone, None where no two share all draws. ``changed`` says in what
    share of histories a change of the factor alone changes the outcome. ``constant`` where that never varies. With
    ``drowned`` the variance over factors is not clearly above zero: there are no shares of it, and indices are NaN.
    """

    blocks: int
    replicates: int
    variance: Three
    noise: Three | None
    luck: Three | None
    first: np.ndarray
    first_low: np.ndarray
    first_high: np.ndarray
    total: np.ndarray
    total_low: np.ndarray
    total_high: np.ndarray
    changed: np.ndarray
    constant: bool
    drowned: bool

    @property
    def widest(self) -> float:
        """The widest interval of any index; infinite where there are none."""
        if self.drowned or not len(self.first):
            return float("inf")
        return float(max((self.first_high - self.first_low).max(), (self.total_high - self.total_low).max()))


def terms_of(values: np.ndarray, pairs: Pairs) -> Terms:
    """The terms of whole blocks, from values f8 [blocks, 2 + factors, replicates]: A, B, then A with one factor of B.

    Raises
    ------
    ValueError
        If a value is missing: blocks are dropped whole before this, never filled.
    """
    if not np.isfinite(values).all():
        raise ValueError("a block with a missing value must be left out whole")
    centred = values - values.mean()
    own, steps = centred[:, :OWN], centred[:, OWN:] - centred[:, :1]
    across = (centred[:, 1] - centred[:, 0])[:, None]
    beside = across - steps / 2.0 if pairs.told_apart else centred[:, 1:OWN]
    return Terms(
        mean=own.mean(axis=(1, 2)),
        apart=crossed(across, across, pairs.apart)[:, 0] / 2.0 if pairs.told_apart else None,
        drawn=crossed(own, own, pairs.luck_only).mean(axis=1),
        whole=(own * own).mean(axis=(1, 2)),
        change=np.zeros(steps.shape[:2]) if pairs.told_apart else steps.mean(axis=-1),
        first=crossed(beside, steps, pairs.apart),
        total=crossed(steps, steps, pairs.apart) / 2.0,
    )


def indices(values: np.ndarray, pairs: Pairs | None = None, seed: int = 1) -> Indices:
    """Indices with 95 % intervals by resampling whole blocks, from values f8 [blocks, 2 + factors, replicates].

    ``pairs`` says which replicates share what; left out, no two of them share anything.
    """
    blocks, places, replicates = values.shape
    shared = free(replicates) if pairs is None else pairs
    terms = terms_of(values, shared)
    whole = _of(terms, np.ones((1, blocks)))
    drawn = _of(terms, resampled(blocks, seed)) if blocks >= FEWEST else _unsure(places - OWN)
    variance = _three(whole[0], drawn[0])
    noise = _three(whole[1], drawn[1]) if shared.told_apart else None
    luck = _three(whole[2], drawn[2]) if shared.luck_only.any() else None
    constant = bool(np.ptp(values) == 0.0)
    drowned = bool(blocks < FEWEST or constant or not variance[1] > 0.0)
    first = _shares(whole, drawn, 3, drowned)
    total = _shares(whole, drawn, 4, drowned)
    shares = {"first": first[0], "first_low": first[1], "first_high": first[2]}
    shares |= {"total": total[0], "total_low": total[1], "total_high": total[2]}
    changed = (values[:, OWN:] != values[:, :1]).mean(axis=(0, 2))
    return Indices(
        blocks, replicates, variance, noise, luck, changed=changed, constant=constant, drowned=drowned, **shares
    )


def _of(terms: Terms, weights: np.ndarray) -> tuple[np.ndarray, ...]:
    """Variance, noise, luck, first and total indices for every row of weights f8 [resamples, blocks]."""
    share = weights / weights.sum(axis=1, keepdims=True)
    mean, change = share @ terms.mean, share @ terms.change
    drawn, every = (share @ each - mean * mean for each in (terms.drawn, terms.whole))
    variance = every if terms.apart is None else share @ terms.apart
    noise, luck = (
        1.0 - np.divide(each, every, out=np.ones_like(every), where=every > 0.0) for each in (variance, drawn)
    )
    safe = np.where(variance > 0.0, variance, np.nan)[:, None]
    return variance, noise, luck, (share @ terms.first - mean[:, None] * change) / safe, (share @ terms.total) / safe


def _unsure(factors: int) -> tuple[np.ndarray, ...]:
    """No interval at all: from nothing to everything."""
    both = np.array([-np.inf, np.inf])
    return both, both, both, np.tile(both[:, None], factors), np.tile(both[:, None], factors)


def _three(whole: np.ndarray, drawn: np.ndarray) -> Three:
    low, high = (drawn.min(), drawn.max()) if np.isinf(drawn).any() else ends(drawn)
    return float(whole[0]), float(low), float(high)


def _shares(
    whole: tuple[np.ndarray, ...], drawn: tuple[np.ndarray, ...], which: int, drowned: bool
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """An index with the ends of its interval; a resample without variance over factors has no index."""
    if drowned:
        unknown = np.full(whole[which].shape[1], np.nan)
        return unknown, unknown, unknown
    low, high = ends(drawn[which][drawn[0] > 0.0])
    return whole[which][0], low, high
