"""What the histories of a run answer to a question."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from caucasus_sim.analysis.scoring.asks import ATTRIBUTES, Ask, Span
from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.store.folder import RunFolder
from caucasus_sim.store.query import query

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
    """

    path: Path
    catalogue: Catalogue
    cells: pd.DataFrame
    outcomes: pd.DataFrame
    left_out: int
    span: Span


def told_by(path: Path, catalogue: Catalogue, variant: str, span: Span) -> Told:
    """Read what a variant of a stored run tells."""
    run = RunFolder.open(path)
    plan = run.read_plan().to_pandas()
    outcomes = run.read("outcomes").to_pandas().set_index("cell")
    own = plan[(plan["variant"] == variant) & plan["cell"].isin(outcomes.index)]
    status = outcomes.loc[own["cell"], "status"].to_numpy()
    cells = own[status == "ok"].reset_index(drop=True)
    return Told(path, catalogue, cells, outcomes.loc[cells["cell"]], int((status != "ok").sum()), span)


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
    """A monthly series from one month to another, f8 [histories, months]."""
    sql = f'SELECT cell, month, "{column}" AS value FROM series WHERE month BETWEEN {first} AND {last}'  # noqa: S608
    rows = query(sql, [told.path])
    wide = rows.pivot_table(index="cell", columns="month", values="value", aggfunc="first", sort=True)
    return wide.loc[told.cells["cell"]].to_numpy(dtype=np.float64)


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
