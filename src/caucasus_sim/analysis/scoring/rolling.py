"""The record asked of runs that start before it: several first months, only what was known at each, always called fit.

A run from an earlier month has the state of that month, priors in the place of a posterior (which rests on the very
record that is asked), the earlier regime of violence, and stances that have drifted back from where they were read.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from caucasus_sim.analysis.calibrate.estimated import CLOCKS, LAST
from caucasus_sim.analysis.calibrate.table import VIOLENCE, regime, setup_at
from caucasus_sim.analysis.scoring.answers import Told
from caucasus_sim.analysis.scoring.asks import Span
from caucasus_sim.analysis.scoring.questions import Question, read_questions
from caucasus_sim.analysis.scoring.rows import scored_rows
from caucasus_sim.analysis.scoring.table import counts, summaries
from caucasus_sim.analysis.summary import readers
from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.ensemble.histories import run_histories
from caucasus_sim.packing.ageing import age_of_stances, drift
from caucasus_sim.packing.draws import refresh_preconditions, settle
from caucasus_sim.packing.outcomes import fields_read, outcome_columns, series_names
from caucasus_sim.packing.setup import Setup
from caucasus_sim.packing.state import month_of

RUNS = 200
QUESTIONS = Path("experiments") / "questions" / "record.yaml"
_PACKAGE = Path(__file__).resolve().parents[2]


def packaged_questions() -> Path:
    """The shipped questions: inside the package when installed, else at the root of the repository."""
    inside = _PACKAGE / QUESTIONS
    return inside if inside.is_file() else _PACKAGE.parent.parent / QUESTIONS


def rolling(
    catalogue: Catalogue,
    file: Path | str | None = None,
    runs: int = RUNS,
    done: Callable[[int], None] | None = None,
    threads: int = 2,
    origins: tuple[str, ...] = CLOCKS,
) -> dict[str, Any]:
    """Scores by first month, lens and reading, as data that can be written as JSON.

    Parameters
    ----------
    file : questions about the months up to September 2024; the shipped ones if left out
    runs : histories of every first month, lens and reading
    done : called with the number of histories finished

    Raises
    ------
    Mistakes
        For every mistake of the file at once.
    """
    last = month_of(LAST) - 1
    asked = read_questions(file or packaged_questions(), catalogue, Span(month_of(min(CLOCKS)), last))
    found = [_at(catalogue, origin, asked, runs, done, threads) for origin in origins]
    return {
        "word": "fit",
        "reading_lines": catalogue.reading_lines(list(catalogue.readings)),
        "readers": readers(catalogue, list(catalogue.readings)),
        "histories": runs,
        "origins": found,
    }


def _at(
    catalogue: Catalogue,
    origin: str,
    asked: list[Question],
    runs: int,
    done: Callable[[int], None] | None,
    threads: int,
) -> dict[str, Any]:
    """One first month: what begins in it or later is asked."""
    setup = setup_at(catalogue, origin)
    own = [each for each in asked if each.ask.first >= setup.scenario.start]
    rows = scored_rows(own, told_from(setup, runs, done, threads))
    return {
        "origin": origin,
        "drift_months": {name: drift_months(catalogue, name, setup.scenario.start) for name in catalogue.readings},
        "questions": counts(own, rows),
        "scores": summaries(rows),
        "by_question": by_question(rows),
    }


def drift_months(catalogue: Catalogue, reading: str, month: int) -> int:
    """Months that stances are drifted back: from the newest source of a reading to a month before it."""
    return max(0, -age_of_stances(catalogue, reading, month))


def told_from(setup: Setup, runs: int, done: Callable[[int], None] | None = None, threads: int = 2) -> Told:
    """What histories from an earlier month tell, under every lens and reading with the same luck."""
    ids = np.arange(runs)
    cells, outcomes, series = [], [], []
    fields = fields_read(setup.catalogue)
    for lens in setup.catalogue.lenses:
        for reading in setup.catalogue.readings:
            draws = drawn_back(setup, lens, reading, ids)
            told = run_histories(setup.book, setup.start, draws, ids, ids, setup.steps, threads=threads, fields=fields)
            assert told.series is not None
            cells.append(pd.DataFrame({"lens": lens, "reading": reading, "cell": ids}))
            outcomes.append(outcome_columns(setup, told.worlds, told.series[:, -1]))
            series.append(told.series)
            if done is not None:
                done(runs)
    every = np.concatenate(series).astype(np.float64)
    read = {name: every[:, :, k] for k, name in enumerate(series_names(setup))}
    span = Span(setup.scenario.start, setup.scenario.end)
    whole = pd.concat(cells, ignore_index=True)
    return Told(Path(), setup.catalogue, whole, pd.concat(outcomes, ignore_index=True), 0, span, read)


def drawn_back(setup: Setup, lens: str, reading: str, ids: np.ndarray) -> np.ndarray:
    """Draws as of an earlier month, DRAW [n]: the earlier regime of violence, stances drifted back."""
    draws = setup.draws(lens, reading, ids, ids)
    for name in VIOLENCE:
        draws[name] *= regime(setup.catalogue, ids)
    back = drift_months(setup.catalogue, reading, setup.scenario.start)
    drift(draws, setup.catalogue, back, setup.seed, ids, setup.actors, setup.slots)
    refresh_preconditions(draws, setup.catalogue, setup.actors, setup.slots)
    settle(draws, setup.book)
    return draws


def by_question(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Every question with its answer and the lowest and highest share of histories over lenses and readings."""
    found = []
    for name, group in rows.groupby("question", sort=False):
        yes_no = bool(group["yes_no"].iloc[0])
        column = "share" if yes_no else "within"
        found.append(
            {
                "question": str(name),
                "track": str(group["track"].iloc[0]),
                "happened": bool(group["happened"].iloc[0]) if yes_no else None,
                "lowest": float(group[column].min()),
                "highest": float(group[column].max()),
            }
        )
    return found
