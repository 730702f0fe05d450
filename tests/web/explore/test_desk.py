"""One tab without a browser: what is lived ahead while nobody asks, and what ends that."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

from tests.web.explore.conftest import LEVER

from caucasus_sim.web.explore.desk import Desk

PATIENCE = 60.0


class Listening:
    """A line that hears what is told."""

    def __init__(self) -> None:
        self.notes: list[dict[str, Any]] = []

    def show(self, parts: dict[str, str]) -> None:
        """Nothing is shown."""

    def tell(self, **note: Any) -> None:
        """Keep it."""
        self.notes.append(note)


def moved(office, value: float, waiting: object = None) -> dict[float, bool]:
    """Move a lever and let it rest; which of its next steps are lived when the desk has nothing left to do."""

    async def act() -> None:
        desk = Desk(office, Listening())  # type: ignore[arg-type]
        if waiting is not None:
            office.waiting.add(waiting)
        await desk.take({"do": "set", "lever": LEVER, "value": value, "number": 1})
        await asyncio.wait_for(desk.answering.done(), PATIENCE)

    asyncio.run(act())
    office.waiting.discard(waiting)
    settings = office.begins
    near = (round(value - 0.05, 9), round(value + 0.05, 9))
    return {each: office.bench.knows(settings.with_lever(LEVER, each).scenario, office.rested) for each in near}


def test_the_next_steps_both_ways_are_lived_ahead(office):
    assert moved(office, 3.0) == {2.95: True, 3.05: True}


def test_nothing_is_lived_ahead_while_another_tab_waits(office):
    assert moved(office, 2.0, waiting=object()) == {1.95: False, 2.05: False}


def test_a_question_waits_until_somebody_begins_to_answer_it(office):
    """Whatever is lived ahead for one tab holds the only thread, and must see that another has asked."""
    free = threading.Event()

    async def act() -> None:
        desk = Desk(office, Listening())  # type: ignore[arg-type]
        held = office.pool.submit(free.wait, PATIENCE)
        await desk.take({"do": "set", "lever": LEVER, "value": 4.0, "number": 1})
        await asyncio.sleep(0.05)
        assert office.waiting
        free.set()
        await asyncio.wait_for(desk.answering.done(), PATIENCE)
        assert held.result()
        assert not office.waiting

    asyncio.run(act())
