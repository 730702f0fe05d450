"""Cells of a sweep lived: many points in one go, each with its own settings in draws and book."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from caucasus_sim.coding.pool import Slot
from caucasus_sim.ensemble.designs.factor import Factor
from caucasus_sim.ensemble.histories import live
from caucasus_sim.month.arrays import SERIES_NAMES
from caucasus_sim.packing.changes import Change, Changes
from caucasus_sim.packing.setup import Legs, Setup, actors_of, set_up
from caucasus_sim.packing.starting import Cells, starting_worlds
from caucasus_sim.runs.request import draw_keys
from caucasus_sim.runs.sweeps.sweep import Sweep, World
from caucasus_sim.scenario.model import LeverSetting, Scenario
from caucasus_sim.scenario.months import read_month

CHUNK = 250  # cells whose draws are held at a time: memory stays flat
KEPT = 64  # more distinct draws than this are not kept for the next cells


@dataclass(frozen=True)
class Lived:
    """The last worlds of some cells, WORLD [n], their monthly series f4 [n, steps, series] or None, and their setup."""

    setup: Setup
    cells: pd.DataFrame
    worlds: np.ndarray
    series: np.ndarray | None


@dataclass(frozen=True)
class Alone:
    """One cell before its first month: its setup, draws, world WORLD [1] and luck i8 [1]."""

    setup: Setup
    legs: Legs
    start: np.ndarray
    luck: np.ndarray


@dataclass(frozen=True)
class Ground:
    """A sweep made ready to be lived: every world packed, once a process; safe to use from several threads."""

    sweep: Sweep

    @cached_property
    def setups(self) -> dict[str, Setup]:
        """Every world packed, with its varied levers at some setting; all share the draws of the first."""
        worlds = self.sweep.worlds
        actors = actors_of(self.sweep.catalogue, [world.scenario for world in worlds])
        asked = {each.target["actor"] for each in self.sweep.factors if "actor" in each.target}
        actors = tuple(name for name in self.sweep.catalogue.actors if name in (*actors, *asked))
        found: dict[str, Setup] = {}
        for world in worlds:
            drawer = next(iter(found.values())).drawer if found else None
            found[world.label] = set_up(
                self.sweep.catalogue, self._levered(world), self.sweep.seed, actors, drawer=drawer
            )
        return found

    def _levered(self, world: World) -> Scenario:
        levers = [
            LeverSetting(each.target["lever"], float(self.sweep.design[each.id].iloc[0]), _month(each))
            for each in self.sweep.factors
            if each.kind == "lever"
        ]
        ordered = sorted([*world.scenario.levers, *levers], key=lambda each: each.id)
        return replace(world.scenario, levers=tuple(ordered))

    def live(self, cells: pd.DataFrame, keep_series: bool) -> Iterator[Lived]:
        """Live some cells of the plan, world by world, arm by arm, chunk by chunk."""
        drawer = replace(next(iter(self.setups.values())).drawer, kept=OrderedDict())  # no other thread's
        for (label, lens, reading), group in cells.groupby(["variant", "lens", "reading"], sort=False):
            setup = replace(self.setups[str(label)], drawer=drawer)
            for first in range(0, len(group), CHUNK):
                part = group.iloc[first : first + CHUNK]
                yield self._chunk(setup, str(lens), str(reading), part, keep_series)

    def setup_of(self, cell: pd.Series) -> Setup:
        """The setup of one cell: its world, set as its point says. Ids of draws make one row."""
        setup = self.setups[str(cell["variant"])]
        setup = replace(setup, drawer=replace(setup.drawer, kept=OrderedDict()))
        cells = cell.to_frame().T.infer_objects()
        ((book, _),) = self._books(setup, cells)
        return replace(self.changed(setup, cells, np.zeros(1, dtype=np.int64)), book=book)

    def alone(self, cell: pd.Series) -> Alone:
        """One cell ready for its first month."""
        setup, zero = self.setup_of(cell), np.zeros(1, dtype=np.int64)
        ids = np.array([cell["reading_draw"]], dtype=np.int64), np.array([cell["mechanism_draw"]], dtype=np.int64)
        luck, lens, reading = np.array([cell["luck"]], dtype=np.int64), str(cell["lens"]), str(cell["reading"])
        legs = setup.legs(lens, reading, *ids)
        return Alone(setup, legs, starting_worlds(setup, Cells(lens, reading, *ids, zero, luck), legs), luck)

    def _chunk(self, setup: Setup, lens: str, reading: str, cells: pd.DataFrame, keep_series: bool) -> Lived:
        ids = draw_keys(cells["reading_draw"].to_numpy(), cells["mechanism_draw"].to_numpy())
        setup = self.changed(setup, cells, ids[2])
        legs = setup.legs(lens, reading, ids[0], ids[1])
        if len(ids[0]) > KEPT:
            setup.drawer.kept.clear()
        rows = np.arange(len(cells))
        luck = cells["luck"].to_numpy()
        start = starting_worlds(setup, Cells(lens, reading, ids[0][ids[2]], ids[1][ids[2]], rows, luck), legs)
        steps = setup.first + setup.steps
        series = np.zeros((len(cells), steps if keep_series else 1, len(SERIES_NAMES)), dtype=np.float32)
        for book, same in self._books(setup, cells):
            if len(same) == len(cells):  # in place: 25 MB of worlds need not be copied there and back
                live(start, legs, rows, book, luck, steps, series, keep_series)
                continue
            worlds, some = start[same], rows[same]
            live(worlds, legs, some, book, luck[same], steps, kept := series[same], keep_series)
            start[same], series[same] = worlds, kept
        return Lived(setup, cells, start, series[:, setup.first :] if keep_series else None)

    def changed(self, setup: Setup, cells: pd.DataFrame, draw_of: np.ndarray) -> Setup:
        """A world's setup with a row of draws for every cell, set as the cell's point says."""
        point = cells["point"].to_numpy()
        found = [
            (each.id, self._change(each, self.sweep.design[each.id].to_numpy()[point])) for each in self.sweep.factors
        ]
        changes = {name: change for name, change in found if change is not None}
        for name, change in changes.items():
            if not np.isfinite(change.values).all():  # the rules would take it for a bound of some range, in silence
                raise ValueError(f"{name} is no number")
        return replace(setup, changes=Changes(draw_of, tuple(changes.values())))

    def _change(self, factor: Factor, settings: np.ndarray) -> Change | None:
        target, month = factor.target, _month(factor)
        if "lever" in target:
            sets = self.sweep.catalogue.levers[target["lever"]].sets
            if sets.dial is not None:
                return None
            values = settings.astype(np.float64)
            return Change(values, parameter=sets.parameter or "", effect=sets.effect or "", month=month)
        if "parameter" in target:
            return Change(settings.astype(np.float64), parameter=target["parameter"])
        if "actor" in target:
            slot = Slot(target["issue"], target.get("choice"))
            return Change(settings.astype(np.float64), actor=target["actor"], slot=slot)
        return None

    def _books(self, setup: Setup, cells: pd.DataFrame) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """A book for every setting of the dials, and the places of the cells that have it; a book is used at once."""
        places = [(self._place(setup, each), each.id) for each in self.sweep.factors]
        dials = [(place, name) for place, name in places if place is not None]
        if not dials:
            yield setup.book, np.arange(len(cells))
            return
        point = cells["point"].to_numpy()
        table = np.stack([self.sweep.design[name].to_numpy(dtype=np.float64)[point] for _, name in dials], axis=1)
        distinct, which = np.unique(table, axis=0, return_inverse=True)
        book = setup.book.copy()
        for k, values in enumerate(distinct):
            for (place, _), value in zip(dials, values, strict=True):
                book["event_value"][0, place] = value
            yield book, np.flatnonzero(which.reshape(-1) == k)

    def _place(self, setup: Setup, factor: Factor) -> int | None:
        """Which of a book's dated changes is that of a lever that sets a dial."""
        dial = self.sweep.catalogue.levers[factor.target["lever"]].sets.dial if "lever" in factor.target else None
        if dial is None:
            return None
        month = _month(factor) or setup.scenario.start
        b = setup.book[0]
        mine = (b.event_dial[: b.events] == self.sweep.catalogue.dial(dial)) & (b.event_month[: b.events] == month)
        return int(np.flatnonzero(mine)[0])


def _month(factor: Factor) -> int | None:
    return read_month(factor.target["from"]) if "from" in factor.target else None
