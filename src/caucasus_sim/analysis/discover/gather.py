"""A sweep as points for PRIM: what counts as a hit, and which points and luck are held out of the search."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from caucasus_sim.analysis.discover.box import Axis, Kind, Points
from caucasus_sim.analysis.measures import is_event
from caucasus_sim.analysis.swept.asked import Asked
from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.ensemble.designs.factor import DUMMY, Factor
from caucasus_sim.errors import Mistake, Mistakes
from caucasus_sim.month.arrays import calendar
from caucasus_sim.runs.sweeps.stored import StoredSweep

FEWEST_POINTS = 30
HELD_OUT = 1 / 3
FLAGS = ("false", "true")


@dataclass(frozen=True)
class Wanted:
    """What counts as a hit: it comes about, it does not, or the value reaches or stays under a threshold."""

    asked: Asked
    never: bool = False
    at_least: float | None = None
    at_most: float | None = None

    def hits(self, values: np.ndarray) -> np.ndarray:
        """1 for a hit, 0 for none, NaN where the value is missing; f8 [n] both."""
        if self.at_least is not None:
            hit = values >= self.at_least
        elif self.at_most is not None:
            hit = values <= self.at_most
        else:
            hit = (values < 0.5) if self.never else (values >= 0.5)
        return np.where(np.isfinite(values), hit, np.nan)

    @property
    def way(self) -> str:
        """The same in a word that can be part of a name; empty for what comes about by the end."""
        until = "" if self.asked.last is None else f"by_{calendar(self.asked.last)}_"
        if self.at_least is not None:
            return f"{until}from_{self.at_least:g}"
        if self.at_most is not None:
            return f"{until}to_{self.at_most:g}"
        return f"{until}never" if self.never else until

    def words(self, catalogue: Catalogue) -> str:
        """The same in words, after "histories in which"."""
        title = f"'{self.asked.words(catalogue)}'"
        unit = catalogue.outcomes[self.asked.outcome].unit
        if self.at_least is not None or self.at_most is not None:
            bound = f"at least {self.at_least:g}" if self.at_least is not None else f"at most {self.at_most:g}"
            return f"{title} is {bound} {unit}".rstrip()
        return f"{title} {'does not come about' if self.never else 'comes about'}"


def wanted_of(catalogue: Catalogue, asked: Asked, never: bool, at_least: float | None, at_most: float | None) -> Wanted:
    """What a user asks for.

    Raises
    ------
    Mistakes
        Where a threshold is given to what comes about or not, none to a value, or more than one thing is asked.
    """
    event, given = is_event(catalogue, asked.outcome), [each for each in (at_least, at_most) if each is not None]
    name, where = asked.outcome, "the command line"
    if event and given:
        raise Mistakes(
            [Mistake(f"'{name}' comes about or does not", where, expected="no threshold; `--never` turns it")]
        )
    if not event and (len(given) != 1 or never or not np.isfinite(given[0])):
        expected = "--at-least X or --at-most X, one of them and a number"
        raise Mistakes([Mistake(f"'{name}' is a value: of which values is it to be told", where, expected=expected)])
    return Wanted(asked, never, at_least, at_most)


@dataclass(frozen=True)
class Parts:
    """Points to look for boxes in, and points to check them on; of ``check`` also the cells with ``hit``."""

    search: Points
    check: Points
    cells: pd.DataFrame
    luck_held_out: bool


def parts_of(sweep: StoredSweep, table: pd.DataFrame, seed: int = 1) -> Parts:
    """Divide a sweep, from its cells with ``hit``, into what is searched and what is held out.

    Whole design blocks are held out; where all points share their luck, single points, and half of the luck with them
    if there is more than one block of it.

    Raises
    ------
    Mistakes
        If there are too few points with a value.
    """
    known = table[table["hit"].notna()].merge(sweep.design[["point", "design_block"]], on="point")
    shared = one_block(sweep)
    known = known.assign(unit=known["point"] if shared else known["design_block"])
    if known["point"].nunique() < FEWEST_POINTS:
        what = f"{known['point'].nunique()} points with a value are too few to find boxes in"
        raise Mistakes([Mistake(what, str(sweep.path), expected=f"a sweep of {FEWEST_POINTS} points or more")])
    units = np.unique(known["unit"])
    apart = np.random.default_rng(seed).permutation(units)[: max(1, round(HELD_OUT * len(units)))]
    out = known["unit"].isin(apart)
    lucks = np.unique(known["block"])
    halved = shared and len(lucks) > 1
    late = known["block"].isin(lucks[len(lucks) // 2 :]) if halved else pd.Series(True, index=known.index)
    early = ~late if halved else late
    axes = tuple(axis_of(each) for each in sweep.factors if each.kind != DUMMY)
    check = known[out & late]
    return Parts(
        points_of(sweep, axes, known[~out & early]), points_of(sweep, axes, check), check, not shared or halved
    )


def one_block(sweep: StoredSweep) -> bool:
    """Whether all points of a sweep share their draws and luck."""
    return len(np.unique(sweep.design["design_block"])) == 1


def axis_of(factor: Factor) -> Axis:
    """A factor as an axis."""
    kinds: dict[str, Kind] = {"number": "number", "integer": "integer", "boolean": "boolean", "category": "category"}
    kind = kinds[factor.type]
    levels = FLAGS if kind == "boolean" else tuple(map(str, factor.levels)) if kind == "category" else ()
    return Axis(factor.id, kind, levels)


def points_of(sweep: StoredSweep, axes: tuple[Axis, ...], cells: pd.DataFrame) -> Points:
    """Cells with ``hit`` and ``unit`` as points."""
    by_point = cells.groupby("point", sort=True).agg(
        hits=("hit", "sum"), counts=("hit", "size"), unit=("unit", "first")
    )
    design = sweep.design.set_index("point").loc[by_point.index]
    columns = tuple(_column(design[axis.id], axis) for axis in axes)
    hits, counts = (by_point[name].to_numpy(dtype=np.float64) for name in ("hits", "counts"))
    return Points(axes, columns, hits, counts, by_point["unit"].to_numpy(dtype=np.int64))


def _column(values: pd.Series, axis: Axis) -> np.ndarray:
    """A column of the design as numbers; a level as its number among the levels."""
    if axis.kind == "category":
        number = {level: float(k) for k, level in enumerate(axis.levels)}
        return np.array([number[str(each)] for each in values], dtype=np.float64)
    return values.to_numpy(dtype=np.float64)
