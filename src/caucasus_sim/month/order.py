"""The order of a month: the only statement of it.

All choices are made first, from the state at the start of the month. Then stages run in sequence and read what
earlier stages wrote. Inside a stage of the governments each reads only what that stage does not write, and writes
only its own places, so their order changes nothing.
"""

from __future__ import annotations

import numpy as np

from caucasus_sim.compiled import entry, stage
from caucasus_sim.month.agreements import agreements
from caucasus_sim.month.appraise import appraise
from caucasus_sim.month.arrays import DRAW, SERIES_NAMES
from caucasus_sim.month.begin import begin
from caucasus_sim.month.border import border
from caucasus_sim.month.choose import choose
from caucasus_sim.month.commit import commit
from caucasus_sim.month.consider import consider
from caucasus_sim.month.domestic import domestic
from caucasus_sim.month.economy import economy
from caucasus_sim.month.expect import expect
from caucasus_sim.month.military import military
from caucasus_sim.month.observe import observe
from caucasus_sim.month.record import check, write_series
from caucasus_sim.month.routes import routes
from caucasus_sim.month.ties import ties
from caucasus_sim.month.trusting import trusting

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


@stage
def take(number, w, x, b, luck, actor):
    """Run the stage of this number in STAGES; in those of governments for one actor, or for all where it is -1."""
    first = max(actor, 0)
    last = b.actors if actor < 0 else actor + 1
    if number == 0:
        begin(w, x, b, luck)
    elif number == 1:
        observe(w, x, b, luck)
    elif number == 2:
        expect(w, x, b, luck)
    elif number == 3:
        for i in range(first, last):
            appraise(w, x, b, luck, i)
    elif number == 4:
        for i in range(first, last):
            choose(w, x, b, luck, i)
    elif number == 5:
        for i in range(first, last):
            consider(w, x, b, luck, i)
    elif number == 6:
        commit(w, x, b, luck)
    elif number == 7:
        military(w, x, b, luck)
    elif number == 8:
        border(w, x, b, luck)
    elif number == 9:
        domestic(w, x, b, luck)
    elif number == 10:
        trusting(w, x, b, luck)
    elif number == 11:
        routes(w, x, b, luck)
    elif number == 12:
        agreements(w, x, b, luck)
    elif number == 13:
        ties(w, x, b, luck)
    elif number == 14:
        economy(w, x, b, luck)
    elif number == 15:
        check(w, x, b, luck)


@entry
def live(worlds, draws, draw_of, book, luck_of, first, last, numbers, actor, series, keep):
    """The one function that Python calls, since each would have the whole month compiled again.

    ``numbers`` i8 [2], the first stage and the one after the last; the rest as in :func:`simulate`, and ``actor`` as in
    :func:`take`.
    """
    b = book[0]
    for r in range(worlds.shape[0]):
        w = worlds[r]
        x = draws[draw_of[r]]
        for t in range(first, last):
            for number in range(numbers[0], numbers[1]):
                take(number, w, x, b, luck_of[r], actor)
            if keep:
                write_series(w, b, series[r, t])


def simulate(worlds, draws, draw_of, book, luck_of, first, last, series, keep):
    """Advance worlds in place from step ``first`` up to, not including, step ``last``.

    ``worlds`` WORLD [n]; ``draws`` DRAW [m]; ``draw_of`` and ``luck_of`` i8 [n]; ``series`` f4 [n, steps, series],
    written from ``first`` on where ``keep`` is true.
    """
    live(worlds, draws, draw_of, book, luck_of, first, last, WHOLE_MONTH, -1, series, keep)


def take_stage(number, worlds, r, draws, d, book, luck, actor):
    """One stage of one world, for one actor or, where ``actor`` is -1, for all."""
    numbers, lucks = np.array([number, number + 1]), np.array([luck])
    live(worlds[r : r + 1], draws[d : d + 1], FIRST_PLACE, book, lucks, 0, 1, numbers, actor, NO_SERIES, False)


def take_down(worlds, r, book, out):
    """Write the monthly series of a world into ``out``, f4 [series], in the order of SERIES_NAMES."""
    series = out.reshape(1, 1, -1)
    live(worlds[r : r + 1], NO_DRAW, FIRST_PLACE, book, FIRST_PLACE, 0, 1, NO_STAGE, -1, series, True)
