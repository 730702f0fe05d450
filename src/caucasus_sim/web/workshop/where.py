"""Where the room is: the world before the round that is played, what was ordered before, and the cards on the table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from caucasus_sim.web.workshop.cards import Table
from caucasus_sim.web.workshop.ground import Ground, Script
from caucasus_sim.web.workshop.resolve import replayed
from caucasus_sim.web.workshop.session import Session
from caucasus_sim.web.workshop.tale import state_lines


@dataclass(frozen=True, eq=False)
class Where:
    """One position of the room."""

    round: int
    world: np.ndarray
    script: Script
    months: tuple[int, int]
    table: Table
    state: dict[str, Any]


def where_now(ground: Ground, session: Session) -> Where:
    """The position before the round that is played or comes next."""
    world, script, month = replayed(ground, session)
    number = min(len(session.results) + 1, session.rounds)
    months = (month, month + session.preset.rounds.months - 1)
    return Where(number, world, script, months, Table(ground, world), state_lines(ground, world))
