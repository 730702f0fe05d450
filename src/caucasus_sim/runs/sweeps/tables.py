"""The tables of a shard: the same from every executor. A run that fails is a row, and takes no other run with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa

from caucasus_sim.ensemble.histories import Histories
from caucasus_sim.month.arrays import SERIES_NAMES
from caucasus_sim.packing.outcomes import fields_read, last_rows
from caucasus_sim.packing.setup import Setup
from caucasus_sim.runs.shards import Batch, families, frames_of, outcomes_of, series_of, to_arrow
from caucasus_sim.runs.sweeps.failures import FAILED, where_it_left
from caucasus_sim.runs.sweeps.lived import Ground, Lived
from caucasus_sim.runs.sweeps.stored import OK

KEYS = ["cell", "status"]


@dataclass(frozen=True)
class Tables:
    """Outcomes of a shard's cells, and monthly series or None, in the order of the plan."""

    outcomes: pa.Table
    series: pa.Table | None
    failed: int


def tables_of(
    ground: Ground, number: int, keep_series: bool = False, done: Callable[[int], None] | None = None
) -> Tables:
    """Run the cells of a shard."""
    table, series = outcomes_and_series(ground, ground.sweep.shard(number), keep_series, done)
    failed = int((table["status"] != OK).sum())
    return Tables(to_arrow(table), None if series is None else to_arrow(series), failed)


def outcomes_and_series(
    ground: Ground, cells: pd.DataFrame, keep_series: bool, done: Callable[[int], None] | None = None
) -> tuple[pd.DataFrame, pd.DataFrame | None]:
    """Run some cells: one row a cell, and one a cell and month or None."""
    outcomes: list[pd.DataFrame] = []
    series: list[pd.DataFrame] = []
    _fill(ground, cells, keep_series, outcomes, series, done)
    table = pd.concat(outcomes).sort_values("cell", kind="stable").reset_index(drop=True)
    table.loc[table["status"] != OK, [name for name in table.columns if name not in KEYS]] = pd.NA
    kept = pd.concat(series).sort_values(["cell", "month"], kind="stable").reset_index(drop=True) if series else None
    return table, kept


def _fill(
    ground: Ground,
    cells: pd.DataFrame,
    keep_series: bool,
    outcomes: list[pd.DataFrame],
    series: list[pd.DataFrame],
    done: Callable[[int], None] | None,
) -> None:
    """Run cells in one go; where that raises, one by one, so that only those that fail are lost."""
    batches: list[Batch] = []
    try:
        for lived in ground.live(cells, keep_series):
            batches.append((lived.setup, lived.cells, _remembered(lived)))
            if done is not None:
                done(len(lived.cells))
        made = [_frames(ground, family, keep_series) for family in families(batches)]
    except Exception as error:  # noqa: BLE001  # one run's fault is its own row, not the end of a sweep
        if len(cells) == 1:
            made = [_failed(ground, cells, error, keep_series)]
        else:
            for k in range(len(cells)):
                _fill(ground, cells.iloc[[k]], keep_series, outcomes, series, None)
            return
    outcomes += [table for table, _ in made]
    series += [table for _, table in made if table is not None]


def _remembered(lived: Lived) -> Histories:
    """What outcomes are read from, in place of whole worlds: a shard's are made into one table in the end."""
    fields = fields_read(lived.setup.catalogue)
    kept = np.empty(len(lived.worlds), dtype=[(name, lived.worlds.dtype[name]) for name in fields])
    for name in fields:
        kept[name] = lived.worlds[name]
    return Histories(kept, lived.series, last_rows(lived.setup, lived.worlds))


def _frames(ground: Ground, family: list[Batch], keep_series: bool) -> tuple[pd.DataFrame, pd.DataFrame | None]:
    table, series = frames_of(family, keep_series, ground.sweep.names or None)
    cells = pd.concat([cells for _, cells, _ in family]).sort_values("cell")  # the order of the table
    for k in np.flatnonzero((table["status"] != OK).to_numpy()):
        table.loc[k, "status"] = where_it_left(ground, cells.iloc[int(k)])
    return table, series


def _failed(
    ground: Ground, cells: pd.DataFrame, error: Exception, keep_series: bool
) -> tuple[pd.DataFrame, pd.DataFrame | None]:
    """The row of a run that raised: its number and what was raised, and no outcome; no month of series."""
    setup: Setup = ground.setups[str(cells["variant"].iloc[0])]
    table = outcomes_of(setup, cells, setup.start, last_rows(setup, setup.start), ground.sweep.names or None)
    table["status"] = f"{FAILED}{type(error).__name__}: {' '.join(str(error).split())[:200]}"
    none = np.zeros((0, setup.steps, len(SERIES_NAMES)), dtype=np.float32)
    return table, series_of(setup, cells.iloc[:0], none) if keep_series else None
