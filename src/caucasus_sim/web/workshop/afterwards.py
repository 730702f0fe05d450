"""What the room asks the model in the debrief, and the last answers. Nothing of it is in the journal or changes it."""

from __future__ import annotations

import asyncio
import copy
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from caucasus_sim.web.guarding import Refused
from caucasus_sim.web.workshop.again import dealt_again
from caucasus_sim.web.workshop.otherwise import compared, options_of, turns_of
from caucasus_sim.web.workshop.requests import NotNow

if TYPE_CHECKING:
    from caucasus_sim.web.workshop.room import Room

log = logging.getLogger("caucasus_sim.web")
SHORT = 5  # so many times fewer histories of every lens than at a reveal: both sides are lived to the end
Answer = dict[str, Any]


class Afterwards:
    """``again`` is the session dealt again; ``otherwise`` one move that is picked, its options, and what came of it."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.again: Answer = {}
        self.otherwise: Answer = {}

    def forget(self) -> None:
        """The session has gone on or back: answers about what was may no longer hold."""
        self.again, self.otherwise = {}, {}

    def deal_again(self) -> None:
        """The same moves in other worlds, under every lens."""
        self._only_in_debrief(self.again)
        self.again = {"waiting": True}
        session, room = copy.deepcopy(self.room.session), self.room
        self._find(self.again, lambda: dealt_again(room.ground, room.futures, session, room.runs))

    def pick(self, key: str) -> None:
        """Choose a past move; then its options are found."""
        self._only_in_debrief(self.otherwise)
        session = copy.deepcopy(self.room.session)
        turn = turns_of(session).get(key)
        if turn is None:
            raise Refused("no such move")
        self.otherwise = {"turn": turn, "waiting": True}
        self._find(self.otherwise, lambda: {"options": options_of(self.room.ground, session, turn)})

    def replay(self, to: str) -> None:
        """Play the picked move as this option instead."""
        self._only_in_debrief(self.otherwise)
        if to not in self.otherwise.get("options", ()):
            raise Refused("no such option")
        session, room, turn = copy.deepcopy(self.room.session), self.room, self.otherwise["turn"]
        runs = max(20, room.runs // SHORT)
        self.otherwise = {"turn": turn, "options": self.otherwise["options"], "to": to, "waiting": True}
        self._find(self.otherwise, lambda: compared(room.ground, room.futures, session, turn, to, runs))

    def _only_in_debrief(self, answer: Answer) -> None:
        if self.room.session.phase != "debrief":
            raise NotNow("not.phase")
        if answer.get("waiting"):
            raise NotNow("not.computed")

    def _find(self, answer: Answer, make: Callable[[], Answer]) -> None:
        """Fill an answer in beside everything else; one that was forgotten meanwhile is seen by nobody."""
        self.room.start(self._filled(answer, make))
        self.room.show()

    async def _filled(self, answer: Answer, make: Callable[[], Answer]) -> None:
        try:
            answer |= await asyncio.to_thread(make)
        except Exception:
            log.exception("a question of the debrief could not be answered")
            self.room.fault = "fault.debrief"
        del answer["waiting"]
        self.room.show()
