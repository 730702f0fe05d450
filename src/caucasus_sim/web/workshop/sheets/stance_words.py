"""Where the readings place a government: the middle of their coders, in the words of the scale."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.coding.checks_sides import twin
from caucasus_sim.coding.pool import Slot, median_stances, slots_of, spoken
from caucasus_sim.web.words import Words

SHOWN = 4  # issues on a sheet
NEAR = 0.25  # of the way to the next words: still called by these
CLEAR = 1.0 / 3.0  # of full approval: said to want or to reject


class Placed(NamedTuple):
    """One issue that a government cares about, and where each reading places it."""

    issue: str
    question: str
    by_reading: dict[str, str]


class Reading(NamedTuple):
    """One reading's medians for one government."""

    positions: Mapping[Slot, float]
    weights: Mapping[str, float]


def places_of(catalogue: Catalogue, words: Words, actor: str) -> tuple[Placed, ...]:
    """The issues with the most weight over all readings, each with every reading's place of the actor in words.

    Principals are asked the same questions, those with the most weight for both together; a question about one of them
    brings the like about the other.
    """
    readings = {name: _median(catalogue, name, actor) for name in catalogue.readings}
    return tuple(
        Placed(
            issue,
            words.texts[f"issue.{issue}"],
            {name: _place(catalogue, words, issue, each.positions) for name, each in readings.items()},
        )
        for issue in _asked(catalogue, actor)
    )


def _asked(catalogue: Catalogue, actor: str) -> list[str]:
    asked = catalogue.principals if actor in catalogue.principals else (actor,)
    medians = [_median(catalogue, reading, each) for reading in catalogue.readings for each in asked]
    weight = {issue: sum(each.weights.get(issue, 0.0) for each in medians) for issue in catalogue.issues}
    chosen: list[str] = []
    for issue in sorted((issue for issue in weight if weight[issue] > 0.0), key=lambda issue: -weight[issue]):
        like = twin(issue, catalogue.principals)
        pair = [issue, like] if len(asked) > 1 and like != issue and like in catalogue.issues else [issue]
        new = [each for each in pair if each not in chosen]
        if len(chosen) + len(new) <= SHOWN:
            chosen += new
    return chosen


def _median(catalogue: Catalogue, reading: str, actor: str) -> Reading:
    medians = median_stances(catalogue, reading, (actor,))
    said = spoken(catalogue, reading, (actor,))[0]
    slots = slots_of(catalogue)
    weights: dict[str, float] = {}
    for slot, weight in zip(slots, medians.weights[0], strict=True):
        weights[slot.issue] = weights.get(slot.issue, 0.0) + float(weight)
    heard = {slot: float(medians.positions[0, k]) for k, slot in enumerate(slots) if said[k]}
    return Reading(heard, weights)


def _place(catalogue: Catalogue, words: Words, issue: str, positions: Mapping[Slot, float]) -> str:
    own = {slot: at for slot, at in positions.items() if slot.issue == issue}
    if not own:
        return words("stance.silent")
    if catalogue.issues[issue].scale is not None:
        return on_scale(words, issue, sorted(catalogue.issues[issue].scale or {}), own[Slot(issue)])
    wanted = [str(slot.choice) for slot, at in own.items() if at >= CLEAR]
    rejected = [str(slot.choice) for slot, at in own.items() if at <= -CLEAR]
    parts = [_choices(words, "stance.wants", wanted), _choices(words, "stance.rejects", rejected)]
    return "; ".join(part for part in parts if part) or words("stance.neither")


def on_scale(words: Words, issue: str, anchors: list[int], position: float) -> str:
    """A position 0..1 in the words of the scale: one worded point, or between two of them."""
    at = 100.0 * position
    above = min(int(np.searchsorted(anchors, at)), len(anchors) - 1)
    low, high = anchors[max(above - 1, 0)], anchors[above]
    share = (at - low) / (high - low) if high > low else 0.0
    if share <= NEAR or share >= 1.0 - NEAR:
        return words.texts[f"issue.{issue}.{low if share <= NEAR else high}"]
    return words("stance.between", low=words.texts[f"issue.{issue}.{low}"], high=words.texts[f"issue.{issue}.{high}"])


def _choices(words: Words, key: str, choices: list[str]) -> str:
    return words(key, choices=", ".join(words.texts[f"choice.{choice}"] for choice in choices)) if choices else ""
