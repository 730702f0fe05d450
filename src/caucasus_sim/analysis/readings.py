"""The range over readings: where stances come from several sources, the answer of each, and whether they agree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from caucasus_sim.analysis.beside import SideBySide
from caucasus_sim.analysis.measures import words_of
from caucasus_sim.coding.catalogue import Catalogue

Directions = Mapping[str, Mapping[str, str]]  # of each reading, of each lens: "+", "-" or "0"


def over_readings(
    catalogue: Catalogue, plan: pd.DataFrame, outcomes: pd.DataFrame, rows: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Rows with the directions under each reading, and a verdict over readings and lenses; unchanged if one was run."""
    parts = {str(reading): plan["reading"] == reading for reading in dict.fromkeys(plan["reading"])}
    if len(parts) < 2:
        return rows
    names = dict.fromkeys(row["outcome"] for row in rows)
    found = {
        name: {reading: SideBySide(catalogue, plan[part], outcomes[part], name) for reading, part in parts.items()}
        for name in names
    }
    return [row | _over(catalogue, row, found[row["outcome"]]) for row in rows]


def _over(catalogue: Catalogue, row: Mapping[str, Any], found: Mapping[str, SideBySide]) -> dict[str, Any]:
    told = {
        reading: {lens: each.direction for lens, each in beside.by_lens(row["variant"], row["against"]).items()}
        for reading, beside in found.items()
    }
    return {"by_reading": told, "verdict": verdict_over(told, words_of(catalogue, row["outcome"]))}


def verdict_over(found: Directions, words: tuple[str, str]) -> str:
    """All readings and lenses together in words; ``words`` are those for more and for less.

    >>> verdict_over({"a": {"x": "+", "y": "0"}, "b": {"x": "-", "y": "-"}}, ("more", "less"))
    'the readings disagree on the direction'
    >>> verdict_over({"a": {"x": "+", "y": "0"}, "b": {"x": "+", "y": "+"}}, ("more", "less"))
    'more under 3 of 4 pairs of reading and lens, no clear difference under the others'
    """
    every = [direction for lenses in found.values() for direction in lenses.values()]
    up, down = every.count("+"), every.count("-")
    if up and down:
        return _disagreement(found)
    if not up and not down:
        return "no clear difference under any reading and lens"
    word, count = (words[0], up) if up else (words[1], down)
    if count == len(every):
        return f"{word} under every reading and lens"
    return f"{word} under {count} of {len(every)} pairs of reading and lens, no clear difference under the others"


def _disagreement(found: Directions) -> str:
    """Who disagrees: the lenses inside a reading, the readings under a lens, or both."""
    lenses = {lens for each in found.values() for lens in each}
    by_lens = any(_opposed(each.values()) for each in found.values())
    by_reading = any(_opposed(each.get(lens, "0") for each in found.values()) for lens in lenses)
    if by_lens and by_reading:
        return "the lenses and the readings disagree on the direction"
    if by_lens:
        return "the lenses disagree on the direction, the readings do not"
    return "the readings disagree on the direction"


def _opposed(directions: Iterable[str]) -> bool:
    return {"+", "-"} <= set(directions)
