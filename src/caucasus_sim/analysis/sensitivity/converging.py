"""Whether there are blocks enough: the same indices from the first eighth, quarter and half of them, and a verdict."""

from __future__ import annotations

from typing import Any

import numpy as np

from caucasus_sim.analysis.sensitivity.crossing import Pairs
from caucasus_sim.analysis.sensitivity.morris import Effects
from caucasus_sim.analysis.sensitivity.sobol import FEWEST, Indices, indices

WIDE = 0.1  # 0.05 to either side; the bound of Sarrazin et al. 2016 for screening is half of it (from memory)
RELATIVE = 0.4  # of the largest effect: what screening can bear
STAGES = (8, 4, 2, 1)


def curve(values: np.ndarray, pairs: Pairs | None = None, seed: int = 1) -> list[tuple[int, Indices]]:
    """Indices of the first blocks, more and more of them; stages with too few blocks for an interval are left out."""
    return [(count, indices(values[:count], pairs, seed)) for count in stages_of(len(values))]


def stages_of(many: int) -> list[int]:
    """The first eighth, quarter and half of so many blocks, where enough for an interval, and all of them.

    >>> stages_of(64), stages_of(5)
    ([8, 16, 32, 64], [5])
    """
    return sorted({many // part for part in STAGES if many // part >= FEWEST} | {many})


def verdict(found: Indices, wide: float = WIDE) -> dict[str, Any]:
    """Whether intervals are narrow enough, in words, and about how many blocks would make them so.

    Intervals narrow with the square root of the number of blocks.
    """
    if found.blocks < FEWEST:
        return _told(False, None, f"not converged: {found.blocks} whole blocks, and fewer than {FEWEST} say nothing")
    if found.constant:
        return _told(True, None, "the outcome never varies: there is no spread to share out")
    if found.drowned:
        words = "not converged: the spread that goes with the factors is not clearly above zero beside draws and luck"
        return _told(False, None, words)
    if found.widest <= wide:
        return _told(True, found.blocks, f"converged: no interval is wider than {wide:g}")
    needed = int(np.ceil(found.blocks * (found.widest / wide) ** 2))
    words = f"not converged: the widest interval is {found.widest:.2f}, wider than {wide:g}; about {needed:,} blocks"
    return _told(False, needed, f"{words} would do, and there are {found.blocks:,}")


def screened(found: Effects) -> dict[str, Any]:
    """Whether the intervals of a Morris design are narrow beside the largest effect there is."""
    if found.trajectories < FEWEST:
        words = f"not converged: {found.trajectories} whole trajectories, and fewer than {FEWEST} say nothing"
        return _told(False, None, words)
    if found.mu_star.max() == 0.0:
        return _told(True, found.trajectories, "no factor moves the outcome in any trajectory")
    share = float((found.high - found.low).max() / found.mu_star.max())
    if share <= RELATIVE:
        words = f"converged: no interval is wider than {RELATIVE:g} of the largest effect"
        return _told(True, found.trajectories, words)
    needed = int(np.ceil(found.trajectories * (share / RELATIVE) ** 2))
    words = f"not converged: an interval is {share:.2f} of the largest effect, wider than {RELATIVE:g}"
    return _told(
        False, needed, f"{words}; about {needed:,} trajectories would do, and there are {found.trajectories:,}"
    )


def _told(converged: bool, needed: int | None, words: str) -> dict[str, Any]:
    return {"converged": converged, "blocks_needed": needed, "words": words}
