"""`sim stress`: how far the headlines of a scenario move when part of the reading is changed."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from caucasus_sim.cli.given import RUNS, AsJson, Root, known
from caucasus_sim.errors import Mistake, Mistakes, nearest

if TYPE_CHECKING:
    from caucasus_sim.analysis.stress.headlines import Question
    from caucasus_sim.coding.catalogue import Catalogue
    from caucasus_sim.scenario.model import Scenario

HISTORIES = 400
MOST = 100_000
STANCES = 10
WORDS = {"+": "more", "-": "less", "0": "unclear"}
HEAD = "how far each headline hangs on the reading, inside this model"
SCALE = (
    "A cell: how the headline moves, then out of 20 paired worlds (same draws, same luck) in how many there is more : "
    "less of it. unclear = no more than other luck would do. A stance that is touched is silent where all its "
    "passages are gone, and wider where some are."
)


def stress(
    scenario: Annotated[
        str, typer.Argument(help="The name or file of a scenario, or a run of one.", metavar="RUN|SCENARIO")
    ],
    outcome: Annotated[
        list[str] | None, typer.Option(help="A headline; all watched outcomes, if none is named. May be repeated.")
    ] = None,
    variant: Annotated[str | None, typer.Option(help="The variant to look at; else the last.")] = None,
    beside_baseline: Annotated[
        bool,
        typer.Option("--beside-baseline", help="Stress the difference from the baseline, not the outcome itself."),
    ] = False,
    reading: Annotated[
        list[str] | None, typer.Option(help="The reading to change, or `all`; else the scenario's own.")
    ] = None,
    runs: Annotated[
        int, typer.Option(min=8, max=MOST, help="Histories of the variant for each change, over all lenses.")
    ] = HISTORIES,
    stances: Annotated[
        int, typer.Option(min=0, max=100, help="How many stances to report; three times as many are tried.")
    ] = STANCES,
    seed: Annotated[int, typer.Option(help="Another seed is other luck.")] = 1,
    threads: Annotated[
        int | None, typer.Option(min=1, help="No result depends on it [default: one a processor].")
    ] = None,
    out: Root = RUNS,
    as_json: AsJson = False,
) -> None:
    """Change the reading piece by piece, with the same luck, and see which headlines move."""
    catalogue = known()
    asked = _asked(
        catalogue,
        scenario,
        out,
        variant,
        beside_baseline,
        tuple(outcome or ()),
        tuple(reading or ()),
        seed,
        runs,
        threads,
    )
    told = _run(catalogue, asked, stances, as_json)
    if as_json:
        from caucasus_sim.cli.screen import print_json

        print_json({**_head(catalogue, asked), "runs": runs, "readings": told})
        return
    _print_head(catalogue, asked)
    for each in told:
        _print(each)
    _foot(scenario, out)


def _asked(
    catalogue: Catalogue,
    name: str,
    out: Path,
    variant: str | None,
    beside: bool,
    outcomes: tuple[str, ...],
    readings: tuple[str, ...],
    seed: int,
    runs: int,
    threads: int | None,
) -> list[Question]:
    """One question for every reading."""
    from caucasus_sim.analysis.stress.headlines import Question
    from caucasus_sim.runs.request import known_readings

    scenarios, told = _scenarios(catalogue, name, out)
    if told is not None:
        seed, readings = int(told["seed"]), readings or tuple(told["readings"])
    chosen = _one_variant(scenarios, variant, beside)
    last = list(chosen.values())[-1]
    watched = _outcomes(catalogue, last, outcomes)
    lenses = tuple(catalogue.lenses if told is None else told["lenses"])
    workers = threads or min(os.cpu_count() or 1, 16)
    return [
        Question(chosen, watched, lenses, each, runs, seed, workers)
        for each in known_readings(readings or last.reading, catalogue)
    ]


def _scenarios(catalogue: Catalogue, name: str, out: Path) -> tuple[dict[str, Scenario], Mapping[str, Any] | None]:
    """The variants of a scenario beside the baseline; of a run also what its manifest says."""
    from caucasus_sim.runs.request import variants_of
    from caucasus_sim.scenario.resolve import load_scenario

    try:
        return variants_of(catalogue, load_scenario(name, catalogue), with_baseline=True), None
    except Mistakes as unread:
        from caucasus_sim.cli.again import rebuilt
        from caucasus_sim.cli.given import run_path
        from caucasus_sim.store.folder import RunFolder

        try:
            folder = RunFolder.open(run_path(out, name)).no_sweep()
        except Mistakes:
            raise unread from None
        return rebuilt(folder, catalogue).variants, folder.manifest


def _one_variant(scenarios: Mapping[str, Scenario], wanted: str | None, beside: bool) -> dict[str, Scenario]:
    """One variant, after the baseline if it is set beside it."""
    from caucasus_sim.runs.request import BASELINE

    others = [label for label in scenarios if label != BASELINE]
    if wanted is not None and wanted not in scenarios:
        expected = ", ".join(scenarios)
        what = f"no variant '{wanted[:40]}'"
        raise Mistakes([Mistake(what, "the command line", 0, 0, expected, nearest(wanted, scenarios))])
    chosen = wanted or (others[-1] if others else BASELINE)
    labels = [BASELINE, chosen] if beside and BASELINE in scenarios and chosen != BASELINE else [chosen]
    return {label: scenarios[label] for label in labels}


def _outcomes(catalogue: Catalogue, scenario: Scenario, wanted: tuple[str, ...]) -> tuple[str, ...]:
    from caucasus_sim.runs.request import known_names

    chosen = known_names(wanted, tuple(catalogue.outcomes), "outcome") if wanted else scenario.watch
    if not chosen:
        raise Mistakes([Mistake("this scenario watches no outcome", scenario.name, expected="--outcome with one")])
    return chosen


def _run(catalogue: Catalogue, asked: Sequence[Question], stances: int, silent: bool) -> list[dict[str, Any]]:
    from caucasus_sim.analysis.stress.table import stressed, worlds_needed
    from caucasus_sim.cli.progress import Progress, say_compiling

    quiet = silent and not sys.stderr.isatty()
    say_compiling(quiet)
    total = sum(worlds_needed(catalogue, each, stances) for each in asked)
    with Progress(total, "histories", quiet=quiet) as progress:
        return [stressed(catalogue, each, stances, progress.step) for each in asked]


def _head(catalogue: Catalogue, asked: Sequence[Question]) -> dict[str, Any]:
    from caucasus_sim.analysis.standing import standing
    from caucasus_sim.analysis.summary import readers

    names = [each.reading for each in asked]
    return {
        "status": standing(catalogue, asked[0].lenses),
        "reading_lines": catalogue.reading_lines(names),
        "readers": readers(catalogue, names),
        "scenario": list(asked[0].scenarios.values())[-1].label,
        "lenses": list(asked[0].lenses),
    }


def _print_head(catalogue: Catalogue, asked: Sequence[Question]) -> None:
    from caucasus_sim.cli.screen import say

    head = _head(catalogue, asked)
    say(f"{head['status']}: {HEAD}", bold=True)
    say("; ".join([*head["reading_lines"], head["readers"]]))
    say(f"{head['scenario']}; {SCALE}")


def _print(told: Mapping[str, Any]) -> None:
    from caucasus_sim.cli.screen import say, table

    beside = f", {told['variant']} beside {told['against']}" if told["against"] else ""
    for name, title in told["outcomes"].items():
        lenses = list(told["changes"][0]["outcomes"][name]["by_lens"])
        columns = ["change", *(lens.replace("_", " ") for lens in lenses), "over the lenses"]
        rows = [_row(_words(each), each["outcomes"][name]) for each in told["changes"] if each["stances_touched"]]
        table(columns, rows, f"{title} ({name}){beside}: reading {told['reading']}")
        rows = [_row(_moved(each), each["outcomes"][name]) for each in _by_size(told["stances"], name)]
        if rows:
            tried = f"of {told['stances_tried']} with most at stake"
            table(["stance, from low to high", *columns[1:]], rows, f"Stances that move headlines most, {tried}")
    for each in told["changes"]:
        if each["kind"] == "section":
            say(f"  {each['words']}")
    idle = [each["name"] for each in told["changes"] if not each["stances_touched"]]
    if idle:
        say(f"No stance changes without: {', '.join(idle)}.")


def _by_size(stances: Sequence[Mapping[str, Any]], name: str) -> list[Mapping[str, Any]]:
    """Stances, what moves this headline most first."""

    def largest(each: Mapping[str, Any]) -> float:
        return max(float(told["size"]) for told in each["outcomes"][name]["by_lens"].values())

    return sorted(stances, key=largest, reverse=True)


def _row(words: str, found: Mapping[str, Any]) -> list[str]:
    return [words, *(cell(each) for each in found["by_lens"].values()), found["verdict"]]


def cell(found: Mapping[str, Any]) -> str:
    """One lens's move in a few letters.

    >>> cell({"direction": "+", "more_in_20": 6, "less_in_20": 1})
    'more 6:1'
    """
    return f"{WORDS[found['direction']]} {found['more_in_20']}:{found['less_in_20']}"


LABELS = {
    "coder": "without coder {name}",
    "silence": "silence is given points",
    "voice": "the {name}'s voice counts half",
    "section": "without section {name}",
}


def _words(change: Mapping[str, Any]) -> str:
    return f"{LABELS[change['kind']].format(**change)} ({change['stances_touched']} stances)"


def _moved(each: Mapping[str, Any]) -> str:
    about = each["issue"] if each["choice"] is None else f"{each['issue']}.{each['choice']}"
    passages = ", ".join(each["passages"]) or "none"
    return f"{each['actor']}: {about}, {each['low']:g} to {each['high']:g} (passages {passages})"


def _foot(scenario: str, out: Path) -> None:
    from caucasus_sim.cli.screen import next_command, quoted

    where = "" if out == RUNS else f" --out {quoted(out)}"
    next_command(f"sim stress {quoted(scenario)} --json{where}", "sim list readings")
