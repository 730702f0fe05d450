"""`sim compare`: runs, scenarios or the variants of one, side by side under the same draws and luck."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from caucasus_sim.cli.given import RUNS, AsJson, Root, known
from caucasus_sim.errors import Mistake, Mistakes

if TYPE_CHECKING:
    from caucasus_sim.analysis.compare.table import Options
    from caucasus_sim.coding.catalogue import Catalogue
    from caucasus_sim.runs.asked import Asked, Wanted

STDOUT = "-"
COMPARISONS = "comparisons"
MOST = 1_000_000
TOP = 10


def compare(
    names: Annotated[
        list[str],
        typer.Argument(
            help="Scenarios (run if they have not been), or stored runs by id or path. One alone: its variants. "
            "NAME:VARIANT is one variant.",
            metavar="A [B ...]",
        ),
    ],
    lens: Annotated[list[str] | None, typer.Option(help="Only this causal theory. May be repeated.")] = None,
    reading: Annotated[list[str] | None, typer.Option(help="Only these stances. May be repeated.")] = None,
    at: Annotated[str | None, typer.Option(help="As of this month, not the last.", metavar="MONTH")] = None,
    outcome: Annotated[list[str] | None, typer.Option(help="Only this outcome, in detail. May be repeated.")] = None,
    runs: Annotated[
        int | None, typer.Option(min=1, max=MOST, help="Histories of every variant of a scenario [default: 2000].")
    ] = None,
    seed: Annotated[int | None, typer.Option(help="Of scenarios that have to be run [default: 1].")] = None,
    top: Annotated[int, typer.Option(min=1, help="How many outcomes to list.")] = TOP,
    unpaired: Annotated[
        bool, typer.Option("--unpaired", help="Compare histories that have no twins; takes many more of them.")
    ] = False,
    csv: Annotated[
        str | None, typer.Option(help="Write every effect as CSV; `-` is standard output.", metavar="FILE")
    ] = None,
    out: Root = RUNS,
    threads: Annotated[int | None, typer.Option(min=1, help="No result depends on it.")] = None,
    as_json: AsJson = False,
    no_report: Annotated[bool, typer.Option("--no-report", help="Write no page of HTML.")] = False,
) -> None:
    """Say what differs between scenarios, and how sure that is: same draws, same luck, every outcome."""
    from caucasus_sim.analysis.compare.table import options_of
    from caucasus_sim.runs.asked import Wanted

    _refuse_both(as_json, csv)
    catalogue = known()
    plan = Wanted(runs, seed, tuple(lens or ()), tuple(reading or ()))
    silent = as_json or csv == STDOUT
    options = options_of(catalogue, plan.lenses, plan.readings, tuple(outcome or ()), at, unpaired)
    told = compared(names, catalogue, out, plan, options, threads, silent)
    if csv is not None:
        _write_csv(told, csv)
    given = {"--runs": runs, "--seed": seed, "--at": at, "--out": None if out == RUNS else out}
    lists = {"--lens": lens, "--reading": reading}
    again = repeated(names, given, lists, ["--unpaired"] if unpaired else [])
    report = None if no_report else _written(told, catalogue, again, out)
    if as_json:
        from caucasus_sim.cli.screen import print_json

        print_json({**told, "report": None if report is None else str(report)})
    elif csv != STDOUT:
        _print(told, again, bool(outcome), top, report)


def compared(
    names: Sequence[str],
    catalogue: Catalogue,
    out: Path,
    plan: Wanted,
    options: Options,
    threads: int | None,
    silent: bool,
) -> dict[str, Any]:
    """Find or run everything that is named, and compare it."""
    from caucasus_sim.analysis.compare.matching import groups_of, refuse_alone
    from caucasus_sim.analysis.compare.table import compare as compare_arms
    from caucasus_sim.runs.asked import find_all

    asked = find_all(names, catalogue, out, plan)
    refuse_alone(asked)
    groups = groups_of(asked, [_kept(each, out, threads, silent) for each in asked])
    return compare_arms(groups, catalogue, options)


def _kept(asked: Asked, out: Path, threads: int | None, silent: bool) -> Path:
    """The folder of a stored run; what has not been run is run, and kept with its first page as `sim run` keeps it."""
    from caucasus_sim.cli.running import run_and_keep, summarised, written_report

    if asked.path is not None:
        return asked.path
    assert asked.request is not None
    finished, _ = run_and_keep(
        asked.request, out, True, threads or min(os.cpu_count() or 1, 16), silent and not sys.stderr.isatty()
    )
    if finished.fresh:
        written_report(asked.request.catalogue, finished, summarised(asked.request, finished))
    return finished.path


def _refuse_both(as_json: bool, csv: str | None) -> None:
    if as_json and csv == STDOUT:
        raise Mistakes([Mistake("--json and --csv - both go to standard output", "the command line", expected="one")])


def _write_csv(told: Mapping[str, Any], target: str) -> None:
    from caucasus_sim.analysis.compare.flat import effects_table
    from caucasus_sim.cli.keeping import export_as
    from caucasus_sim.cli.screen import notice

    table = effects_table(told)
    if target == STDOUT:
        notice("; ".join([told["status_line"], *told["reading_lines"]]))
        sys.stdout.write(table.to_csv(index=False, lineterminator="\n"))
    else:
        export_as(table, Path(target), ".csv")


def repeated(
    names: Sequence[str], given: Mapping[str, Any], lists: Mapping[str, Sequence[str] | None], flags: Sequence[str]
) -> str:
    """The same command again, without what only says what is shown.

    >>> repeated(["a b"], {"--runs": 40, "--seed": None}, {"--lens": ["x", "y"]}, [])
    'sim compare "a b" --runs 40 --lens x --lens y'
    """
    from caucasus_sim.cli.screen import quoted

    words = [quoted(name) for name in names]
    words += [f"{option} {quoted(value)}" for option, value in given.items() if value is not None]
    words += [f"{option} {quoted(value)}" for option, values in lists.items() for value in values or ()]
    return " ".join(["sim compare", *words, *flags])


def stored_comparison(told: Mapping[str, Any], out: Path) -> Path:
    """Where the page of a comparison lies: beside the runs, under a name of its own for whatever was compared."""
    from caucasus_sim.cli.screen import json_text
    from caucasus_sim.store.identity import folder_name, run_id

    sides = [each[side] for each in told["comparisons"] for side in ("other", "own")]
    asked = {
        "sides": json_text([[side["run"], side["variant"], side["histories"]] for side in sides]),
        "under": json_text([[told["at"], each["strata"], each["paired"]] for each in told["comparisons"]]),
        "of": json_text([[row["measure"] for row in each["rows"]] for each in told["comparisons"]]),
    }
    names = "-".join(dict.fromkeys(side["scenario"] for side in sides))
    return out / COMPARISONS / f"{folder_name(names, run_id(asked))}.html"


def _written(told: Mapping[str, Any], catalogue: Catalogue, again: str, out: Path) -> Path:
    from caucasus_sim.report.told import of_comparison
    from caucasus_sim.store.files import write_bytes

    page = of_comparison(told, catalogue, again, stored_comparison(told, out))
    write_bytes(page.home, page.page())
    return page.home


def _print(told: Mapping[str, Any], again: str, detailed: bool, top: int, report: Path | None) -> None:
    from caucasus_sim.cli.compare_page import ComparePage
    from caucasus_sim.cli.first_page import cut_off_line
    from caucasus_sim.cli.screen import line, next_command
    from caucasus_sim.cli.screen import out as screen

    page = ComparePage(screen(), told, top)
    page.head(cut_off_line())
    page.body(detailed)
    if report is not None:
        line(f"report: {report}")
    best = next((row["outcome"] for each in told["comparisons"] for row in each["rows"]), None)
    hints = [f"{again} --outcome {best}   (lens by lens)"] if best and not detailed else []
    next_command(*hints, f"{again} --csv differences.csv   (every outcome, lens and reading)")
