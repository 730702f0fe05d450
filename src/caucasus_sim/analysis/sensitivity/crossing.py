"""Products of values that share their factors and not their luck, and resampling of whole blocks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

RESAMPLES = 1000
SURE = 0.95


@dataclass(frozen=True)
class Pairs:
    """Which two replicates of a block share what, apart from the factors: bool [replicates, replicates] each.

    ``apart`` share nothing, neither draws nor luck; ``luck_only`` share all draws and differ in luck alone.
    """

    apart: np.ndarray
    luck_only: np.ndarray

    @property
    def told_apart(self) -> bool:
        """Whether two replicates share nothing, so that what they have in common is due to the factors."""
        return bool(self.apart.any())


def free(replicates: int) -> Pairs:
    """Replicates of which no two share anything."""
    return Pairs(~np.eye(replicates, dtype=np.bool_), np.zeros((replicates, replicates), dtype=np.bool_))


def pairs_of(draws: np.ndarray, luck: np.ndarray) -> Pairs:
    """The pairs of a block of replicates, from ids of draws i8 [replicates, kinds of draws] and luck i8 [replicates].

    >>> pairs = pairs_of(np.array([[0, 0], [0, 0], [1, 1]]), np.array([0, 1, 1]))
    >>> pairs.apart.astype(int).tolist(), pairs.luck_only.astype(int).tolist()
    ([[0, 0, 1], [0, 0, 0], [1, 0, 0]], [[0, 1, 0], [1, 0, 0], [0, 0, 0]])
    """
    same = draws[:, None, :] == draws[None, :, :]
    lucky = luck[:, None] == luck[None, :]
    return Pairs(~same.any(axis=2) & ~lucky, same.all(axis=2) & ~lucky)


def crossed(one: np.ndarray, other: np.ndarray, pairs: np.ndarray) -> np.ndarray:
    """Mean product over pairs of replicates, f8 [...], of values f8 [..., replicates].

    Of one replicate alone it is the plain product, which has luck in it wherever there is any.

    >>> float(crossed(np.array([1.0, 3.0]), np.array([1.0, 3.0]), free(2).apart))
    3.0
    """
    weights = pairs.astype(np.float64) if pairs.any() else np.eye(len(pairs))
    return np.asarray(((one @ weights) * other).sum(axis=-1) / weights.sum())


def resampled(blocks: int, seed: int = 1, resamples: int = RESAMPLES) -> np.ndarray:
    """How often every block is in every resample, f8 [resamples, blocks]; whole blocks are drawn with replacement."""
    even = np.full(blocks, 1.0 / blocks)
    return np.random.default_rng(seed).multinomial(blocks, even, size=resamples).astype(np.float64)


def ends(values: np.ndarray, level: float = SURE) -> tuple[np.ndarray, np.ndarray]:
    """The middle 95 % over resamples: f8 [...] twice, from f8 [resamples, ...]."""
    tail = (1.0 - level) / 2.0
    low, high = np.quantile(values, [tail, 1.0 - tail], axis=0)
    return low, high
