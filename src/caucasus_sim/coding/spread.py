"""A coder's low, best and high as a distribution, and several coders' as a mixture.

One coder: the triangle whose 5 and 95 % points are ``low`` and ``high`` and whose mode is ``best``. There is exactly
one such triangle for every triple, so nothing is approximated; what of it lies beyond an end of the scale (at most 5 %)
is put on that end, which leaves the three numbers as the coder gave them.
Several coders: the mixture with equal shares, never the average of their numbers, which would hide their disagreement.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

TAIL = 0.05
THINNEST = 1e-9


@dataclass(frozen=True)
class Triangle:
    """Support and mode of one coder's belief, before it meets the ends of the scale."""

    start: float
    mode: float
    end: float

    def density(self, x: np.ndarray) -> np.ndarray:
        """Density at each x."""
        top = 2.0 / (self.end - self.start)
        return np.asarray(top * np.interp(x, [self.start, self.mode, self.end], [0.0, 1.0, 0.0]))


@dataclass(frozen=True)
class Cell:
    """A mixture of triangles as knots, between which the density is a straight line; f8 [knots] each.

    Parameters
    ----------
    x, share, density : numpy.ndarray
        Place of each knot, the share of belief below it, and the density there.
    floor, ceiling : float
        The ends of the scale.
    """

    x: np.ndarray
    share: np.ndarray
    density: np.ndarray
    floor: float
    ceiling: float


def triangle(low: float, best: float, high: float) -> Triangle:
    """The triangle with mode ``best`` that leaves 5 % below ``low`` and 5 % above ``high``.

    >>> whole = triangle(20, 50, 80)
    >>> round(whole.start, 2), whole.mode, round(whole.end, 2)
    (6.13, 50.0, 93.87)
    """
    below = max(best - low, THINNEST)
    above = max(high - best, THINNEST)
    left = _share_below_mode(below / (below + above))
    width = (below + above) / (_reach(left) + _reach(1.0 - left))
    return Triangle(best - left * width, float(best), best + (1.0 - left) * width)


def _reach(share: float) -> float:
    """Distance from the mode to the 5 % point on a side that holds this share, per unit of width."""
    return share - math.sqrt(TAIL * share)


def _share_below_mode(wanted: float) -> float:
    """The share of belief below the mode at which the two distances stand in the wanted proportion (bisection)."""
    low, high = TAIL, 1.0 - TAIL
    for _ in range(60):
        middle = 0.5 * (low + high)
        if _reach(middle) < wanted * (_reach(middle) + _reach(1.0 - middle)):
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)


def mixture(triples: Sequence[tuple[float, float, float]], floor: float, ceiling: float) -> Cell:
    """The equal mixture of some coders' (low, best, high) on a scale from ``floor`` to ``ceiling``."""
    triangles = [triangle(*triple) for triple in triples]
    x = np.unique([edge for each in triangles for edge in (each.start, each.mode, each.end)])
    density = np.mean([each.density(x) for each in triangles], axis=0)
    steps = 0.5 * (density[1:] + density[:-1]) * np.diff(x)
    share = np.concatenate([[0.0], np.cumsum(steps)])
    return Cell(x, share / share[-1], density / share[-1], floor, ceiling)


def quantile(cell: Cell, u: np.ndarray | float) -> np.ndarray:
    """The value below which a share ``u`` of the belief lies, exact for every u; vectorised.

    >>> cell = mixture([(10, 20, 30), (60, 70, 80)], 0, 100)
    >>> quantile(cell, np.array([0.025, 0.475, 0.525, 0.975])).round(6).tolist()
    [10.0, 30.0, 60.0, 80.0]
    """
    u = np.asarray(u, dtype=np.float64)
    at = np.clip(np.searchsorted(cell.share, u, side="right") - 1, 0, len(cell.x) - 2)
    more = np.maximum(u - cell.share[at], 0.0)
    slope = (cell.density[at + 1] - cell.density[at]) / (cell.x[at + 1] - cell.x[at])
    root = np.sqrt(np.maximum(cell.density[at] ** 2 + 2.0 * slope * more, 0.0))
    bottom = cell.density[at] + root
    step = np.divide(2.0 * more, bottom, out=np.zeros_like(more), where=bottom > 0.0)
    value = np.minimum(cell.x[at] + step, cell.x[at + 1])
    return np.asarray(np.clip(value, cell.floor, cell.ceiling))


def median(cell: Cell) -> float:
    """The middle of the belief."""
    return float(quantile(cell, 0.5))
