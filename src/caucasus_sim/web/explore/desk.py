"""One tab of the browser: what it sends, message by message."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Coroutine, Mapping
from dataclasses import replace
from typing import Any

from caucasus_sim.errors import Mistakes
from caucasus_sim.web.explore.answering import Answering, Question
from caucasus_sim.web.explore.link import LONGEST, link_of, read_link
from caucasus_sim.web.explore.office import Office
from caucasus_sim.web.explore.state import STEPS, Settings, Timeline, checked
from caucasus_sim.web.explore.view import View
from caucasus_sim.web.guarding import Refused, text_of
from caucasus_sim.web.lines import Line

BETWEEN = 1.5  # seconds between before and after, where a change is played again


class Desk:
    """What one tab does, message by message."""

    def __init__(self, office: Office, line: Line) -> None:
        self.office, self.line = office, line
        self.timeline = Timeline((), office.begins)
        self.view = View(office)
        self.turn = 0
        self.answering = Answering(office, line, self.view)
        self._moving: str | None = None  # the lever that was moved last
        self._aside: asyncio.Task[None] | None = None

    async def take(self, message: Mapping[str, Any]) -> None:
        """One message; what no page of ours sends is refused."""
        do = _DOES.get(message["do"])
        if do is None:
            raise Refused(f"nothing is called {str(message['do'])[:40]!r}")
        await do(self, message)

    def leave(self) -> None:
        """Nobody looks any more."""
        self.answering.leave()
        if self._aside is not None:
            self._aside.cancel()

    # ------------------------------------------------------------------------------------------------ what is asked

    async def hello(self, message: Mapping[str, Any]) -> None:
        """A page that has just been opened, perhaps by a link."""
        self.view.narrow = message.get("narrow") is True
        self.view.room = message.get("room") is True
        link, told = text_of(message.get("link", ""), LONGEST), ""
        problem: dict[str, str] = {"problem": ""}
        if link:
            try:
                self.timeline, notes = read_link(link, self.office.catalogue, self.office.bench.seed)
                self.office.reference(self.timeline.now, self.timeline.opened)
                told = " ".join(notes)
            except Mistakes as mistakes:
                self.timeline = Timeline((), self.office.begins)
                problem = self.view.problem("explore.problem.link", mistakes)
        self.view.show_levers(each.id for each in self.timeline.now.scenario.levers)
        self.line.show({"levers": self.view.levers(self.timeline.opened), **problem})
        self.line.tell(told=told)
        self._answer(_count(message))

    async def drag(self, message: Mapping[str, Any]) -> None:
        """A lever on its way: a rough answer, and no step."""
        self._try(self._moved(message), _count(message), rough=True)

    async def set(self, message: Mapping[str, Any]) -> None:
        """A lever at rest, or left to the draws: a step."""
        self._try(self._moved(message), _count(message))

    async def choose(self, message: Mapping[str, Any]) -> None:
        """Another outcome, lens or reference: a step."""
        now, name = self.timeline.now, text_of(message.get("name"), 200)
        what = message.get("what")
        if what == "outcome":
            place = message.get("place")
            if place not in (0, 1):
                raise Refused("there are two outcomes")
            new = now.with_outcome(place, name)
        elif what in ("lens", "reference"):
            new = replace(now, lens=name) if what == "lens" else replace(now, reference=name)
        else:
            raise Refused("neither outcome, lens nor reference")
        self._try(new, _count(message))

    async def step(self, message: Mapping[str, Any]) -> None:
        """Undo, redo or reset."""
        step = STEPS.get(str(message.get("name")))
        if step is None:
            raise Refused("no such step")
        self.timeline = step(self.timeline)
        self.line.show({"problem": ""})
        self._answer(_count(message))

    async def replay(self, message: Mapping[str, Any]) -> None:
        """The last change again: what was before, then what is now. Nothing is changed by it."""
        change = self.timeline.last_change()
        if change is None:
            return
        self._beside(self._replayed(change, _count(message)))

    async def find(self, message: Mapping[str, Any]) -> None:
        """Levers by word."""
        self.line.show({"found": self.view.found(text_of(message.get("words", ""), 80))})

    async def add(self, message: Mapping[str, Any]) -> None:
        """Show one more lever, in the place of the last that nobody has set."""
        name = text_of(message.get("name"), 200)
        if name not in self.office.catalogue.levers:
            raise Refused("no such lever")
        self.view.show_levers([*(each.id for each in self.timeline.now.scenario.levers), name])
        self.line.show({"levers": self.view.levers(self.timeline.opened), "found": ""})
        self.line.tell(settings=self.view.settings(self.timeline), focus=name)

    async def play(self, message: Mapping[str, Any]) -> None:
        """The next possible history, or the one before."""
        step = message.get("by")
        if step not in (1, -1):
            raise Refused("one history at a time")
        self.turn = max(0, self.turn + step)
        self._beside(self._played())

    async def present(self, message: Mapping[str, Any]) -> None:
        """Numbers for a room, or for a desk."""
        self.view.room = message.get("on") is True
        self._answer(_count(message))

    async def save(self, _: Mapping[str, Any]) -> None:
        """The scenario as a file for `sim run`."""
        name = f"{self.timeline.now.scenario.name}.yaml"
        told = self.view.words("explore.saved", name=name)
        self.line.tell(save={"name": name, "text": self.view.file(self.timeline), "told": told})

    def _moved(self, message: Mapping[str, Any]) -> Settings:
        name, value = text_of(message.get("lever"), 200), message.get("value")
        if name not in self.office.catalogue.levers:
            raise Refused("no such lever")
        if value is not None and (
            isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value)
        ):
            raise Refused("a lever takes a number, or nothing")
        self._moving = name
        return self.timeline.now.with_lever(name, None if value is None else float(value))

    # ------------------------------------------------------------------------------------------------ the answer

    def _try(self, new: Settings, number: int, rough: bool = False) -> None:
        """Ask with new settings, unless they cannot be: then say why, and everything stays as it was."""
        try:
            found = checked(new, self.office.catalogue)
            self.office.reference(found, self.timeline.opened)
        except Mistakes as mistakes:
            self.line.show(self.view.problem("explore.problem", mistakes))
            self.line.tell(settings=self.view.settings(self.timeline), drawn=number)
            return
        self.line.show({"problem": ""})
        if rough:
            self._ask(found, number, rough=True)
            return
        self.timeline = self.timeline.did(found)
        self._answer(number)

    def _answer(self, number: int) -> None:
        """Say what the settings are now, with the link that holds them, and ask."""
        self.line.tell(settings=self.view.settings(self.timeline), link=self._link())
        self._ask(self.timeline.now, number)

    def _link(self) -> str | None:
        try:
            return link_of(self.timeline, self.office.catalogue.digest, self.office.bench.seed)
        except Mistakes:
            return None

    def _ask(self, settings: Settings, number: int, rough: bool = False) -> None:
        """Let a question take the place of any that waits."""
        before = self.timeline.past[-1] if self.timeline.past else None
        self.answering.ask(Question(settings, self.timeline.opened, rough, number, self.turn, self._moving, before))

    def _beside(self, work: Coroutine[Any, Any, None]) -> None:
        """Something that takes its time, while the page is listened to; one at a time, the newest."""
        if self._aside is not None:
            self._aside.cancel()
        self._aside = asyncio.create_task(work)

    async def _replayed(self, change: tuple[Settings, Settings], number: int) -> None:
        for settings, told in zip(change, ("explore.replayed.before", "explore.replayed.after"), strict=True):
            self.line.tell(say=self.view.words(told), replayed=self.view.values(settings))
            self._ask(settings, number)
            await asyncio.sleep(BETWEEN)

    async def _played(self) -> None:
        loop = asyncio.get_running_loop()
        runs, asked = self.office.rested, object()
        self.office.waiting.add(asked)
        try:
            parts = await loop.run_in_executor(self.office.pool, self.view.playing, self.timeline.now, self.turn, runs)
        finally:
            self.office.waiting.discard(asked)
        self.line.show(parts)


def _count(message: Mapping[str, Any]) -> int:
    """The number by which the browser knows a question again."""
    number = message.get("number", 0)
    return number if isinstance(number, int) and 0 <= number < 2**53 else 0


_DOES = {
    "hello": Desk.hello,
    "drag": Desk.drag,
    "set": Desk.set,
    "choose": Desk.choose,
    "step": Desk.step,
    "replay": Desk.replay,
    "find": Desk.find,
    "add": Desk.add,
    "play": Desk.play,
    "present": Desk.present,
    "save": Desk.save,
}
