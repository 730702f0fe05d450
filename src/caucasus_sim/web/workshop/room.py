"""The room on the server: one session, its journal, everybody's lines; what anyone may see is decided here."""

from __future__ import annotations

import asyncio
import copy
import logging
import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from caucasus_sim.web.guarding import Limiter, Refused
from caucasus_sim.web.lines import Line
from caucasus_sim.web.page import Pages
from caucasus_sim.web.workshop import leading, seats
from caucasus_sim.web.workshop.afterwards import Afterwards
from caucasus_sim.web.workshop.cards import Table, key_of
from caucasus_sim.web.workshop.futures import Futures
from caucasus_sim.web.workshop.ground import Ground
from caucasus_sim.web.workshop.joining import join
from caucasus_sim.web.workshop.journal import Journal
from caucasus_sim.web.workshop.keys import Keys
from caucasus_sim.web.workshop.qr import qr_of
from caucasus_sim.web.workshop.records import MOST_SEATS, Seat
from caucasus_sim.web.workshop.requests import NotNow
from caucasus_sim.web.workshop.resolve import resolved
from caucasus_sim.web.workshop.session import SERVER, summed
from caucasus_sim.web.workshop.sheets.parliament import parliaments_of
from caucasus_sim.web.workshop.sheets.sheet import sheets_of
from caucasus_sim.web.workshop.sheets.texts import sheet_words
from caucasus_sim.web.workshop.trials import Trials
from caucasus_sim.web.workshop.views import parts_for, trial
from caucasus_sim.web.workshop.where import Where, where_now
from caucasus_sim.web.workshop.who import DOOR, Who, who_is

log = logging.getLogger("caucasus_sim.web")
FUTURES = 1000  # of every lens, at a reveal
NEED_CARDS = ("commit", "whatif", "offer", "enter")
CARDS_SECONDS, SHOW_AFTER = 60.0, 0.03  # all changes within SHOW_AFTER seconds become one message


class Room:
    """One session while it is served."""

    def __init__(self, folder: Path, ground: Ground, pages: Pages, address: str, runs: int = FUTURES) -> None:
        self.folder, self.ground, self.pages, self.address, self.runs = folder, ground, pages, address, runs
        self.clock: Callable[[], float] = time.time
        self.journal, self.keys = Journal(folder), Keys(folder)
        self.session = summed(self.journal.events)
        self.futures = Futures(ground)
        self.trials = Trials(self.futures, self._tried)
        self.events, self.issues = dict(ground.setup.catalogue.events), dict(ground.setup.catalogue.issues)
        self.told = sheet_words(ground.setup.catalogue, pages.words.language)
        self.sheets = {each.actor: each for each in sheets_of(ground.setup.catalogue, self.told)}
        self.parliaments = {each.actor: each for each in parliaments_of(ground.setup.catalogue, self.told)}
        self.texts_of_cards = {(row.actor, key_of(row)): row.text for row in ground.setup.drawer.rows}
        self.qr = qr_of(f"{address}/#code={self.keys.code}")
        self.where: Where | None = None
        self.tried: dict[str, dict[str, Any]] = {}
        self.afterwards = Afterwards(self)
        self.lines: set[Line] = set()
        self.joins, self.wrong, self.wrong_everywhere = Limiter(MOST_SEATS, 60.0), Limiter(10, 60.0), Limiter(200, 60.0)
        self.fault = ""
        self._done = {(each["by"], each["id"]) for each in self.journal.events if "id" in each}
        self._id: str | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._resolving = self._showing = False
        self._placed = asyncio.Event()

    @property
    def step(self) -> str:
        """Names the moment: a button that was pressed at another moment does nothing."""
        return f"{self.session.place}.{self.session.beat}"

    @property
    def present(self) -> Counter[str]:
        """How many lines each seat has open."""
        return Counter(line.seat.seat for line in self.lines if line.seat.role == "seat")

    def begin(self) -> None:
        """Start what runs beside the lines: the cards of the present round, what-ifs, a reveal that was cut off."""
        self.start(self.trials.run())
        self.start(self._find_place())
        self._look()

    async def end(self) -> None:
        """Stop what runs, and send everybody away; they come back by themselves when the server does."""
        for task in self._tasks:
            task.cancel()
        for line in list(self.lines):
            await line.close()

    def table_now(self) -> Table:
        """The cards of the round that is played."""
        if self.where is None or self.where.round != self.session.round:
            raise NotNow("not.ready")
        return self.where.table

    def record(self, kind: str, by: str, **what: Any) -> None:
        """Put an event into the journal, take it, and let everybody see what of it is theirs to see."""
        if self._id is not None:
            what["id"] = self._id
        event = self.journal.append(kind, self.clock() * 1000.0, by, **what)
        if kind == "undone":
            self.session = summed(self.journal.events)
        else:
            self.session.apply(event)
        if kind in ("undone", "resolved"):
            self.start(self._find_place())
        if kind in ("moved", "undone"):
            self.tried.clear()
            self.afterwards.forget()
            self.fault = ""
            self._look()
        self.show()

    async def heard(self, line: Line, message: Mapping[str, Any]) -> None:
        """Take one message of a browser."""
        number = message.get("id")
        if number is not None and (not isinstance(number, str) or len(number) > 64):
            raise Refused("no number of a message")
        if message["do"] == "hello":
            self._hello(line, message)
            return
        if message["do"] in NEED_CARDS:
            await self._cards()
        who: Who = line.seat or DOOR
        if number is None or who.role == "door" or (who.seat or who.role, number) not in self._done:
            self._do(line, who, message, number)
        if number is not None:
            line.tell(done=number)

    async def _cards(self) -> None:
        """Wait for the cards of the round: an order that comes before they are dealt is not lost."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._placed.wait(), CARDS_SECONDS)

    async def closed(self, line: Line) -> None:
        """A browser has gone; its seat stays."""
        self.lines.discard(line)
        self.show()

    def show(self) -> None:
        """Soon show everybody the newest state."""
        if not self._showing:
            self._showing = True
            asyncio.get_running_loop().call_later(SHOW_AFTER, self._show_all)

    def _hello(self, line: Line, message: Mapping[str, Any]) -> None:
        token = message.get("token", "")
        if not isinstance(token, str) or len(token) > 200:
            raise Refused("no token")
        line.seat = who_is(self.keys, self.session, str(message.get("page")), token)
        self.lines.add(line)
        line.tell(clock=self.clock() * 1000.0, role=line.seat.role)
        line.show(parts_for(self, line.seat, {}))
        self.show()

    def _do(self, line: Line, who: Who, message: Mapping[str, Any], number: str | None) -> None:
        self._id = number
        try:
            if who.role == "facilitator":
                self._of(leading.DO, message)(self, message)
            elif who.role == "seat":
                self._of(seats.DO, message)(self, self._seat(who), message)
            elif who.role == "door" and message["do"] == "join":
                line.seat = Who("seat", join(self, line, message))
                self.lines.add(line)
            else:
                raise Refused(f"{who.role} may not do that")
        except NotNow as not_now:
            text = self.pages.words(str(not_now))
            line.tell(say=text, wrong=text)
        finally:
            self._id = None
        if number is not None:
            self._done.add((who.seat or who.role, number))

    def _seat(self, who: Who) -> Seat:
        if who.seat not in self.session.seats:
            raise NotNow("not.seat")
        return self.session.seats[who.seat]

    @staticmethod
    def _of(handlers: Mapping[str, Callable[..., None]], message: Mapping[str, Any]) -> Callable[..., None]:
        if message["do"] not in handlers:
            raise Refused("nothing that can be done here")
        return handlers[message["do"]]

    def _show_all(self) -> None:
        self._showing = False
        made: dict[Any, dict[str, str]] = {}
        for line in self.lines:
            try:
                line.show(parts_for(self, line.seat, made))
            except Exception:
                log.exception("the page of a %s could not be made", line.seat.role)

    def _tried(self, seat: str, result: dict[str, Any]) -> None:
        self.tried[seat] = result
        if seat in self.session.seats:
            for line in self.lines:
                if line.seat.seat == seat:
                    line.show({"trial": trial(self, self.session.seats[seat])})

    def _look(self) -> None:
        """Compute the reveal that everybody waits for, if there is one."""
        session = self.session
        if session.phase == "reveal" and session.round not in session.results and not self._resolving:
            self._resolving = True
            self.start(self._resolve())

    async def _resolve(self) -> None:
        session = copy.deepcopy(self.session)
        try:
            told = await asyncio.to_thread(resolved, self.ground, self.futures, session, self.runs)
        except Exception:
            log.exception("the round could not be computed")
            self.fault = "fault.resolve"
            self.show()
            return
        finally:
            self._resolving = False
        now = self.session
        if now.phase == "reveal" and now.round == session.round and now.place == session.place:
            first, last = session.months_of(session.round)
            orders = told.pop("orders")
            self.record("resolved", SERVER, round=session.round, first=first, last=last, orders=orders, told=told)
        else:
            self._look()

    async def _find_place(self) -> None:
        self.where = None
        self._placed.clear()
        session = copy.deepcopy(self.session)
        where = await asyncio.to_thread(where_now, self.ground, session)
        if len(session.results) == len(self.session.results):
            self.where = self.trials.where = where
            self._placed.set()
            self.show()

    def start(self, work: Any) -> None:
        """Let something run beside the lines until the room ends."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
