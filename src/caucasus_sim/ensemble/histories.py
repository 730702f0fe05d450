"""Histories of a plan in threads: the same bits from any number of threads and any chunking."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from caucasus_sim.month.arrays import SERIES_NAMES, WORLD
from caucasus_sim.month.opening import prepare
from caucasus_sim.month.order import simulate, take_down_all

CHUNK = 16  # small, so that the last chunks of few histories keep every thread busy
Legs = tuple[tuple[int, np.ndarray], ...]


class Stopped(Exception):
    """Nobody waits for these histories any more."""


@dataclass(frozen=True)
class Histories:
    """The last worlds, [n], of all fields or of some; monthly series, f4 [n, steps, series] or None; its last row."""

    worlds: np.ndarray
    series: np.ndarray | None
    last: np.ndarray


@dataclass(frozen=True)
class Lives:
    """What histories of n cells from one start are lived with.

    Parameters
    ----------
    book, start : BOOK [1], WORLD [1]
    legs : DRAW [m] already measured at the reference; or several, each with the first step it holds from
    draw_of, luck_of : i8 [n], which draw and which luck each cell has
    steps : how many steps every history lasts
    prepared : WORLD [n], where every history has a start of its own that is ready for its first month
    begin : the step that a history begins with; the steps of legs are counted alike
    fields : names of the fields of the last worlds that are wanted; all if left out, 90 KB a history
    until : a number of FIRST that ends a history as soon as it has happened there; -1 for none
    """

    book: np.ndarray
    start: np.ndarray
    legs: np.ndarray | Legs
    draw_of: np.ndarray
    luck_of: np.ndarray
    steps: int
    keep_series: bool = True
    prepared: np.ndarray | None = None
    begin: int = 0
    fields: Sequence[str] | None = None
    until: int = -1

    def begun(
        self, pool: Executor, done: Callable[[int], None] | None = None, stopped: Callable[[], bool] = lambda: False
    ) -> Callable[[], Histories]:
        """Live the histories in a pool of threads; the function given back waits for them.

        Parameters
        ----------
        done : called with the number of histories finished, after each chunk
        stopped : asked before each chunk

        Raises
        ------
        Stopped
            By the function given back, as soon as ``stopped`` says so.
        """
        n, end = len(self.draw_of), self.begin + self.steps
        # Columns of a table may only be read, which is another type to the compiler: the whole month, compiled again.
        draw_of, luck_of = np.array(self.draw_of, dtype=np.int64), np.array(self.luck_of, dtype=np.int64)
        stretches = self.legs if isinstance(self.legs, tuple) else ((self.begin, self.legs),)
        kept = WORLD if self.fields is None else np.dtype([(name, WORLD[name]) for name in self.fields])
        worlds = np.empty(n, dtype=kept)
        series = np.zeros((n, end if self.keep_series else 1, len(SERIES_NAMES)), dtype=np.float32)
        last = np.zeros((n, len(SERIES_NAMES)), dtype=np.float32)
        desks: queue.SimpleQueue[np.ndarray] = queue.SimpleQueue()

        def advance(chunk: slice) -> int:
            if stopped():
                raise Stopped
            size = chunk.stop - chunk.start
            desk = worlds if self.fields is None else _free(desks, min(CHUNK, n))
            part = desk[chunk] if self.fields is None else desk[:size]
            copy_worlds(part, self.start if self.prepared is None else self.prepared[chunk])
            if self.prepared is None:
                prepare(part, stretches[0][1], draw_of[chunk], self.book)
            lots, kept_series = luck_of[chunk], series[chunk]
            live(part, stretches, draw_of[chunk], self.book, lots, end, kept_series, self.keep_series, self.until)
            take_down_all(part, self.book, last[chunk])
            if self.fields is not None:
                for name in self.fields:
                    worlds[name][chunk] = part[name]
                desks.put(desk)
            return size

        pending = [pool.submit(advance, chunk) for chunk in chunks(n)]

        def finished() -> Histories:
            for each in pending:
                size = each.result()
                if done is not None:
                    done(size)
            return Histories(worlds, series[:, self.begin :] if self.keep_series else None, last)

        return finished


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
    fields: Sequence[str] | None = None,
) -> Histories:
    """Histories of n cells from one start, lived in so many threads; the arguments are those of :class:`Lives`."""
    lives = Lives(book, start, legs, draw_of, luck_of, steps, keep_series, prepared, begin, fields)
    with ThreadPoolExecutor(max_workers=threads) as pool:
        return lives.begun(pool, done)()


def _free(desks: queue.SimpleQueue[np.ndarray], size: int) -> np.ndarray:
    """Worlds that no chunk is lived in now: the same memory again, which the machine need not clear."""
    try:
        return desks.get_nowait()
    except queue.Empty:
        return np.empty(size, dtype=WORLD)


def live(
    worlds: np.ndarray,
    legs: Legs,
    draw_of: np.ndarray,
    book: np.ndarray,
    luck_of: np.ndarray,
    end: int,
    series: np.ndarray,
    keep: bool,
    until: int = -1,
) -> None:
    """Advance worlds WORLD [n] in place through all stretches, up to, not including, the step ``end``."""
    for k, (first, draws) in enumerate(legs):
        last = legs[k + 1][0] if k + 1 < len(legs) else end
        simulate(worlds, draws, draw_of, book, luck_of, first, last, series, keep, until)


def copy_worlds(into: np.ndarray, source: np.ndarray) -> None:
    """Copy worlds, or one to every place, byte by byte; inside a chunk, so that each thread fills its own memory."""
    shape = (-1, WORLD.itemsize)
    into.view(np.uint8).reshape(shape)[:] = source.view(np.uint8).reshape(shape)


def chunks(n: int, size: int = CHUNK) -> Iterator[slice]:
    """Consecutive slices that cover n cells."""
    for first in range(0, n, size):
        yield slice(first, min(n, first + size))
