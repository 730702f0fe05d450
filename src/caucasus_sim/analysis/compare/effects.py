"""Mean differences of pairs with their simulation error, under one lens and reading.

Blocks of a plan are the independent units: the histories of a block share draws and luck. Intervals are Student's t
over block means. Where very few blocks differ at all, t promises too much; no verdict is then surer than a sign test on
these blocks, so that at least six must differ before anything is called clear.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import special

from caucasus_sim.analysis.paired import LEVEL, chance_of

Reduce = Callable[[np.ndarray], np.ndarray]


@dataclass(frozen=True)
class Effects:
    """What differs, f8 [measures] each unless said otherwise.

    Parameters
    ----------
    mean, error, low, high
        Mean difference (own less other), its standard error, and the interval of simulation error.
    p
        Chance of so large a difference between blocks if nothing differed.
    size
        Mean difference in standard deviations of single histories, of both sides together; 0 where nothing differs.
    differ : i8
        In how many blocks the two sides differ.
    more, less, draws_more, draws_less
        Shares of pairs, and of draws (means over their lucks), in which there is more or less; nan if not paired.
    pairing_gain, luck_gain
        Variance ratios: what sharing draws and luck, and what sharing luck alone, was worth in histories; nan unknown.
    blocks, pairs : int
    """

    mean: np.ndarray
    error: np.ndarray
    low: np.ndarray
    high: np.ndarray
    p: np.ndarray
    size: np.ndarray
    differ: np.ndarray
    more: np.ndarray
    less: np.ndarray
    draws_more: np.ndarray
    draws_less: np.ndarray
    pairing_gain: np.ndarray
    luck_gain: np.ndarray
    blocks: int
    pairs: int

    @property
    def clear(self) -> np.ndarray:
        """Which differences simulation error does not explain, bool [measures]."""
        return (self.p <= 1.0 - LEVEL) & (self.mean != 0.0)

    @property
    def direction(self) -> np.ndarray:
        """``+`` or ``-`` where clear, else ``0``."""
        signs = np.where(self.mean > 0.0, "+", "-")
        return np.where(self.clear, signs, "0")


def paired_effects(own: np.ndarray, other: np.ndarray, block: np.ndarray, draw: np.ndarray) -> Effects:
    """Differences of pairs.

    Parameters
    ----------
    own, other : f8 [pairs, measures]
    block, draw : i8 [pairs]
        Which block and which draws (set of assumptions) a pair belongs to; equal ones stand side by side, draws inside
        blocks. Pairs of a draw differ in luck.
    """
    gap = own - other
    in_block, in_draw = means_of(block), means_of(draw)
    gaps, per_draw = in_block(gap), in_draw(gap)
    mean, differ = gap.mean(axis=0), np.count_nonzero(gaps, axis=0)
    spread = variance(gaps)
    return Effects(
        **inference(mean, np.sqrt(spread / len(gaps)), len(gaps) - 1.0, differ),
        size=size_of(mean, own, other),
        differ=differ,
        more=(gap > 0).mean(axis=0),
        less=(gap < 0).mean(axis=0),
        draws_more=(per_draw > 0).mean(axis=0),
        draws_less=(per_draw < 0).mean(axis=0),
        pairing_gain=ratio(variance(in_block(own)) + variance(in_block(other)), spread),
        luck_gain=luck_gain(own, other, draw),
        blocks=len(gaps),
        pairs=len(gap),
    )


def inference(mean: np.ndarray, error: np.ndarray, freedom: np.ndarray | float, differ: np.ndarray) -> dict[str, Any]:
    """Mean, error, interval and p of differences with so many degrees of freedom, of which so many blocks differ."""
    if np.any(np.asarray(freedom) < 1.0):
        nothing = np.full_like(mean, np.inf)
        return {"mean": mean, "error": nothing, "low": -nothing, "high": nothing, "p": np.ones_like(mean)}
    reach = special.stdtrit(freedom, 0.5 + LEVEL / 2.0) * error
    p = chance_of(mean, error, freedom, differ)
    return {"mean": mean, "error": error, "low": mean - reach, "high": mean + reach, "p": p}


def means_of(group: np.ndarray) -> Reduce:
    """A function that takes means over groups of neighbouring rows, f8 [rows, measures] -> f8 [groups, measures]."""
    starts = np.flatnonzero(np.diff(group, prepend=group[0] - 1))
    counts = np.diff(starts, append=len(group))[:, None]
    return lambda values: np.add.reduceat(values, starts, axis=0) / counts


def variance(values: np.ndarray) -> np.ndarray:
    """Variance over rows, f8 [measures]; of one row not known."""
    return values.var(axis=0, ddof=1) if len(values) > 1 else np.full(values.shape[1], np.nan)


def size_of(mean: np.ndarray, own: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Mean difference over the standard deviation of all histories of both sides; it is never beyond 2."""
    spread = np.concatenate([own, other]).std(axis=0)
    return np.divide(mean, spread, out=np.zeros_like(mean), where=spread > 0.0)


def ratio(apart: np.ndarray, together: np.ndarray) -> np.ndarray:
    """A variance without sharing over the one with it; nan where there is nothing to share."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(apart > 0.0, apart / together, np.nan)


def luck_gain(own: np.ndarray, other: np.ndarray, draw: np.ndarray) -> np.ndarray:
    """Variance of differences between histories of a draw that differ in luck, over that of pairs that share it."""
    starts = np.flatnonzero(np.diff(draw, prepend=draw[0] - 1))
    counts = np.diff(starts, append=len(draw))
    if np.any(counts < 2):
        return np.full(own.shape[1], np.nan)
    place = np.arange(len(draw))
    last = np.repeat(starts + counts - 1, counts)
    partner = np.where(place == last, np.repeat(starts, counts), place + 1)
    return ratio((own - other[partner]).var(axis=0), (own - other).var(axis=0))
