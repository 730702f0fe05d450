"""`sim run`: run a scenario, keep it, and say what is worth reading first."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from caucasus_sim.cli.given import RUNS, AsJson, Root, beside, known
from caucasus_sim.errors import Mistake, Mistakes, nearest

if TYPE_CHECKING:
    from caucasus_sim.coding.catalogue import Catalogue
    from caucasus_sim.runs.execute import Finished
    from caucasus_sim.runs.request import Request

FIRST_PAGE = "first_page"
ENGINES = ("compiled", "mesa")
HISTORIES = 2000
MOST = 1_000_000
BY_MESA = 8


def run(
    scenario: Annotated[
        str, typer.Argument(help="The name of a scenario, or the path of its file.", metavar="FILE|NAME")
    ],
    runs: Annotated[
        int | None,
        typer.Option(min=1, max=MOST, help=f"Histories of every variant (default: {HISTORIES}; by Mesa {BY_MESA})."),
    ] = None,
    seed: Annotated[int, typer.Option(help="Another seed is other luck.")] = 1,
    lens: Annotated[
        list[str] | None, typer.Option(help="A causal theory; all, if none is named. May be repeated.")
    ] = None,
    reading: Annotated[
        list[str] | None, typer.Option(help="Where the stances come from; `all` is every reading. May be repeated.")
    ] = None,
    out: Root = RUNS,
    threads: Annotated[
        int | None, typer.Option(min=1, help="No result depends on it (default: one a processor).")
    ] = None,
    engine: Annotated[
        str, typer.Option(help="`compiled`, checked against Mesa; or `mesa`: the same, slow.")
    ] = "compiled",
    no_series: Annotated[bool, typer.Option("--no-series", help="Keep outcomes only, no monthly series.")] = False,
    until: Annotated[
        str, typer.Option(help='More histories until this holds: "ci(treaty_signed by 2029-12) < 0.02".', metavar="CI")
    ] = "",
    max_runs: Annotated[
        int, typer.Option("--max-runs", min=1, max=MOST, help="With --until: histories of every variant at most.")
    ] = 50_000,
    resume: Annotated[
        bool, typer.Option("--resume", help="Needed by nothing: every run keeps what is finished and does the rest.")
    ] = False,
    as_json: AsJson = False,
    full: Annotated[bool, typer.Option("--full", help="All of the first page: every lens, variant and issue.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="The answer and the folder, nothing else.")] = False,
    no_report: Annotated[bool, typer.Option("--no-report", help="Write no report.html into the run's folder.")] = False,
) -> None:
    """Run a scenario under every lens, beside the baseline, with the same luck."""
    _known_engine(engine)
    from caucasus_sim.month.steps import STEPS

    STEPS.begin()  # on a machine that has never compiled: other processors begin, while evidence is read
    from caucasus_sim.runs.request import request_run

    wanted = runs or (BY_MESA if engine == "mesa" else HISTORIES)
    shown = Shown(as_json, quiet, full, not no_report)

    def made(count: int) -> Request:
        return request_run(known(), scenario, count, seed, tuple(lens or ()), tuple(reading or ()))

    def kept(request: Request) -> tuple[Finished, float]:
        return run_and_keep(request, out, not no_series, threads or min(os.cpu_count() or 1, 16), quiet)

    if until and engine != "mesa":
        from caucasus_sim.cli.until import run_until

        _present(*run_until(until, max_runs, wanted, known(), made, kept, quiet), out, shown)
        return
    request = made(wanted)
    if engine == "mesa":
        from caucasus_sim.cli.by_mesa import run_by_mesa

        run_by_mesa(request, wanted, as_json, quiet)
        return
    if not quiet:
        _say_rounded(request, wanted)
    _present(request, *kept(request), out, shown)


class Shown(NamedTuple):
    """How much of a run is shown, and whether a report is left beside it."""

    as_json: bool
    quiet: bool
    full: bool
    report: bool


def _present(request: Request, finished: Finished, seconds: float, out: Path, shown: Shown) -> None:
    page = summarised(request, finished)
    report = written_report(request.catalogue, finished, page) if shown.report else None
    if shown.as_json:
        _print_json(finished, page, report)
    else:
        _print_page(request, finished, page, seconds, out, report, quiet=shown.quiet, full=shown.full)


def _known_engine(engine: str) -> None:
    if engine not in ENGINES:
        what = f"no engine '{engine}'"
        raise Mistakes(
            [Mistake(what, "the command line", expected=" or ".join(ENGINES), nearest=nearest(engine, ENGINES))]
        )


def _say_rounded(request: Request, wanted: int) -> None:
    """Say that a number of histories was rounded up, and why."""
    from caucasus_sim.cli.screen import notice
    from caucasus_sim.ensemble.plan import BLOCK

    lenses, readings = len(request.lenses), len(request.readings)
    got = len(request.plan) // len(request.variants)
    if got != wanted:
        parts = f"{lenses} lens{'es' * (lenses > 1)}" + (f" and {readings} readings" if readings > 1 else "")
        notice(
            f"{wanted:,} histories of each variant rounded up to {got:,}: blocks of {BLOCK} (2 draws of the stances x "
            f"2 of the mechanisms x 2 lucks) under {parts}"
        )


def run_and_keep(request: Request, out: Path, series: bool, threads: int, quiet: bool) -> tuple[Finished, float]:
    """Run what is missing of a request, with progress on standard error; and the seconds it took."""
    from caucasus_sim.cli.progress import Progress, say_compiling
    from caucasus_sim.runs.execute import execute
    from caucasus_sim.store.listing import find_complete

    if find_complete(out, request.id) is None:
        say_compiling(quiet)
    command = " ".join(["sim", *sys.argv[1:]]).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    with Progress(len(request.plan), "histories", quiet) as progress:
        finished = execute(request, out, series, threads, progress.step, command)
    return finished, progress.seconds


def summarised(request: Request, finished: Finished) -> dict[str, Any]:
    """The summary, kept beside the tables as data and as text."""
    from caucasus_sim.analysis.summary import summarise
    from caucasus_sim.cli.first_page import page_text
    from caucasus_sim.cli.screen import json_text, plain
    from caucasus_sim.store.folder import RunFolder

    page: dict[str, Any] = plain(summarise(finished.path, request.catalogue))
    page["overlaid"] = [list(each) for each in request.catalogue.overlaid]
    folder = RunFolder.open(finished.path)
    try:
        folder.write_extra(f"{FIRST_PAGE}.json", (json_text(page) + "\n").encode())
        folder.write_extra(f"{FIRST_PAGE}.txt", page_text(page).encode())
    except Mistakes:
        if finished.fresh:  # a run that existed may lie on a disk that is only to be read
            raise
    return page


def written_report(catalogue: Catalogue, finished: Finished, page: dict[str, Any] | None = None) -> Path | None:
    """The report beside the run's tables; none where a run that existed lies on a disk that is only to be read."""
    from caucasus_sim.report.run_report import FILE, run_report
    from caucasus_sim.store.folder import RunFolder

    data = run_report(finished.path, catalogue, page)
    try:
        return RunFolder.open(finished.path).write_extra(FILE, data)
    except Mistakes:
        if finished.fresh:
            raise
        return None


def _print_json(finished: Finished, page: dict[str, Any], report: Path | None) -> None:
    from caucasus_sim.cli.screen import print_json

    about = {"run": finished.id, "path": str(finished.path), "fresh": finished.fresh, "notices": list(finished.notices)}
    print_json({**about, "report": None if report is None else str(report), "summary": page})


def _print_page(
    request: Request,
    finished: Finished,
    page: dict[str, Any],
    seconds: float,
    out: Path,
    report: Path | None,
    *,
    quiet: bool,
    full: bool,
) -> None:
    from caucasus_sim.cli.first_page import Page, cut_off_line
    from caucasus_sim.cli.screen import line, next_command, say
    from caucasus_sim.cli.screen import out as screen
    from caucasus_sim.cli.short_page import ShortPage

    if quiet:
        say("; ".join([page["status"], *page["reading_lines"]]))
        say(page["answer"])
        line(str(finished.path))
        return
    drawn = Page(screen(), page) if full else ShortPage(screen(), page)
    drawn.head(cut_off_line(request.scenario.known.path if request.scenario.known else None))
    drawn.body()
    for notice in finished.notices:
        say(f"note: {notice}")
    done = (
        f"{page['runs']['cells']:,} histories in {seconds:.1f} s"
        if finished.fresh
        else "this run existed; nothing was run again"
    )
    say(f"{done}.")
    line(f"files: {finished.path}")
    if report is not None:
        line(f"report: {report}")
    if not full:
        line(f"every lens, variant and issue: {finished.path / FIRST_PAGE}.txt, or the same command with --full")
    next_command(
        f"sim trace {finished.id}{beside(out)}", f"sim scenario show {request.scenario.name} --resolved --origin"
    )
