"""What Python asks before the first month: worlds made ready, draws derived and measured at the reference."""

from __future__ import annotations

import numpy as np

from caucasus_sim.apart import call
from caucasus_sim.compiled import entry
from caucasus_sim.month.arrays import WORLD
from caucasus_sim.month.order import simulate_steps
from caucasus_sim.month.steps import APPEALS, APPRAISE, DERIVE, EXPECT, OBSERVE, PREPARE, STEPS, TENSION

MEASURED = ("reference", "deal_reference", "tension_reference")
ONLY_DERIVE = np.array([DERIVE])
IN_MEASURING = np.array([TENSION, OBSERVE, EXPECT, APPRAISE, APPEALS])


@entry
def take_draws(worlds, draws, book, steps, numbers):
    """Run steps for every draw, with the first world as scratch."""
    b = book[0]
    w = worlds[0]
    for d in range(draws.shape[0]):
        for n in range(numbers.shape[0]):
            call(steps[numbers[n]], w, draws[d], b, 0, -1)


def prepare(worlds, draws, draw_of, book):
    """Set what the start of WORLD [n] takes from its draw, DRAW [m] by ``draw_of`` i8 [n]."""
    simulate_steps(worlds, draws, draw_of, book, PREPARE)


def derive(draws, book):
    """Fill the derived issues of every draw, DRAW [m]."""
    take_draws(np.zeros(1, dtype=WORLD), draws, book, STEPS.table(), ONLY_DERIVE)


def measure(worlds, middle, draws, book):
    """Measure appeals at the reference: the start, with median stances and each draw's own mechanisms.

    ``worlds`` WORLD [1], a start of the baseline, used as scratch; ``middle`` DRAW [m], the draws with the median
    stances in the place of theirs; fills ``reference``, ``deal_reference`` and ``tension_reference`` of both.
    """
    take_draws(worlds, middle, book, STEPS.table(), IN_MEASURING)
    for name in MEASURED:
        draws[name] = middle[name]
