"""`sim update`: what has happened since, written down, checked, and put beside a run or at the start of another."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from caucasus_sim.cli.given import RUNS, AsJson, Root, known, run_path
from caucasus_sim.errors import Mistake, Mistakes, nearest

if TYPE_CHECKING:
    from caucasus_sim.runs.request import Request
    from caucasus_sim.scenario.record import Record
    from caucasus_sim.store.folder import RunFolder

ROUTES = ("reweight", "restart")
NAME = "record.csv"
PAGE = "what_was_missed.md"
HELP = (
    "Start from what has happened since. `sim update new FOLDER` writes a record to fill, `sim update check FILE` "
    "checks it, and `sim update RUN --record FILE` sets a stored run beside it, by two routes that are named on every "
    "result: reweight (which of the run's histories agree with the record; tests the model) and restart (the state set "
    "from the record, the run's own histories for what is blank, then on from there)."
)


class RunOrCommand(TyperGroup):
    """`sim update RUN` is `sim update apply RUN`: what is no command here is the name of a run."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the command in where its name was left out."""
        if args and args[0] not in self.commands and args[0] not in ("--help", "-h"):
            args = ["apply", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(cls=RunOrCommand, help=HELP, no_args_is_help=True)


@app.command("new")
def new(
    target: Annotated[Path, typer.Argument(help=f"A folder (then {NAME} in it), or a file.", metavar="FOLDER|FILE")],
) -> None:
    """Write a record to fill: about sixty rows, each a question in words; a blank stays unknown."""
    from caucasus_sim.cli.making import write_new
    from caucasus_sim.cli.screen import line, next_command, quoted
    from caucasus_sim.scenario.record_file import form

    path = target if target.suffix.lower() == ".csv" else target / NAME
    write_new(path, form(known()))
    line(f"{path}: written; open it in a spreadsheet, fill what you know, name a source for each row")
    next_command(f"sim update check {quoted(path)}")


@app.command("check")
def check(
    file: Annotated[Path, typer.Argument(help="A record.", metavar="FILE")],
    as_json: AsJson = False,
) -> None:
    """List every mistake, contradiction and gap of a record."""
    from caucasus_sim.cli.screen import next_command, print_json, quoted, say
    from caucasus_sim.month.arrays import calendar
    from caucasus_sim.scenario.record_file import read_record

    record = read_record(file, known())
    old = [f"{each.id} (as of {calendar(each.month)})" for each in record.latest.values() if each.month < record.ends]
    if as_json:
        print_json(
            {"ends": calendar(record.ends), "filled": len(record.latest), "gaps": list(record.gaps), "older": old}
        )
        return
    say(f"{file}: no mistake, no contradiction; up to {calendar(record.ends)}, {len(record.latest)} quantities filled.")
    if record.gaps:
        say(f"Blank, so unknown ({len(record.gaps)}): {', '.join(record.gaps)}.")
    if old:
        say(f"Older than the record's own date, and taken as still true: {', '.join(old)}.")
    start = calendar(record.start)
    next_command(
        f"sim update RUN --record {quoted(file)}",
        f"a scenario with `start: {{month: {start}, record: {file.name}}}` beside the record, and `sim run` it",
    )


@app.command("apply")
def apply(
    run: Annotated[str, typer.Argument(help="Name, id or path of a run.", metavar="RUN")],
    record: Annotated[Path, typer.Option(help="A record, from `sim update new`.", metavar="FILE")],
    route: Annotated[str | None, typer.Option(help="`reweight` or `restart`; both, if none is named.")] = None,
    variant: Annotated[str | None, typer.Option(help="The variant beside the record; else the baseline.")] = None,
    page: Annotated[
        Path | None, typer.Option(help=f"Where the page goes; else {PAGE} in the run's folder.", metavar="FILE")
    ] = None,
    out: Root = RUNS,
    as_json: AsJson = False,
) -> None:
    """Set a stored run beside a record (also without the word `apply`)."""
    _known_route(route)
    from caucasus_sim.scenario.record_file import read_record
    from caucasus_sim.store.folder import RunFolder

    folder = RunFolder.open(run_path(out, run))
    told_record = read_record(record, known())
    request = _unchanged(folder)
    chosen = _variant(request, variant, folder)
    told = _compared(folder, request, chosen, told_record)
    if route == "reweight" and told["reweight"]["refused"]:
        _refuse(told, told_record)
    begun = _begun_again(request, told_record, out) if route != "reweight" else None
    written = _write_page(told, begun, page, folder)
    if as_json:
        _print_json(told, begun, route, written)
    else:
        _print(told, begun, route, written, out)


def _known_route(route: str | None) -> None:
    if route is not None and route not in ROUTES:
        near = nearest(route, ROUTES)
        raise Mistakes([Mistake(f"no route '{route}'", "the command line", expected=" or ".join(ROUTES), nearest=near)])


def _unchanged(folder: RunFolder) -> Request:
    """The request that made a run; histories can only be lived again by the program and evidence that made them."""
    from caucasus_sim.cli.again import differences, rebuilt

    request = rebuilt(folder, known())
    changed = differences(folder, request)
    if changed:
        what = f"this is not the program that made the run; different now: {'; '.join(changed)}"
        raise Mistakes(
            [Mistake(what, str(folder.path), expected="a run of this program: `sim run` the scenario again")]
        )
    return request


def _variant(request: Request, wanted: str | None, folder: RunFolder) -> str:
    names = list(request.variants)
    chosen = wanted or ("baseline" if "baseline" in names else names[0])
    if chosen in names:
        return chosen
    what = f"no variant '{chosen[:40]}'"
    raise Mistakes([Mistake(what, str(folder.path), expected=", ".join(names), nearest=nearest(chosen, names))])


def _compared(folder: RunFolder, request: Request, variant: str, record: Record) -> dict[str, Any]:
    from caucasus_sim.analysis.update.table import update
    from caucasus_sim.cli.progress import say_compiling
    from caucasus_sim.cli.screen import plain
    from caucasus_sim.month.arrays import calendar

    scenario = request.variants[variant]
    if not scenario.start <= record.ends <= scenario.end:
        what = f"the record ends in {calendar(record.ends)}, the run goes from {calendar(scenario.start)}"
        expected = f"a record that ends from {calendar(scenario.start)} to {calendar(scenario.end)}"
        raise Mistakes([Mistake(f"{what} to {calendar(scenario.end)}", record.path, expected=expected)])
    say_compiling(not sys.stderr.isatty())
    data: dict[str, Any] = plain(update(folder.path, request, variant, record))
    return data


def _refuse(told: Mapping[str, Any], record: Record) -> None:
    told_lines = told["reweight"]["refused"]
    raise Mistakes([Mistake(each.removeprefix(f"{record.path}:"), record.path) for each in told_lines])


def _begun_again(request: Request, record: Record, out: Path) -> dict[str, Any]:
    """Run the route restart and keep it beside the other runs."""
    from caucasus_sim.cli.running import FIRST_PAGE, summarised
    from caucasus_sim.runs.execute import execute
    from caucasus_sim.runs.restart import restarted

    fresh = restarted(request, record)
    finished = execute(fresh, out, command=f"route restart from {record.path}")
    summary = summarised(fresh, finished)
    return {
        "route": "restart",
        "run": finished.id,
        "name": finished.path.name,
        "path": str(finished.path),
        "first_page": f"{FIRST_PAGE}.txt",
        "started_from": summary["started_from"],
        "answer": summary["answer"],
    }


def _write_page(told: Mapping[str, Any], begun: Mapping[str, Any] | None, page: Path | None, folder: RunFolder) -> Path:
    from caucasus_sim.analysis.update.page import page as written
    from caucasus_sim.store.files import write_bytes

    path = folder.path / PAGE if page is None else page
    write_bytes(path, written(told, begun).encode())
    return path


def _print_json(told: Mapping[str, Any], begun: Mapping[str, Any] | None, route: str | None, page: Path) -> None:
    from caucasus_sim.cli.screen import print_json

    shown = {key: value for key, value in told.items() if key != "reweight" or route != "restart"}
    print_json({**shown, **({} if begun is None else {"restart": begun}), "page": str(page)})


def _print(told: Mapping[str, Any], begun: Mapping[str, Any] | None, route: str | None, page: Path, out: Path) -> None:
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
        say("\nRoute: restart", bold=True)
        for each in begun["started_from"]:
            say(each)
        say(begun["answer"])
        line(f"files: {begun['path']}")
    line(f"page: {page}")
    where = "" if out == RUNS else f" --out {quoted(out)}"
    if begun is not None:
        next_command(f"sim trace {begun['run']}{where}", f"sim update {begun['run']} --record A_LATER_RECORD{where}")
    else:
        next_command(f"sim update {told['run']} --record {quoted(record['file'])} --route restart{where}")


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
        say(f"REFUSED: {each}", bold=True)
    for row in found["watched"]:
        say(f"{row['title']}: {directions(row)}")


def against(each: Mapping[str, Any]) -> str:
    """The rows of the record that a lens's histories contradict most."""
    return ", ".join(f"{row['row']} (line {row['line']})" for row in each["against"])
