"""What differs most, by the size that every lens and reading grants; and how much of the list chance would make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from caucasus_sim.analysis.compare.verdicts import CLEAR, DEPENDS, SAME, UNCLEAR
from caucasus_sim.analysis.paired import LEVEL

ORDER = (CLEAR, DEPENDS, UNCLEAR, SAME)


@dataclass(frozen=True)
class LookedAt:
    """How many comparisons were made, and how many would be called clear if nothing differed.

    Parameters
    ----------
    outcomes, comparisons : int
        Comparisons are outcomes under a lens and reading.
    could_differ : int
        Those in which at least one history differs from its twin; the others are exactly the same.
    clear : int
        Those called clear.
    by_chance : float
        Those expected to be called clear if all that differs differed by chance.
    """

    outcomes: int
    comparisons: int
    could_differ: int
    clear: int
    by_chance: float


def looked_at(differ: np.ndarray, clear: np.ndarray) -> LookedAt:
    """Counts over all outcomes.

    Parameters
    ----------
    differ : i8 [strata, measures]
        In how many blocks the two sides differ.
    clear : bool [strata, measures]
    """
    some = int(np.count_nonzero(differ))
    tested = np.count_nonzero(np.exp2(1.0 - differ) <= 1.0 - LEVEL)
    return LookedAt(
        differ.shape[1], differ.size, some, int(np.count_nonzero(clear)), round(float(tested) * (1.0 - LEVEL), 2)
    )


def common_size(sizes: Sequence[float]) -> float:
    """The size that every lens and reading grants: the least of those that all point one way, else 0.

    Lenses have no weights, so that no mean over them is taken.

    >>> common_size([0.3, 0.1]), common_size([-0.3, -0.1]), common_size([0.3, -0.1]), common_size([0.3, 0.0])
    (0.1, -0.1, 0.0, 0.0)
    """
    if all(each > 0.0 for each in sizes):
        return min(sizes)
    return max(sizes) if all(each < 0.0 for each in sizes) else 0.0


def rank_key(standing: str, sizes: Sequence[float], clear: int) -> tuple[float, ...]:
    """What rows are sorted by: standing, size granted by all, lenses under which it is clear, greatest size."""
    return (ORDER.index(standing), -abs(common_size(sizes)), -clear, -max(abs(each) for each in sizes))


def discovery_rates(p: np.ndarray) -> np.ndarray:
    """Benjamini and Hochberg's adjusted p, f8 of the same shape; exact ties of nothing (p of 1) are kept in."""
    from scipy import stats  # noqa: PLC0415  # half a second, which nobody waits for who only runs a scenario

    return stats.false_discovery_control(p.reshape(-1), method="bh").reshape(p.shape)
