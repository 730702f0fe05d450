"""Where a plain weighing of the stances would end, beside the dynamics: positions, not probabilities."""

from __future__ import annotations

from typing import Any

import numpy as np

from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.coding.pool import draw_capability, median_stances, slots_of
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
SHOWN = (
    "treaty_support",
    "treaty_scope",
    "constitution_timing",
    "route_opening",
    "arms_to_armenia",
    "arms_to_azerbaijan",
    "armenian_borders",
)


def collective_positions(catalogue: Catalogue, reading: str) -> list[dict[str, Any]]:
    """Weighted mean, weighted median and Condorcet winner of the scale issues that the reading speaks of."""
    actors = tuple(name for name, actor in catalogue.actors.items() if not actor.optional)
    issues = [name for name in SHOWN if name in catalogue.issues]
    stances = median_stances(catalogue, reading, actors, issues)
    capability = draw_capability(catalogue, reading, 0, np.arange(1), actors)[0]
    rows = []
    for k, slot in enumerate(slots_of(catalogue, issues)):
        strength = capability[:, TRACKS.index(track_of(slot.issue))]
        position, weight = stances.positions[None, :, k : k + 1], stances.weights[None, :, k : k + 1]
        means, winners = collective(position, weight, strength[:, None])
        if np.isfinite(means[0, 0]):
            weighed = weight[0, :, 0] * strength
            rows.append(
                {
                    "reading": reading,
                    "issue": slot.issue,
                    "weighted_mean": round(float(means[0, 0]) * 100),
                    "weighted_median": round(weighted_median(position[0, :, 0], weighed) * 100),
                    "condorcet": round(float(winners[0, 0]) * 100),
                    "actors_heard": int((weighed > 0).sum()),
                    "scale": {str(k): str(v) for k, v in (catalogue.issues[slot.issue].scale or {}).items()},
                }
            )
    return rows


def track_of(issue: str) -> str:
    """The track whose capability weighs an issue."""
    return next((track for start, track in TRACK_OF.items() if issue.startswith(start)), "treaty")
