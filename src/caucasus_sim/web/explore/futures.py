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

KEPT = 8
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
        self._kept: OrderedDict[Hashable, Futures] = OrderedDict()
        self._drawers: dict[Hashable, Drawer] = {}
        self._lock = threading.Lock()
        self._pool = ThreadPoolExecutor(THREADS, "history")

    def readings(self, scenario: Scenario) -> tuple[str, ...]:
        """The readings whose stances a scenario is lived with."""
        return known_readings(scenario.reading, self.catalogue)

    def futures(self, scenario: Scenario, runs: int, stopped: Callable[[], bool] = lambda: False) -> Futures:
        """So many histories, rounded up to whole blocks under every lens and reading.

        Raises
        ------
        Superseded
            As soon as ``stopped`` says so.
        """
        key = (show(scenario), runs)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        found = self._live(scenario, runs, stopped)
        with self._lock:
            self._kept[key] = found
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return found

    def close(self) -> None:
        """Let the threads go."""
        self._pool.shutdown(cancel_futures=True)

    def setup(self, scenario: Scenario, runs: int) -> Setup:
        """A scenario packed; it shares the draws of all that begin alike with the same governments."""
        actors = actors_of(self.catalogue, [scenario])
        key = (scenario.start, None if scenario.known is None else scenario.known.digest, actors, runs)
        made = set_up(self.catalogue, scenario, self.seed, actors, drawer=self._drawers.get(key))
        self._drawers.setdefault(key, made.drawer)
        return made

    def _live(self, scenario: Scenario, runs: int, stopped: Callable[[], bool]) -> Futures:
        setup = self.setup(scenario, runs)
        cells = default_plan((scenario.name,), self.lenses, self.readings(scenario), runs).cells
        groups = [group for _, group in cells.groupby(["lens", "reading"], sort=True)]
        try:
            under_way = [self._begun(setup, group, stopped) for group in groups]
            lived = [finished() for finished in under_way]
        except Stopped:
            raise Superseded from None
        return Futures(
            setup,
            pd.concat(groups, ignore_index=True),
            np.concatenate([each.worlds for each in lived]),
            np.concatenate([each.series for each in lived if each.series is not None]),
        )

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


def rounded(runs: int, lenses: int, readings: int) -> int:
    """How many histories so many are, in whole blocks under every lens and reading.

    >>> rounded(1000, 5, 2), rounded(1000, 5, 1), rounded(200, 5, 2)
    (1040, 1000, 240)
    """
    block = BLOCK * lenses * readings
    return -(-runs // block) * block
