"""The world under a session: one cell of a plan is the room's history, and its script is what the teams order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from caucasus_sim.luck import key_words
from caucasus_sim.month.arrays import SERIES_NAMES
from caucasus_sim.month.order import simulate
from caucasus_sim.packing.script import pack_script
from caucasus_sim.packing.setup import Legs, Setup
from caucasus_sim.packing.starting import Cells, starting_worlds
from caucasus_sim.scenario.model import ScheduledEvent, ScriptedMove
from caucasus_sim.web.workshop.blocks import Block, books_of

FIRM = 60.0  # log odds: what a team says to an agreement leaves the model nothing to choose
DRAWS = 20  # sets of assumptions of each reading


@dataclass(frozen=True)
class Instruction:
    """What a government says to an agreement in these months, whatever the model would choose."""

    actor: str
    deal: str
    consents: bool
    first: int
    last: int


@dataclass(frozen=True)
class Script:
    """Everything that teams and facilitator ordered so far."""

    moves: tuple[ScriptedMove, ...] = ()
    events: tuple[ScheduledEvent, ...] = ()
    instructions: tuple[Instruction, ...] = ()
    blocks: tuple[Block, ...] = ()

    def __add__(self, other: Script) -> Script:
        """Both, one after the other."""
        both = self.instructions + other.instructions
        return Script(self.moves + other.moves, self.events + other.events, both, self.blocks + other.blocks)


@dataclass(frozen=True)
class Ground:
    """One cell of a plan: lens, reading, draw and luck of the room's history."""

    setup: Setup
    lens: str
    reading: str
    draw: int
    luck: int

    @property
    def readings(self) -> tuple[str, ...]:
        """The readings that futures are drawn from."""
        known = tuple(self.setup.catalogue.readings)
        wanted = self.setup.scenario.reading
        return tuple(name for name in known if name in wanted) or known

    @cached_property
    def cells(self) -> Cells:
        """The room's own cell."""
        one = np.zeros(1, dtype=np.int64)
        return Cells(self.lens, self.reading, one + self.draw, one + self.draw, one, one + self.luck)

    @cached_property
    def legs(self) -> Legs:
        """The room's own draws."""
        return self.setup.legs(self.lens, self.reading, self.cells.reading_ids, self.cells.mechanism_ids)

    @cached_property
    def start(self) -> np.ndarray:
        """The room's world before its first month, WORLD [1]; not to be written to."""
        return starting_worlds(self.setup, self.cells, self.legs)

    def position(self, script: Script, until: int) -> np.ndarray:
        """The room's world before the month ``until``, WORLD [1], after everything ordered so far."""
        world = self.start.copy()
        lived = with_script(self.setup, script)
        legs, books = instructed(self.setup, self.legs, script), books_of(lived, script.blocks)
        live(lived, world, legs, books, self.cells, self.setup.scenario.start, until)
        return world


def dealt(setup: Setup, lens: str, seed: int) -> Ground:
    """The room's cell, drawn with the session's seed."""
    first, second, *_ = (int(word) for word in key_words(seed, "workshop", ""))
    readings = Ground(setup, lens, "", 0, 0).readings
    return Ground(setup, lens, readings[first % len(readings)], second % 10_000, first // 7 % 1_000_000)


def with_script(setup: Setup, script: Script) -> Setup:
    """The same setup with orders written into its book."""
    base = setup.scenario
    scenario = replace(base, moves=base.moves + script.moves, events=base.events + script.events)
    book = setup.book.copy()
    rows = pack_script(book, setup.catalogue, scenario, setup.drawer.rows)
    return replace(setup, scenario=scenario, book=book, rows=rows)


def instructed(setup: Setup, legs: Legs, script: Script) -> Legs:
    """Draws in which governments say to agreements what their teams say, for the months in which they do."""
    if not script.instructions:
        return legs
    turns = {step for step, _ in legs}
    for each in script.instructions:
        turns |= {setup.step_of(each.first), setup.step_of(each.last + 1)}
    return tuple((step, _told(setup, in_force(legs, step), script, step)) for step in sorted(turns))


def _told(setup: Setup, draws: np.ndarray, script: Script, step: int) -> np.ndarray:
    told = draws.copy()
    for each in script.instructions:
        if setup.step_of(each.first) <= step <= setup.step_of(each.last):
            place = setup.actors.index(each.actor), setup.deals.index(each.deal)
            told["deal_log_odds"][:, place[0], place[1]] = FIRM if each.consents else -FIRM
    return told


def in_force(legs: Legs, step: int) -> np.ndarray:
    """The draws, or the book, that hold at a step."""
    return [held for first, held in legs if first <= step or first == legs[0][0]][-1]


def spans(begin: int, end: int, *turning: Legs) -> Iterator[tuple[int, int]]:
    """The stretches of steps in which neither draws nor book change.

    >>> list(spans(2, 9, ((0, None), (5, None)), ((0, None), (9, None))))
    [(2, 5), (5, 9)]
    """
    turns = {first for each in turning for first, _ in each if begin < first < end}
    starts = sorted({begin, *turns}) if begin < end else []
    yield from zip(starts, [*starts[1:], end], strict=False)


def live(setup: Setup, worlds: np.ndarray, legs: Legs, books: Legs, cells: Cells, first: int, until: int) -> None:
    """Live worlds in place from a month up to, not including, another."""
    unused = np.zeros((len(worlds), 1, len(SERIES_NAMES)), dtype=np.float32)
    for step, last in spans(setup.step_of(first), setup.step_of(until), legs, books):
        draws, book = in_force(legs, step), in_force(books, step)
        simulate(worlds, draws, cells.draw_of, book, cells.luck_of, step, last, unused, False)
