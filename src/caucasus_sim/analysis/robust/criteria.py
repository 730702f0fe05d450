"""Worst case, regret and satisficing of settings over worlds, and how far the order they give is luck.

In words
    A world is one lens and one reading, with one level of whatever else a design varies and nobody sets. How a setting
    does in a world is its mean over draws and luck. No world has a weight: a criterion looks at the worst of them, at
    the largest regret (how much better the best setting would have done there), or counts those with enough.
    All settings meet the same draws and luck, which are resampled whole to see whether the order stays.

Source
    Regret and the worst case: Savage, Journal of the American Statistical Association 46(253), 1951. Satisficing as a
    count of worlds: the domain criterion, Starr 1963, as in McPhail et al., Earth's Future 6, 2018. Cited from memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from caucasus_sim.analysis.sensitivity.crossing import RESAMPLES, ends, resampled

CHUNK = 50  # resamples held at a time
WORST, REGRET, ENOUGH = "worst_case", "largest_regret", "enough"
CRITERIA = (WORST, REGRET, ENOUGH)


@dataclass(frozen=True)
class Payoffs:
    """What settings come to, more being better: sums and numbers of histories, f8 [units, settings, worlds].

    A unit is one set of draws and luck, which all settings share; ``blocks`` i8 [units] says which units share some of
    theirs with each other and are resampled together. Left out, every unit is a block.
    """

    sums: np.ndarray
    counts: np.ndarray
    blocks: np.ndarray | None = None

    @property
    def groups(self) -> np.ndarray:
        """The number of every unit's block, from 0, i8 [units]."""
        if self.blocks is None:
            return np.arange(len(self.sums))
        return np.asarray(np.unique(self.blocks, return_inverse=True)[1])

    def paired(self) -> tuple[Payoffs, int]:
        """Without what some setting lacks: a unit counts in a world for all settings or for none; how many do not."""
        whole = (self.counts > 0.0).all(axis=1, keepdims=True)
        some = (self.counts > 0.0).any(axis=1, keepdims=True)
        kept = Payoffs(np.where(whole, self.sums, 0.0), np.where(whole, self.counts, 0.0), self.blocks)
        return kept, int((some & ~whole).sum())

    def means(self, weights: np.ndarray) -> np.ndarray:
        """Means f8 [resamples, settings, worlds] for weights f8 [resamples, units]; NaN where nothing is left."""
        sums, counts = (np.tensordot(weights, each, axes=1) for each in (self.sums, self.counts))
        return np.divide(sums, counts, out=np.full_like(sums, np.nan), where=counts > 0.0)

    def unbeaten(self) -> np.ndarray:
        """In what share of units and worlds no other setting does better under the same luck, f8 [settings]."""
        here = self.counts > 0.0
        own = np.divide(self.sums, self.counts, out=np.zeros_like(self.sums), where=here)
        best = own >= own.max(axis=1, keepdims=True)
        return np.asarray((best & here).sum(axis=(0, 2)) / np.maximum(here.sum(axis=(0, 2)), 1))


@dataclass(frozen=True)
class Judged:
    """One criterion: scores f8 [settings] with intervals, ranks from 1, how often each is first in resamples."""

    name: str
    scores: np.ndarray
    low: np.ndarray
    high: np.ndarray
    ranks: np.ndarray
    rank_low: np.ndarray
    rank_high: np.ndarray
    first: np.ndarray


def worst_case(means: np.ndarray) -> np.ndarray:
    """The lowest mean over worlds, f8 [..., settings] from f8 [..., settings, worlds]; more is better."""
    return np.asarray(means.min(axis=-1))


def largest_regret(means: np.ndarray) -> np.ndarray:
    """The largest shortfall from the best setting of a world, over worlds; less is better."""
    return np.asarray((means.max(axis=-2, keepdims=True) - means).max(axis=-1))


def enough(means: np.ndarray, threshold: float) -> np.ndarray:
    """In how many worlds the mean reaches the threshold; more is better."""
    return np.asarray((means >= threshold).sum(axis=-1).astype(np.float64))


def scores(means: np.ndarray, threshold: float | None) -> dict[str, np.ndarray]:
    """Every criterion's values; satisficing only where there is a threshold."""
    told = {WORST: worst_case(means), REGRET: largest_regret(means)}
    return told if threshold is None else {**told, ENOUGH: enough(means, threshold)}


def ranks(name: str, values: np.ndarray) -> np.ndarray:
    """Ranks from 1 for values f8 [..., settings]: one more than the settings that are better; equals share a rank.

    >>> ranks(REGRET, np.array([0.2, 0.0, 0.2])).tolist()
    [2, 1, 2]
    """
    way = np.round(values if name == REGRET else -values, 12)  # the better, the less
    return np.asarray((way[..., None, :] < way[..., :, None]).sum(axis=-1) + 1)


def judge(payoffs: Payoffs, threshold: float | None = None, seed: int = 1) -> list[Judged]:
    """All criteria with 95 % intervals, over resamples of whole blocks.

    Raises
    ------
    ValueError
        If a setting has no history in some world.
    """
    units = len(payoffs.sums)
    whole = payoffs.means(np.ones((1, units)))
    if np.isnan(whole).any():
        raise ValueError("a setting without a single history in some world cannot be compared")
    told = scores(whole, threshold)
    drawn = _drawn(payoffs, threshold, seed) if payoffs.groups.max() > 0 else None
    return [_judged(name, values[0], None if drawn is None else drawn[name]) for name, values in told.items()]


def _drawn(payoffs: Payoffs, threshold: float | None, seed: int) -> dict[str, np.ndarray]:
    """Every criterion in every resample that leaves histories in all worlds, f8 [resamples, settings]."""
    parts = [scores(means, threshold) for means in _chunks(payoffs, seed)]
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _chunks(payoffs: Payoffs, seed: int) -> Iterator[np.ndarray]:
    groups = payoffs.groups
    weights = resampled(int(groups.max()) + 1, seed)[:, groups]
    for start in range(0, RESAMPLES, CHUNK):
        means = payoffs.means(weights[start : start + CHUNK])
        yield means[~np.isnan(means).any(axis=(1, 2))]


def _judged(name: str, values: np.ndarray, drawn: np.ndarray | None) -> Judged:
    own = ranks(name, values)
    if drawn is None or not len(drawn):
        none = np.full(len(values), np.nan)
        return Judged(name, values, none, none, own, np.ones_like(own), np.full_like(own, len(own)), none)
    every = ranks(name, drawn)
    low, high = ends(drawn)
    rank_low, rank_high = np.quantile(every, [0.025, 0.975], axis=0, method="inverted_cdf")
    return Judged(name, values, low, high, own, rank_low, rank_high, (every == 1).mean(axis=0))
