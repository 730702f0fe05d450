"""The score of a run: how near its histories came to the answers, per lens and reading."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from caucasus_sim.analysis.scoring.answers import not_kept, told_by
from caucasus_sim.analysis.scoring.asks import Span
from caucasus_sim.analysis.scoring.fitting import FIT, newest_source
from caucasus_sim.analysis.scoring.questions import Question, read_questions
from caucasus_sim.analysis.scoring.reliability import reliability
from caucasus_sim.analysis.scoring.resampling import Estimate, gain_of, mean_of
from caucasus_sim.analysis.scoring.rows import scored_rows
from caucasus_sim.analysis.standing import standing
from caucasus_sim.analysis.summary import readers
from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.documents import parse_yaml
from caucasus_sim.errors import Mistake, Mistakes, nearest
from caucasus_sim.scenario.months import read_month
from caucasus_sim.store.folder import RunFolder

FEWEST = 20
BASELINE = "baseline"
ALL = "all"
MEANS = {"brier": "brier", "log": "log", "crps": "scaled_crps"}
GAINS = {
    "brier_against_base_rates": ("brier", "base"),
    "brier_against_persistence": ("brier", "persistence"),
    "crps_against_base_values": ("scaled_crps", "base"),
    "crps_against_persistence": ("scaled_crps", "persistence"),
}


def score(path: Path, catalogue: Catalogue, file: Path | str, variant: str | None = None) -> dict[str, Any]:
    """Score a stored run against a file of questions, as data that can be written as JSON.

    Parameters
    ----------
    path : Path
        The run's folder.
    catalogue : Catalogue
        The evidence the run was made from.
    file : path
        The questions.
    variant : str or None
        Which variant of the run; the baseline, or else the only one, if it is not said.

    Raises
    ------
    Mistakes
        For every mistake of the file at once, for a variant the run does not have, and for a run without results.
    """
    run = RunFolder.open(path).no_sweep()
    chosen = _variant(run, variant)
    span = span_of(run, chosen)
    questions = read_questions(file, catalogue, span)
    told = told_by(path, catalogue, chosen, span)
    absent = not_kept((each.ask for each in questions), path)
    if absent:
        raise Mistakes(absent)
    rows = scored_rows(questions, told)
    readings = sorted({str(reading) for reading in told.cells["reading"]})
    return {
        "status": standing(catalogue, list(told.cells["lens"].unique())),
        "run": run.id,
        "scenario": run.manifest["name"],
        "variant": chosen,
        "reading_lines": [catalogue.readings[name].line for name in readings],
        "readers": readers(catalogue, readings),
        "newest_source": {name: newest_source(catalogue, name) for name in readings},
        "evidence_changed": run.manifest.get("identity", {}).get("evidence") != catalogue.digest,
        "questions": counts(questions, rows),
        "histories_left_out": told.left_out,
        "fewest_to_rank": FEWEST,
        "scores": summaries(rows),
        "reliability": reliabilities(rows),
        "by_question": _records(rows),
    }


def span_of(run: RunFolder, variant: str) -> Span:
    """The months that a variant of a stored run covers, from its own scenario."""
    text = run.manifest["scenarios"][variant]
    data = parse_yaml(text, run.path / "manifest.json").data
    return Span(read_month(data["start"]["month"]), read_month(data["end"]), bool(run.shard_paths("series")))


def _variant(run: RunFolder, wanted: str | None) -> str:
    known = [str(each) for each in run.manifest["variants"]]
    if wanted is None and (BASELINE in known or len(known) == 1):
        return BASELINE if BASELINE in known else known[0]
    if wanted in known:
        return str(wanted)
    what = f"no variant '{wanted[:40]}'" if wanted is not None else "which variant to score is not said"
    expected = f"--variant with one of {', '.join(known)}"
    raise Mistakes([Mistake(what, str(run.path), expected=expected, nearest=nearest(wanted or "", known))])


def counts(questions: list[Question], rows: pd.DataFrame) -> dict[str, int]:
    """How many questions there are, how many have answers, and how many of these are fit for some reading."""
    answered = [each for each in questions if each.answer is not None]
    fit = rows.loc[rows["word"] == FIT, "question"].nunique()
    return {"asked": len(questions), "resolved": len(answered), "open": len(questions) - len(answered), "fit": int(fit)}


def summaries(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Scores with intervals for every word (fit, skill), reading and lens, of all tracks and of each one.

    Lenses get a rank, by their Brier score within word and reading, where there are at least twenty questions.
    """
    found = []
    for (word, reading, lens), group in rows.groupby(["word", "reading", "lens"], sort=True):
        head = {"word": word, "reading": reading, "lens": lens}
        found.append({**head, "track": ALL, **summary_of(group, str(word))})
        tracks = group.groupby("track", sort=True)
        found += [{**head, "track": track, **summary_of(part, str(word))} for track, part in tracks]
    _rank(found)
    return found


def summary_of(rows: pd.DataFrame, word: str) -> dict[str, Any]:
    """The scores of one lens and reading: means, and under ``word`` how far below a reference they are."""
    told: dict[str, Any] = {"resolved": len(rows), "rank": None}
    for name, column in MEANS.items():
        own = rows[rows[column].notna()]
        told[name] = _plain(mean_of(own[column].to_numpy(), own["track"].to_numpy()))
    told[word] = {name: _gain(rows, *columns) for name, columns in GAINS.items()}
    return told


def _gain(rows: pd.DataFrame, column: str, reference: str) -> dict[str, Any] | None:
    both = rows[rows[column].notna() & rows[reference].notna()]
    return _plain(gain_of(both[column].to_numpy(), both[reference].to_numpy(), both["track"].to_numpy()))


def _plain(found: Estimate | None) -> dict[str, Any] | None:
    return None if found is None else dict(vars(found))


def _rank(found: list[dict[str, Any]]) -> None:
    """Give lenses their rank, 1 for the lowest Brier score; equal scores share a rank."""
    for key in {(row["word"], row["reading"]) for row in found}:
        own = [row for row in found if (row["word"], row["reading"]) == key and row["track"] == ALL]
        if len(own) > 1 and all(row["resolved"] >= FEWEST and row["brier"] for row in own):
            for row in own:
                row["rank"] = 1 + sum(other["brier"]["value"] < row["brier"]["value"] for other in own)


def reliabilities(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """For every word, reading and lens: of what was said to be likely, how much happened."""
    yes_no = rows[rows["brier"].notna()]
    return [
        {"word": word, "reading": reading, "lens": lens, "rows": _reliability(group)}
        for (word, reading, lens), group in yes_no.groupby(["word", "reading", "lens"], sort=True)
    ]


def _reliability(rows: pd.DataFrame) -> list[dict[str, Any]]:
    return reliability(rows["share"].to_numpy(), rows["happened"].to_numpy())


def _records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    named: Callable[[Any], Any] = lambda value: None if isinstance(value, float) and np.isnan(value) else value  # noqa: E731
    return [{str(key): named(value) for key, value in row.items()} for row in rows.to_dict("records")]


def verdict(told: dict[str, Any], word: str, reading: str) -> str:
    """What may be said of the lenses under one word and reading."""
    rows = [row for row in told["scores"] if (row["word"], row["reading"], row["track"]) == (word, reading, ALL)]
    resolved = max(row["resolved"] for row in rows)
    if resolved < FEWEST:
        return f"too few to rank: {resolved} resolved of the {FEWEST} it takes"
    ranked = sorted((row for row in rows if row["rank"] is not None), key=lambda row: row["rank"])
    if len(ranked) < 2:
        return "nothing to rank"
    best, second = ranked[0]["brier"], ranked[1]["brier"]
    if best["high"] is None or best["high"] >= second["low"]:
        return "the first does not stand out: its interval reaches that of the second"
    return f"lowest Brier score: {ranked[0]['lens']}"
