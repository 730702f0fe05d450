"""`sim score`: how near the histories of a run came to what happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from caucasus_sim.cli.given import RUNS, AsJson, Root, known, run_path
from caucasus_sim.errors import Mistake, Mistakes

WORDS = {
    "fit": "Fit: these questions were settled by the month of the newest source, so that its coders could know the "
    "answers. How near the histories come says how well the model fits, and nothing about forecasting.",
    "skill": "Skill: these questions were settled after the newest source.",
}
SCALES = (
    "Brier and log score of yes or no, CRPS of numbers in tolerances: 0 is best. Against a reference (base rates that "
    "the file gives, or what the first month was like going on): 1 is best, 0 no better than the reference. In "
    "brackets 90 % intervals, by resampling whole tracks; none with fewer than five tracks."
)


def score(
    run: Annotated[str | None, typer.Argument(help="Name, id or path of a run.", metavar="RUN")] = None,
    questions: Annotated[
        Path | None, typer.Option(help="A YAML file of questions, with answers where known.", metavar="FILE")
    ] = None,
    origins: Annotated[
        bool, typer.Option("--origins", help="No RUN: ask the record up to 2024 of runs that start before it.")
    ] = False,
    variant: Annotated[str | None, typer.Option(help="The variant to score; else the baseline.")] = None,
    out: Root = RUNS,
    as_json: AsJson = False,
) -> None:
    """Score a run against questions that were answered by events, per lens and reading."""
    if origins:
        from caucasus_sim.cli.origins import score_origins

        score_origins(run, questions, variant, as_json=as_json)
        return
    if run is None or questions is None:
        lacking = "RUN" if run is None else "--questions FILE"
        raise Mistakes([Mistake(f"no {lacking}", "the command line", expected="RUN --questions FILE, or --origins")])
    from caucasus_sim.analysis.scoring.table import score as scored
    from caucasus_sim.cli.screen import print_json

    told = scored(run_path(out, run), known(), questions, variant)
    if as_json:
        print_json(told)
    else:
        _print(told, run, questions)


def _print(told: Mapping[str, Any], run: str, questions: Path) -> None:
    from caucasus_sim.cli.screen import next_command, quoted, say

    count = told["questions"]
    say(f"{told['status']}: scores of histories inside this model, not of a forecast", bold=True)
    say("; ".join([*told["reading_lines"], told["readers"]]))
    say(f"{told['scenario']}, variant {told['variant']}: {count['resolved']} resolved questions, {count['open']} open.")
    if told["evidence_changed"]:
        say("The evidence is not that of the run any more; outcomes and routes are read as they are named now.")
    if told["histories_left_out"]:
        say(f"{told['histories_left_out']} histories left the range of their numbers and are not counted.")
    if told["scores"]:
        say(SCALES, dim=True)
    for word, reading in dict.fromkeys((row["word"], row["reading"]) for row in told["scores"]):
        _part(told, word, reading)
    if not told["scores"]:
        say("No question has an answer yet: there is nothing to score.")
    next_command(f"sim score {quoted(run)} --questions {quoted(questions)} --json   (by track and by question)")


def _part(told: Mapping[str, Any], word: str, reading: str) -> None:
    from caucasus_sim.analysis.scoring.table import verdict
    from caucasus_sim.cli.screen import say, table

    rows = [row for row in told["scores"] if (row["word"], row["reading"], row["track"]) == (word, reading, "all")]
    say(f"\n{WORDS[word]} Reading: {reading}, newest source of {told['newest_source'][reading]}.")
    columns = ["lens", "resolved", "Brier", "log", "CRPS", f"{word} against base rates", f"{word} against persistence"]
    ranked = any(row["rank"] is not None for row in rows)
    table([*columns, *(["rank"] if ranked else [])], [_cells(row, word, ranked) for row in rows], "By lens")
    say(f"Ranking of lenses: {verdict(dict(told), word, reading)}.")
    _reliability(told, word, reading)


def _cells(row: Mapping[str, Any], word: str, ranked: bool) -> list[str]:
    means = [spelled(row[name]) for name in ("brier", "log", "crps")]
    gains = [_both(row[word], names) for names in (BASES, STARTS)]
    return [row["lens"], row["resolved"], *means, *gains, *([str(row["rank"])] if ranked else [])]


TABLE = "Reliability: of the questions to which such a share of histories says yes, how many were answered yes"
BASES = (("yes or no", "brier_against_base_rates"), ("numbers", "crps_against_base_values"))
STARTS = (("yes or no", "brier_against_persistence"), ("numbers", "crps_against_persistence"))


def _both(gains: Mapping[str, Any], names: Sequence[tuple[str, str]]) -> str:
    told = [f"{what} {spelled(gains[name])}, n {gains[name]['questions']}" for what, name in names if gains[name]]
    return "; ".join(told) or "no reference"


def spelled(found: Mapping[str, Any] | None) -> str:
    """An estimate with its interval, as short as it is sure.

    >>> spelled({"value": 0.2341, "low": 0.1, "high": 0.4}), spelled({"value": 0.5, "low": None, "high": None})
    ('0.23 [0.10, 0.40]', '0.50')
    """
    if found is None:
        return "none"
    if found["value"] is None:
        return "the reference made no mistake"
    value = f"{found['value']:.2f}"
    return value if found["low"] is None else f"{value} [{found['low']:.2f}, {found['high']:.2f}]"


def _reliability(told: Mapping[str, Any], word: str, reading: str) -> None:
    from caucasus_sim.cli.screen import table

    parts = [each for each in told["reliability"] if (each["word"], each["reading"]) == (word, reading)]
    if parts:
        rows = [
            [f"{row['from']:.1f} to {row['to']:.1f}", *(_happened(part["rows"][k]) for part in parts)]
            for k, row in enumerate(parts[0]["rows"])
        ]
        columns = ["share of histories", *(part["lens"] for part in parts)]
        table(columns, rows, TABLE)


def _happened(row: Mapping[str, Any]) -> str:
    return f"{row['happened']} of {row['questions']}" if row["questions"] else "none"
