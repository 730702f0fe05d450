"""What the facilitator may do: one handler for each button of the facilitator's page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from caucasus_sim.web.guarding import Refused
from caucasus_sim.web.workshop.records import order_data
from caucasus_sim.web.workshop.requests import NotNow, actor_of, order_from_form
from caucasus_sim.web.workshop.session import FACILITATOR, last_undoable

if TYPE_CHECKING:
    from caucasus_sim.web.workshop.room import Room

Form = Mapping[str, Any]
BEATS = 3
SCREENS = ("live", "frozen", "blank")


def go_on(room: Room, form: Form) -> None:
    """Next: the next beat of a reveal, else the next phase. Two pages that press it at once go on one step."""
    session = room.session
    if str(form.get("from", "")) != room.step:
        raise NotNow("not.moved")
    if session.phase == "reveal":
        if session.round not in session.results:
            raise NotNow("not.computed")
        if session.beat < BEATS:
            room.record("beat", FACILITATOR, beat=session.beat + 1)
            return
    if session.place + 1 >= len(session.slots):
        raise NotNow("not.last")
    room.record("moved", FACILITATOR, place=session.place + 1)


def undo(room: Room, form: Form) -> None:
    """Take back the last step: a phase, an order that was entered, an event, a change of autopilot."""
    struck = last_undoable(room.journal.events)
    if struck is None:
        raise NotNow("not.undo")
    room.record("undone", FACILITATOR, struck=struck)


def autopilot(room: Room, form: Form) -> None:
    """The model plays a government from now on, or no longer."""
    actor = actor_of(room.session, form.get("actor"))
    room.record("autopilot", FACILITATOR, actor=actor, on=actor not in room.session.autopilot)


def enter(room: Room, form: Form) -> None:
    """Enter or overrule a team's order, with a reason that is logged and shown in the debrief."""
    if room.session.phase not in ("talk", "choose"):
        raise NotNow("not.phase")
    actor = actor_of(room.session, form.get("actor"))
    order = order_from_form(room.table_now(), room.session, actor, form, needs_why=True)
    told = {"round": room.session.round, "actor": actor, "order": order_data(order), "why": order.why}
    room.record("overruled", FACILITATOR, **told)


def inject(room: Room, form: Form) -> None:
    """Let an event of the catalogue happen in the first month of the round that is being talked over."""
    event = str(form.get("event", ""))
    if event not in room.events:
        raise Refused("no such event")
    if room.session.phase not in ("talk", "choose"):
        raise NotNow("not.phase")
    first, _ = room.session.months_of(room.session.round)
    room.record("injected", FACILITATOR, round=room.session.round, month=first, event=event)


def screen(room: Room, form: Form) -> None:
    """Freeze or blank the projector, or let it go on."""
    if form.get("screen") not in SCREENS:
        raise Refused("no such screen")
    room.record("screen", FACILITATOR, screen=form["screen"])


def seat_free(room: Room, form: Form) -> None:
    """Free a seat whose phone will not come back."""
    if form.get("seat") not in room.session.seats:
        raise NotNow("not.seat")
    room.record("left", FACILITATOR, seat=str(form["seat"]))


def again(room: Room, form: Form) -> None:
    """Deal the same moves again, and ask whose world it is."""
    room.afterwards.deal_again()


def pick(room: Room, form: Form) -> None:
    """Choose a past move, to play it differently."""
    room.afterwards.pick(str(form.get("move", "")))


def otherwise(room: Room, form: Form) -> None:
    """Play the chosen move differently, with the same luck; the journal does not know of it."""
    room.afterwards.replay(str(form.get("to", "")))


DO: dict[str, Callable[[Room, Form], None]] = {
    "next": go_on,
    "undo": undo,
    "autopilot": autopilot,
    "enter": enter,
    "inject": inject,
    "screen": screen,
    "free": seat_free,
    "again": again,
    "pick": pick,
    "otherwise": otherwise,
}
