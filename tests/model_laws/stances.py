"""How much one stance moves the odds of one move or consent, everything else at the pooled median and the start."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from caucasus_sim.coding.pool import Slot
from caucasus_sim.month.arrays import PARAMETER_NAMES
from caucasus_sim.month.opening import derive, measure
from caucasus_sim.packing.draws import refresh_preconditions
from caucasus_sim.packing.setup import Setup

LOW, HIGH = 0.05, 0.95
DRAWS = 48


class Moved(NamedTuple):
    """A stance of an actor, what it should move, and which way (1 up, -1 down)."""

    actor: str
    issue: str
    choice: str | None
    does: str  # a move, with what it is about after a slash; or an agreement after "consent "
    way: int = 1

    @property
    def slot(self) -> Slot:
        return Slot(self.issue, self.choice)

    @property
    def label(self) -> str:
        return f"{self.actor}: {self.slot.name} -> {self.does}"


def middle_of(setup: Setup, reading: str, lens: str = "agnostic", draws: int = DRAWS) -> np.ndarray:
    """Draws of the mechanisms with everybody's stances at the pooled median, as at the reference."""
    ids = np.arange(draws)
    middle = setup.drawer.middle(reading, ids, ids).copy()
    measured = setup.drawer.measured(lens, reading, ids, ids)
    theirs = ("effect", "belief", "reference", "deal_reference", "tension_reference", "log_odds", "deal_log_odds")
    for name in (*PARAMETER_NAMES, *theirs):  # parameters too: a posterior may stand in the place of priors
        middle[name] = measured[name]
    derive(middle, setup.book)  # as a run's draws are, with the lens's effects
    return middle


def appeals(setup: Setup, draws: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Appeals of all rows and consents at the start under these stances, f8 [n, rows] and [n, actors, deals]."""
    tried = draws.copy()
    refresh_preconditions(tried, setup.catalogue, setup.actors, setup.slots)
    derive(tried, setup.book)
    measure(setup.start.copy(), tried, tried, setup.book)
    return tried["reference"].copy(), tried["deal_reference"].copy()


def target_of(setup: Setup, case: Moved) -> tuple[bool, int]:
    """Whether it is a consent, and the number of the row or agreement."""
    if case.does.startswith("consent "):
        return True, setup.deals.index(case.does.removeprefix("consent "))
    move, _, about = case.does.partition("/")
    for n, named in enumerate(setup.rows):
        if named.actor == case.actor and named.row.move == move and (not about or about in named.row[2:]):
            return False, n
    raise KeyError(case.does)


def factor(setup: Setup, middle: np.ndarray, case: Moved) -> tuple[float, float]:
    """Median factor of the odds from low to high, turned so that above 1 is the right way; and the weight."""
    i, k = setup.actors.index(case.actor), setup.slots.index(case.slot)
    low, high = (-HIGH, HIGH) if case.choice is not None else (LOW, HIGH)
    found = []
    for position in (low, high):
        tried = middle.copy()
        tried["position"][:, i, k] = position
        found.append(appeals(setup, tried))
    consents, n = target_of(setup, case)
    noise = middle["noise_principal" if case.actor in setup.catalogue.principals else "noise_outsider"]
    gain = found[1][1][:, i, n] - found[0][1][:, i, n] if consents else found[1][0][:, n] - found[0][0][:, n]
    return float(np.exp(np.median(case.way * gain / noise))), float(middle["weight"][0, i, k])
