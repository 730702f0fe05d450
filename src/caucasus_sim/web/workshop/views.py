"""Who sees what: the regions of each page as HTML, made on the server for one role at a time.

A team's page is made from what that team may know: its own sheet, its own messages, offers it made or was made. What is
secret never leaves the server for anybody else.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Any

from caucasus_sim.web.workshop.asks import scores
from caucasus_sim.web.workshop.joining import open_parliaments
from caucasus_sim.web.workshop.records import Seat, Vote
from caucasus_sim.web.workshop.showing import afterwards, card_text, hand, part_text, shown
from caucasus_sim.web.workshop.views_lead import lead_parts
from caucasus_sim.web.workshop.who import Who

if TYPE_CHECKING:
    from caucasus_sim.web.workshop.room import Room

Parts = dict[str, str]
Made = dict[Hashable, Parts]


def parts_for(room: Room, who: Who, made: Made) -> Parts:
    """The regions of one browser's page; ``made`` keeps what several browsers see alike."""
    if who.role == "seat" and who.seat not in room.session.seats:
        return _at_door(room, who, made) | {"now": part_text(room, "door", {**_door(room), "gone": True})}
    key: Hashable = (who.role, who.seat)
    if key not in made:
        made[key] = _MAKERS[who.role](room, who, made)
    return made[key]


def _door(room: Room) -> dict[str, Any]:
    free = open_parliaments(room)
    tables = [(actor, len(room.session.governing(actor)), actor in free) for actor in room.session.actors]
    return {"tables": tables, "gone": False, "houses": room.parliaments}


def _at_door(room: Room, who: Who, made: Made) -> Parts:
    return {"head": "", "now": part_text(room, "door", _door(room)), "sheet": "", "talk": "", "shown": "", "trial": ""}


def _at_seat(room: Room, who: Who, made: Made) -> Parts:
    """A phone's page; people at one table share what they see alike."""
    seat = room.session.seats[who.seat]
    known = {"seat": seat, **_own(room, seat)}
    own = (seat.actor, seat.pen, seat.parliament, tuple(known["own_guesses"].items()), known["shares"])
    return {
        "head": part_text(room, "seat_head", known),
        "now": _once(made, ("now", *own), lambda: part_text(room, "seat_now", known)),
        "trial": trial(room, seat),
        "talk": _once(made, ("talk", *own[:3]), lambda: part_text(room, "seat_talk", known)),
        "shown": _once(made, ("shown",), lambda: _shown_to_teams(room)),
        "sheet": _once(made, ("sheet", seat.actor, seat.parliament), lambda: part_text(room, "seat_sheet", known)),
    }


def _shown_to_teams(room: Room) -> str:
    """What the projector has shown so far."""
    session = room.session
    if session.phase == "reveal":
        return part_text(room, "shown", shown(room, session.beat))
    return part_text(room, "shown", shown(room, 3)) if session.results else ""


def trial(room: Room, seat: Seat) -> str:
    """What a seat's last what-if came to."""
    tried = room.tried.get(seat.id)
    return "" if tried is None else part_text(room, "seat_trial", {"tried": tried})


def _once(made: Made, key: Hashable, make: Callable[[], str]) -> str:
    if key not in made:
        made[key] = {"": make()}
    return made[key][""]


def _own(room: Room, seat: Seat) -> dict[str, Any]:
    """What one team may know beside what everybody may."""
    session, actor = room.session, seat.actor
    ready = room.where is not None and room.where.round == session.round and session.phase in ("talk", "choose")
    offers = [each for each in session.offers.values() if actor in (each.giver, each.taker)]
    return {
        "sheet": room.sheets.get(actor),
        "house": room.parliaments[actor] if seat.parliament else None,
        "vote": session.votes.get((session.round, actor), Vote()),
        "order": session.order_of(session.round, actor),
        "hand": hand(room, actor) if ready else None,
        "offers": offers,
        "card_text": lambda of, key: card_text(room, of, key),
        "messages": [each for each in session.messages if actor in (each.sender, each.to)],
        "own_guesses": {
            question: in_20
            for (by, number, question), in_20 in session.guesses.items()
            if by == seat.id and number == max(1, session.round)
        },
        "shares": seat.id in session.agreed_to_share,
        "scores": scores(session, [each.id for each in room.futures.questions]) if session.phase == "debrief" else [],
    }


def _on_screen(room: Room, who: Who, made: Made) -> Parts:
    session = room.session
    if session.screen == "frozen":
        return {}
    if session.screen == "blank":
        return {"screen": part_text(room, "blank", {})}
    known = {"address": room.address, "code": room.keys.code, "qr": room.qr, **shown(room, session.beat)}
    known["scores"] = scores(session, [each.id for each in room.futures.questions])
    known |= afterwards(room)
    return {"screen": part_text(room, "screen", known)}


def _leading(room: Room, who: Who, made: Made) -> Parts:
    return lead_parts(room)


_MAKERS = {"seat": _at_seat, "screen": _on_screen, "facilitator": _leading, "door": _at_door}
