"""The order of a month: the only statement of it.

All choices are made first, from the state at the start of the month. Then stages run in sequence and read what
earlier stages wrote. Inside a stage of the governments each reads only what that stage does not write, and writes
only its own places, so their order changes nothing.
"""

from __future__ import annotations

from caucasus_sim.compiled import stage
from caucasus_sim.month.agreements import agreements
from caucasus_sim.month.appraise import appraise
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
OF_GOVERNMENTS = tuple(each for _, each in STAGES)


@stage
def take_stage(number, worlds, r, draws, d, book, luck, actor):
    """Run the stage of this number in STAGES; ``actor`` matters in the stages of governments only."""
    if number == 0:
        begin(worlds, r, draws, d, book, luck)
    elif number == 1:
        observe(worlds, r, draws, d, book, luck)
    elif number == 2:
        expect(worlds, r, draws, d, book, luck)
    elif number == 3:
        appraise(worlds, r, draws, d, book, luck, actor)
    elif number == 4:
        choose(worlds, r, draws, d, book, luck, actor)
    elif number == 5:
        consider(worlds, r, draws, d, book, luck, actor)
    elif number == 6:
        commit(worlds, r, draws, d, book, luck)
    elif number == 7:
        military(worlds, r, draws, d, book, luck)
    elif number == 8:
        border(worlds, r, draws, d, book, luck)
    elif number == 9:
        domestic(worlds, r, draws, d, book, luck)
    elif number == 10:
        trusting(worlds, r, draws, d, book, luck)
    elif number == 11:
        routes(worlds, r, draws, d, book, luck)
    elif number == 12:
        agreements(worlds, r, draws, d, book, luck)
    elif number == 13:
        ties(worlds, r, draws, d, book, luck)
    elif number == 14:
        economy(worlds, r, draws, d, book, luck)
    elif number == 15:
        check(worlds, r, draws, d, book, luck)


@stage
def month(worlds, r, draws, d, book, luck):
    """One step of one world: every stage in order, every government in those that are theirs."""
    actors = book[0].actors
    for number in range(len(OF_GOVERNMENTS)):
        if OF_GOVERNMENTS[number]:
            for actor in range(actors):
                take_stage(number, worlds, r, draws, d, book, luck, actor)
        else:
            take_stage(number, worlds, r, draws, d, book, luck, -1)


@stage
def simulate(worlds, draws, draw_of, book, luck_of, first, last, series, keep):
    """Advance worlds in place from step ``first`` up to, not including, step ``last``.

    ``worlds`` WORLD [n]; ``draws`` DRAW [m]; ``draw_of`` and ``luck_of`` i8 [n]; ``series`` f4 [n, steps, series],
    written from ``first`` on where ``keep`` is true.
    """
    for r in range(worlds.shape[0]):
        for t in range(first, last):
            month(worlds, r, draws, draw_of[r], book, luck_of[r])
            if keep:
                write_series(worlds, r, book, series[r, t])
