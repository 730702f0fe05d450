"""Histories of a scenario while somebody waits: every lens and reading, the same draws and luck whatever is asked."""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.ensemble.histories import Histories, Lives, Stopped
from caucasus_sim.ensemble.plan import BLOCK, default_plan
from caucasus_sim.packing.drawer import Drawer
from caucasus_sim.packing.outcomes import fields_read, outcome_columns, series_names
from caucasus_sim.packing.setup import Setup, actors_of, set_up
from caucasus_sim.packing.starting import Cells, starting_worlds
from caucasus_sim.runs.request import draw_keys, known_readings
from caucasus_sim.scenario.model import Scenario
from caucasus_sim.scenario.show import show

KEPT = 12  # some 20 MB each
THREADS = os.cpu_count() or 2


class Superseded(Exception):
    """A newer question has come, and nobody waits for the answer to this one."""


@dataclass(frozen=True)
class Futures:
    """Histories of one scenario.

    ``cells`` says lens, reading, draws, luck and block of each; ``worlds`` holds what outcomes are read from, [n];
    ``series`` f4 [n, months, series] what every month left. Row k of two scenarios shares its draws and luck.
    """

    setup: Setup
    cells: pd.DataFrame
    worlds: np.ndarray
    series: np.ndarray
    _tables: dict[str, pd.DataFrame] = field(default_factory=dict, repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.cells)

    def outcomes(self, name: str) -> pd.DataFrame:
        """An outcome as a run stores it, one row a history."""
        if name not in self._tables:
            self._tables[name] = outcome_columns(self.setup, self.worlds, self.series[:, -1], (name,))
        return self._tables[name]

    def of_lens(self, lens: str) -> np.ndarray:
        """Which histories are of a lens, bool [n]."""
        return (self.cells["lens"] == lens).to_numpy()

    def months(self, name: str) -> np.ndarray:
        """When something first happens, f8 [n]; NaN is never."""
        return self.outcomes(name)[name].astype("Float64").to_numpy(dtype=np.float64, na_value=np.nan)

    def monthly(self, name: str) -> np.ndarray | None:
        """A monthly series as the register names it, f4 [n, months]; None for what is no series."""
        source = self.setup.catalogue.outcomes[name].start
        names = series_names(self.setup)
        return self.series[:, :, names.index(source.series)] if source.series in names else None


class Bench:
    """Lives scenarios under every lens, and keeps the last few.

    Parameters
    ----------
    seed : that of `sim run`, so that the same cells are the same histories
    """

    def __init__(self, catalogue: Catalogue, seed: int, lenses: tuple[str, ...]) -> None:
        self.catalogue, self.seed, self.lenses = catalogue, seed, lenses
        self._fields = fields_read(catalogue)
        self._kept: OrderedDict[tuple[str, int], Futures] = OrderedDict()
        self._drawers: dict[Hashable, Drawer] = {}
        self._lock = threading.Lock()
        self._pool = ThreadPoolExecutor(THREADS, "history")

    def readings(self, scenario: Scenario) -> tuple[str, ...]:
        """The readings whose stances a scenario is lived with."""
        return known_readings(scenario.reading, self.catalogue)

    def futures(self, scenario: Scenario, runs: int, stopped: Callable[[], bool] = lambda: False) -> Futures:
        """So many histories, rounded up to whole blocks under every lens and reading; those known are not lived again.

        Raises
        ------
        Superseded
            As soon as ``stopped`` says so.
        """
        text = show(scenario)
        with self._lock:
            if (text, runs) in self._kept:
                self._kept.move_to_end((text, runs))
                return self._kept[text, runs]
            fewer = [each for (own, many), each in self._kept.items() if own == text and many < runs]
        found = self._live(scenario, runs, max(fewer, key=len, default=None), stopped)
        with self._lock:
            self._kept[text, runs] = found
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return found

    def knows(self, scenario: Scenario, runs: int) -> bool:
        """Whether so many histories are kept."""
        with self._lock:
            return (show(scenario), runs) in self._kept

    def close(self) -> None:
        """Let the threads go."""
        self._pool.shutdown(cancel_futures=True)

    def setup(self, scenario: Scenario, runs: int, known: int = 0) -> Setup:
        """A scenario packed for histories from ``known`` on; it shares the draws of all that begin alike."""
        actors = actors_of(self.catalogue, [scenario])
        key = (scenario.start, None if scenario.known is None else scenario.known.digest, actors, runs, known)
        made = set_up(self.catalogue, scenario, self.seed, actors, drawer=self._drawers.get(key))
        self._drawers.setdefault(key, made.drawer)
        return made

    def _live(self, scenario: Scenario, runs: int, fewer: Futures | None, stopped: Callable[[], bool]) -> Futures:
        cells = default_plan((scenario.name,), self.lenses, self.readings(scenario), runs).cells
        known = 0 if fewer is None else len(fewer)  # blocks come first in the plan: these are its first cells
        setup = self.setup(scenario, runs, known)
        groups = [group for _, group in cells.iloc[known:].groupby(["lens", "reading"], sort=True)]
        try:
            under_way = [self._begun(setup, group, stopped) for group in groups]
            lived = [finished() for finished in under_way]
        except Stopped:
            raise Superseded from None
        parts = [] if fewer is None else [(fewer.cells, fewer.worlds, fewer.series)]
        for group, own in zip(groups, lived, strict=True):
            assert own.series is not None
            parts.append((group, own.worlds, own.series))
        return _joined(setup, parts)

    def _begun(self, setup: Setup, group: pd.DataFrame, stopped: Callable[[], bool]) -> Callable[[], Histories]:
        """Histories of one lens and reading, begun while the draws of the next are made."""
        if stopped():
            raise Stopped
        lens, reading = str(group["lens"].iloc[0]), str(group["reading"].iloc[0])
        readings, mechanisms, place = draw_keys(group["reading_draw"].to_numpy(), group["mechanism_draw"].to_numpy())
        legs = setup.legs(lens, reading, readings, mechanisms)
        luck = group["luck"].to_numpy()
        start = None
        if setup.scenario.known is not None:
            start = starting_worlds(setup, Cells(lens, reading, readings, mechanisms, place, luck), legs)
        told = (setup.book, setup.start, legs, place, luck, setup.steps, True, start, setup.first, self._fields)
        return Lives(*told).begun(self._pool, stopped=stopped)


def _joined(setup: Setup, parts: list[tuple[pd.DataFrame, np.ndarray, np.ndarray]]) -> Futures:
    """Histories in the order of lens, reading and cell, whatever was lived when."""
    cells = pd.concat([each for each, _, _ in parts])
    kinds = [pd.factorize(cells[name], sort=True)[0] for name in ("reading", "lens")]
    order = np.lexsort((cells["cell"].to_numpy(), *kinds))
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    worlds, series = (np.empty((len(order), *each.shape[1:]), dtype=each.dtype) for each in parts[0][1:])
    first = 0
    for own, own_worlds, own_series in parts:
        here = place[first : first + len(own)]
        worlds[here], series[here] = own_worlds, own_series
        first += len(own)
    return Futures(setup, cells.iloc[order].reset_index(drop=True), worlds, series)


def rounded(runs: int, lenses: int, readings: int) -> int:
    """How many histories so many are, in whole blocks under every lens and reading.

    >>> rounded(1000, 5, 2), rounded(1000, 5, 1), rounded(200, 5, 2)
    (1040, 1000, 240)
    """
    block = BLOCK * lenses * readings
    return -(-runs // block) * block
