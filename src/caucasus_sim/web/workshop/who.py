"""Whom a browser's line belongs to."""

from __future__ import annotations

from dataclasses import dataclass

from caucasus_sim.web.workshop.keys import Keys
from caucasus_sim.web.workshop.session import Session


@dataclass(frozen=True)
class Who:
    """``facilitator``, ``screen``, ``seat`` with its id, or ``door``: nobody yet."""

    role: str
    seat: str = ""


DOOR = Who("door")


def who_is(keys: Keys, session: Session, page: str, token: str) -> Who:
    """Whoever a page's token stands for; a secret opens its own page alone."""
    if page == "lead" and keys.is_facilitator(token):
        return Who("facilitator")
    if page == "screen" and keys.is_screen(token):
        return Who("screen")
    seat = keys.seat_of(token) if page == "seat" and token else None
    return Who("seat", seat) if seat in session.seats else DOOR
