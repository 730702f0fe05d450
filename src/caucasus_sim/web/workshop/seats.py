"""What a team may do: one handler for each thing a phone sends; each becomes at most one event of the journal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from caucasus_sim.web.guarding import Refused, text_of
from caucasus_sim.web.workshop.records import Seat, order_data
from caucasus_sim.web.workshop.requests import (
    TEXT_LENGTH,
    NotNow,
    actor_of,
    card_of,
    guesses_from_form,
    line_of_text,
    order_from_form,
)

if TYPE_CHECKING:
    from caucasus_sim.web.workshop.room import Room

Form = Mapping[str, Any]
TALKING = ("talk", "choose")
VOTES = ("course", "block")


def guess(room: Room, seat: Seat, form: Form) -> None:
    """Sealed guesses for the round to come; the newest of a seat counts until the round is resolved."""
    if room.session.phase not in ("predict", *TALKING):
        raise NotNow("not.phase")
    names = tuple(question.id for question in room.futures.questions)
    number = max(1, room.session.round)
    room.record("guessed", seat.id, round=number, guesses=guesses_from_form(names, form))


def commit(room: Room, seat: Seat, form: Form) -> None:
    """The order of a team for this round; the newest counts until the choice is over."""
    _needs_pen(room, seat, TALKING)
    table = room.table_now()
    order = order_from_form(table, room.session, seat.actor, form, needs_why=True)
    room.record("committed", seat.id, round=room.session.round, actor=seat.actor, order=order_data(order))


def draft(room: Room, seat: Seat, form: Form) -> None:
    """A team has begun to write its order; what it has written stays on the phone."""
    if (
        not seat.parliament
        and room.session.phase in TALKING
        and (room.session.round, seat.actor) not in room.session.drafted
    ):
        room.record("drafted", seat.id, round=room.session.round, actor=seat.actor)


def what_if(room: Room, seat: Seat, form: Form) -> None:
    """What the team's order would change, as far as the model knows; only this seat is told."""
    if room.session.phase not in TALKING:
        raise NotNow("not.phase")
    order = order_from_form(room.table_now(), room.session, seat.actor, form, needs_why=False)
    room.trials.ask(seat.id, seat.actor, order)


def vote(room: Room, seat: Seat, form: Form) -> None:
    """Block ratification in this round, or let the vote take its course; the newest counts until the reveal."""
    if not seat.parliament:
        raise Refused("no seat of a parliament")
    if room.session.phase not in TALKING:
        raise NotNow("not.phase")
    if form.get("vote") not in VOTES:
        raise Refused("no such vote")
    blocks, why = form["vote"] == "block", line_of_text(form.get("why", ""))
    if blocks and not why:
        raise NotNow("not.why")
    room.record("voted", seat.id, round=room.session.round, actor=seat.actor, blocks=blocks, why=why)


def message(room: Room, seat: Seat, form: Form) -> None:
    """A private message to another team."""
    to, text = actor_of(room.session, form.get("to")), text_of(form.get("text"), TEXT_LENGTH)
    if to == seat.actor or not text:
        raise NotNow("not.text")
    room.record("messaged", seat.id, round=room.session.round, sender=seat.actor, to=to, text=text)


def offer(room: Room, seat: Seat, form: Form) -> None:
    """If you do this, we do that."""
    _needs_pen(room, seat, TALKING)
    table = room.table_now()
    taker = actor_of(room.session, form.get("taker"))
    if taker == seat.actor:
        raise NotNow("not.self")
    told = {
        "id": f"o{len(room.session.offers) + 1}",
        "round": room.session.round,
        "giver": seat.actor,
        "taker": taker,
        "gives": card_of(table, seat.actor, form.get("gives")).key,
        "wants": card_of(table, taker, form.get("wants")).key,
        "words": line_of_text(form.get("words", "")),
    }
    room.record("offered", seat.id, offer=told)


def answer(room: Room, seat: Seat, form: Form) -> None:
    """Accept or decline an offer made to one's own team."""
    _needs_pen(room, seat, TALKING)
    made = room.session.offers.get(str(form.get("offer")))
    if made is None or made.taker != seat.actor:
        raise Refused("no offer to this team")
    if made.answer is not None or made.round != room.session.round:
        raise NotNow("not.answered")
    room.record("answered", seat.id, offer=made.id, accepts=form.get("accepts") == "yes")


def dispute(room: Room, seat: Seat, form: Form) -> None:
    """We dispute this: a stance on a role sheet is not what that government holds."""
    text = line_of_text(form.get("text", ""), TEXT_LENGTH)
    issue = str(form.get("issue", ""))
    if issue not in room.issues or not text:
        raise NotNow("not.text")
    room.record("disputed", seat.id, actor=seat.actor, issue=issue, text=text)


def pen(room: Room, seat: Seat, form: Form) -> None:
    """Take the pen of one's own team; everybody at the table sees who has it."""
    if seat.parliament:
        raise Refused("a parliament writes no orders")
    if not seat.pen:
        room.record("pen", seat.id, seat=seat.id)


def reflect(room: Room, seat: Seat, form: Form) -> None:
    """A line for the debrief."""
    text = line_of_text(form.get("text", ""), TEXT_LENGTH)
    if room.session.phase != "debrief" or not text:
        raise NotNow("not.phase")
    room.record("reflected", seat.id, text=text)


def share(room: Room, seat: Seat, form: Form) -> None:
    """Agree, or no longer agree, that private messages go into the export."""
    room.record("shares", seat.id, on=form.get("on") == "yes")


def leave(room: Room, seat: Seat, form: Form) -> None:
    """Give up the seat."""
    room.record("left", seat.id, seat=seat.id)


def _needs_pen(room: Room, seat: Seat, phases: tuple[str, ...]) -> None:
    if room.session.phase not in phases:
        raise NotNow("not.phase")
    if not seat.pen:
        raise NotNow("not.pen")


DO: dict[str, Callable[[Room, Seat, Form], None]] = {
    "guess": guess,
    "commit": commit,
    "draft": draft,
    "whatif": what_if,
    "vote": vote,
    "message": message,
    "offer": offer,
    "answer": answer,
    "dispute": dispute,
    "pen": pen,
    "reflect": reflect,
    "share": share,
    "leave": leave,
}
