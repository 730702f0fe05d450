"""Whether a session keeps to its timetable: how late the present part began, and what is left to make up for it."""

from __future__ import annotations

from caucasus_sim.web.workshop.session import Session

MINUTE = 60_000.0  # milliseconds, as the journal counts


def ends_at(session: Session) -> float:
    """The moment at which the present part is over, in the journal's milliseconds."""
    return session.moved_at + (session.slot.end - session.slot.start) * MINUTE


def minutes_late(session: Session) -> int:
    """How many minutes after its time in the preset the present part began; 0 if it was on time or early.

    The clock of a session starts when the first part ends on time: a facilitator who opens the room long before anybody
    comes is not late. More than a whole session is no lateness but another day.
    """
    if session.began_at is None:
        return 0
    late = round((session.moved_at - session.began_at) / MINUTE) - session.slot.start
    return late if 0 < late <= session.preset.minutes else 0


def spare_minutes(session: Session) -> int:
    """What the preset keeps for what runs late."""
    return sum(slot.end - slot.start for slot in session.preset.timeline() if slot.phase == "spare")
