"""Which of the peeled boxes to tell: the one that stands out most, without restrictions that chance could have made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from caucasus_sim.analysis.discover.box import Box, Points, share
from caucasus_sim.analysis.discover.peeling import LEAST, paste, peel
from caucasus_sim.analysis.sensitivity.crossing import resampled

CHANCE = 0.005  # strict, because the search has chosen what looks best
MOST_UNITS = 500  # that are resampled: more would take memory and tell nothing more


@dataclass(frozen=True)
class Held:
    """A box on some points: the share of hits inside, of all hits how many it holds, and of all histories."""

    density: float
    elsewhere: float
    coverage: float
    mass: float
    points: int


def held(points: Points, box: Box) -> Held:
    """What a box is like on these points."""
    mask = points.inside(box)
    inner, outer = points.of(mask), points.of(~mask)
    coverage = share(inner.hits.sum(), points.hits.sum())
    return Held(inner.density, outer.density, coverage, share(inner.counts.sum(), points.counts.sum()), len(inner))


def stands_out(points: Points, box: Box) -> float:
    """Share of histories inside, times how far the share of hits lies above that of all points.

    Weighted relative accuracy: largest where a box takes in just the points that are better than the whole.
    """
    found = held(points, box)
    return found.mass * (found.density - points.density)


def boxes_of(points: Points, most: int, density: float | None = None, seed: int = 1) -> list[Box]:
    """Up to so many boxes, each found among the points that no earlier one holds.

    Parameters
    ----------
    density : float, optional
        Take the largest box with at least this share of hits, where there is one, not the one that stands out most.
    """
    found: list[Box] = []
    free = np.ones(len(points), dtype=np.bool_)
    while len(found) < most and free.any():
        rest = points.of(free)
        box = _one(rest, density, LEAST * points.counts.sum() / rest.counts.sum(), seed)
        if not box:
            break
        found.append(box)
        free &= ~points.inside(box)
    return found


def _one(points: Points, density: float | None, least: float, seed: int) -> Box:
    """The box to tell; empty where there is none that stands out."""
    peeled = [each for each in peel(points, least) if each]
    if not peeled or not 0.0 < points.density < 1.0:
        return {}
    return _pruned(points, paste(points, max(peeled, key=_worth(points, density))), seed)


def _worth(points: Points, density: float | None) -> Callable[[Box], tuple[bool, float]]:
    """How a box compares: dense enough first, then by how many hits it holds; else by how far it stands out."""

    def of(box: Box) -> tuple[bool, float]:
        found = held(points, box)
        dense = density is not None and found.density >= density
        return dense, found.coverage if dense else stands_out(points, box)

    return of


def _pruned(points: Points, box: Box, seed: int) -> Box:
    """The box without the restrictions that chance could have made, the least sure first."""
    while box:
        chances = {axis: by_chance(points, box, axis, seed) for axis in box}
        doubts = {axis: 1.0 if chance is None else chance for axis, chance in chances.items()}
        worst = max(doubts, key=lambda axis: doubts[axis])
        if doubts[worst] <= CHANCE:
            return box
        box = {axis: each for axis, each in box.items() if axis != worst}
    return box


def by_chance(points: Points, box: Box, axis: int, seed: int = 1) -> float | None:
    """In what share of resamples of whole units a restriction does not raise the share of hits.

    The box is set beside what lies in it but for this restriction. None where nothing does, or the box is empty.
    """
    inside = points.inside(box)
    beside = points.inside(box, without=axis) & ~inside
    gaps = gap(points, inside, beside, seed)
    return None if gaps is None else float((gaps <= 0.0).mean())


def gap(points: Points, one: np.ndarray, other: np.ndarray, seed: int = 1) -> np.ndarray | None:
    """How far the share of hits in some points lies above that in others, in every resample of whole units.

    Resamples that have no point of either kind are left out; None where that leaves too few to say.
    """
    if not one.any() or not other.any():
        return None
    place = grouped(points.units, seed)
    weights = resampled(int(place.max()) + 1, seed)
    sums = [
        weights @ np.bincount(place, weights=np.where(mask, values, 0.0))
        for mask in (one, other)
        for values in (points.hits, points.counts)
    ]
    kept = (sums[1] > 0.0) & (sums[3] > 0.0)
    if kept.mean() < 0.5:
        return None
    return np.asarray(sums[0][kept] / sums[1][kept] - sums[2][kept] / sums[3][kept])


def grouped(units: np.ndarray, seed: int = 1) -> np.ndarray:
    """Units as numbers from 0, by chance several under one number where there are very many; i8 [points]."""
    names, place = np.unique(units, return_inverse=True)
    if len(names) <= MOST_UNITS:
        return np.asarray(place)
    return np.asarray((np.random.default_rng(seed).permutation(len(names)) % MOST_UNITS)[place])


def parts(points: Points, share_out: float, seed: int = 1) -> tuple[Points, Points]:
    """Points to look for boxes in, and whole units held out of the search to check them on."""
    units = np.unique(points.units)
    apart = np.random.default_rng(seed).permutation(units)[: int(round(share_out * len(units)))]
    out = np.isin(points.units, apart)
    return points.of(~out), points.of(out)
