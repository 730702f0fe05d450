"""The newest answer for one tab; an older question is dropped, and what is likely to be asked next is lived ahead."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.errors import Mistakes
from caucasus_sim.web.explore.futures import Superseded
from caucasus_sim.web.explore.levers import beside
from caucasus_sim.web.explore.office import Office
from caucasus_sim.web.explore.state import Settings, checked
from caucasus_sim.web.explore.view import View
from caucasus_sim.web.lines import Line

PAUSE = 0.03  # seconds without a question: somebody who drags on has asked again by then


@dataclass(frozen=True)
class Question:
    """What is asked.

    Parameters
    ----------
    settings, begun : what is set, and what the page began with
    rough : whether a lever is on its way, and few histories do
    number : by which the browser knows the answer
    turn : which of the possible histories is played
    moving : the lever that was moved last
    before : the settings one step earlier
    """

    settings: Settings
    begun: Settings
    rough: bool
    number: int
    turn: int
    moving: str | None
    before: Settings | None

    def nearby(self, catalogue: Catalogue) -> tuple[float, ...]:
        """The next steps of the lever that was moved last, first that in the direction of the last move."""
        value = self.settings.value(self.moving) if self.moving else None
        if self.moving is None or not isinstance(value, float):
            return ()
        last = self.before.value(self.moving) if self.before else None
        return beside(catalogue, self.moving, value, down=isinstance(last, float) and last > value)


class Answering:
    """Answers one question after the other, and shows each answer where it was asked."""

    def __init__(self, office: Office, line: Line, view: View) -> None:
        self.office, self.line, self.view = office, line, view
        self._next: Question | None = None
        self._asked = asyncio.Event()
        self._busy: asyncio.Task[None] | None = None

    def ask(self, question: Question) -> None:
        """Let a question take the place of any that waits."""
        self._next = question
        self._asked.set()
        self.office.waiting.add(self)
        if self._busy is None or self._busy.done():
            self._busy = asyncio.create_task(self._work())

    async def done(self) -> None:
        """Wait until nothing is left to do, nor to be lived ahead."""
        if self._busy is not None:
            await asyncio.shield(self._busy)

    def leave(self) -> None:
        """Nobody looks any more."""
        self._next = None
        self.office.waiting.discard(self)
        if self._busy is not None:
            self._busy.cancel()

    async def _work(self) -> None:
        loop = asyncio.get_running_loop()
        while self._next is not None:
            question, self._next = self._next, None
            self._asked.clear()
            # A rough answer is always finished: else nothing would be seen while somebody drags on.
            stopped: Callable[[], bool] = (lambda: False) if question.rough else self._is_asked
            try:
                parts, said = await loop.run_in_executor(self.office.pool, self._lived, question, stopped)
                self.line.show(parts)
                self.line.tell(drawn=question.number, rough=question.rough, **said)
                if not question.rough:
                    more = await loop.run_in_executor(self.office.pool, self._reasons, question, stopped)
                    self.line.show(more)
                if await self._is_left_alone():
                    await loop.run_in_executor(self.office.pool, self._look_ahead, question)
            except Superseded:
                continue

    async def _is_left_alone(self) -> bool:
        """Whether nothing is asked for a moment."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._asked.wait(), PAUSE)
        return self._next is None

    def _is_asked(self) -> bool:
        return self._next is not None

    def _look_ahead(self, question: Question) -> None:
        """While nobody asks: all histories of a lever that seems to have come to rest, then those of its next steps."""
        settings, bench, runs = question.settings, self.office.bench, self.office.rested
        if question.rough:
            bench.futures(settings.scenario, runs, lambda: self._is_asked_otherwise(settings))
            return
        for each in question.nearby(self.office.catalogue):
            with suppress(Mistakes):
                near = checked(settings.with_lever(str(question.moving), each), self.office.catalogue)
                bench.futures(near.scenario, runs, lambda: bool(self.office.waiting))

    def _is_asked_otherwise(self, settings: Settings) -> bool:
        """Whether anything else is asked, here or in another tab, than to have these settings at rest."""
        new = self._next
        own = new is not None and not new.rough and new.settings.scenario == settings.scenario
        return bool(self.office.waiting - {self} if own else self.office.waiting)

    def _lived(self, question: Question, stopped: Callable[[], bool]) -> tuple[dict[str, str], dict[str, str]]:
        office = self.office
        office.waiting.discard(self)  # not before: until here another tab may hold the only thread
        known = office.bench.knows(question.settings.scenario, office.rested)
        runs = office.rough if question.rough and not known else office.rested
        return self.view.answered(question.settings, question.begun, runs, question.rough, question.turn, stopped)

    def _reasons(self, question: Question, stopped: Callable[[], bool]) -> dict[str, str]:
        return self.view.reasons(question.settings, question.begun, self.office.rested, stopped)
