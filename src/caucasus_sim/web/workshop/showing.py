"""What pages of several roles show alike: phase and clock, the cards of a government, a reveal up to its beat."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from caucasus_sim.month.arrays import DOMAIN_NAMES, calendar
from caucasus_sim.web.workshop.asks import middle, room_guesses
from caucasus_sim.web.workshop.cards import deal_title
from caucasus_sim.web.workshop.otherwise import Turn
from caucasus_sim.web.workshop.picture import lens_picture
from caucasus_sim.web.workshop.records import LINES, MOST_MOVES, Result
from caucasus_sim.web.workshop.scripting import orders_of
from caucasus_sim.web.workshop.timetable import ends_at

if TYPE_CHECKING:
    from caucasus_sim.web.workshop.room import Room

NOTHING: dict[str, Any] = {
    "result": None,
    "waiting": False,
    "moves": {},
    "votes": {},
    "room_guess": {},
    "middle": middle,
    "picture": "",
}


def part_text(room: Room, part: str, values: dict[str, Any]) -> str:
    """A region of a page."""
    return room.pages.text(f"parts/{part}.html", {**common(room), **values})


def common(room: Room) -> dict[str, Any]:
    """What every region may show: the phase, the clock, the public state."""
    session = room.session
    return {
        "s": session,
        "step": room.step,
        "until": int(ends_at(session)),
        "name_of": lambda actor: room.told.texts[f"actor.{actor}"],
        "phase_name": room.told.texts[f"phase.{session.phase}"],
        "calendar": calendar,
        "state": room.where.state if room.where else None,
        "questions": room.futures.questions,
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


def card_text(room: Room, actor: str, key: str) -> str:
    """A card in words, also after its round."""
    return room.texts_of_cards.get((actor, key), key)


def shown(room: Room, beat: int, of: Result | None = None) -> dict[str, Any]:
    """What a reveal shows up to a beat: moves; guesses; then futures, the history drawn, and why.

    ``of`` names a round; else it is the present one, or the last while the present one is talked over.
    """
    session = room.session
    waiting = of is None and session.phase == "reveal" and session.round not in session.results
    if waiting:
        return {
            **NOTHING,
            "beat": beat,
            "waiting": True,
            "moves": moves_now(room) if room.where else {},
            "votes": _votes_now(room),
        }
    result = of or session.results.get(session.round) or session.results.get(session.round - 1)
    if result is None:
        return {**NOTHING, "beat": beat}
    return {
        "beat": beat,
        "waiting": False,
        "result": result,
        "moves": result.told["moves"],
        "votes": result.told.get("votes", {}),
        "room_guess": {q.id: room_guesses(session, result.round, q.id) for q in room.futures.questions},
        "middle": middle,
        "picture": lens_picture(room, result, f"fig{result.round}"),
    }


def moves_now(room: Room) -> dict[str, Any]:
    """The orders of the round as they are read out while the rest is being computed."""
    orders = orders_of(room.session, room.session.round)
    return {
        actor: {
            "texts": [card_text(room, actor, choice.card) for choice in order.moves],
            "consents": [f"{say}: {name.replace('_', ' ')}" for name, say in order.consents],
            "line": order.line,
            "why": order.why,
            "by": order.by,
        }
        for actor, order in orders.items()
    }


def afterwards(room: Room) -> dict[str, Any]:
    """What was asked in the debrief, and the last answers."""
    asked = room.afterwards
    return {
        "again": asked.again,
        "again_picture": _again_picture(room, asked.again),
        "otherwise": asked.otherwise,
        "turn_text": lambda turn: turn_text(room, turn),
        "option_text": lambda turn, to: option_text(room, turn, to),
    }


def _again_picture(room: Room, again: dict[str, Any]) -> str:
    if "with" not in again:
        return ""
    return lens_picture(room, None, "again", {"before": again["without"], "after": again["with"]})


def turn_text(room: Room, turn: Turn) -> str:
    """A past move in words."""
    words, result = room.pages.words, room.session.results[turn.round]
    if turn.kind == "block":
        return words("vote.block")
    order = result.orders[turn.actor]
    if turn.kind == "move":
        choice = order.moves[turn.place]
        return f"{card_text(room, turn.actor, choice.card)} ({calendar(choice.month)})"
    name, say = order.consents[turn.place]
    return f"{words(f'say.{say}')}: {deal_title(room.ground.setup, name)}"


def option_text(room: Room, turn: Turn, to: str) -> str:
    """What was or could be done instead, in words."""
    words = room.pages.words
    if turn.kind == "move":
        return card_text(room, turn.actor, to) if to else words("otherwise.no_move")
    if turn.kind == "consent":
        return words(f"say.{to or 'model'}")
    return words("vote.course")


def _votes_now(room: Room) -> dict[str, Any]:
    return {actor: asdict(vote) for actor, vote in room.session.votes_of(room.session.round).items()}
