"""Differences between histories that have no twins: two samples of blocks, and Welch's interval between them."""

from __future__ import annotations

import numpy as np

from caucasus_sim.analysis.compare.effects import Effects, inference, means_of, size_of, variance


def apart_effects(own: np.ndarray, other: np.ndarray, own_block: np.ndarray, other_block: np.ndarray) -> Effects:
    """Differences of means without pairs.

    Parameters
    ----------
    own, other : f8 [histories, measures]
        Of either side; there may be more of one than of the other.
    own_block, other_block : i8 [histories]
        Equal ones stand side by side.
    """
    ours, theirs = means_of(own_block)(own), means_of(other_block)(other)
    parts = variance(ours) / len(ours), variance(theirs) / len(theirs)
    mean = own.mean(axis=0) - other.mean(axis=0)
    unknown = np.full_like(mean, np.nan)
    return Effects(
        **inference(
            mean, np.sqrt(parts[0] + parts[1]), _freedom(*parts, len(ours), len(theirs)), _differ(ours, theirs)
        ),
        size=size_of(mean, own, other),
        differ=_differ(ours, theirs),
        more=unknown,
        less=unknown,
        draws_more=unknown,
        draws_less=unknown,
        pairing_gain=unknown,
        luck_gain=unknown,
        blocks=min(len(ours), len(theirs)),
        pairs=min(len(own), len(other)),
    )


def _freedom(ours: np.ndarray, theirs: np.ndarray, n: int, m: int) -> np.ndarray:
    """Welch's degrees of freedom, of two variances of means."""
    if min(n, m) < 2:
        return np.zeros_like(ours)
    below = ours**2 / (n - 1) + theirs**2 / (m - 1)
    return np.divide((ours + theirs) ** 2, below, out=np.full_like(ours, float(n + m - 2)), where=below > 0.0)


def _differ(ours: np.ndarray, theirs: np.ndarray) -> np.ndarray:
    """How many blocks of both sides are not like the middle one."""
    both = np.concatenate([ours, theirs])
    return np.count_nonzero(both != np.median(both, axis=0), axis=0)
