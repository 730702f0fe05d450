"""One shard of a plan: the same tables whatever computes them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa

from caucasus_sim.ensemble.histories import run_histories
from caucasus_sim.month.arrays import SERIES_NAMES, calendar
from caucasus_sim.packing.outcomes import outcome_columns, series_names
from caucasus_sim.packing.setup import Setup
from caucasus_sim.packing.starting import Cells, starting_worlds
from caucasus_sim.runs.request import draw_keys

WHOLE = (
    *("end_state", "articles", "amendment_stage", "route_", "protocols", "incidents", "fatalities"),
    *("reports", "crises", "bloc", "monitors"),
)
WHOLE_SERIES = frozenset(name for name in SERIES_NAMES if name.startswith(WHOLE))


@dataclass(frozen=True)
class Shard:
    """Tables of a shard's cells in the order of the plan: outcomes, monthly series or None, worlds if asked for."""

    outcomes: pa.Table
    series: pa.Table | None
    worlds: np.ndarray | None = None


def run_shard(
    setups: dict[str, Setup],
    cells: pd.DataFrame,
    keep_series: bool,
    threads: int,
    done: Callable[[int], None] | None = None,
    keep_worlds: bool = False,
) -> Shard:
    """Run the cells of a shard, variant by variant and lens by lens."""
    outcomes: list[pd.DataFrame] = []
    series: list[pd.DataFrame] = []
    worlds: list[np.ndarray] = []
    for (variant, lens, reading), group in cells.groupby(["variant", "lens", "reading"], sort=False):
        setup = setups[str(variant)]
        readings, mechanisms, place = draw_keys(group["reading_draw"].to_numpy(), group["mechanism_draw"].to_numpy())
        legs = setup.legs(str(lens), str(reading), readings, mechanisms)
        luck = group["luck"].to_numpy()
        cells_here = Cells(str(lens), str(reading), readings, mechanisms, place, luck)
        start = starting_worlds(setup, cells_here, legs) if setup.scenario.known is not None else None
        histories = run_histories(
            setup.book, setup.start, legs, place, luck, setup.steps, True, threads, done, start, setup.first
        )
        assert histories.series is not None
        outcomes.append(outcomes_of(setup, group, histories.worlds, histories.series[:, -1]))
        if keep_worlds:
            worlds.append(histories.worlds)
        if keep_series:
            series.append(series_of(setup, group, histories.series))
    order = np.argsort(pd.concat(outcomes)["cell"].to_numpy(), kind="stable")
    table = pd.concat(outcomes).iloc[order].reset_index(drop=True)
    kept = (
        pd.concat(series).sort_values(["cell", "month"], kind="stable").reset_index(drop=True) if keep_series else None
    )
    last = np.concatenate(worlds)[order] if keep_worlds else None
    return Shard(to_arrow(table), None if kept is None else to_arrow(kept), last)


def outcomes_of(
    setup: Setup, group: pd.DataFrame, worlds: np.ndarray, last: np.ndarray, names: Collection[str] | None = None
) -> pd.DataFrame:
    """One row a cell: its number, whether it kept its range, and its outcomes (all, or some by name)."""
    found = outcome_columns(setup, worlds, last, names)
    head = pd.DataFrame({"cell": group["cell"].to_numpy()})
    head["status"] = ["ok" if month == 0 else f"left its range in {calendar(int(month))}" for month in worlds["status"]]
    return pd.concat([head, found], axis=1)


def series_of(setup: Setup, group: pd.DataFrame, values: np.ndarray) -> pd.DataFrame:
    """One row a cell and month, from values f4 [cells, steps, series]."""
    n = len(values)
    per_month = int(round(1.0 / setup.step))
    monthly = values[:, per_month - 1 :: per_month]
    months = setup.scenario.start + np.arange(monthly.shape[1], dtype=np.int32)
    columns: dict[str, np.ndarray] = {
        "cell": np.repeat(group["cell"].to_numpy(), monthly.shape[1]),
        "month": np.tile(months, n).astype(np.int32),
    }
    for k, name in enumerate(series_names(setup)):
        column = monthly[:, :, k].reshape(-1)
        columns[name] = column.astype(np.int16) if SERIES_NAMES[k] in WHOLE_SERIES else column
    return pd.DataFrame(columns)


def to_arrow(table: pd.DataFrame) -> pa.Table:
    """A table without pandas' own metadata, so that the bytes depend on the numbers alone."""
    return pa.Table.from_pandas(table, preserve_index=False).replace_schema_metadata(None)
