"""Questions in SQL over one or many runs.

Views (every one has ``run_id``, so that they join by it):

``runs``
    one row a run: ``run_id, name, title, created, state, cells``.
``plan``
    one row a cell of the plan: ``run_id`` and the plan's columns.
``outcomes``
    one row a finished cell: ``run_id`` and the outcomes' columns.
``series``
    one row a finished cell and month, where series were kept: ``run_id`` and the series' columns.
``design``
    of sweeps, one row a point: ``run_id``, ``point`` and the settings of all factors.
``events``
    one row a finished cell and milestone it reached: ``run_id, cell, event, month``, for every outcome that is a month.
``moves``
    one row a move in the histories whose stories the run has kept (three a run or sweep, replayed through Mesa):
    ``run_id, cell, month, actor, domain, move, text, ordered, chance``. Other histories keep no moves.

Runs may differ in columns; what a run does not have is null. Only SELECT on these views is accepted: the statement is
parsed and every table and table function in it checked (`sql_guard`), and DuckDB itself is cut off from files and the
network and its settings are locked. Files are read by Arrow, only those of the ledger, as far as a question needs them.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.dataset as ds
from pyarrow.fs import LocalFileSystem

from caucasus_sim.errors import Mistake, Mistakes, nearest
from caucasus_sim.store.folder import RunFolder
from caucasus_sim.store.joined import joined
from caucasus_sim.store.layout import DESIGN, KINDS, PLAN, RUN_COLUMN
from caucasus_sim.store.reader import RunReader
from caucasus_sim.store.sql_guard import refusal
from caucasus_sim.store.stories import moves_of

FILED = ("plan", *KINDS, "design")
VIEWS = ("runs", *FILED, "events", "moves")
_WHERE = "query"
_LOCKS = (
    "SET temp_directory = ''",
    "SET allow_community_extensions = false",
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET enable_external_access = false",
    "SET lock_configuration = true",
)
_TEXTS = ("name", "title", "created", "state")
_RUNS = pa.schema([*((name, pa.string()) for name in (RUN_COLUMN, *_TEXTS)), ("cells", pa.int64())])
_PLACE = re.compile(r"^LINE (\d+): (.*)\n( *)\^", re.MULTILINE)
_UNKNOWN = re.compile(r'(?:column|Table with name|function with name) "?(\w+)"?', re.IGNORECASE)


def query(sql: str, runs: Iterable[RunReader | Path | str]) -> pd.DataFrame:
    """The answer to one SELECT over the views of some runs.

    Parameters
    ----------
    sql : str
        One SELECT (also FROM, WITH, VALUES, DESCRIBE or SUMMARIZE of a view) in DuckDB's SQL.
    runs : iterable of RunReader or path
        Finished or not; of an unfinished run what is finished counts.

    Returns
    -------
    pandas.DataFrame
        Integers that may be null are pandas' ``Int64``.

    Raises
    ------
    Mistakes
        For whatever is wrong with the SQL, with its line and column and the views and columns there are.
    """
    try:
        sql = sql.encode("utf-8", "surrogateescape").decode("utf-8")  # as a locale without letters hands it over
    except UnicodeError:
        raise Mistakes([Mistake("this is not UTF-8 text", _WHERE, expected="one SELECT")]) from None
    with _connection(runs, "moves" in sql.casefold()) as connection:
        try:
            refused = refusal(connection, sql, VIEWS)
            if refused is not None:
                near = nearest(refused.name, VIEWS) if refused.name else ""
                raise Mistakes([Mistake(refused.why, _WHERE, expected=_catalogue(connection), nearest=near)])
            return connection.execute(sql).df()
        except duckdb.Error as error:
            raise Mistakes([_mistake(connection, error)]) from error


def columns(runs: Iterable[RunReader | Path | str]) -> dict[str, dict[str, str]]:
    """The views and their columns with DuckDB's type: view -> column -> type."""
    with _connection(runs) as connection:
        return _columns(connection)


@contextmanager
def _connection(
    runs: Iterable[RunReader | Path | str], with_moves: bool = False
) -> Generator[duckdb.DuckDBPyConnection]:
    opened = [run if isinstance(run, RunReader) else RunFolder.open(run) for run in runs]
    opened = list({run.id: run for run in opened}.values())
    connection = duckdb.connect(":memory:", config={"python_enable_replacements": "false"})
    try:
        connection.register("runs", _runs(opened))
        connection.register("moves", moves_of(opened if with_moves else []))
        for view in FILED:
            _register(connection, view, opened)
        _register_events(connection, opened)
        for lock in _LOCKS:
            connection.execute(lock)
        yield connection
    finally:
        connection.close()


def _runs(opened: list[RunReader]) -> pa.Table:
    rows = []
    for run in opened:
        told = {key: None if run.manifest.get(key) is None else str(run.manifest[key]) for key in _TEXTS}
        cells = run.manifest.get("cells")
        rows.append({RUN_COLUMN: run.id, **told, "cells": cells if isinstance(cells, int) else None})
    return pa.Table.from_pylist(rows, schema=_RUNS)


def _register(connection: duckdb.DuckDBPyConnection, view: str, opened: list[RunReader]) -> None:
    parts: list[str] = []
    for run in opened:
        paths = _paths(run, view)
        if paths:
            name = f"_{view}_{len(parts)}"
            connection.register(name, ds.dataset(paths, format="parquet", filesystem=LocalFileSystem()))
            parts.append(f"SELECT '{_quoted(run.id)}' AS {RUN_COLUMN}, * FROM {name}")
    _create(connection, view, parts, f"SELECT NULL::VARCHAR AS {RUN_COLUMN} WHERE false")


def _register_events(connection: duckdb.DuckDBPyConnection, opened: list[RunReader]) -> None:
    """Milestones out of the outcomes that are months, which are their only columns of 32 bits."""
    parts = []
    for k, run in enumerate(run for run in opened if _paths(run, "outcomes")):
        described = connection.execute(f"DESCRIBE _outcomes_{k}").fetchall()
        months = [f'"{name}"' for name, kind, *_ in described if kind == "INTEGER"]
        if months:
            turned = f"UNPIVOT _outcomes_{k} ON {', '.join(months)} INTO NAME event VALUE month"
            parts.append(f"SELECT '{_quoted(run.id)}' AS {RUN_COLUMN}, cell, event, month FROM ({turned})")
    empty = "NULL::BIGINT AS cell, NULL::VARCHAR AS event, NULL::INTEGER AS month"
    _create(connection, "events", parts, f"SELECT NULL::VARCHAR AS {RUN_COLUMN}, {empty} WHERE false")


def _create(connection: duckdb.DuckDBPyConnection, view: str, parts: list[str], empty: str) -> None:
    try:
        connection.execute(f"CREATE VIEW {view} AS " + " UNION ALL BY NAME ".join(parts or [empty]))
    except duckdb.Error as error:
        what = f"the runs keep different things under one name in {view} ({_message(error)})"
        raise Mistakes([Mistake(what, _WHERE, expected="to ask about them one by one")]) from error


def _paths(run: RunReader, view: str) -> list[str]:
    if view == "plan":
        return [str(run.path / PLAN)] if run.has_plan() else []
    if view == "design":
        return [str(run.path / DESIGN)] if run.has_design() else []
    return joined(run, view) if view == "outcomes" else [str(path) for path in run.shard_paths(view)]


def _quoted(text: str) -> str:
    return text.replace("'", "''")


def _columns(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    found = {}
    for view in VIEWS:
        rows = connection.execute(f"DESCRIBE {view}").fetchall()
        found[view] = {str(row[0]): str(row[1]) for row in rows}
    return found


def _catalogue(connection: duckdb.DuckDBPyConnection) -> str:
    return "one SELECT on " + "; ".join(f"{view}({', '.join(names)})" for view, names in _columns(connection).items())


def _mistake(connection: duckdb.DuckDBPyConnection, error: duckdb.Error) -> Mistake:
    text = str(error)
    place = _PLACE.search(text)
    line, column = _position(place) if place else (0, 0)
    unknown = _UNKNOWN.search(text)
    names = {name for view, some in _columns(connection).items() for name in (view, *some)}
    near = nearest(unknown.group(1), names) if unknown else ""
    return Mistake(_message(error), _WHERE, line, column, _catalogue(connection), near)


def _position(place: re.Match[str]) -> tuple[int, int]:
    before = len(f"LINE {place.group(1)}: ")
    return int(place.group(1)), len(place.group(3)) - before + 1


def _message(error: duckdb.Error) -> str:
    first = (str(error).splitlines() or [type(error).__name__])[0]
    return first.removeprefix("Error: ").strip()
