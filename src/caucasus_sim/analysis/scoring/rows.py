"""Every question scored for every lens and reading: one row each."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from caucasus_sim.analysis.scoring.answers import Told, answers, as_at_the_start
from caucasus_sim.analysis.scoring.fitting import newest_source, word_for
from caucasus_sim.analysis.scoring.proper import brier, fair_crps, log_score, share_of
from caucasus_sim.analysis.scoring.questions import Base, Question
from caucasus_sim.month.arrays import calendar

NUMBERS = ("share", "happened", "brier", "log", "crps", "scaled_crps", "within", "base", "persistence")
COLUMNS = ("question", "outcome", "track", "settled", "yes_no", "unit", "lens", "reading", "word", "histories")


def scored_rows(questions: list[Question], told: Told) -> pd.DataFrame:
    """One row for every answered question, lens and reading.

    Returns
    -------
    DataFrame
        Columns ``question, outcome, track, settled, yes_no, unit, lens, reading, word, histories``. For yes or no:
        ``share`` (of the histories), ``happened``, ``brier``, ``log``. For numbers: ``crps`` in the unit of the
        outcome; ``scaled_crps`` and ``within`` where there is a tolerance. ``base`` and ``persistence`` are what the
        two references score: Brier, or scaled CRPS. What does not apply is NaN.
    """
    found = [row for each in questions if each.answer is not None for row in _rows(each, told)]
    table = pd.DataFrame(found, columns=[*COLUMNS, *NUMBERS])
    return table.astype(dict.fromkeys(NUMBERS, "float64"))


def _rows(question: Question, told: Told) -> list[dict[str, Any]]:
    said = answers(question.ask, told)
    references = _references(question, as_at_the_start(question.ask, told))
    rows = []
    for (lens, reading), cells in told.cells.groupby(["lens", "reading"], sort=True):
        own = said[cells.index.to_numpy()]
        word = word_for(question.ask.last, newest_source(told.catalogue, str(reading)))
        head = {**_head(question), "lens": lens, "reading": reading, "word": word, "histories": len(own)}
        rows.append({**head, **references, **_scores(question, own)})
    return rows


def _head(question: Question) -> dict[str, Any]:
    ask = question.ask
    return {
        "question": question.id,
        "outcome": ask.outcome,
        "track": question.track,
        "settled": calendar(ask.last),
        "yes_no": ask.yes_no,
        "unit": ask.unit,
    }


def _scores(question: Question, said: np.ndarray) -> dict[str, float]:
    assert question.answer is not None
    if not question.ask.yes_no:
        return _number_scores(float(question.answer), question.tolerance, said)
    happened = np.array(float(question.answer))
    share = np.array(said.mean())
    smoothed = share_of(said.sum(), np.array(len(said)))
    return {
        "share": float(share),
        "happened": float(happened),
        "brier": float(brier(share, happened)),
        "log": float(log_score(smoothed, happened)),
    }


def _number_scores(answer: float, tolerance: float | None, said: np.ndarray) -> dict[str, float]:
    crps = float(fair_crps(said, np.array(answer)))
    if tolerance is None:
        return {"crps": crps}
    near = np.abs(said - answer) <= tolerance
    return {"crps": crps, "scaled_crps": crps / tolerance, "within": float(near.mean())}


def _references(question: Question, start: float | None) -> dict[str, float]:
    found: dict[str, float] = {}
    if question.base is not None:
        found["base"] = _reference(question, _said(question.base))
    if start is not None:
        found["persistence"] = _reference(question, np.array([start]))
    return found


def _said(base: Base) -> np.ndarray:
    return np.array([base.chance]) if base.chance is not None else np.array(base.values)


def _reference(question: Question, said: np.ndarray) -> float:
    """What a reference scores: Brier of its chance, or CRPS of its value or values in tolerances; NaN without one."""
    assert question.answer is not None
    answer = np.array(float(question.answer))
    if question.ask.yes_no:
        return float(brier(said[0], answer))
    if question.tolerance is None:
        return float("nan")
    distance = np.abs(said[0] - answer) if len(said) == 1 else fair_crps(said, answer)
    return float(distance) / question.tolerance
