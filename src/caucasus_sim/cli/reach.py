"""`sim reach`: the smallest changes with which an outcome comes about often enough, inside this model."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from caucasus_sim.cli.given import RUNS, AsJson, Root, known
from caucasus_sim.errors import Mistake, Mistakes

if TYPE_CHECKING:
    from caucasus_sim.analysis.reach.goal import Goal
    from caucasus_sim.analysis.reach.knobs import Knob
    from caucasus_sim.analysis.reach.tries import Tries
    from caucasus_sim.cli.progress import Progress
    from caucasus_sim.coding.catalogue import Catalogue
    from caucasus_sim.runs.request import Request
    from caucasus_sim.scenario.model import Scenario

HISTORIES = 800
SECONDS = 60
TRIES = 100_000


def reach(
    scenario: Annotated[
        str, typer.Argument(help="A scenario, or one of its variants after a colon.", metavar="FILE|NAME[:VARIANT]")
    ],
    goal: Annotated[str, typer.Argument(help='As in "p(treaty_signed by 2027-12) >= 0.5".', metavar="GOAL")],
    levers: Annotated[str, typer.Option(help="What may be changed: levers, with commas.", metavar="A,B,C")] = "",
    moves: Annotated[
        str, typer.Option(help="A scenario whose moves may be ordered, each or not.", metavar="FILE|NAME[:VARIANT]")
    ] = "",
    costs: Annotated[
        Path | None, typer.Option(help="A YAML file: what a unit of each lever, or a move, costs.", metavar="FILE")
    ] = None,
    runs: Annotated[int, typer.Option(min=1, max=100_000, help="Histories of every setting tried.")] = HISTORIES,
    budget: Annotated[int, typer.Option(min=1, help="Seconds to search.", metavar="S")] = SECONDS,
    tries: Annotated[int, typer.Option(min=1, help="Settings to try at most.")] = TRIES,
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
    as_json: AsJson = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress.")] = False,
) -> None:
    """Find the smallest changes that reach a goal; the same command again goes on where this one stopped."""
    from caucasus_sim.analysis.reach.search import imported
    from caucasus_sim.packing.setup import pick_variant
    from caucasus_sim.runs.request import request_run

    catalogue = known()
    name, _, variant = scenario.partition(":")
    request = request_run(catalogue, name, runs, seed, tuple(lens or ()), tuple(reading or ()), with_baseline=False)
    start = pick_variant(request.scenario, variant)
    wanted, knobs = _read(catalogue, start, goal, levers, moves, costs)
    imported()
    so_far = _tries(request, start, wanted, knobs, out, threads or min(os.cpu_count() or 1, 16))
    _show(_reached(so_far, request, budget, tries, quiet), so_far.file.parent, as_json)


def _read(
    catalogue: Catalogue, start: Scenario, goal: str, levers: str, moves: str, costs: Path | None
) -> tuple[Goal, tuple[Knob, ...]]:
    """The goal and what may be changed; the mistakes of both at once."""
    from caucasus_sim.analysis.reach.goal import read_goal
    from caucasus_sim.analysis.reach.knobs import knobs_of

    found: list[Mistake] = []
    names = [each.strip() for each in levers.split(",") if each.strip()]
    wanted: Any = _collected(lambda: read_goal(goal, catalogue, start), found)
    source = _collected(lambda: _scenario(catalogue, moves), found) if moves else None
    table = _collected(lambda: read_costs(costs), found) if costs is not None else {}
    knobs: Any = _collected(lambda: knobs_of(catalogue, start, names, source, table or {}), found)
    if found:
        raise Mistakes(found)
    return wanted, knobs


def _collected(call: Any, found: list[Mistake]) -> Any:
    try:
        return call()
    except Mistakes as mistakes:
        found.extend(mistakes.all)
        return None


def _scenario(catalogue: Catalogue, reference: str) -> Scenario:
    from caucasus_sim.packing.setup import pick_variant
    from caucasus_sim.scenario.resolve import load_scenario

    name, _, variant = reference.partition(":")
    return pick_variant(load_scenario(name, catalogue), variant)


def read_costs(path: Path) -> dict[str, float]:
    """A table of costs: every name with a number, 0 or more.

    Raises
    ------
    Mistakes
        For every line that is something else.
    """
    from caucasus_sim.documents import read_yaml

    document = read_yaml(path)
    if not isinstance(document.data, Mapping):
        raise Mistakes([document.mistake((), "this is no table of costs", "lines such as `arms.reaction: 2`")])
    wrong = [
        document.mistake((key,), f"'{str(value)[:40]}' is no cost", "a number, 0 or more")
        for key, value in document.data.items()
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < float("inf")
    ]
    if wrong:
        raise Mistakes(wrong)
    return {str(key): float(value) for key, value in document.data.items()}


def _tries(request: Request, start: Scenario, goal: Goal, knobs: tuple[Knob, ...], out: Path, threads: int) -> Tries:
    """What was tried before of the same question, in its folder beside the runs."""
    from caucasus_sim.analysis.reach.reach import cells_of
    from caucasus_sim.analysis.reach.tries import Tries
    from caucasus_sim.packing.setup import actors_of, set_up
    from caucasus_sim.scenario.show import show
    from caucasus_sim.store.identity import run_id

    movers = tuple(knob.move for knob in knobs if knob.move is not None)
    named = dataclasses.replace(start, moves=(*start.moves, *movers))
    setup = set_up(request.catalogue, start, request.seed, actors_of(request.catalogue, [named]))
    parts = {**request.identity(), "goal": goal.words, "start": show(start)}
    parts["knobs"] = "; ".join(f"{knob.id} {knob.now} {knob.low} {knob.high} {knob.title}" for knob in knobs)
    runs = len(request.plan) // len(request.variants)
    cells = cells_of(start.variant or start.name, request.lenses, request.readings, runs)
    folder = out / f"reach-{start.name}-{run_id(parts)}"
    return Tries(setup, knobs, goal, cells.search, folder / "tries.jsonl", threads)


def _reached(so_far: Tries, request: Request, seconds: int, tries: int, quiet: bool) -> dict[str, Any]:
    from caucasus_sim.analysis.reach.reach import cells_of
    from caucasus_sim.analysis.reach.reach import reach as searched
    from caucasus_sim.analysis.reach.search import budget_of
    from caucasus_sim.cli.progress import Progress, say_compiling
    from caucasus_sim.cli.screen import json_text, notice, plain
    from caucasus_sim.store.files import write_bytes

    say_compiling(quiet)
    if so_far.kept and not quiet:
        notice(f"going on from {so_far.kept} settings that were tried before")
    so_far.file.parent.mkdir(parents=True, exist_ok=True)
    variant = str(so_far.cells["variant"].iloc[0])
    check = cells_of(variant, request.lenses, request.readings, len(so_far.cells)).check
    with Progress(seconds, "seconds of search", quiet) as progress:
        budget = budget_of(seconds, tries, so_far)
        told: dict[str, Any] = plain(searched(so_far, check, budget, _clock(progress)))
    write_bytes(so_far.file.parent / "answer.json", (json_text(told) + "\n").encode())
    return told


def _clock(progress: Progress) -> Callable[[], None]:
    """After each setting: the seconds that have passed since the last, of those that may be spent."""

    def tick() -> None:
        passed = min(int(progress.seconds), progress.total) - progress.done
        if passed > 0:
            progress.step(passed)

    return tick


def _show(told: dict[str, Any], folder: Path, as_json: bool) -> None:
    from caucasus_sim.cli.reach_page import print_page
    from caucasus_sim.cli.screen import print_json

    if as_json:
        print_json({**told, "path": str(folder)})
    else:
        print_page(told, folder)
