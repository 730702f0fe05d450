"""Possible histories, one at a time: what happens when in one of the histories behind the picture."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.month.arrays import NEVER, calendar
from caucasus_sim.web.explore.futures import Futures

GOLDEN = 0.6180339887498949


@dataclass(frozen=True)
class History:
    """One history: its place among so many of its lens, its happenings by month, and the outcome month by month."""

    place: int
    among: int
    reading: str
    events: tuple[tuple[str, str], ...]
    line: np.ndarray | None


def history_of(catalogue: Catalogue, futures: Futures, lens: str, turn: int, outcome: str) -> History:
    """The history that is played at a turn: all of a lens's come before any comes again, in a spread-out order."""
    rows = np.flatnonzero((futures.cells["lens"] == lens).to_numpy())
    row = int(rows[spread_out(turn, len(rows))])
    monthly = futures.monthly(outcome)
    return History(
        turn % len(rows) + 1,
        len(rows),
        str(futures.cells["reading"].iloc[row]),
        tuple(happenings(catalogue, futures, row)),
        None if monthly is None else monthly[row],
    )


def spread_out(turn: int, many: int) -> int:
    """The place of a turn in a fixed order that jumps about: every place once, then again.

    >>> [spread_out(turn, 5) for turn in range(6)]
    [0, 3, 1, 4, 2, 0]
    """
    stride = max(1, round(many * GOLDEN))
    while np.gcd(stride, many) != 1:
        stride += 1
    return turn * stride % many


def happenings(catalogue: Catalogue, futures: Futures, row: int) -> list[tuple[str, str]]:
    """What happens for the first time in a history, by month, with the register's titles.

    What had happened by the start is the evidence's own, and left out.
    """
    first = futures.worlds["first"][row]
    begins = futures.setup.scenario.start
    found = []
    for outcome in catalogue.outcomes.values():
        if outcome.start.first is not None and outcome.start.before is None:
            month = int(first[catalogue.first(outcome.start.first)])
            if month != NEVER and month >= begins:
                found.append((month, outcome.title))
    return [(calendar(month), title) for month, title in sorted(found)]
