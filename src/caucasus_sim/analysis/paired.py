"""Differences under the same luck: every run of a variant beside the baseline's run with the same draws and luck."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import stdtr

SAME = ("lens", "reading", "reading_draw", "mechanism_draw", "luck")
CLEAR = 2.0  # simulation errors that charts draw to either side
LEVEL = 0.95  # of intervals; 1 in 20 true nulls is called a difference


@dataclass(frozen=True)
class Difference:
    """Mean paired difference with its simulation error, and how many pairs differ which way.

    Blocks are the units: of ``blocks`` so many ``differ``.
    """

    mean: float
    error: float
    more: float
    less: float
    pairs: int
    blocks: int = 0
    differ: int = 0

    @property
    def direction(self) -> str:
        """``+``, ``-``, or ``0`` where simulation error does not tell; the test of `sim compare`.

        Student's t over blocks, never surer than a sign test on the blocks that differ: under six nothing is clear.
        """
        if self.blocks < 2 or not math.isfinite(self.mean):
            return "0"
        p = chance_of(np.array(self.mean), np.array(self.error), self.blocks - 1.0, np.array(self.differ))
        if p > 1.0 - LEVEL:
            return "0"
        return "+" if self.mean > 0 else "-"


def chance_of(mean: np.ndarray, error: np.ndarray, freedom: np.ndarray | float, differ: np.ndarray) -> np.ndarray:
    """Chance of so large a difference between blocks if nothing differed, f8 in the shape of ``mean``; 1 where it is 0.

    Student's t with so many degrees of freedom, at least one; never less than a sign test on the blocks that differ.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        p = 2.0 * stdtr(freedom, -np.abs(mean) / error)
    return np.where(mean == 0.0, 1.0, np.minimum(1.0, np.maximum(p, np.exp2(1.0 - differ))))


def difference(pairs: pd.DataFrame) -> Difference:
    """The difference of pairs (columns ``own``, ``other``, ``block``); a history without its twin is no pair."""
    known = pairs[["own", "other", "block"]].dropna()
    return difference_of((known["own"] - known["other"]).to_numpy(), known["block"].to_numpy())


def difference_of(gaps: np.ndarray, block: np.ndarray) -> Difference:
    """The difference of pairs, f8 [n], with a standard error over the blocks they belong to, i8 [n].

    Runs of one block share draws and luck, so that blocks and not runs are the independent units.
    """
    if len(gaps) == 0:
        return Difference(math.nan, math.inf, 0.0, 0.0, 0)
    _, place, sizes = np.unique(block, return_inverse=True, return_counts=True)
    means = np.bincount(place.reshape(-1), weights=gaps) / sizes
    error = float(means.std(ddof=1) / math.sqrt(len(means))) if len(means) > 1 else math.inf
    more, less = float((gaps > 0).mean()), float((gaps < 0).mean())
    return Difference(float(gaps.mean()), error, more, less, len(gaps), len(means), int(np.count_nonzero(means)))


def of_twenty(more: float, less: float) -> tuple[int, int]:
    """Two shares of the same pairs as counts out of twenty, which never add up to more than twenty.

    >>> of_twenty(0.675, 0.325), of_twenty(0.14, 0.02)
    ((14, 6), (3, 0))
    """
    up, down = in_twenty(more), in_twenty(less)
    if up + down <= 20:
        return up, down
    return (up - 1, down) if more * 20 - up < less * 20 - down else (up, down - 1)


def in_twenty(share: float) -> int:
    """A share as a count out of twenty."""
    return int(np.floor(share * 20 + 0.5))


def about(share: float) -> str:
    """A chance in words, to the nearest 5 %: ``about 7 in 20``.

    >>> about(0.36), about(0.0), about(0.01), about(1.0)
    ('about 7 in 20', 'never', 'fewer than 1 in 20', 'always')
    """
    if share == 0.0:
        return "never"
    if share == 1.0:
        return "always"
    count = in_twenty(share)
    if count == 0:
        return "fewer than 1 in 20"
    return "more than 19 in 20" if count == 20 else f"about {count} in 20"
