"""Play coalitions: the same cells of a plan lived again with somebody or something absent."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import pandas as pd

from caucasus_sim.analysis.explain.absent import silenced
from caucasus_sim.analysis.explain.shapley import Scheme
from caucasus_sim.analysis.up_to import UpTo
from caucasus_sim.ensemble.histories import Lives
from caucasus_sim.packing.outcomes import fields_read
from caucasus_sim.packing.setup import Legs, Setup
from caucasus_sim.packing.starting import Cells, starting_worlds
from caucasus_sim.runs.request import draw_keys

BATCH = 2000  # cells whose draws are held at a time: memory stays flat however many are asked for


@dataclass(frozen=True)
class World:
    """A setup, and who is silent in it."""

    setup: Setup
    silent: tuple[str, ...] = ()


@dataclass(frozen=True)
class Packed:
    """Draws of some cells over all lenses and readings, each leg DRAW [m]; which draw and luck each cell has.

    ``starts`` are WORLD [cells] where a record is started from, so that every cell has a start of its own.
    """

    legs: Legs
    draw_of: np.ndarray
    luck_of: np.ndarray
    starts: np.ndarray | None


def play(
    worlds: Callable[[tuple[int, ...]], World],
    scheme: Scheme,
    cells: pd.DataFrame,
    asked: UpTo,
    threads: int = 2,
    done: Callable[[int], None] | None = None,
) -> np.ndarray:
    """The outcome of every cell in every coalition of a scheme, f8 [coalitions, cells].

    Parameters
    ----------
    worlds : the world in which players of these numbers are absent
    cells : rows of a plan, of one variant; all coalitions share their draws and luck
    done : called with the number of histories finished
    """
    absent = [worlds(scheme.absent(coalition)) for coalition in scheme.coalitions]
    parts = [_play_batch(absent, batch, asked, threads, done) for batch in batches(cells)]
    return np.concatenate(parts, axis=1)


def _play_batch(
    worlds: list[World], cells: pd.DataFrame, asked: UpTo, threads: int, done: Callable[[int], None] | None
) -> np.ndarray:
    """Worlds are lived while the draws of the next are made."""
    values = np.empty((len(worlds), len(cells)))
    scenario, packed = None, None
    under_way: deque[tuple[int, Callable[[], np.ndarray]]] = deque()
    with ThreadPoolExecutor(max_workers=threads) as pool:
        for k, world in enumerate(worlds):
            if packed is None or world.setup.scenario is not scenario:
                scenario, packed = world.setup.scenario, pack(world.setup, cells)
            under_way.append((k, begun(world, packed, asked, pool, done)))
            if len(under_way) > 1:
                _wait_for(under_way, values)
        while under_way:
            _wait_for(under_way, values)
    return values


def _wait_for(under_way: deque[tuple[int, Callable[[], np.ndarray]]], values: np.ndarray) -> None:
    k, finished = under_way.popleft()
    values[k] = finished()


def lived(world: World, packed: Packed, asked: UpTo, threads: int) -> np.ndarray:
    """The outcome of packed cells in one world, f8 [cells]."""
    with ThreadPoolExecutor(max_workers=threads) as pool:
        return begun(world, packed, asked, pool)()


def begun(
    world: World, packed: Packed, asked: UpTo, pool: Executor, done: Callable[[int], None] | None = None
) -> Callable[[], np.ndarray]:
    """Live packed cells in one world, each until its outcome is known; what is given back waits for f8 [cells]."""
    setup, steps = world.setup, asked.steps(world.setup)
    legs = tuple(leg for leg in packed.legs if leg[0] < setup.first + steps)
    lives = Lives(
        setup.book,
        setup.start,
        silenced(setup, legs, world.silent),
        packed.draw_of,
        packed.luck_of,
        steps,
        keep_series=False,
        prepared=packed.starts,
        begin=setup.first,
        fields=fields_read(setup.catalogue),
        until=asked.until(setup),
    )
    finished = lives.begun(pool, done)
    return lambda: asked.values(setup, finished())


def pack(setup: Setup, cells: pd.DataFrame) -> Packed:
    """Draws of cells over all their lenses and readings, one behind the other."""
    draw_of = np.empty(len(cells), dtype=np.int64)
    starts = None if setup.scenario.known is None else np.repeat(setup.start, len(cells))
    legs: list[Legs] = []
    count = 0
    arms = cells.reset_index(drop=True).groupby(["lens", "reading"], sort=False)
    for (lens, reading), group in arms:
        readings, mechanisms, place = draw_keys(group["reading_draw"].to_numpy(), group["mechanism_draw"].to_numpy())
        legs.append(setup.legs(str(lens), str(reading), readings, mechanisms))
        if starts is not None:
            arm = Cells(str(lens), str(reading), readings, mechanisms, place, group["luck"].to_numpy())
            starts[group.index] = starting_worlds(setup, arm, legs[-1])
        draw_of[group.index] = place + count
        count += len(readings)
    joined = tuple(
        (stretches[0][0], np.concatenate([draws for _, draws in stretches])) for stretches in zip(*legs, strict=True)
    )
    return Packed(joined, draw_of, cells["luck"].to_numpy(), starts)


def batches(cells: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Cells in their order, whole blocks together."""
    blocks = cells["block"].unique()
    size = max(1, BATCH * len(blocks) // max(len(cells), 1))
    for first in range(0, len(blocks), size):
        yield cells[cells["block"].isin(blocks[first : first + size])]
