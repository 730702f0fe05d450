"""One shard of a plan: the same tables whatever computes them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa

from caucasus_sim.ensemble.histories import Histories, Lives
from caucasus_sim.month.arrays import SERIES_NAMES, calendar
from caucasus_sim.packing.outcomes import fields_read, outcome_columns, series_names
from caucasus_sim.packing.setup import Setup
from caucasus_sim.packing.starting import Cells, starting_worlds
from caucasus_sim.runs.request import draw_keys

WHOLE = (
    *("end_state", "articles", "amendment_stage", "route_", "protocols", "incidents", "fatalities"),
    *("reports", "crises", "bloc", "monitors"),
)
Batch = tuple[Setup, pd.DataFrame, Histories]  # cells of one setup, and their histories
WHOLE_SERIES = frozenset(name for name in SERIES_NAMES if name.startswith(WHOLE))


@dataclass(frozen=True)
class Shard:
    """Tables of a shard's cells in the order of the plan: outcomes, monthly series or None, worlds if asked for."""

    outcomes: pa.Table
    series: pa.Table | None
    worlds: np.ndarray | None = None

    def of(self, cells: np.ndarray) -> Shard:
        """The tables of some of the cells, which follow each other in the plan."""
        first, last = int(cells.min()), int(cells.max())
        tables = [None if each is None else _between(each, first, last) for each in (self.outcomes, self.series)]
        assert tables[0] is not None
        return Shard(tables[0], tables[1])


def _between(table: pa.Table, first: int, last: int) -> pa.Table:
    """The rows of a table, sorted by cell, from a first to a last cell, as if no others had been there."""
    number = table.column("cell").to_numpy()
    begin, end = np.searchsorted(number, [first, last + 1])
    return table.slice(int(begin), int(end - begin)).combine_chunks()


@dataclass(frozen=True)
class Arm:
    """The cells of one variant, lens and reading, and what waits for their histories."""

    setup: Setup
    cells: pd.DataFrame
    histories: Callable[[], Histories]


def run_shard(
    setups: dict[str, Setup],
    cells: pd.DataFrame,
    keep_series: bool,
    threads: int,
    done: Callable[[int], None] | None = None,
    keep_worlds: bool = False,
) -> Shard:
    """Run the cells of a shard: draws are made variant by variant and lens by lens while earlier ones are lived."""
    lived: list[Batch] = []
    with ThreadPoolExecutor(max_workers=threads) as pool:
        under_way: deque[Arm] = deque()
        for arm in _arms(setups, cells, keep_series, keep_worlds, pool, done):
            under_way.append(arm)
            if len(under_way) > threads + 1:  # so that no more than a few sets of draws are held
                lived.append(_waited_for(under_way.popleft()))
        lived += [_waited_for(arm) for arm in under_way]
    tables = [frames_of(family, keep_series) for family in families(lived)]
    outcomes = pd.concat([outcomes for outcomes, _ in tables])
    order = np.argsort(outcomes["cell"].to_numpy(), kind="stable")
    series = [series for _, series in tables if series is not None]
    kept = series[0] if series else None
    if len(series) > 1:  # one family's rows are in order already
        kept = pd.concat(series).sort_values(["cell", "month"], kind="stable")
    return Shard(
        to_arrow(outcomes.iloc[order].reset_index(drop=True)),
        None if kept is None else to_arrow(kept.reset_index(drop=True)),
        _worlds_of(lived) if keep_worlds else None,
    )


def _arms(
    setups: dict[str, Setup],
    cells: pd.DataFrame,
    keep_series: bool,
    keep_worlds: bool,
    pool: Executor,
    done: Callable[[int], None] | None,
) -> Iterator[Arm]:
    catalogue = next(iter(setups.values())).catalogue
    fields = None if keep_worlds else fields_read(catalogue)
    for (variant, lens, reading), group in cells.groupby(["variant", "lens", "reading"], sort=False):
        setup = setups[str(variant)]
        readings, mechanisms, place = draw_keys(group["reading_draw"].to_numpy(), group["mechanism_draw"].to_numpy())
        legs = setup.legs(str(lens), str(reading), readings, mechanisms)
        luck = group["luck"].to_numpy()
        here = Cells(str(lens), str(reading), readings, mechanisms, place, luck)
        start = starting_worlds(setup, here, legs) if setup.scenario.known is not None else None
        told = (setup.book, setup.start, legs, place, luck, setup.steps, keep_series, start, setup.first, fields)
        yield Arm(setup, group, Lives(*told).begun(pool, done))


def _waited_for(arm: Arm) -> Batch:
    return arm.setup, arm.cells, arm.histories()


def families(lived: Iterable[Batch]) -> Iterator[list[Batch]]:
    """Batches whose outcomes and series mean the same, so that one table holds them all."""
    found: dict[Hashable, list[Batch]] = {}
    for each in lived:
        setup = each[0]
        same = (id(setup.catalogue), setup.actors, setup.systems, setup.step, setup.scenario.start, setup.steps)
        found.setdefault(same, []).append(each)
    return iter(found.values())


def frames_of(
    family: list[Batch], keep_series: bool, names: Collection[str] | None = None
) -> tuple[pd.DataFrame, pd.DataFrame | None]:
    """Outcomes (all, or some by name) and series of a family of batches, its cells in their order."""
    setup = family[0][0]
    order = _order([cells for _, cells, _ in family])
    cells = pd.concat([cells for _, cells, _ in family]).iloc[order]
    worlds = np.concatenate([each.worlds for _, _, each in family])[order]
    outcomes = outcomes_of(setup, cells, worlds, np.concatenate([each.last for _, _, each in family])[order], names)
    if not keep_series:
        return outcomes, None
    series = np.concatenate([each.series for _, _, each in family if each.series is not None])[order]
    return outcomes, series_of(setup, cells, series)


def _worlds_of(lived: list[Batch]) -> np.ndarray:
    """The last worlds of all cells, in the order of the plan."""
    worlds = np.concatenate([each.worlds for _, _, each in lived])
    return worlds[_order([cells for _, cells, _ in lived])]


def _order(groups: list[pd.DataFrame]) -> np.ndarray:
    """Places of all cells of some groups, in the order of the plan."""
    return np.argsort(np.concatenate([cells["cell"].to_numpy() for cells in groups]), kind="stable")


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
