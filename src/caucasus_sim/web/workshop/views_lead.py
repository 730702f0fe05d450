"""The facilitator's page: who is there and how far they are, tools, the script, a preview of the reveal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from caucasus_sim.web.workshop.otherwise import turns_of
from caucasus_sim.web.workshop.showing import afterwards, hand, part_text, shown
from caucasus_sim.web.workshop.timetable import minutes_late, spare_minutes

if TYPE_CHECKING:
    from caucasus_sim.web.workshop.room import Room


def lead_parts(room: Room) -> dict[str, str]:
    """The regions of the facilitator's page."""
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
        "votes_now": session.votes_of(session.round),
        "late": minutes_late(session),
        "spare": spare_minutes(session),
        "events": room.events,
        "present": room.present,
        "fault": room.fault,
        "turns": turns_of(session) if session.phase == "debrief" else {},
        **afterwards(room),
        "links": {"screen": f"/screen#{room.keys.screen}", "address": room.address, "code": room.keys.code},
        "secret": room.keys.facilitator,
        **shown(room, 3),
    }
    return {
        "head": part_text(room, "lead_head", known),
        "teams": part_text(room, "lead_teams", known),
        "tools": part_text(room, "lead_tools", known),
        "preview": part_text(room, "shown", known) if session.round in session.results else "",
        "script": part_text(room, "lead_script", known),
    }


def _status(room: Room, actor: str) -> str:
    """What the facilitator sees of a table: how far its order is, and whether anybody is there."""
    session = room.session
    if session.played_by_model(actor):
        return "model"
    if session.order_of(session.round, actor) is not None:
        return "committed"
    if not any(room.present.get(seat.id) for seat in session.governing(actor)):
        return "absent"
    return "drafted" if (session.round, actor) in session.drafted else "waiting"
