"""Which moves are possible now: the engine's own conditions, asked of one world."""

from __future__ import annotations

import numpy as np

from caucasus_sim.month.order import take_stage
from caucasus_sim.month.steps import OBSERVE


def feasible_rows(world: np.ndarray, draw: np.ndarray, book: np.ndarray) -> np.ndarray:
    """Whether each row's condition holds, bool [rows], in WORLD [1] with DRAW [1] and BOOK [1]."""
    seen, b = world.copy(), book[0]
    take_stage(OBSERVE, seen, 0, draw, 0, book, 0, -1)
    found: np.ndarray = seen[0].gate[b.row_gate[: b.rows]] == 1
    return found
