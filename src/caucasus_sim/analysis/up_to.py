"""One outcome up to a month, read from the last worlds of histories that were lived no further."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from caucasus_sim.analysis.measures import measured
from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.ensemble.histories import Histories
from caucasus_sim.errors import Mistake, nearest
from caucasus_sim.month.arrays import calendar
from caucasus_sim.packing.outcomes import outcome_columns
from caucasus_sim.packing.setup import Setup
from caucasus_sim.scenario.model import Scenario
from caucasus_sim.scenario.months import NotTime, read_month


@dataclass(frozen=True)
class UpTo:
    """An outcome, as it stands at the end of an absolute month."""

    outcome: str
    last: int

    def steps(self, setup: Setup) -> int:
        """How many steps histories must be lived."""
        return int(round((self.last - setup.scenario.start + 1) / setup.step))

    def until(self, setup: Setup) -> int:
        """The month of first occurrence after which nothing can change the outcome; -1 where only the end tells it."""
        source = setup.catalogue.outcomes[self.outcome].start
        return -1 if source.first is None or source.before is not None else setup.catalogue.first(source.first)

    def values(self, setup: Setup, lived: Histories) -> np.ndarray:
        """The outcome as numbers, f8 [n], of histories that were lived up to that month."""
        columns = outcome_columns(setup, lived.worlds, lived.last, (self.outcome,))
        return measured(setup.catalogue, columns, self.outcome).to_numpy(dtype=np.float64)


def wrong_outcome(catalogue: Catalogue, name: str, where: str) -> list[Mistake]:
    """The mistake in an outcome's name, if there is one."""
    if name in catalogue.outcomes:
        return []
    near = nearest(name, catalogue.outcomes)
    return [Mistake(f"no outcome '{name[:60]}'", where, expected="one of `sim list outcomes`", nearest=near)]


def month_within(text: str, scenario: Scenario, where: str) -> int | Mistake:
    """The absolute month of ``2027-12``, or what is wrong with it: not a month, or not one of this run."""
    try:
        month = read_month(text.strip())
    except NotTime as error:
        return Mistake(error.what, where, expected=error.expected)
    if scenario.start <= month <= scenario.end:
        return month
    first, last = calendar(scenario.start), calendar(scenario.end)
    return Mistake(f"{calendar(month)} is not among the months of this run", where, expected=f"{first} to {last}")
