"""Who sees what: the regions of each page as HTML, made on the server for one role at a time.

A team's page is made from what that team may know: its own sheet, its own messages, offers it made or was made. What is
secret never leaves the server for anybody else.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Any

from caucasus_sim.month.arrays import DOMAIN_NAMES, calendar
from caucasus_sim.web.workshop.asks import middle, room_guesses, scores
from caucasus_sim.web.workshop.picture import lens_picture
from caucasus_sim.web.workshop.records import LINES, MOST_MOVES, Result, Seat
from caucasus_sim.web.workshop.resolve import orders_of

if TYPE_CHECKING:
    from caucasus_sim.web.workshop.room import Room, Who

NOTHING: dict[str, Any] = {
    "result": None,
    "waiting": False,
    "moves": {},
    "room_guess": {},
    "middle": middle,
    "picture": "",
}
Parts = dict[str, str]
Made = dict[Hashable, Parts]


def parts_for(room: Room, who: Who, made: Made) -> Parts:
    """The regions of one browser's page; ``made`` keeps what several browsers see alike."""
    if who.role == "seat" and who.seat not in room.session.seats:
        return {"head": "", "now": _text(room, "door", {"gone": True, **_door(room)})}
    key: Hashable = (who.role, who.seat)
    if key not in made:
        made[key] = _MAKERS[who.role](room, who, made)
    return made[key]


def _text(room: Room, part: str, values: dict[str, Any]) -> str:
    return room.pages.text(f"parts/{part}.html", {**common(room), **values})


def common(room: Room) -> dict[str, Any]:
    """What every region may show: the phase, the clock, the public state."""
    session = room.session
    minutes = session.slot.end - session.slot.start
    return {
        "s": session,
        "step": room.step,
        "until": int(session.moved_at + minutes * 60_000.0),
        "name_of": lambda actor: room.told.texts[f"actor.{actor}"],
        "phase_name": room.told.texts[f"phase.{session.phase}"],
        "calendar": calendar,
        "state": room.where.state if room.where else None,
        "questions": room.futures.questions,
    }


def _door(room: Room) -> dict[str, Any]:
    return {"tables": [(actor, len(room.session.team(actor))) for actor in room.session.actors], "gone": False}


def _at_door(room: Room, who: Who, made: Made) -> Parts:
    return {"head": "", "now": _text(room, "door", _door(room)), "sheet": "", "talk": "", "shown": ""}


def _at_seat(room: Room, who: Who, made: Made) -> Parts:
    """A phone's page; people at one table share what they see alike."""
    seat = room.session.seats[who.seat]
    known = {"seat": seat, **_own(room, seat)}
    own = (seat.actor, seat.pen, tuple(known["own_guesses"].items()), known["shares"])
    return {
        "head": _text(room, "seat_head", known),
        "now": _once(made, ("now", *own), lambda: _text(room, "seat_now", known)),
        "trial": trial(room, seat),
        "talk": _once(made, ("talk", *own[:2]), lambda: _text(room, "seat_talk", known)),
        "shown": _once(made, ("shown",), lambda: _shown_to_teams(room)),
        "sheet": _once(made, ("sheet", seat.actor), lambda: _text(room, "seat_sheet", known)),
    }


def _shown_to_teams(room: Room) -> str:
    """What the projector has shown so far."""
    session = room.session
    if session.phase == "reveal":
        return _text(room, "shown", shown(room, session.beat))
    return _text(room, "shown", shown(room, 3)) if session.results else ""


def trial(room: Room, seat: Seat) -> str:
    """What a seat's last what-if came to."""
    tried = room.tried.get(seat.id)
    return "" if tried is None else _text(room, "seat_trial", {"tried": tried})


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
        "team": session.team(actor),
        "order": session.order_of(session.round, actor),
        "hand": hand(room, actor) if ready else None,
        "offers": offers,
        "card_text": lambda of, key: _card_text(room, of, key),
        "messages": [each for each in session.messages if actor in (each.sender, each.to)],
        "own_guesses": {
            question: in_20
            for (by, number, question), in_20 in session.guesses.items()
            if by == seat.id and number == max(1, session.round)
        },
        "shares": seat.id in session.agreed_to_share,
        "scores": scores(session, [each.id for each in room.futures.questions]) if session.phase == "debrief" else [],
    }


def hand(room: Room, actor: str) -> dict[str, Any]:
    """The cards of a government, the months of the round, its lines and the agreements it can speak to."""
    table = room.table_now()
    assert room.where is not None
    first, last = room.where.months
    cards = [card for card in table.cards[actor].values() if card.possible]
    return {
        "domains": {name: [card for card in cards if card.domain == name] for name in DOMAIN_NAMES},
        "months": range(first, last + 1),
        "lines": {line: [card.text for card in table.line(actor, line).values()] for line in LINES},
        "agreements": table.agreements(actor),
        "numbers": range(1, MOST_MOVES + 1),
        "others": {
            other: [card for card in table.cards[other].values() if card.possible and not card.key.endswith(":hold")]
            for other in room.session.actors
            if other != actor
        },
        "line_names": LINES,
    }


def _card_text(room: Room, actor: str, key: str) -> str:
    """A card in words, also after its round."""
    return room.texts_of_cards.get((actor, key), key)


def _on_screen(room: Room, who: Who, made: Made) -> Parts:
    session = room.session
    if session.screen == "frozen":
        return {}
    if session.screen == "blank":
        return {"screen": _text(room, "blank", {})}
    known = {"address": room.address, "code": room.keys.code, "qr": room.qr, **shown(room, session.beat)}
    known["scores"] = scores(session, [each.id for each in room.futures.questions])
    known["again"] = room.again
    known["again_picture"] = _again_picture(room)
    return {"screen": _text(room, "screen", known)}


def _leading(room: Room, who: Who, made: Made) -> Parts:
    session = room.session
    ready = room.where is not None and room.where.round == session.round and session.phase in ("talk", "choose")
    known: dict[str, Any] = {
        "hands": {actor: hand(room, actor) for actor in session.actors} if ready else {},
        "status": {actor: _status(room, actor) for actor in session.actors},
        "say": room.told.texts.get(f"script.{session.phase}.say", "").replace(
            "{months}", str(session.preset.rounds.months)
        ),
        "todo": room.told.texts.get(f"script.{session.phase}.do", ""),
        "hot": [room.told.texts[f"hot.{n}"] for n in range(1, 7)],
        "events": room.events,
        "present": room.present,
        "fault": room.fault,
        "again": room.again,
        "links": {"screen": f"/screen#{room.keys.screen}", "address": room.address, "code": room.keys.code},
        "secret": room.keys.facilitator,
        **shown(room, 3),
    }
    return {
        "head": _text(room, "lead_head", known),
        "teams": _text(room, "lead_teams", known),
        "tools": _text(room, "lead_tools", known),
        "preview": _text(room, "shown", known) if session.round in session.results else "",
        "script": _text(room, "lead_script", known),
    }


def _status(room: Room, actor: str) -> str:
    """What the facilitator sees of a table: how far its order is, and whether anybody is there."""
    session = room.session
    if session.played_by_model(actor):
        return "model"
    if session.order_of(session.round, actor) is not None:
        return "committed"
    if not any(room.present.get(seat.id) for seat in session.team(actor)):
        return "absent"
    return "drafted" if (session.round, actor) in session.drafted else "waiting"


def shown(room: Room, beat: int, of: Result | None = None) -> dict[str, Any]:
    """What a reveal shows up to a beat: moves; guesses; then futures, the history drawn, and why.

    ``of`` names a round; else it is the present one, or the last while the present one is talked over.
    """
    session = room.session
    waiting = of is None and session.phase == "reveal" and session.round not in session.results
    if waiting:
        return {**NOTHING, "beat": beat, "waiting": True, "moves": _moves_now(room) if room.where else {}}
    result = of or session.results.get(session.round) or session.results.get(session.round - 1)
    if result is None:
        return {**NOTHING, "beat": beat}
    return {
        "beat": beat,
        "waiting": False,
        "result": result,
        "moves": result.told["moves"],
        "room_guess": {q.id: room_guesses(session, result.round, q.id) for q in room.futures.questions},
        "middle": middle,
        "picture": lens_picture(room, result, f"fig{result.round}"),
    }


def _moves_now(room: Room) -> dict[str, Any]:
    """The orders of the round as they are read out while the rest is being computed."""
    orders = orders_of(room.session, room.session.round)
    return {
        actor: {
            "texts": [_card_text(room, actor, choice.card) for choice in order.moves],
            "consents": [f"{say}: {name.replace('_', ' ')}" for name, say in order.consents],
            "line": order.line,
            "why": order.why,
            "by": order.by,
        }
        for actor, order in orders.items()
    }


def _again_picture(room: Room) -> str:
    if "with" not in room.again:
        return ""
    told = {"before": room.again["without"], "after": room.again["with"]}
    return lens_picture(room, None, "again", told)


_MAKERS = {"seat": _at_seat, "screen": _on_screen, "facilitator": _leading, "door": _at_door}
