"""The order of a month: the only statement of it.

All choices are made first, from the state at the start of the month. Then stages run in sequence and read what
earlier stages wrote. Inside a stage of the governments each reads only what that stage does not write, and writes
only its own places, so their order changes nothing.
"""

from __future__ import annotations

import numpy as np

from caucasus_sim.apart import call
from caucasus_sim.compiled import entry
from caucasus_sim.month.arrays import DRAW, SERIES_NAMES
from caucasus_sim.month.record import write_series
from caucasus_sim.month.steps import STEPS

# name, and whether every government takes the stage for itself
STAGES = (
    ("begin", False),
    ("observe", False),
    ("expect", False),
    ("appraise", True),
    ("choose", True),
    ("consider", True),
    ("commit", False),
    ("military", False),
    ("border", False),
    ("domestic", False),
    ("trusting", False),
    ("routes", False),
    ("agreements", False),
    ("ties", False),
    ("economy", False),
    ("check", False),
)
WHOLE_MONTH, NO_STAGE = np.array([0, len(STAGES)]), np.array([0, 0])
FIRST_PLACE = np.zeros(1, dtype=np.int64)
NO_DRAW, NO_SERIES = np.zeros(1, dtype=DRAW), np.zeros((1, 1, len(SERIES_NAMES)), dtype=np.float32)


@entry
def live(worlds, draws, draw_of, book, luck_of, first, last, numbers, actor, series, keep, until, steps):
    """Run stages of the month, through the addresses in ``steps`` of their compiled code.

    ``numbers`` i8 [2], the first stage and the one after the last; ``actor`` the government that takes the stages of
    governments, -1 for all; the rest as in :func:`simulate`.
    """
    b = book[0]
    for r in range(worlds.shape[0]):
        w = worlds[r]
        x = draws[draw_of[r]]
        for t in range(first, last):
            if until >= 0 and w.first[until] >= 0:
                break
            for number in range(numbers[0], numbers[1]):
                call(steps[number], w, x, b, luck_of[r], actor)
            if keep:
                write_series(w, b, series[r, t])


def simulate(worlds, draws, draw_of, book, luck_of, first, last, series, keep, until=-1):
    """Advance worlds in place from step ``first`` up to, not including, step ``last``.

    ``worlds`` WORLD [n]; ``draws`` DRAW [m]; ``draw_of`` and ``luck_of`` i8 [n]; ``series`` f4 [n, steps, series],
    written from ``first`` on where ``keep`` is true; ``until`` a number of FIRST that ends a world as soon as it has
    happened there, -1 for none.
    """
    live(worlds, draws, draw_of, book, luck_of, first, last, WHOLE_MONTH, -1, series, keep, until, STEPS.table())


def take_stage(number, worlds, r, draws, d, book, luck, actor):
    """One stage of one world, for one actor or, where ``actor`` is -1, for all."""
    stages, lucks, one, own = np.array([number, number + 1]), np.array([luck]), worlds[r : r + 1], draws[d : d + 1]
    live(one, own, FIRST_PLACE, book, lucks, 0, 1, stages, actor, NO_SERIES, False, -1, STEPS.table())


def simulate_steps(worlds, draws, draw_of, book, step):
    """One step of the table for every world; ``luck`` and series are not touched."""
    only = np.array([step, step + 1])
    live(worlds, draws, draw_of, book, draw_of, 0, 1, only, -1, NO_SERIES, False, -1, STEPS.table())


def take_down(worlds, r, book, out):
    """Write the monthly series of a world into ``out``, f4 [series], in the order of SERIES_NAMES."""
    take_down_all(worlds[r : r + 1], book, out.reshape(1, -1))


def take_down_all(worlds, book, out):
    """Write the monthly series of every world into ``out``, f4 [n, series]."""
    zeros, series = np.zeros(len(worlds), dtype=np.int64), out.reshape(len(worlds), 1, -1)
    live(worlds, NO_DRAW, zeros, book, zeros, 0, 1, NO_STAGE, -1, series, True, -1, STEPS.table())
