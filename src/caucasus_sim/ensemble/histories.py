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
Legs = tuple[tuple[int, np.ndarray], ...]


@dataclass(frozen=True)
class Histories:
    """The last worlds, WORLD [n], and monthly series, f4 [n, steps, series] or None."""

    worlds: np.ndarray
    series: np.ndarray | None


def run_histories(
    book: np.ndarray,
    start: np.ndarray,
    legs: np.ndarray | Legs,
    draw_of: np.ndarray,
    luck_of: np.ndarray,
    steps: int,
    keep_series: bool = True,
    threads: int = 2,
    done: Callable[[int], None] | None = None,
    prepared: np.ndarray | None = None,
    begin: int = 0,
) -> Histories:
    """Histories of n cells from one start.

    Parameters
    ----------
    book, start : BOOK [1], WORLD [1]
    legs : DRAW [m] already measured at the reference; or several, each with the first step it holds from
    draw_of, luck_of : i8 [n], which draw and which luck each cell has
    steps : how many steps every history lasts
    done : called with the number of histories finished, after each chunk
    prepared : WORLD [n], where every history has a start of its own that is ready for its first month
    begin : the step that a history begins with; the steps of legs are counted alike
    """
    n = len(draw_of)
    stretches = legs if isinstance(legs, tuple) else ((begin, legs),)
    worlds = np.repeat(start, n) if prepared is None else prepared.copy()
    series = np.zeros((n, begin + steps if keep_series else 1, len(SERIES_NAMES)), dtype=np.float32)

    def advance(chunk: slice) -> int:
        part = worlds[chunk]
        if prepared is None:
            prepare(part, stretches[0][1], draw_of[chunk], book)
        for k, (first, draws) in enumerate(stretches):
            last = stretches[k + 1][0] if k + 1 < len(stretches) else begin + steps
            simulate(part, draws, draw_of[chunk], book, luck_of[chunk], first, last, series[chunk], keep_series)
        return len(part)

    with ThreadPoolExecutor(max_workers=threads) as pool:
        for finished in pool.map(advance, chunks(n)):
            if done is not None:
                done(finished)
    return Histories(worlds, series[:, begin:] if keep_series else None)


def chunks(n: int, size: int = CHUNK) -> Iterator[slice]:
    """Consecutive slices that cover n cells."""
    for first in range(0, n, size):
        yield slice(first, min(n, first + size))
