"""The stances that matter most: found by rank correlation over reading draws, then moved from end to end.

Every stance could be moved by itself, but there are some sixty, so the draws that a scenario needs anyway choose among
them: a stance whose drawn values go with a headline is a candidate. What is reported of a candidate is no correlation
but an experiment: all coders who speak of it are held at the low end of the pooled belief (below it lie 5 %), then at
the high end (above it lie 5 %), with all other draws and all luck the same.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.coding.derived import held_at
from caucasus_sim.coding.pool import Slot, draw_stances, pool
from caucasus_sim.coding.schema_reading import Reading
from caucasus_sim.coding.spread import quantile

ENDS = (0.05, 0.95)
FEWEST = 8  # reading draws; fewer say nothing
READING = "reading_draw"


@dataclass(frozen=True)
class Candidate:
    """A stance, its rank correlation with the headlines (the largest), the ends of its belief and its passages."""

    actor: str
    slot: Slot
    correlation: float
    outcome: str
    low: float
    high: float
    passages: tuple[str, ...]

    def at_end(self, reading: Reading, end: int) -> Reading:
        """The reading with this stance at its low (0) or high (1) end."""
        return held_at(reading, self.actor, self.slot, (self.low, self.high)[end])


def candidates(
    catalogue: Catalogue, reading: str, seed: int, table: pd.DataFrame, outcomes: tuple[str, ...], most: int
) -> list[Candidate]:
    """The stances that go with a headline most, the strongest first."""
    actors = tuple(name for name, actor in catalogue.actors.items() if not actor.optional)
    means = table.groupby(READING)[list(outcomes)].mean()
    varying = [name for name in outcomes if np.ptp(means[name].to_numpy()) > 0.0]
    if len(means) < FEWEST or not varying:
        return []
    pooled = pool(catalogue, reading, actors)
    drawn = draw_stances(catalogue, reading, seed, means.index.to_numpy(), actors).positions
    found = []
    for (actor, slot), cell in pooled.cells.items():
        a, k = actors.index(actor), pooled.slots.index(slot)
        values = drawn[:, a, k]
        if pooled.weights[a, k] > 0.0 and np.ptp(values) > 0.0:
            rhos = {name: float(stats.spearmanr(values, means[name]).statistic) for name in varying}
            best = max(rhos, key=lambda name: abs(rhos[name]))
            low, high = (float(each) for each in quantile(cell, np.array(ENDS)))
            passages = passages_of(catalogue.readings[reading], actor, slot)
            found.append(Candidate(actor, slot, round(rhos[best], 3), best, low, high, passages))
    return sorted(found, key=lambda each: -abs(each.correlation))[:most]


def passages_of(reading: Reading, actor: str, slot: Slot) -> tuple[str, ...]:
    """The passages that pooled coders rest a stance on, each once, in the order in which they are named."""
    stances = [coding.actors.get(actor, {}).get(slot.issue) for coding in reading.pooled]
    named = [passage for stance in stances if stance is not None for passage in stance.passages]
    return tuple(dict.fromkeys(named))
