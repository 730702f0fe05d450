"""Outcomes as of an earlier month: what had happened by its end, and what series were then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from caucasus_sim.analysis.compare.arms import Arm
from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.coding.schema import Outcome
from caucasus_sim.errors import Mistake, Mistakes
from caucasus_sim.month.arrays import END_STATES, calendar
from caucasus_sim.store.query import columns as query_columns
from caucasus_sim.store.query import query

END_STATE, OPTION = "end_state", "route_option"


def as_of(arm: Arm, catalogue: Catalogue, month: int) -> Arm:
    """An arm that ends in ``month``: numbers known at the end of a run only are left out.

    Raises
    ------
    Mistakes
        If the month is not one of the run.
    """
    check_month(arm, month)
    kinds = {name: outcome.kind for name, outcome in catalogue.outcomes.items()}
    firsts = {str(name): column for name, column in arm.outcomes.items() if kinds.get(str(name)) == "month"}
    found = {name: values.where(values <= month) for name, values in firsts.items()}
    found |= _series(arm, catalogue, month) if arm.has_series else {}
    return replace(arm, end=month, outcomes=pd.DataFrame(found, index=arm.outcomes.index))


def check_month(arm: Arm, month: int) -> None:
    """Refuse a month in which the run does not take place."""
    if not arm.start <= month <= arm.end:
        expected = f"a month from {calendar(arm.start)} to {calendar(arm.end)}"
        raise Mistakes([Mistake(f"{calendar(month)} is not a month of '{arm.label}'", "--at", expected=expected)])


def _series(arm: Arm, catalogue: Catalogue, month: int) -> dict[str, pd.Series]:
    kept = query_columns([arm.path])["series"]
    wanted = {name: each for name, each in catalogue.outcomes.items() if each.start.series in kept}
    columns = sorted({str(each.start.series) for each in wanted.values()})
    values = monthly(arm.path, columns, [month], arm.cells["cell"].to_numpy())
    return {name: _spelled(values[str(each.start.series)][:, 0], each, catalogue) for name, each in wanted.items()}


def monthly(path: Path, columns: Sequence[str], months: Sequence[int], cells: np.ndarray) -> Mapping[str, np.ndarray]:
    """Monthly series of some cells in some months, f8 [cells, months] each."""
    known, values = _whole(path, tuple(columns), tuple(sorted(months)))
    place = np.searchsorted(known, cells)
    return {column: values[column][place] for column in columns}


@lru_cache(maxsize=8)
def _whole(path: Path, columns: tuple[str, ...], months: tuple[int, ...]) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """All cells of a run and their series in some months; the variants of a run are read together."""
    listed = ", ".join(f'"{column}"' for column in columns)
    wanted = ", ".join(str(int(month)) for month in months)
    sql = f"SELECT cell, {listed} FROM series WHERE month IN ({wanted}) ORDER BY cell, month"  # noqa: S608  # numbers
    rows = query(sql, [path])
    known = rows["cell"].to_numpy()[:: len(months)]
    shape = len(known), len(months)
    return known, {column: rows[column].to_numpy(dtype=np.float64).reshape(shape) for column in columns}


def _spelled(values: np.ndarray, outcome: Outcome, catalogue: Catalogue) -> pd.Series:
    """A series as outcomes have it: numbers, or the names of states and routes."""
    names = _names(outcome, catalogue)
    if names is None:
        return pd.Series(values)
    return pd.Series([names[int(each)] if each >= 0 else None for each in values], dtype="string")


def _names(outcome: Outcome, catalogue: Catalogue) -> Sequence[str] | None:
    if outcome.start.attribute is not None:
        return [str(getattr(route, outcome.start.attribute)) for route in catalogue.routes.values()]
    if outcome.start.series == OPTION:
        return list(catalogue.routes)
    return END_STATES if outcome.start.series == END_STATE else None
