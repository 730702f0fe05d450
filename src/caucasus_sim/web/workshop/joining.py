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


def join(room: Room, line: Line, form: Mapping[str, Any]) -> str:
    """Take a seat; the browser is told its token once, and keeps it."""
    _check_code(room, line, form.get("code"))
    name, actor = name_of(form.get("name", "")), actor_of(room.session, form.get("actor"))
    if len(room.session.seats) >= MOST_SEATS:
        raise NotNow("not.full")
    seat = secrets.token_hex(6)
    token = room.keys.new_seat(seat)
    room.record("joined", seat, seat=seat, name=name, actor=actor)
    line.tell(token=token)
    return seat


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
