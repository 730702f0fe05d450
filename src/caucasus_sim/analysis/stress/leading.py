"""The stances that matter most: those that could matter by how much is at stake in them, moved from end to end.

What a government stands to gain or lose between the two ends of what is believed of its stance is at most the weight
of the stance times the width of the belief. The largest of these are tried: all coders who speak of a stance are held
at the low end of the pooled belief (below it lie 5 %), then at the high end (above it lie 5 %), with all other draws
and all luck the same. Those that move a headline most are reported, so that what is said of a stance is an experiment.

A rank correlation over the draws of the reading would cost nothing more and was tried first: with some twenty to forty
draws it names stances which, when they are moved, move nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.coding.derived import held_at
from caucasus_sim.coding.pool import POINTS_END, Slot, pool
from caucasus_sim.coding.schema_reading import Reading
from caucasus_sim.coding.spread import quantile

ENDS = (0.05, 0.95)


@dataclass(frozen=True)
class Candidate:
    """A stance, what is at stake in it (0..2: weight times width), the ends of its belief, and its passages."""

    actor: str
    slot: Slot
    stake: float
    low: float
    high: float
    passages: tuple[str, ...]

    def at_end(self, reading: Reading, end: int) -> Reading:
        """The reading with this stance at its low (0) or high (1) end."""
        return held_at(reading, self.actor, self.slot, (self.low, self.high)[end])


def candidates(catalogue: Catalogue, reading: str, most: int) -> list[Candidate]:
    """The stances with most at stake, the largest first."""
    actors = tuple(name for name, actor in catalogue.actors.items() if not actor.optional)
    pooled = pool(catalogue, reading, actors)
    found = []
    for (actor, slot), cell in pooled.cells.items():
        weight = float(pooled.weights[actors.index(actor), pooled.slots.index(slot)])
        low, high = (float(each) for each in quantile(cell, np.array(ENDS)))
        passages = passages_of(catalogue.readings[reading], actor, slot)
        found.append(Candidate(actor, slot, weight * (high - low) / POINTS_END, low, high, passages))
    at_stake = [each for each in found if each.stake > 0.0]
    return sorted(at_stake, key=lambda each: -each.stake)[:most]


def passages_of(reading: Reading, actor: str, slot: Slot) -> tuple[str, ...]:
    """The passages that pooled coders rest a stance on, each once, in the order in which they are named."""
    stances = [coding.actors.get(actor, {}).get(slot.issue) for coding in reading.pooled]
    named = [passage for stance in stances if stance is not None for passage in stance.passages]
    return tuple(dict.fromkeys(named))
