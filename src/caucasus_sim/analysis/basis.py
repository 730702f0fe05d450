"""How much of a result hangs on silence and on judgement."""

from __future__ import annotations

from collections import Counter
from typing import Any

from caucasus_sim.coding.catalogue import Catalogue


def basis_of(catalogue: Catalogue, readings: list[str]) -> dict[str, Any]:
    """Counts of coded cells and of parameters by basis, and the share of salience that rests on inference."""
    cells: Counter[str] = Counter()
    points: Counter[str] = Counter()
    for reading in readings:
        for coding in catalogue.readings[reading].pooled:
            for issues in coding.actors.values():
                for stance in issues.values():
                    cells[stance.basis] += 1
                    points[stance.basis] += int(stance.points or 0)
    total = sum(points.values()) or 1
    return {
        "cells_by_basis": dict(sorted(cells.items())),
        "silent_share": round(cells["silent"] / (sum(cells.values()) or 1), 3),
        "salience_on_inference": round(points["inference"] / total, 3),
        "parameters_by_basis": dict(sorted(Counter(p.basis for p in catalogue.parameters.values()).items())),
        "moves_by_basis": dict(sorted(Counter(move.odds.basis for move in catalogue.moves.values()).items())),
    }
