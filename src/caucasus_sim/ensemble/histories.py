"""Run cells of a plan in threads: the same bits from any number of threads and any chunking."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from caucasus_sim.month.arrays import SERIES_NAMES, WORLD
from caucasus_sim.month.order import simulate
from caucasus_sim.month.opening import prepare

CHUNK = 64
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
    # Columns of a table may only be read, which is another type to the compiler: the whole month, compiled again.
    draw_of, luck_of = np.array(draw_of, dtype=np.int64), np.array(luck_of, dtype=np.int64)
    stretches = legs if isinstance(legs, tuple) else ((begin, legs),)
    worlds = np.empty(n, dtype=WORLD)
    series = np.zeros((n, begin + steps if keep_series else 1, len(SERIES_NAMES)), dtype=np.float32)

    def advance(chunk: slice) -> int:
        part = worlds[chunk]
        copy_worlds(part, start if prepared is None else prepared[chunk])
        if prepared is None:
            prepare(part, stretches[0][1], draw_of[chunk], book)
        live(part, stretches, draw_of[chunk], book, luck_of[chunk], begin + steps, series[chunk], keep_series)
        return len(part)

    with ThreadPoolExecutor(max_workers=threads) as pool:
        for finished in pool.map(advance, chunks(n)):
            if done is not None:
                done(finished)
    return Histories(worlds, series[:, begin:] if keep_series else None)


def live(
    worlds: np.ndarray,
    legs: Legs,
    draw_of: np.ndarray,
    book: np.ndarray,
    luck_of: np.ndarray,
    end: int,
    series: np.ndarray,
    keep: bool,
) -> None:
    """Advance worlds WORLD [n] in place through all stretches, up to, not including, the step ``end``."""
    for k, (first, draws) in enumerate(legs):
        last = legs[k + 1][0] if k + 1 < len(legs) else end
        simulate(worlds, draws, draw_of, book, luck_of, first, last, series, keep)


def copy_worlds(into: np.ndarray, source: np.ndarray) -> None:
    """Copy worlds, or one to every place, byte by byte; inside a chunk, so that each thread fills its own memory."""
    shape = (-1, WORLD.itemsize)
    into.view(np.uint8).reshape(shape)[:] = source.view(np.uint8).reshape(shape)


def chunks(n: int, size: int = CHUNK) -> Iterator[slice]:
    """Consecutive slices that cover n cells."""
    for first in range(0, n, size):
        yield slice(first, min(n, first + size))
