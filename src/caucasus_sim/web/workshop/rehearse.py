"""A whole session alone: the facilitator's steps are taken one after the other, with the model at every table."""

from __future__ import annotations

import time
from collections.abc import Iterator

from caucasus_sim.month.arrays import calendar
from caucasus_sim.web.workshop.futures import over_lenses
from caucasus_sim.web.workshop.records import Result
from caucasus_sim.web.workshop.resolve import resolved
from caucasus_sim.web.workshop.room import Room
from caucasus_sim.web.workshop.session import FACILITATOR, SERVER


def rehearse(room: Room) -> Iterator[str]:
    """Play to the end, and say what came; the journal is that of any other session."""
    began = time.monotonic()
    while room.session.place + 1 < len(room.session.slots):
        _record(room, "moved", FACILITATOR, place=room.session.place + 1)
        if room.session.phase == "reveal":
            yield from _reveal(room)
    yield f"finished in {time.monotonic() - began:.1f} s; journal: {room.journal.path}"


def _reveal(room: Room) -> Iterator[str]:
    number = room.session.round
    first, last = room.session.months_of(number)
    told = resolved(room.ground, room.futures, room.session, room.runs)
    orders = told.pop("orders")
    _record(room, "resolved", SERVER, round=number, first=first, last=last, orders=orders, told=told)
    yield from _told(room, room.session.results[number])


def _told(room: Room, result: Result) -> Iterator[str]:
    yield f"round {result.round}, {calendar(result.first)} to {calendar(result.last)}:"
    for month in result.told["months"]:
        for what in month["happened"]:
            yield f"  {month['month']}  {what}"
    state = result.told["state"]
    yield f"  {state['month']}  {state['articles']} of {state['articles_of']} articles agreed"
    for question in room.futures.questions:
        low, high = over_lenses(result.told["after"], question.id)
        yield f"  {question.title}: {low} to {high} in 20 over the lenses"


def _record(room: Room, kind: str, by: str, **what: object) -> None:
    room.session.apply(room.journal.append(kind, room.clock() * 1000.0, by, **what))
