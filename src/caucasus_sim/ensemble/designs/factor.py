"""A factor: something a sweep changes, what it may be set to, and how a place between 0 and 1 becomes a setting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
import pandas as pd

KINDS = ("lever", "parameter", "stance", "lens", "reading", "variant", "move", "options", "dummy")
TYPES = ("number", "integer", "boolean", "category")
DUMMY = "dummy"
RESERVED = ("point", "design_block", "matrix", "step", "changed")
PLACE = "u."  # before a factor's id: the column of its place between 0 and 1
Level = float | int | bool | str


@dataclass(frozen=True)
class Factor:
    """One factor of a sweep.

    Parameters
    ----------
    id : str
        The column of the design table.
    kind : str
        One of KINDS: what it changes. A dummy changes nothing.
    type : str
        One of TYPES: float64, int64, bool or text in the design table.
    title, unit : str
        In words.
    low, high : float or None
        The ends of a range; None where levels are listed.
    levels : tuple
        The settings there are; empty for a range.
    target : mapping
        What it sets, by the names of the catalogue: ``lever`` and, if need be, ``from`` (a month); ``parameter``;
        ``actor``, ``issue`` and ``choice`` of a stance. Empty for factors that choose among scenarios or theories.
    """

    id: str
    kind: str
    type: str
    title: str = ""
    unit: str = ""
    low: float | None = None
    high: float | None = None
    levels: tuple[Level, ...] = ()
    target: Mapping[str, str] = field(default_factory=dict)

    def at(self, places: np.ndarray) -> np.ndarray:
        """The settings at places f8 [n] from 0 to 1: evenly over the range, or over the levels.

        >>> Factor("a", "lever", "number", low=2.0, high=4.0).at(np.array([0.0, 0.5, 1.0])).tolist()
        [2.0, 3.0, 4.0]
        >>> Factor("b", "lever", "integer", low=1, high=3).at(np.array([0.0, 0.5, 1.0])).tolist()
        [1, 2, 3]
        >>> Factor("c", "lens", "category", levels=("x", "y")).at(np.array([0.2, 0.8])).tolist()
        ['x', 'y']
        """
        if self.levels:
            return self.typed(np.array(self.levels, dtype=object)[_of(len(self.levels), places)])
        low, high = self._ends()
        if self.type == "integer":
            return np.asarray(low + _of(int(high - low) + 1, places), dtype=np.int64)
        return np.asarray(low + places * (high - low), dtype=np.float64)

    def spaced(self, count: int) -> np.ndarray:
        """The levels; or of a range ``count`` settings, evenly from end to end."""
        if self.levels:
            return self.typed(np.array(self.levels, dtype=object))
        low, high = self._ends()
        if self.type == "integer":
            return np.unique(np.rint(np.linspace(low, high, count))).astype(np.int64)
        return np.linspace(low, high, count)

    def typed(self, settings: np.ndarray) -> np.ndarray:
        """Settings in the type of this factor's column."""
        types: Mapping[str, Any] = {"number": np.float64, "integer": np.int64, "boolean": np.bool_, "category": object}
        return settings.astype(types[self.type])

    def about(self) -> dict[str, Any]:
        """The factor as data that can be written as JSON."""
        return {**asdict(self), "levels": list(self.levels)}

    def _ends(self) -> tuple[float, float]:
        if self.low is None or self.high is None:
            raise ValueError(f"the factor {self.id} has neither levels nor a range")
        return self.low, self.high


def factor_of(told: Mapping[str, Any]) -> Factor:
    """The factor that `Factor.about` told."""
    return Factor(**{**told, "levels": tuple(told["levels"])})


def columns_of(factors: tuple[Factor, ...], settings: Mapping[str, np.ndarray]) -> pd.DataFrame:
    """Settings of factors as typed columns, each in the type of its factor; categories are text."""
    return pd.DataFrame({each.id: pd.Series(each.typed(np.asarray(settings[each.id]))) for each in factors})


def _of(count: int, places: np.ndarray) -> np.ndarray:
    """Which of ``count`` equal parts each place lies in; the last part has its upper end."""
    return np.minimum((places * count + 1e-9).astype(np.int64), count - 1)
