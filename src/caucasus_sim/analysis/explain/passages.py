"""The passages behind the stances that a government holds on what an outcome bears on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from caucasus_sim.analysis.positions import watched_issues
from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.coding.pool import median_stances, slots_of

TOP = 3


def stances_behind(
    catalogue: Catalogue, readings: Sequence[str], actors: Iterable[str], outcome: str
) -> list[dict[str, Any]]:
    """For every actor and reading up to three issues that the outcome bears on, those it is given most points on.

    Points are the pooled weights, 0 to 100 over all issues; passages are those its coders named. An actor of which a
    reading says nothing on these issues has no row there.
    """
    names = list(actors)
    if not names:
        return []
    issues = watched_issues(catalogue, [outcome])
    rows = []
    for reading in readings:
        weights = median_stances(catalogue, reading, names).weights
        slots = slots_of(catalogue)
        for i, actor in enumerate(names):
            points = {
                issue: sum(100.0 * float(weights[i, k]) for k, slot in enumerate(slots) if slot.issue == issue)
                for issue in issues
            }
            heard = sorted((issue for issue in issues if points[issue] > 0.0), key=lambda issue: -points[issue])
            rows += [_row(catalogue, reading, actor, issue, points[issue]) for issue in heard[:TOP]]
    return sorted(rows, key=lambda row: (row["name"].casefold(), readings.index(row["reading"])))


def _row(catalogue: Catalogue, reading: str, actor: str, issue: str, points: float) -> dict[str, Any]:
    return {
        "actor": actor,
        "name": catalogue.actors[actor].name,
        "reading": reading,
        "issue": issue,
        "question": catalogue.issues[issue].question,
        "points": round(points),
        "passages": passages(catalogue, reading, actor, issue),
    }


def passages(catalogue: Catalogue, reading: str, actor: str, issue: str) -> list[str]:
    """The passages that pooled coders named for one stance, each once."""
    stances = (coding.actors.get(actor, {}).get(issue) for coding in catalogue.readings[reading].pooled)
    return list(dict.fromkeys(passage for stance in stances if stance is not None for passage in stance.passages))
