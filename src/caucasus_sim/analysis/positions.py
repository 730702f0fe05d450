"""Where a plain weighing of the stances would end, beside the dynamics: positions, not probabilities."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.coding.pool import Slot, draw_capability, median_stances, slots_of
from caucasus_sim.coding.positions import collective, weighted_median
from caucasus_sim.coding.schema_reading import TRACKS

# Which track's capability weighs an issue; the others are weighed by what an actor can bring to bear on the treaty.
TRACK_OF = {
    "route": "route",
    "armenian_transit": "route",
    "armenian_borders": "route",
    "arms": "arms",
    "border": "border",
}
# Which issues an outcome bears on, by the topic it is filed under or the first word of its name. Whether a treaty is
# wanted is shown with every topic.
ALWAYS = ("treaty_support",)
ISSUES_OF = {
    "treaty": ("treaty_scope", "constitution_timing", "assurances_accepted"),
    "politics": ("constitution_timing",),
    "route": ("route_opening", "route_law", "route_operator", "route_security", "armenian_transit", "armenian_borders"),
    "arms": ("arms_to_armenia", "arms_to_azerbaijan"),
    "border": ("border_pace", "border_basis", "third_party_monitors"),
    "humanitarian": ("detainees_and_missing", "return_of_displaced"),
    "trade": ("trade_partners_armenia", "trade_partners_azerbaijan"),
    "ties": ("format", "security_partners_armenia", "security_partners_azerbaijan"),
}


def watched_issues(catalogue: Catalogue, watched: Iterable[str]) -> list[str]:
    """The issues that the watched outcomes bear on, in the order of the topics."""
    names = list(watched)
    topics = {Path(catalogue.where[("outcomes", name)][0]).stem for name in names}
    topics |= {name.partition("_")[0] for name in names}
    wanted = [*ALWAYS, *(issue for topic, issues in ISSUES_OF.items() if topic in topics for issue in issues)]
    return [name for name in dict.fromkeys(wanted) if name in catalogue.issues]


def collective_positions(catalogue: Catalogue, reading: str, issues: Sequence[str]) -> list[dict[str, Any]]:
    """Weighted mean, weighted median and Condorcet winner of every slot of some issues that the reading speaks of.

    Positions are 0 to 100 on a scale, -100 to 100 as approval of a choice.
    """
    actors = tuple(name for name, actor in catalogue.actors.items() if not actor.optional)
    stances = median_stances(catalogue, reading, actors, issues)
    capability = draw_capability(catalogue, reading, 0, np.arange(1), actors)[0]
    rows = []
    for k, slot in enumerate(slots_of(catalogue, issues)):
        strength = capability[:, TRACKS.index(track_of(slot.issue))]
        position, weight = stances.positions[None, :, k : k + 1], stances.weights[None, :, k : k + 1]
        means, winners = collective(position, weight, strength[:, None])
        if np.isfinite(means[0, 0]):
            weighed = weight[0, :, 0] * strength
            middle = weighted_median(position[0, :, 0], weighed)
            heard = int((weighed > 0).sum())
            rows.append(row_of(catalogue, reading, slot, float(means[0, 0]), middle, float(winners[0, 0]), heard))
    return rows


def row_of(
    catalogue: Catalogue, reading: str, slot: Slot, mean: float, middle: float, winner: float, heard: int
) -> dict[str, Any]:
    """One slot's positions, with the words of its scale."""
    issue = catalogue.issues[slot.issue]
    return {
        "reading": reading,
        "issue": slot.issue,
        "choice": slot.choice,
        "question": issue.question,
        "weighted_mean": round(mean * 100),
        "weighted_median": round(middle * 100),
        "condorcet": round(winner * 100),
        "lowest": 0 if slot.choice is None else -100,
        "actors_heard": heard,
        "scale": {str(k): str(v) for k, v in (issue.scale or {}).items()},
    }


def track_of(issue: str) -> str:
    """The track whose capability weighs an issue."""
    return next((track for start, track in TRACK_OF.items() if issue.startswith(start)), "treaty")
