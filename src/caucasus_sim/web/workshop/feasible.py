"""Which moves are possible now: the engine's own conditions, asked of one world."""

from __future__ import annotations

import numpy as np

from caucasus_sim.compiled import entry
from caucasus_sim.month.conditions import is_feasible


@entry
def _ask(worlds, draws, book, out):  # type: ignore[no-untyped-def]
    for row in range(out.shape[0]):
        out[row] = 1 if is_feasible(worlds[0], draws[0], book[0], row) else 0


def feasible_rows(world: np.ndarray, draw: np.ndarray, book: np.ndarray) -> np.ndarray:
    """Whether each row's condition holds, bool [rows], in WORLD [1] with DRAW [1] and BOOK [1]."""
    out = np.zeros(int(book[0].rows), dtype=np.int64)
    _ask(world, draw, book, out)
    return out.astype(bool)
