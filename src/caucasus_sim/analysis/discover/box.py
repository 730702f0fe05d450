"""Points of a design with how often something came about at each, and boxes of restrictions around some of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

Kind = Literal["number", "integer", "boolean", "category"]
Interval = tuple[float, float]
Restriction = Interval | frozenset[int]  # both ends included; or the levels that are allowed, by number
Box = Mapping[int, Restriction]  # axis -> what it is held to; an axis that is not there is free


@dataclass(frozen=True)
class Axis:
    """A factor: numbers and integers have an order, booleans and categories have ``levels``, named by number."""

    id: str
    kind: Kind
    levels: tuple[str, ...] = ()

    @property
    def ordered(self) -> bool:
        """Whether its values are numbers."""
        return self.kind in ("number", "integer")


@dataclass(frozen=True)
class Points:
    """Points of a design.

    Parameters
    ----------
    axes : tuple of Axis
    columns : tuple of f8 [points]
        One an axis; of booleans and categories the level's number.
    hits, counts : f8 [points]
        Histories in which it came about, of how many.
    units : i8 [points]
        What is drawn and held out together: a design block, or a point by itself.
    """

    axes: tuple[Axis, ...]
    columns: tuple[np.ndarray, ...]
    hits: np.ndarray
    counts: np.ndarray
    units: np.ndarray

    def __len__(self) -> int:
        return len(self.hits)

    def of(self, chosen: np.ndarray) -> Points:
        """Some of the points, by mask or number."""
        columns = tuple(column[chosen] for column in self.columns)
        return Points(self.axes, columns, self.hits[chosen], self.counts[chosen], self.units[chosen])

    @property
    def density(self) -> float:
        """The share of histories in which it came about; 0 where there are none."""
        return share(self.hits.sum(), self.counts.sum())

    def inside(self, box: Box, without: int | None = None) -> np.ndarray:
        """Which points lie in a box, or in the box without one of its restrictions; bool [points]."""
        mask = np.ones(len(self), dtype=np.bool_)
        for axis, held in box.items():
            if axis != without:
                mask &= within(self.columns[axis], held)
        return mask


def share(part: float, whole: float) -> float:
    """A part of a whole; 0 of nothing."""
    return float(part / whole) if whole > 0.0 else 0.0


def within(column: np.ndarray, held: Restriction) -> np.ndarray:
    """Which values a restriction allows, bool [points]."""
    if isinstance(held, frozenset):
        return np.isin(column, list(held))
    return np.asarray((column >= held[0]) & (column <= held[1]))
