"""Runs on disk: which there are, whether their bytes are those that were written, and questions in SQL."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from caucasus_sim.cli.given import RUNS, AsJson, Root, beside, run_path
from caucasus_sim.errors import Mistake, Mistakes

if TYPE_CHECKING:
    import pandas as pd

SHOWN = 40
READING = "Numbers of histories inside this model, no forecast; whose reading and how far calibrated: first_page.txt"


def runs(out: Root = RUNS, as_json: AsJson = False) -> None:
    """List the runs in a folder, newest first."""
    from caucasus_sim.cli.screen import next_command, print_json, say, table
    from caucasus_sim.store.listing import list_runs

    rows = list_runs(out)
    if as_json:
        told = ("id", "name", "state", "cells", "created", "title", "path")
        print_json([{key: str(row.path) if key == "path" else getattr(row, key) for key in told} for row in rows])
        return
    if not rows:
        say(f"no runs in {out} yet")
        next_command("sim run baseline")
        return
    cells = [
        [row.id, row.name, row.state, row.cells or "", row.created[:16].replace("T", " "), row.title] for row in rows
    ]
    table(["id", "name", "state", "histories", "created (UTC)", "title"], cells)
    where = beside(out)
    next_command(f"sim trace {rows[0].id}{where}", f"sim verify {rows[0].id}{where}")


def verify(
    run: Annotated[str, typer.Argument(help="Name, id or path of a run.", metavar="RUN")],
    out: Root = RUNS,
    as_json: AsJson = False,
) -> None:
    """Read every byte of a run and say whether it is what was written."""
    from caucasus_sim.cli.screen import next_command, print_json, say
    from caucasus_sim.store.listing import unsettled
    from caucasus_sim.store.listing import verify as problems_of
    from caucasus_sim.store.manifest import is_finished

    path = run_path(out, run)
    problems, left = problems_of(path), unsettled(path)
    finished = is_finished(path)
    if as_json:
        print_json(
            {
                "path": str(path),
                "whole": not problems,
                "finished": finished,
                "problems": [str(each) for each in problems],
                "unsettled": [str(each) for each in left],
            }
        )
    else:
        for each in (*problems, *left):
            say(str(each))
        many = f"{len(problems)} problem{'s' * (len(problems) > 1)}"
        say(
            f"{path.name}: {many if problems else 'every byte is as written'}{'' if finished else '; not finished yet'}"
        )
        next_command(
            f"sim rerun {path.name.rpartition('-')[2]} --run 0{beside(out)}"
            if not problems
            else "sim run, as before: it makes again what is damaged"
        )
    if problems:
        raise typer.Exit(2)


def query(
    sql: Annotated[
        str, typer.Argument(help="One SELECT over runs, plan, outcomes, series, design, events, moves.", metavar="SQL")
    ],
    run: Annotated[list[str] | None, typer.Option(help="Ask about this run only. May be repeated.")] = None,
    csv: Annotated[Path | None, typer.Option(help="Write the answer as CSV.", metavar="FILE")] = None,
    parquet: Annotated[Path | None, typer.Option(help="Write the answer as Parquet.", metavar="FILE")] = None,
    out: Root = RUNS,
    as_json: AsJson = False,
) -> None:
    """Ask runs a question in SQL (DuckDB's)."""
    from caucasus_sim.cli.screen import notice, print_json
    from caucasus_sim.store.query import query as ask

    try:
        found = ask(sql, _asked(out, run))
    except Mistakes as mistakes:
        raise Mistakes(_shortened(each) for each in mistakes.all) from None
    notice(READING)
    export_as(found, csv, ".csv")
    export_as(found, parquet, ".parquet")
    if as_json:
        print_json(_records(found))
    elif csv is None and parquet is None:
        _show(found, out)


def _shortened(mistake: Mistake) -> Mistake:
    """A mistake without the list of all columns there are."""
    from caucasus_sim.store.query import VIEWS

    if not mistake.expected.startswith("one SELECT on "):
        return mistake
    words = f"one SELECT on {', '.join(VIEWS)}; `sim query 'DESCRIBE outcomes'` lists the columns"
    return dataclasses.replace(mistake, expected=words)


def _asked(out: Path, run: list[str] | None) -> list[Path]:
    from caucasus_sim.store.listing import DAMAGED, list_runs

    if run:
        return [run_path(out, each) for each in run]
    paths = [row.path for row in list_runs(out) if row.state != DAMAGED]
    if not paths:
        raise Mistakes(
            [Mistake("there are no runs here", str(out), expected="a folder of runs; `sim run baseline` makes one")]
        )
    return paths


def export_as(found: pd.DataFrame, path: Path | None, ending: str) -> None:
    """Write a table to a file of this ending, if one is named, and say so on standard error."""
    if path is None:
        return
    from caucasus_sim.cli.screen import notice
    from caucasus_sim.store.export import export

    if path.suffix.lower() != ending:
        raise Mistakes(
            [Mistake(f"'{path.name}' does not end in {ending}", str(path), expected=f"a name that ends in {ending}")]
        )
    notice(f"{len(found):,} rows written to {export(found, path)}")


def _records(found: pd.DataFrame) -> list[dict[str, Any]]:
    import pandas as pd

    names = [str(name) for name in found.columns]
    rows = found.astype(object).where(pd.notna(found), None).to_numpy().tolist()
    return [dict(zip(names, row, strict=True)) for row in rows]


def _show(found: pd.DataFrame, root: Path) -> None:
    from caucasus_sim.cli.screen import next_command, say, table

    rows = _records(found.head(SHOWN))
    names = [str(name) for name in found.columns]
    table(names, [[_cell(row[name]) for name in names] for row in rows])
    if len(found) > SHOWN:
        say(f"{SHOWN} of {len(found):,} rows; the rest with --csv FILE")
    months = "(the columns there are; months count from year 0: year * 12 + month - 1)"
    next_command(f"sim query 'DESCRIBE outcomes'{beside(root)}   {months}")


def _cell(value: object) -> str:
    return "" if value is None else f"{value:.6g}" if isinstance(value, float) else str(value)
