"""What it means to be absent: a government held still, a government without stances, a part of a scenario left out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from caucasus_sim.coding.pool import slots_of
from caucasus_sim.month.arrays import DOMAINS
from caucasus_sim.packing.draws import refresh_preconditions, settle
from caucasus_sim.packing.setup import Legs, Setup, set_up
from caucasus_sim.scenario.entries import entries_of
from caucasus_sim.scenario.model import Scenario
from caucasus_sim.scenario.show import flow

BLOCKS = ("levers", "moves", "events", "assume", "when", "stances")
WORDS = {
    "levers": "lever",
    "moves": "move",
    "events": "event",
    "assume": "assumed",
    "when": "when",
    "stances": "stance",
}

SELF_EVIDENT = ("date", "actor", "move", "event", "with", "issue", "value")


@dataclass(frozen=True)
class Part:
    """One thing that a scenario orders: its block, its place there, and itself in words."""

    block: str
    place: int
    words: str

    @property
    def id(self) -> str:
        """Such as ``moves[0]``."""
        return f"{self.block}[{self.place}]"


def held_still(setup: Setup, actors: Collection[str]) -> Setup:
    """The same with some governments ordered to hold in every domain and month, whatever the scenario orders them.

    Their consents, where an agreement needs them, are still given or withheld as their stances say: a consent withheld
    for good would be a veto, and its credit built in.
    """
    if not actors:
        return setup
    book = setup.book.copy()
    b = book[0]
    for i in (setup.actors.index(actor) for actor in actors):
        for d in range(DOMAINS):
            b.script[:, i, d] = b.row_first[i, d]
        for n in range(int(b.whens)):
            if b.row_actor[b.when_row[n]] == i:
                b.when_row[n] = b.row_first[i, b.row_domain[b.when_row[n]]]
    return replace(setup, book=book)


def silenced(setup: Setup, legs: Legs, actors: Collection[str]) -> Legs:
    """Draws in which some governments care about no issue: every weight of a coded stance is zero.

    Their moves and consents then follow the odds of October 2024 without anything they gain or lose on an issue.
    What principals gain and lose by fighting and trade is no stance and stays.
    """
    if not actors:
        return legs
    return tuple((first, _without_stances(setup, draws, actors)) for first, draws in legs)


def _without_stances(setup: Setup, draws: np.ndarray, actors: Collection[str]) -> np.ndarray:
    made = draws.copy()
    coded = len(slots_of(setup.catalogue))
    for actor in actors:
        made["weight"][:, setup.actors.index(actor), :coded] = 0.0
    refresh_preconditions(made, setup.catalogue, setup.actors, setup.slots)
    settle(made, setup.book)
    return made


def parts_of(scenario: Scenario) -> tuple[Part, ...]:
    """Everything a scenario orders, block by block in its own order."""
    entries = entries_of(scenario)
    return tuple(
        Part(block, k, _told(block, entry.key, entry.data))
        for block in BLOCKS
        for k, entry in enumerate(entries[block])
    )


def _told(block: str, key: str, data: Any) -> str:
    return " ".join(each for each in (WORDS[block], key, _words(data)) if each)


def _words(data: Any) -> str:
    """An entry as a reader says it: ``2025-03, armenia, table_route, option aras``."""
    if not isinstance(data, dict):
        return flow(data)
    parts = ((name, _words(value)) for name, value in data.items())
    return ", ".join(told if name in SELF_EVIDENT else f"{name} {told}" for name, told in parts)


def without(scenario: Scenario, parts: Sequence[Part]) -> Scenario:
    """A scenario with some of what it orders left out."""
    gone = {(part.block, part.place) for part in parts}
    kept: dict[str, Any] = {
        block: tuple(each for k, each in enumerate(getattr(scenario, block)) if (block, k) not in gone)
        for block in BLOCKS
    }
    return replace(scenario, **kept)


def left_out(setup: Setup, parts: Sequence[Part]) -> Setup:
    """The same start, actors and draws with some of what the scenario orders left out."""
    if not parts:
        return setup
    scenario = without(setup.scenario, parts)
    return set_up(setup.catalogue, scenario, setup.seed, setup.actors, setup.step, drawer=setup.drawer)
