"""What the histories of a run answer to a question."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from caucasus_sim.analysis.scoring.asks import ATTRIBUTES, Ask, Span
from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.errors import Mistake, Mistakes
from caucasus_sim.store.folder import RunFolder
from caucasus_sim.store.query import columns, query

OPTION = "route_option"


@dataclass(frozen=True)
class Told:
    """The histories of one variant of a run that ended well, in the order of the plan.

    Parameters
    ----------
    path : Path
        The run.
    cells : DataFrame [histories]
        Their rows of the plan.
    outcomes : DataFrame [histories]
        Their outcomes, in the same order.
    left_out : int
        How many histories of the variant left the range of their numbers.
    span : Span
        The months of the run.
    read : dict
        The monthly series read so far, f8 [histories, months] each.
    """

    path: Path
    catalogue: Catalogue
    cells: pd.DataFrame
    outcomes: pd.DataFrame
    left_out: int
    span: Span
    read: dict[str, np.ndarray] = field(default_factory=dict)


def told_by(path: Path, catalogue: Catalogue, variant: str, span: Span) -> Told:
    """Read what a variant of a stored run tells; raises `Mistakes` if nothing of it is finished."""
    run = RunFolder.open(path)
    plan = run.read_plan().to_pandas()
    outcomes = run.read("outcomes").to_pandas()
    if outcomes.empty:
        raise Mistakes([Mistake("no history of this run is finished", str(path), expected="to run it, or to resume")])
    outcomes = outcomes.set_index("cell")
    own = plan[(plan["variant"] == variant) & plan["cell"].isin(outcomes.index)]
    status = outcomes.loc[own["cell"], "status"].to_numpy()
    cells = own[status == "ok"].reset_index(drop=True)
    return Told(path, catalogue, cells, outcomes.loc[cells["cell"]], int((status != "ok").sum()), span)


def not_kept(asks: Iterable[Ask], path: Path) -> list[Mistake]:
    """A mistake for every outcome that the run does not keep, as after an outcome has been added to the evidence."""
    kept = columns([path])
    wanted = {(ask.outcome, "series" if ask.monthly else "outcomes", ask.column) for ask in asks}
    absent = sorted(name for name, view, column in wanted if column not in kept[view])
    return [
        Mistake(f"this run does not keep '{name}'", str(path), expected="a run of this evidence") for name in absent
    ]


def answers(ask: Ask, told: Told) -> np.ndarray:
    """The answer of every history, f8 [histories]: 1 or 0 for yes or no, else a number."""
    if ask.form == "by":
        return _had_happened(ask, told, ask.last)
    if not ask.monthly:
        values = told.outcomes[ask.column]
        return values.astype("Float64").fillna(0.0).to_numpy(dtype=np.float64)
    months = series(told, ask.column, ask.first, ask.last)
    if ask.form == "any":
        return np.any(months >= ask.least, axis=1).astype(np.float64)
    return months.sum(axis=1) * ask.weight


def as_at_the_start(ask: Ask, told: Told) -> float | None:
    """The answer if what the first month of the run was like went on; None where a first month says nothing.

    That month is simulated, a little differently in every history: the middle one is taken.
    """
    if ask.form == "by":
        return float(np.median(_had_happened(ask, told, told.span.start)) > 0.5)
    if not ask.monthly:
        return None
    value = float(np.median(series(told, ask.column, told.span.start, told.span.start)))
    if ask.form == "any":
        return float(value >= ask.least)
    return value * ask.weight * (ask.last - ask.first + 1)


def series(told: Told, column: str, first: int, last: int) -> np.ndarray:
    """A monthly series from one month to another, f8 [histories, months]; a column is read once."""
    if column not in told.read:
        told.read[column] = _whole_series(told, column)
    return told.read[column][:, first - told.span.start : last - told.span.start + 1]


def _whole_series(told: Told, column: str) -> np.ndarray:
    sql = f'SELECT cell, "{column}" AS value FROM series ORDER BY cell, month'  # noqa: S608  # a column of the run
    rows = query(sql, [told.path])
    months = told.span.end - told.span.start + 1
    cells = rows["cell"].to_numpy()[::months]
    values = rows["value"].to_numpy(dtype=np.float64).reshape(len(cells), months)
    return values[np.searchsorted(cells, told.cells["cell"].to_numpy())]


def _had_happened(ask: Ask, told: Told, last: int) -> np.ndarray:
    months = told.outcomes[ask.column].astype("Float64")
    happened = (months <= last).fillna(False).to_numpy(dtype=bool)
    if ask.where and happened.any():
        happened &= _on_such_an_option(ask, told, months, last)
    return happened.astype(np.float64)


def _on_such_an_option(ask: Ask, told: Told, months: pd.Series, last: int) -> np.ndarray:
    """Whether the option in force in the month it first happened is one that was asked about, bool [histories]."""
    routes = told.catalogue.routes
    fitting = [k for k, (name, route) in enumerate(routes.items()) if _fits(ask, name, route)]
    options = series(told, OPTION, told.span.start, last)
    since = months.fillna(told.span.start).to_numpy(dtype=np.int64) - told.span.start
    chosen = options[np.arange(len(options)), np.clip(since, 0, options.shape[1] - 1)]
    return np.isin(chosen, fitting)


def _fits(ask: Ask, name: str, route: object) -> bool:
    own = {"option": name, **{key: str(getattr(route, key)) for key in ATTRIBUTES}}
    return all(own[key] == value for key, value in ask.where)
