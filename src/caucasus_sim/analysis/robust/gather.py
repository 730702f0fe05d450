"""A sweep as settings of levers met by worlds: what somebody sets, and what nobody sets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from caucasus_sim.analysis.robust.criteria import Payoffs
from caucasus_sim.ensemble.designs.factor import DUMMY, Factor
from caucasus_sim.errors import Mistake, Mistakes, nearest
from caucasus_sim.runs.sweeps.stored import StoredSweep

SETTABLE = ("lever", "move", "options", "variant")
MOST_SETTINGS = 500
GRID = "a sweep with `design: {kind: grid}`, in which every setting meets every world under the same draws and luck"


@dataclass(frozen=True)
class Table:
    """Settings and worlds of a sweep.

    Parameters
    ----------
    factors : tuple of Factor
        What somebody sets.
    settings, worlds : tuple of tuple
        The level of every factor of a setting; of a world lens, reading and the levels of what nobody sets.
    payoffs : Payoffs
    unpaired : int
        Sets of draws and luck that some setting lacks in some world, and that count for none there.
    """

    factors: tuple[Factor, ...]
    settings: tuple[tuple[object, ...], ...]
    world_names: tuple[str, ...]
    worlds: tuple[tuple[object, ...], ...]
    payoffs: Payoffs
    unpaired: int


def table_of(sweep: StoredSweep, cells: pd.DataFrame, wanted: Sequence[str] = ()) -> Table:
    """Settings and worlds, from cells with ``value``, more of which is better.

    Parameters
    ----------
    wanted : sequence of str
        Factors that make a setting; else every lever, move, option and variant.

    Raises
    ------
    Mistakes
        If a name is unknown, nothing is set, or settings do not meet the same worlds under the same draws and luck.
    """
    own = _own(sweep, wanted)
    names = [each.id for each in own]
    others = [f.id for f in sweep.factors if f.id not in names and f.kind not in (DUMMY, "lens", "reading")]
    joined = cells.merge(sweep.design[["point", *names, *others]], on="point", suffixes=("", "_"))
    setting, settings = _numbered(joined, names)
    world, worlds = _numbered(joined, ["lens", "reading", *others])
    unit = joined.groupby("replicate", sort=True).ngroup().to_numpy()
    _refuse(sweep, joined, settings)
    payoffs = _payoffs(joined, unit, setting, world, (len(settings), len(worlds)))
    paired, unpaired = payoffs.paired()
    if not (paired.counts.sum(axis=0) > 0.0).all():
        what = "some setting has no run with a value in some world"
        raise Mistakes([Mistake(what, str(sweep.path), expected=GRID)])
    return Table(own, settings, ("lens", "reading", *others), worlds, paired, unpaired)


def _own(sweep: StoredSweep, wanted: Sequence[str]) -> tuple[Factor, ...]:
    known = {each.id: each for each in sweep.factors if each.kind != DUMMY}
    wrong = [name for name in wanted if name not in known]
    if wrong:
        raise Mistakes(
            [
                Mistake(f"no factor '{n[:60]}'", "--settings", expected=", ".join(known), nearest=nearest(n, known))
                for n in wrong
            ]
        )
    named = [each for each in known.values() if (each.id in wanted if wanted else each.kind in SETTABLE)]
    if not named:
        what = "nothing in this sweep is set by anybody: no lever, move, option or variant is a factor"
        raise Mistakes([Mistake(what, str(sweep.path), expected="--settings with factors that make a setting")])
    return tuple(named)


def _numbered(cells: pd.DataFrame, names: list[str]) -> tuple[np.ndarray, tuple[tuple[object, ...], ...]]:
    """The number of every cell's combination of levels, and the combinations, in order."""
    groups = cells.groupby(names, sort=True, dropna=False)
    number = groups.ngroup().to_numpy()
    keys = [each if isinstance(each, tuple) else (each,) for each, _ in groups]
    return number, tuple(tuple(map(_plain, key)) for key in keys)


def _plain(level: object) -> object:
    """A level as Python has it, not numpy."""
    return level.item() if isinstance(level, np.generic) else level


def _refuse(sweep: StoredSweep, cells: pd.DataFrame, settings: Sequence[object]) -> None:
    wrong = []
    if len(np.unique(sweep.design["design_block"])) > 1:
        what = (
            "points of this sweep do not share their draws and luck, so that settings cannot be set beside each other"
        )
        wrong.append(Mistake(what, str(sweep.path), expected=GRID))
    if len(settings) > MOST_SETTINGS:
        what = f"{len(settings)} settings are too many to rank"
        wrong.append(Mistake(what, str(sweep.path), expected=f"at most {MOST_SETTINGS}"))
    if len(settings) < 2:
        wrong.append(Mistake("one setting alone has nothing beside it", str(sweep.path), expected="two or more"))
    if not cells["value"].notna().any():
        wrong.append(Mistake("no run has a value", str(sweep.path), expected="a sweep with finished runs"))
    if wrong:
        raise Mistakes(wrong)


def _payoffs(
    cells: pd.DataFrame, unit: np.ndarray, setting: np.ndarray, world: np.ndarray, shape: tuple[int, int]
) -> Payoffs:
    """Sums and counts by replicate; the block that every replicate belongs to is what is resampled."""
    known = cells["value"].notna().to_numpy()
    units = int(unit.max()) + 1
    place = (unit[known] * shape[0] + setting[known]) * shape[1] + world[known]
    size = units * shape[0] * shape[1]
    sums = np.bincount(place, weights=cells["value"].to_numpy(dtype=np.float64)[known], minlength=size)
    counts = np.bincount(place, minlength=size).astype(np.float64)
    blocks = cells.groupby(unit)["block"].first().to_numpy()
    return Payoffs(sums.reshape(units, *shape), counts.reshape(units, *shape), blocks)
