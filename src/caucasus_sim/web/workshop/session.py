"""A session as the sum of what has happened in it: no clock, no files, no luck of its own.

Every event of the journal changes the state in one way. What is undone is left out when the events are summed again, so
that restart, undo, export and debrief all read the same list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from caucasus_sim.web.workshop.presets import Preset, Slot, preset
from caucasus_sim.web.workshop.records import (
    Choice,
    Dispute,
    Injected,
    Message,
    Offer,
    Order,
    Result,
    Seat,
)

Event = Mapping[str, Any]
FACILITATOR, SERVER = "facilitator", "server"
UNDOABLE = ("moved", "overruled", "injected", "autopilot")


@dataclass
class Session:
    """The state after some events; ``apply`` is the only thing that changes it."""

    about: dict[str, Any] = field(default_factory=dict)
    place: int = 0
    moved_at: float = 0.0
    seats: dict[str, Seat] = field(default_factory=dict)
    autopilot: set[str] = field(default_factory=set)
    guesses: dict[tuple[str, int, str], int] = field(default_factory=dict)
    orders: dict[tuple[int, str], Order] = field(default_factory=dict)
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

    def played_by_model(self, actor: str) -> bool:
        """Whether the model plays a government: nobody sits there, or the facilitator has said so."""
        return actor in self.autopilot or not self.team(actor)

    def apply(self, event: Event) -> None:
        """Take one event."""
        _CHANGES[event["kind"]](self, event)


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


def _opened(session: Session, event: Event) -> None:
    session.about = dict(event["about"])
    session.moved_at = float(event["at"])


def _joined(session: Session, event: Event) -> None:
    session.seats[event["seat"]] = Seat(event["seat"], event["actor"], event["name"], not session.team(event["actor"]))


def _left(session: Session, event: Event) -> None:
    gone = session.seats.pop(event["seat"])
    rest = session.team(gone.actor)
    if gone.pen and rest:
        session.seats[rest[0].id] = replace(rest[0], pen=True)


def _pen(session: Session, event: Event) -> None:
    holder = session.seats[event["seat"]]
    for seat in session.team(holder.actor):
        session.seats[seat.id] = replace(seat, pen=seat.id == holder.id)


def _moved(session: Session, event: Event) -> None:
    session.place, session.moved_at, session.beat = int(event["place"]), float(event["at"]), 1


def _beat(session: Session, event: Event) -> None:
    session.beat = int(event["beat"])


def _screen(session: Session, event: Event) -> None:
    session.screen = event["screen"]


def _autopilot(session: Session, event: Event) -> None:
    (session.autopilot.add if event["on"] else session.autopilot.discard)(event["actor"])


def _guessed(session: Session, event: Event) -> None:
    for question, in_20 in event["guesses"].items():
        session.guesses[event["by"], event["round"], question] = int(in_20)


def _drafted(session: Session, event: Event) -> None:
    session.drafted.add((event["round"], event["actor"]))


def _committed(session: Session, event: Event) -> None:
    session.orders[event["round"], event["actor"]] = order_from(event["order"], event["by"])


def _overruled(session: Session, event: Event) -> None:
    session.overruled.append({key: event[key] for key in ("round", "actor", "why")})
    _committed(session, event)


def _injected(session: Session, event: Event) -> None:
    session.injected.append(Injected(event["round"], event["month"], event["event"]))


def _messaged(session: Session, event: Event) -> None:
    session.messages.append(Message(event["round"], event["sender"], event["to"], event["text"], event["by"]))


def _offered(session: Session, event: Event) -> None:
    session.offers[event["offer"]["id"]] = Offer(**event["offer"])


def _answered(session: Session, event: Event) -> None:
    session.offers[event["offer"]] = replace(session.offers[event["offer"]], answer=bool(event["accepts"]))


def _disputed(session: Session, event: Event) -> None:
    session.disputes.append(Dispute(event["actor"], event["issue"], event["text"], event["by"]))


def _reflected(session: Session, event: Event) -> None:
    session.reflections.append((event["by"], event["text"]))


def _shares(session: Session, event: Event) -> None:
    (session.agreed_to_share.add if event["on"] else session.agreed_to_share.discard)(event["by"])


def _resolved(session: Session, event: Event) -> None:
    orders = {actor: order_from(order, order["by"]) for actor, order in event["orders"].items()}
    session.results[event["round"]] = Result(event["round"], event["first"], event["last"], orders, event["told"])


def order_from(data: Mapping[str, Any], by: str) -> Order:
    """An order as the journal has it."""
    moves = tuple(Choice(each["card"], int(each["month"])) for each in data["moves"])
    consents = tuple((str(deal), say) for deal, say in data["consents"])
    return Order(moves, data["line"], consents, data["why"], by)


def order_data(order: Order) -> dict[str, Any]:
    """An order for the journal."""
    moves = [{"card": each.card, "month": each.month} for each in order.moves]
    return {"moves": moves, "line": order.line, "consents": [list(c) for c in order.consents], "why": order.why}


_CHANGES: dict[str, Callable[[Session, Event], None]] = {
    "opened": _opened,
    "joined": _joined,
    "left": _left,
    "pen": _pen,
    "moved": _moved,
    "beat": _beat,
    "screen": _screen,
    "autopilot": _autopilot,
    "guessed": _guessed,
    "drafted": _drafted,
    "committed": _committed,
    "overruled": _overruled,
    "injected": _injected,
    "messaged": _messaged,
    "offered": _offered,
    "answered": _answered,
    "disputed": _disputed,
    "reflected": _reflected,
    "shares": _shares,
    "resolved": _resolved,
}
