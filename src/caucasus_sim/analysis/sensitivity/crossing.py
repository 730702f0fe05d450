"""Products of values that share their factors and not their luck, and resampling of whole blocks."""

from __future__ import annotations

import numpy as np

RESAMPLES = 1000
SURE = 0.95


def crossed(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Mean product over two different replicates, f8 [...], of values f8 [..., replicates].

    Luck is drawn anew in every replicate, so that what two replicates have in common is due to the factors. Of one
    replicate alone it is the plain product, which has luck in it wherever there is any.

    >>> float(crossed(np.array([1.0, 3.0]), np.array([1.0, 3.0])))
    3.0
    """
    many = one.shape[-1]
    same = (one * other).sum(axis=-1)
    if many == 1:
        return np.asarray(same)
    return np.asarray((one.sum(axis=-1) * other.sum(axis=-1) - same) / (many * (many - 1)))


def resampled(blocks: int, seed: int = 1, resamples: int = RESAMPLES) -> np.ndarray:
    """How often every block is in every resample, f8 [resamples, blocks]; whole blocks are drawn with replacement."""
    even = np.full(blocks, 1.0 / blocks)
    return np.random.default_rng(seed).multinomial(blocks, even, size=resamples).astype(np.float64)


def ends(values: np.ndarray, level: float = SURE) -> tuple[np.ndarray, np.ndarray]:
    """The middle 95 % over resamples: f8 [...] twice, from f8 [resamples, ...]."""
    tail = (1.0 - level) / 2.0
    low, high = np.quantile(values, [tail, 1.0 - tail], axis=0)
    return low, high
