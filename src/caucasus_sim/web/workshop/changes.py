"""What every event of the journal changes in a session: one function for each kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from caucasus_sim.web.workshop.records import Dispute, Injected, Message, Offer, Result, Seat, Vote, order_from

if TYPE_CHECKING:
    from caucasus_sim.web.workshop.session import Session

Event = Mapping[str, Any]


def _opened(session: Session, event: Event) -> None:
    session.about = dict(event["about"])
    session.moved_at = float(event["at"])


def _joined(session: Session, event: Event) -> None:
    parliament = bool(event.get("parliament"))
    pen = not parliament and not session.governing(event["actor"])
    session.seats[event["seat"]] = Seat(event["seat"], event["actor"], event["name"], pen, parliament)


def _left(session: Session, event: Event) -> None:
    gone = session.seats.pop(event["seat"])
    rest = session.governing(gone.actor)
    if gone.parliament and not session.parliament(gone.actor):
        session.votes.pop((session.round, gone.actor), None)  # nobody is left who could lift a block
    if gone.pen and rest:
        session.seats[rest[0].id] = replace(rest[0], pen=True)


def _pen(session: Session, event: Event) -> None:
    holder = session.seats[event["seat"]]
    for seat in session.governing(holder.actor):
        session.seats[seat.id] = replace(seat, pen=seat.id == holder.id)


def _moved(session: Session, event: Event) -> None:
    session.place, session.moved_at, session.beat = int(event["place"]), float(event["at"]), 1
    if session.began_at is None:
        session.began_at = session.moved_at - session.slot.start * 60_000.0


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


def _voted(session: Session, event: Event) -> None:
    session.votes[event["round"], event["actor"]] = Vote(bool(event["blocks"]), event["why"])


def _injected(session: Session, event: Event) -> None:
    session.injected.append(Injected(event["round"], event["month"], event["event"]))


def _messaged(session: Session, event: Event) -> None:
    by = session.seats.get(event["by"])
    told = (event["round"], event["sender"], event["to"], event["text"], event["by"])
    session.messages.append(Message(*told, by is not None and by.parliament))


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


CHANGES: dict[str, Callable[[Session, Event], None]] = {
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
    "voted": _voted,
    "injected": _injected,
    "messaged": _messaged,
    "offered": _offered,
    "answered": _answered,
    "disputed": _disputed,
    "reflected": _reflected,
    "shares": _shares,
    "resolved": _resolved,
}
