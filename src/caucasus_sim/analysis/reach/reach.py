"""The answer: what reaches the goal, on draws that the search has not seen, and how far lenses and readings agree."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from caucasus_sim.analysis.reach.goal import Goal
from caucasus_sim.analysis.reach.knobs import Knob
from caucasus_sim.analysis.reach.search import DISTINCT, Budget, distinct, search, shrink
from caucasus_sim.analysis.reach.tries import Tries, Try, key_of, shares, told_on
from caucasus_sim.analysis.standing import is_calibrated, standing, standing_line
from caucasus_sim.ensemble.plan import default_plan
from caucasus_sim.month.arrays import calendar

REACHED, NEAR, MISSED = "reached", "cannot tell", "not reached"
CONFIRM = 3  # times as many histories in the check as in the search


@dataclass(frozen=True)
class Cells:
    """Cells to search on, and later blocks, with other draws and luck, to check on."""

    search: pd.DataFrame
    check: pd.DataFrame


def cells_of(variant: str, lenses: Sequence[str], readings: Sequence[str], runs: int) -> Cells:
    """Whole blocks of ``runs`` histories for the search, and three times as many others for the check."""
    once = default_plan([variant], lenses, readings, runs).cells
    last = int(once["block"].max())
    every = default_plan([variant], lenses, readings, len(once) * (1 + CONFIRM)).cells
    return Cells(once, every[every["block"] > last].reset_index(drop=True))


def reach(tries: Tries, check: pd.DataFrame, budget: Budget, done: Callable[[], None]) -> dict[str, Any]:
    """Search, shrink what was found, check it, and tell it as data that can be written as JSON."""
    search(tries, budget, done)
    for _ in range(2):  # what is shrunk may turn out to be the same answer as another
        for found in distinct(tries):
            shrink(tries, found, lambda: not budget.spent(tries))
    unchanged = _checked(tries, tries.of({}), check)
    answers = [_checked(tries, each, check) for each in distinct(tries) if each.setting]
    nearest = unchanged if answers else _checked(tries, nearest_try(tries), check)
    return {
        **_about(tries, check),
        "unchanged": unchanged,
        "answers": answers if tries.goal.distance(tries.of({}).share) > 0.0 else [],
        "verdict": verdict(tries.goal, unchanged, answers, nearest),
        "nearest": None if answers else nearest,
        "front": [_told(tries.knobs, each) for each in front(tries)],
    }


def _about(tries: Tries, check: pd.DataFrame) -> dict[str, Any]:
    setup, lenses = tries.setup, [str(name) for name in tries.cells["lens"].unique()]
    readings = [str(name) for name in tries.cells["reading"].unique()]
    return {
        "status": standing(setup.catalogue, lenses),
        "status_line": standing_line(setup.catalogue, lenses),
        "calibrated": is_calibrated(setup.catalogue, lenses),
        "reading_lines": setup.catalogue.reading_lines(readings),
        "scenario": setup.scenario.label,
        "goal": tries.goal.words,
        "title": setup.catalogue.outcomes[tries.goal.asked.outcome].title,
        "by": calendar(tries.goal.asked.last),
        "at_least": tries.goal.at_least,
        "share": tries.goal.share,
        "lenses": lenses,
        "readings": readings,
        "costs": any(knob.cost is not None for knob in tries.knobs),
        "may_change": [_knob(knob) for knob in tries.knobs],
        "tried": len(tries.found),
        "tried_before": tries.kept,
        "runs": len(tries.cells),
        "check_runs": len(check),
    }


def _knob(knob: Knob) -> dict[str, Any]:
    return {"id": knob.id, "title": knob.title, "unit": knob.unit, "now": knob.now, "low": knob.low, "high": knob.high}


def _told(knobs: Sequence[Knob], found: Try) -> dict[str, Any]:
    changes = [
        {"id": knob.id, "title": knob.title, "from": knob.now, "to": found.setting[knob.id], "unit": knob.unit,
         "ordered": knob.move is not None}
        for knob in knobs if knob.id in found.setting
    ]  # fmt: skip
    return {"changes": changes, "size": found.size, "search_share": found.share}


def _checked(tries: Tries, found: Try, check: pd.DataFrame) -> dict[str, Any]:
    """A try on draws and luck that the search has not seen."""
    values = shares(tries.setup, tries.knobs, found.setting, tries.goal, check, tries.threads)
    told = told_on(check, values)
    reached = {
        key: [name for name, share in told[key].items() if tries.goal.distance(share) <= 0.0]
        for key in ("by_lens", "by_reading")
    }
    return {
        **_told(tries.knobs, found),
        **told,
        "lenses_reached": reached["by_lens"],
        "readings_reached": reached["by_reading"],
        "verdict": judged(tries.goal, told["low"], told["high"]),
    }


def judged(goal: Goal, low: float, high: float) -> str:
    """Whether a share with its interval reaches the goal: surely, surely not, or within simulation error."""
    worst, best = (low, high) if goal.at_least else (high, low)
    if goal.distance(worst) <= 0.0:
        return REACHED
    return MISSED if goal.distance(best) > 0.0 else NEAR


def verdict(goal: Goal, unchanged: dict[str, Any], answers: Sequence[dict[str, Any]], nearest: dict[str, Any]) -> str:
    """The answer in a sentence."""
    if goal.distance(unchanged["search_share"]) <= 0.0:
        return f"nothing has to be changed: {unchanged['verdict']} as the scenario stands"
    held = [each for each in answers if each["verdict"] != MISSED]
    if not held and nearest["verdict"] != MISSED:
        return (
            "cannot tell: nothing tried reaches it on the search's histories, on others the nearest may (more --runs)"
        )
    if not held:
        return "not reachable in these ranges, as far as the settings tried go"
    sure = sum(each["verdict"] == REACHED for each in held)
    return f"{len(held)} distinct answers found; {sure} of them beyond simulation error"


def nearest_try(tries: Tries) -> Try:
    """The try that came nearest to the goal, the smallest of equals."""
    return min(
        tries.found.values(), key=lambda each: (tries.goal.distance(each.share), each.size, key_of(each.setting))
    )


def front(tries: Tries) -> list[Try]:
    """Tries that no other beats both in size and in distance: the Pareto set, the smallest changes first."""
    kept: list[Try] = []
    least = np.inf
    for each in sorted(tries.found.values(), key=lambda each: (each.size, tries.goal.distance(each.share))):
        distance = tries.goal.distance(each.share)
        if distance < least:
            kept.append(each)
            least = distance
    return (
        kept if len(kept) <= 2 * DISTINCT else [kept[k] for k in np.linspace(0, len(kept) - 1, 2 * DISTINCT, dtype=int)]
    )
