"""A session as the sum of what has happened in it: no clock, no files, no luck of its own.

Every event of the journal changes the state in one way. What is undone is left out when the events are summed again, so
that restart, undo, export and debrief all read the same list.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from caucasus_sim.web.workshop.changes import CHANGES, Event
from caucasus_sim.web.workshop.presets import Preset, Slot, preset
from caucasus_sim.web.workshop.records import Dispute, Injected, Message, Offer, Order, Result, Seat, Vote

FACILITATOR, SERVER = "facilitator", "server"
UNDOABLE = ("moved", "overruled", "injected", "autopilot")


@dataclass
class Session:
    """The state after some events; ``apply`` is the only thing that changes it."""

    about: dict[str, Any] = field(default_factory=dict)
    place: int = 0
    moved_at: float = 0.0
    began_at: float | None = None  # when the first minute of the preset was, once the first part has ended
    seats: dict[str, Seat] = field(default_factory=dict)
    autopilot: set[str] = field(default_factory=set)
    guesses: dict[tuple[str, int, str], int] = field(default_factory=dict)
    orders: dict[tuple[int, str], Order] = field(default_factory=dict)
    votes: dict[tuple[int, str], Vote] = field(default_factory=dict)
    drafted: set[tuple[int, str]] = field(default_factory=set)
    offers: dict[str, Offer] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    disputes: list[Dispute] = field(default_factory=list)
    injected: list[Injected] = field(default_factory=list)
    overruled: list[dict[str, Any]] = field(default_factory=list)
    results: dict[int, Result] = field(default_factory=dict)
    agreed_to_share: set[str] = field(default_factory=set)
    screen: str = "live"
    beat: int = 1
    reflections: list[tuple[str, str]] = field(default_factory=list)

    @property
    def preset(self) -> Preset:
        """How the minutes are spent."""
        return preset(str(self.about["preset"]))

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The phases in order; spare minutes are no phase that anybody sees."""
        return tuple(slot for slot in self.preset.timeline() if slot.phase != "spare")

    @property
    def slot(self) -> Slot:
        """The phase the session is in."""
        return self.slots[self.place]

    @property
    def phase(self) -> str:
        """The name of the phase."""
        return self.slot.phase

    @property
    def round(self) -> int:
        """The round that is played, or was played last; 0 before the first."""
        return max((slot.round for slot in self.slots[: self.place + 1]), default=0)

    @property
    def rounds(self) -> int:
        """How many rounds there are."""
        return self.preset.rounds.count

    @property
    def actors(self) -> tuple[str, ...]:
        """The governments at the table, alphabetically in English."""
        return tuple(self.about["actors"])

    def months_of(self, number: int) -> tuple[int, int]:
        """First and last absolute month of a round."""
        first = int(self.about["start"]) + (number - 1) * self.preset.rounds.months
        return first, first + self.preset.rounds.months - 1

    def order_of(self, number: int, actor: str) -> Order | None:
        """What a team has committed in a round."""
        return self.orders.get((number, actor))

    def team(self, actor: str) -> list[Seat]:
        """The people at a government's table."""
        return [seat for seat in self.seats.values() if seat.actor == actor]

    def governing(self, actor: str) -> list[Seat]:
        """The people at a table who play its government."""
        return [seat for seat in self.team(actor) if not seat.parliament]

    def parliament(self, actor: str) -> list[Seat]:
        """The people at a table who play its parliament."""
        return [seat for seat in self.team(actor) if seat.parliament]

    def places_in_parliament(self, actor: str) -> int:
        """How many people may play a government's parliament."""
        return sum(table.parliament for table in self.preset.tables if actor in table.actors)

    def votes_of(self, number: int) -> dict[str, Vote]:
        """What every parliament that somebody plays does in a round; until it says so, the vote takes its course."""
        return {actor: self.votes.get((number, actor), Vote()) for actor in self.actors if self.parliament(actor)}

    def played_by_model(self, actor: str) -> bool:
        """Whether the model plays a government: nobody sits there, or the facilitator has said so."""
        return actor in self.autopilot or not self.governing(actor)

    def apply(self, event: Event) -> None:
        """Take one event."""
        CHANGES[event["kind"]](self, event)


def summed(events: Iterable[Event]) -> Session:
    """The session after these events, without those that were undone."""
    known = list(events)
    struck = {each["struck"] for each in known if each["kind"] == "undone"}
    session = Session()
    for event in known:
        if event["seq"] not in struck and event["kind"] != "undone" and not _is_stale(session, event):
            session.apply(event)
    return session


def last_undoable(events: Iterable[Event]) -> int | None:
    """The number of the last step that can be undone."""
    known = list(events)
    struck = {each["struck"] for each in known if each["kind"] == "undone"}
    steps = [each["seq"] for each in known if each["kind"] in UNDOABLE and each["seq"] not in struck]
    return steps[-1] if steps else None


def _is_stale(session: Session, event: Event) -> bool:
    """A result belongs to the reveal it was computed for; once that is undone, so is it."""
    return event["kind"] == "resolved" and (session.phase != "reveal" or session.round != event["round"])
