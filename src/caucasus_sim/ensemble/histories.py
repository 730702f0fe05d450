"""Run cells of a plan in threads: the same bits from any number of threads and any chunking."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from caucasus_sim.month.arrays import SERIES_NAMES
from caucasus_sim.month.order import simulate
from caucasus_sim.month.prepare import prepare

CHUNK = 125


@dataclass(frozen=True)
class Histories:
    """The last worlds, WORLD [n], and monthly series, f4 [n, steps, series] or None."""

    worlds: np.ndarray
    series: np.ndarray | None


def run_histories(
    book: np.ndarray,
    start: np.ndarray,
    draws: np.ndarray,
    draw_of: np.ndarray,
    luck_of: np.ndarray,
    steps: int,
    keep_series: bool = True,
    threads: int = 2,
    done: Callable[[int], None] | None = None,
) -> Histories:
    """Histories of n cells from one start.

    Parameters
    ----------
    book, start : BOOK [1], WORLD [1]
    draws : DRAW [m], already measured at the reference
    draw_of, luck_of : i8 [n], which draw and which luck each cell has
    steps : how many steps every history lasts
    done : called with the number of histories finished, after each chunk
    """
    n = len(draw_of)
    worlds = np.repeat(start, n)
    series = np.zeros((n, steps if keep_series else 1, len(SERIES_NAMES)), dtype=np.float32)

    def advance(chunk: slice) -> int:
        part = worlds[chunk]
        prepare(part, draws, draw_of[chunk], book)
        simulate(part, draws, draw_of[chunk], book, luck_of[chunk], 0, steps, series[chunk], keep_series)
        return len(part)

    with ThreadPoolExecutor(max_workers=threads) as pool:
        for finished in pool.map(advance, chunks(n)):
            if done is not None:
                done(finished)
    return Histories(worlds, series if keep_series else None)


def chunks(n: int, size: int = CHUNK) -> Iterator[slice]:
    """Consecutive slices that cover n cells."""
    for first in range(0, n, size):
        yield slice(first, min(n, first + size))
