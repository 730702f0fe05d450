"""`sim score --origins`: the record up to October 2024, asked of runs that start before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from caucasus_sim.cli.given import known
from caucasus_sim.errors import Mistake, Mistakes

HEAD = (
    "Fit, never skill: whoever made the model and read the stances had the record at hand. Runs start in an earlier "
    "month with priors, not with the posterior, which rests on the record; stances have drifted back by what the "
    "evidence states for the months between."
)
SCALES = (
    "Brier and log score of yes or no, CRPS of numbers in tolerances: 0 is best; lowest to highest over lenses. "
    "Against persistence (what the first month was like goes on) or base rates: 1 is best, 0 no better, below 0 worse."
)


def score_origins(run: str | None, questions: Path | None, variant: str | None, *, as_json: bool) -> None:
    """Score every first month and show it."""
    for given, name in ((run, "RUN"), (variant, "--variant")):
        if given is not None:
            raise Mistakes([Mistake(f"{name} with --origins", "the command line", expected="one of the two")])
    from caucasus_sim.analysis.calibrate.estimated import CLOCKS
    from caucasus_sim.analysis.scoring.rolling import RUNS, rolling
    from caucasus_sim.cli.progress import Progress, say_compiling
    from caucasus_sim.cli.screen import print_json

    catalogue = known()
    say_compiling(as_json)
    many = len(CLOCKS) * len(catalogue.lenses) * len(catalogue.readings) * RUNS
    with Progress(many, "histories", as_json) as progress:
        told = rolling(catalogue, questions, done=progress.step)
    if as_json:
        print_json(told)
    else:
        _print(told)


def _print(told: Mapping[str, Any]) -> None:
    from caucasus_sim.cli.screen import next_command, say, table

    say("UNCALIBRATED: scores of histories under priors, inside this model, not of a forecast", bold=True)
    say("; ".join([*told["reading_lines"], told["readers"]]))
    say("Knows nothing after 15 October 2024.")
    say(HEAD)
    say(SCALES, dim=True)
    columns = [
        "first month",
        "reading",
        "questions",
        "Brier",
        "log",
        "CRPS",
        "against persistence",
        "against base rates",
    ]
    rows = [line for origin in told["origins"] for line in _lines(origin)]
    table(columns, rows, "Over lenses")
    for origin in told["origins"]:
        columns = ["question", "what happened", "share of histories, over lenses and readings"]
        table(columns, [_asked(each) for each in origin["by_question"]], f"From {origin['origin']}")
    next_command("sim score --origins --json   (by lens, track and question)")


def _lines(origin: Mapping[str, Any]) -> list[list[str]]:
    whole = [row for row in origin["scores"] if row["track"] == "all"]
    return [
        [
            origin["origin"],
            reading,
            str(max(row["resolved"] for row in rows)),
            *(spread([row[name] for row in rows]) for name in ("brier", "log", "crps")),
            spread([row["fit"]["brier_against_persistence"] for row in rows]),
            spread([row["fit"]["brier_against_base_rates"] for row in rows]),
        ]
        for reading in dict.fromkeys(row["reading"] for row in whole)
        for rows in [[row for row in whole if row["reading"] == reading]]
    ]


def spread(found: Sequence[Mapping[str, Any] | None]) -> str:
    """The lowest and the highest of some estimates.

    >>> spread([{"value": 0.2}, {"value": 0.31}]), spread([None, {"value": None}])
    ('0.20 to 0.31', 'none')
    """
    values = [each["value"] for each in found if each is not None and each["value"] is not None]
    if not values:
        return "none"
    low, high = (f"{each:.2f}" for each in (min(values), max(values)))
    return low if low == high else f"{low} to {high}"


def _asked(row: Mapping[str, Any]) -> list[str]:
    happened = {True: "yes", False: "no", None: "a number; share within its tolerance"}[row["happened"]]
    return [row["question"], happened, f"{row['lowest']:.2f} to {row['highest']:.2f}"]
