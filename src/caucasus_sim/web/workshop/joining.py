"""At the door: a code, a pseudonym and a government; no account, and no second guess without end."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from caucasus_sim.web.guarding import Refused
from caucasus_sim.web.lines import Line
from caucasus_sim.web.workshop.records import MOST_SEATS
from caucasus_sim.web.workshop.requests import NotNow, actor_of, name_of

if TYPE_CHECKING:
    from caucasus_sim.web.workshop.room import Room

EVERYWHERE = "all"
PARLIAMENT = "parliament"


def join(room: Room, line: Line, form: Mapping[str, Any]) -> str:
    """Take a seat; the browser is told its token once, and keeps it."""
    _check_code(room, line, form.get("code"))
    name, (actor, parliament) = name_of(form.get("name", "")), _place(room, form.get("actor"))
    if len(room.session.seats) >= MOST_SEATS:
        raise NotNow("not.full")
    seat = secrets.token_hex(6)
    token = room.keys.new_seat(seat)
    room.record("joined", seat, seat=seat, name=name, actor=actor, parliament=parliament)
    line.tell(token=token)
    return seat


def open_parliaments(room: Room) -> list[str]:
    """The governments whose parliaments have a place for one more."""
    session = room.session
    return [actor for actor in room.parliaments if len(session.parliament(actor)) < session.places_in_parliament(actor)]


def _place(room: Room, value: object) -> tuple[str, bool]:
    """A government, and whether its parliament is meant: ``armenia`` or ``armenia:parliament``."""
    actor, _, house = str(value).partition(":")
    actor = actor_of(room.session, actor)
    if house and (house != PARLIAMENT or not room.session.places_in_parliament(actor) or actor not in room.parliaments):
        raise Refused("no such place")
    if house and actor not in open_parliaments(room):
        raise NotNow("not.parliament")
    return actor, bool(house)


def _check_code(room: Room, line: Line, code: object) -> None:
    if not isinstance(code, str) or len(code) > 40:
        raise Refused("no code")
    if not room.joins.allows(line.peer):
        raise NotNow("not.so_fast")
    if room.keys.is_code(code):
        return
    if not room.wrong.allows(line.peer) or not room.wrong_everywhere.allows(EVERYWHERE):
        raise Refused("too many wrong codes")
    raise NotNow("not.code")
