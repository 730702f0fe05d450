"""Of what was said to be likely, how much happened."""

from __future__ import annotations

from typing import Any

import numpy as np

EDGES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


def reliability(chance: np.ndarray, happened: np.ndarray) -> list[dict[str, Any]]:
    """One row for every fifth of the scale of chances, with counts; they add up to the number of questions.

    Parameters
    ----------
    chance, happened : f8 [questions]
        A chance on an edge counts in the row above it, and 1 in the last.
    """
    place = np.clip(np.searchsorted(EDGES, chance, side="right") - 1, 0, len(EDGES) - 2)
    return [_row(k, chance[place == k], happened[place == k]) for k in range(len(EDGES) - 1)]


def _row(k: int, chance: np.ndarray, happened: np.ndarray) -> dict[str, Any]:
    questions = len(chance)
    return {
        "from": EDGES[k],
        "to": EDGES[k + 1],
        "questions": questions,
        "happened": int(np.sum(happened)),
        # Rounding could bring a mean below the least of what it is the mean of, and out of its row.
        "mean_said": float(np.clip(np.mean(chance), chance.min(), chance.max())) if questions else None,
        "share_happened": float(np.mean(happened)) if questions else None,
    }
