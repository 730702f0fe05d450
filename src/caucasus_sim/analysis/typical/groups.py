"""Histories that went alike, as groups.

Two histories are as far apart as there are months, over all milestones, in which one has reached a milestone and the
other has not. Ward's method (1963) joins the histories whose joining adds least to that distance inside groups; how
many groups there are is where their silhouette (Rousseeuw 1987) is widest.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.cluster import hierarchy
from scipy.spatial.distance import squareform

MOST = 6
# Kaufman and Rousseeuw (1990), Finding Groups in Data, table 2.4: what a mean silhouette is taken to say.
NONE, WEAK = 0.25, 0.50


@dataclass(frozen=True)
class Groups:
    """Groups by size, the largest first.

    Parameters
    ----------
    of : i8 [histories]
        Which group each history is in, from 0.
    middle : i8 [groups]
        The history of each group that is nearest to all of it.
    silhouette : float
        How far groups stand apart: 1 far, 0 not at all; nan if all histories are alike.
    """

    of: np.ndarray
    middle: np.ndarray
    silhouette: float

    @property
    def structure(self) -> str:
        """What the silhouette is taken to say."""
        if len(self.middle) < 2 or not self.silhouette > NONE:
            return "no clear groups"
        return "weak groups, which may be made by chance" if self.silhouette <= WEAK else "clear groups"


def waits(first: np.ndarray, start: int, end: int) -> np.ndarray:
    """Months before each milestone, f8 [histories, milestones]; what never happened waits all months.

    Parameters
    ----------
    first : f8 [histories, milestones]
        Absolute months; nan is never.
    """
    return np.clip(np.nan_to_num(first - start, nan=end - start + 1.0), 0.0, end - start + 1.0)


def distances(waited: np.ndarray) -> np.ndarray:
    """Months in which two histories differ on what has happened, over all milestones, f8 [histories, histories]."""
    found = np.zeros((len(waited), len(waited)))
    for column in waited.T:
        found += np.abs(column[:, None] - column[None, :])
    return found


def grouped(apart: np.ndarray, wanted: int | None = None) -> Groups:
    """Groups of histories by their distances; as many as are wanted, or else as stand apart most."""
    if len(apart) < 3 or not apart.any():
        return _sorted(apart, np.zeros(len(apart), dtype=np.int64), np.nan)
    # Months that differ are a squared distance between histories told month by month in yes and no.
    tree = hierarchy.linkage(squareform(np.sqrt(apart), checks=False), method="ward")
    counts = [wanted] if wanted is not None else range(2, min(MOST, len(apart) - 1) + 1)
    cut = [hierarchy.fcluster(tree, count, criterion="maxclust") - 1 for count in counts]
    return max((_sorted(apart, each, silhouette(apart, each)) for each in cut), key=lambda found: found.silhouette)


def silhouette(apart: np.ndarray, of: np.ndarray) -> float:
    """Mean over histories of how much nearer they are to their own group than to the next; alone in a group is 0."""
    member = of[:, None] == np.unique(of)[None, :]
    counts = member.sum(axis=0)
    if len(counts) < 2:
        return 0.0
    total = apart @ member
    own = counts[np.argmax(member, axis=1)]
    with np.errstate(divide="ignore", invalid="ignore"):
        inside = total[member] / (own - 1)
        beyond = np.where(member, np.inf, total / counts).min(axis=1)
        widths = (beyond - inside) / np.maximum(inside, beyond)
    return float(np.where(own > 1, np.nan_to_num(widths), 0.0).mean())


def _sorted(apart: np.ndarray, of: np.ndarray, width: float) -> Groups:
    """Groups by size; equal ones by their first history."""
    names, firsts, counts = np.unique(of, return_index=True, return_counts=True)
    order = np.lexsort((firsts, -counts))
    place = np.empty(len(names), dtype=np.int64)
    place[order] = np.arange(len(names))
    numbered = place[np.searchsorted(names, of)]
    middle = [_middle(apart, np.flatnonzero(numbered == number)) for number in range(len(names))]
    return Groups(numbered, np.array(middle, dtype=np.int64), width)


def _middle(apart: np.ndarray, members: np.ndarray) -> int:
    return int(members[apart[np.ix_(members, members)].sum(axis=1).argmin()])
