"""What `sim update RUN` prints: the old run beside the record, then what either route says."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from caucasus_sim.cli.given import RUNS
from caucasus_sim.errors import Mistake


def print_data(told: Mapping[str, Any], begun: Mapping[str, Any] | None, route: str | None, page: Path) -> None:
    """All of an update as JSON; a route that was not asked for is left out."""
    from caucasus_sim.cli.screen import print_json

    shown = {key: value for key, value in told.items() if key != "reweight" or route != "restart"}
    print_json({**shown, **({} if begun is None else {"restart": begun}), "page": str(page)})


def print_page(
    told: Mapping[str, Any], begun: Mapping[str, Any] | None, route: str | None, page: Path, out: Path
) -> None:
    """The page for a terminal, whose reading it is first."""
    from caucasus_sim.analysis.update.page import WHERE, histories, title
    from caucasus_sim.cli.screen import line, next_command, quoted, say, table

    record = told["record"]
    say(f"{told['status']}: {WHERE}", bold=True)
    say("; ".join([*told["reading_lines"], told["readers"]]))
    say(f"The record is {record['file']}, its reader's own: {record['rows']} rows up to {record['ends']}.")
    rows = [[row["id"], row["month"], row["record"], histories(row), row["verdict"]] for row in told["rows"]]
    head = f"{title(told)} ({told['scenario']}, variant {told['variant']})"
    table(["asked", "as of", "the record", "the run's histories", "where the record lies"], rows, head)
    if told["not_compared"]:
        say(f"Not compared, since their months lie before the run: {', '.join(told['not_compared'])}.")
    if route != "restart":
        _print_reweighted(told["reweight"])
    if begun is not None:
        _print_begun(begun)
    line(f"page: {page}")
    where = "" if out == RUNS else f" --out {quoted(out)}"
    if begun is not None:
        next_command(f"sim trace {begun['run']}{where}", f"sim update {begun['run']} --record A_LATER_RECORD{where}")
    else:
        next_command(f"sim update {told['run']} --record {quoted(record['file'])} --route restart{where}")


def _print_begun(begun: Mapping[str, Any]) -> None:
    from caucasus_sim.cli.screen import line, say

    say("")
    for each in begun["started_from"]:
        say(each)
    say(begun["answer"])
    line(f"files: {begun['path']}")


def _print_reweighted(found: Mapping[str, Any]) -> None:
    from caucasus_sim.analysis.update.page import directions
    from caucasus_sim.cli.screen import say, table

    rows = [
        [each["lens"], each["reading"], each["histories"], f"{each['effective']:.1f}", against(each)]
        for each in found["lenses"]
    ]
    columns = ["lens", "reading", "histories", "effective", "rows most against it"]
    table(columns, rows, "Route: reweight (the histories that agree with the record)")
    say(f"Refused under {found['fewest']:g} effective histories. Errors of rows are judgement: evidence/update.yaml.")
    for each in found["refused"]:
        say(f"REFUSED: {Mistake(**each)}", bold=True)
    for row in found["watched"]:
        say(f"{row['title']}: {directions(row)}")


def against(each: Mapping[str, Any]) -> str:
    """The rows of the record that a lens's histories contradict most."""
    return ", ".join(f"{row['row']} (line {row['line']})" for row in each["against"])
