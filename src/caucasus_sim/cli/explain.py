"""`sim explain`: which governments, and which parts of a scenario, an outcome hangs on inside this model."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from caucasus_sim.cli.given import RUNS, AsJson, Root, beside, known, run_path
from caucasus_sim.errors import Mistake, Mistakes, nearest

if TYPE_CHECKING:
    from caucasus_sim.analysis.explain.explain import Question
    from caucasus_sim.runs.request import Request
    from caucasus_sim.store.folder import RunFolder

HISTORIES = 1000
WHERE = "the command line"


def explain(
    run: Annotated[str, typer.Argument(help="Name, id or path of a run.", metavar="RUN")],
    outcome: Annotated[str, typer.Option(help="What is to be explained: `sim list outcomes`.", metavar="NAME")],
    by: Annotated[str, typer.Option(help="As it stands in this month (default: the last).", metavar="YYYY-MM")] = "",
    variant: Annotated[str, typer.Option(help="Of this variant (default: the last).", metavar="NAME")] = "",
    only: Annotated[
        list[str] | None,
        typer.Option(help="`outsiders`, `principals` or `scenario`; all, if none is named. May be repeated."),
    ] = None,
    runs: Annotated[
        int, typer.Option(min=1, max=1_000_000, help="Histories of every coalition, from the run's first blocks.")
    ] = HISTORIES,
    quick: Annotated[
        bool, typer.Option("--quick", help="Leave out one at a time: cheap, and the parts need not add up.")
    ] = False,
    out: Root = RUNS,
    threads: Annotated[
        int | None, typer.Option(min=1, help="No result depends on it (default: one a processor).")
    ] = None,
    as_json: AsJson = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress.")] = False,
) -> None:
    """Tell what an outcome hangs on: outside governments, the principals' stances, the parts of the scenario."""
    from caucasus_sim.cli.again import rebuilt
    from caucasus_sim.cli.explain_page import print_page
    from caucasus_sim.cli.screen import print_json
    from caucasus_sim.store.folder import RunFolder

    folder = RunFolder.open(run_path(out, run)).no_sweep()
    request = rebuilt(folder, known())
    question = _question(request, folder, outcome, by, variant, only or [], runs, quick)
    told = _told(folder, request, question, threads or min(os.cpu_count() or 1, 16), quiet)
    if as_json:
        print_json(told)
    else:
        print_page(told, folder.id, beside(out))


def _question(
    request: Request,
    folder: RunFolder,
    outcome: str,
    by: str,
    variant: str,
    only: Sequence[str],
    runs: int,
    quick: bool,
) -> Question:
    """What is asked; every mistake in it at once."""
    from caucasus_sim.analysis.explain.explain import question_of
    from caucasus_sim.analysis.explain.games import KINDS
    from caucasus_sim.analysis.up_to import UpTo, month_within, wrong_outcome

    wrong = wrong_outcome(request.catalogue, outcome, "--outcome")
    wrong += _not_among(variant, list(request.variants), "variant", "--variant") if variant else []
    wrong += [each for name in only for each in _not_among(name, KINDS, "kind of player", "--only")]
    month = month_within(by, request.scenario, "--by") if by else request.scenario.end
    if isinstance(month, Mistake):
        wrong.append(month)
    if wrong or isinstance(month, Mistake):
        raise Mistakes(wrong)
    chosen = variant or list(folder.manifest["variants"])[-1]
    return question_of(request, chosen, UpTo(outcome, month), tuple(only) or KINDS, runs, quick)


def _not_among(name: str, names: Sequence[str], kind: str, where: str) -> list[Mistake]:
    if name in names:
        return []
    return [Mistake(f"no {kind} '{name[:60]}'", where, expected=", ".join(names), nearest=nearest(name, names))]


def _told(folder: RunFolder, request: Request, question: Question, threads: int, quiet: bool) -> dict[str, Any]:
    """The answer: as kept beside the run if it was asked before of the same program, else worked out and kept."""
    from caucasus_sim.analysis.explain.explain import explain as explained
    from caucasus_sim.cli.progress import Progress, say_compiling
    from caucasus_sim.cli.screen import json_text, plain

    name = f"explain/{kept_as(question, request)}.json"
    path = folder.path / name
    if path.is_file():
        kept: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return kept
    say_compiling(quiet)
    _refuse_another(folder, request, question, threads)
    with Progress(question.histories, "histories", quiet) as progress:
        told: dict[str, Any] = plain(explained(question, threads, progress.step))
    folder.write_extra(name, (json_text(told) + "\n").encode())
    return told


def kept_as(question: Question, request: Request) -> str:
    """The name an answer is kept under: readable, and another for another program, variant, or number of histories."""
    from caucasus_sim.month.arrays import calendar
    from caucasus_sim.store.identity import run_id

    asked = question.asked
    games = "+".join(f"{game.kind}-{game.absent}" for game in question.games)
    what = {
        "program": request.id,
        "asked": f"{asked} {question.variant} {question.quick} {len(question.cells)}",
        "games": games,
    }
    form = "-quick" if question.quick else ""
    return f"{asked.outcome}-{calendar(asked.last)}{form}-{run_id(what)}"


def _refuse_another(folder: RunFolder, request: Request, question: Question, threads: int) -> None:
    """Refuse to explain a run that this program would not make again: that would explain another one."""
    from caucasus_sim.analysis.explain.explain import differs_from_stored
    from caucasus_sim.cli.again import differences

    changed = "; ".join(differences(folder, request))
    odd = differs_from_stored(question, folder.read("outcomes").to_pandas(), threads)
    if odd > 0 or (odd < 0 and changed):
        how = "comes" if odd > 0 else "may come"
        what = f"this run {how} out differently now (different: {changed or 'nothing that is known of'})"
        raise Mistakes([Mistake(what, str(folder.path), expected="a run made by this version: `sim run` again")])
