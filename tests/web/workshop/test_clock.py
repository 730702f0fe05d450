"""24 people and 90 minutes on a clock that is wound by hand, with the network gone from minute 40 to minute 44."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace

import pytest
from tests.web.workshop.conftest import Lead, Phone, Wire

from caucasus_sim.web.workshop.presets import preset
from caucasus_sim.web.workshop.session import Session
from caucasus_sim.web.workshop.timetable import minutes_late, spare_minutes

CONCEDE = "treaty:concede_article"
CUT, BACK = 40, 44
TABLES = {
    "armenia": 3,
    "armenia:parliament": 1,
    "azerbaijan": 3,
    "azerbaijan:parliament": 1,
    "france": 2,
    "india": 2,
    "iran": 3,
    "russia": 3,
    "turkiye": 3,
    "united_states": 3,
}


class Clock:
    """Seconds since a moment of its own; it stands until it is wound."""

    minute = 0.0

    def __call__(self) -> float:
        return self.minute * 60.0


@pytest.fixture
def wire(served_room):
    line = Wire(served_room[1].port)
    yield line
    line.close()


async def all_seated(room, place, lead):
    """24 phones with their tokens, and the facilitator."""
    await lead.__aenter__()
    await lead.enter(room)
    found = {}
    for place_at, people in TABLES.items():
        for n in range(people):
            phone = await Phone(place).__aenter__()
            found[phone] = await phone.join(room, f"{place_at} {n + 1}", place_at)
    return found


async def come_back(place, tokens):
    """Everybody's phone with the token it kept."""
    found = {}
    for token in tokens:
        phone = await Phone(place).__aenter__()
        await phone.hello("seat", token)
        found[phone] = token
    return found


async def gone(people):
    for each in people:
        with suppress(Exception):
            await each.__aexit__(None, None, None)


async def step(room, clock, lead, minute):
    """Next at this minute; a reveal's beats are shown before."""
    clock.minute = minute
    while room.session.phase == "reveal" and room.session.beat < 3:
        await lead.until(lambda: room.session.round in room.session.results)
        await lead.next()
    await lead.next()
    if room.session.phase in ("talk", "choose"):
        await lead.until(lambda: room.where is not None and room.where.round == room.session.round)


def began(room) -> list[tuple[str, int, float]]:
    """Every part with the minute in which it began, as the journal has it."""
    slots = room.session.slots
    moves = [event for event in room.journal.events if event["kind"] == "moved"]
    return [(slots[each["place"]].phase, slots[each["place"]].round, each["at"] / 60_000.0) for each in moves]


def test_a_rehearsal_of_24_people_keeps_to_its_90_minutes_though_the_network_is_cut(served_room, wire):
    room, place = served_room
    room.clock = clock = Clock()
    wired = replace(place, port=wire.port, address=f"http://127.0.0.1:{wire.port}")
    assert began_on_time() == [10, 14, 23, 26, 30, 39, 42, 46, 55, 58, 62]

    async def play():
        lead = Lead(wired)
        phones = await all_seated(room, wired, lead)
        assert len(room.session.seats) == preset("24x90").seats == 24
        for minute in (4, 10, 14, 23, 26, 30, 39):
            await step(room, clock, lead, minute)
        ada = next(iter(phones))
        await ada.ask(do="commit", card1=CONCEDE, line="hold", why="before the cut", id="once")

        # Everything goes silent. Nobody loses a seat, nothing moves on by itself, and what was ordered stands.
        before, seats = room.step, dict(room.session.seats)
        clock.minute = CUT
        wire.cut()
        await gone([lead, *phones])
        await until(lambda: not room.lines)
        clock.minute = BACK
        assert (room.step, room.session.seats) == (before, seats)
        wire.mend()
        again = Lead(wired)
        await again.__aenter__()
        await again.enter(room)
        phones_again = await come_back(wired, phones.values())
        assert room.session.seats == seats
        assert all(any(note.get("role") == "seat" for note in phone.notes) for phone in phones_again)
        assert sum(room.present.values()) == 24
        back = next(iter(phones_again))
        await back.ask(do="commit", card1=CONCEDE, line="hold", why="sent once more", id="once")
        assert room.session.order_of(2, "armenia").why == "before the cut"

        # The part was to end at minute 42: Next says so, and how late the next one began; then all is on time again.
        await again.until(lambda: f'data-after="{42 * 60_000}"' in again.parts["head"])
        assert minutes_late(room.session) == 0
        await step(room, clock, again, BACK)
        await again.until(lambda: "This part began 2 min late." in again.parts["head"])
        await step(room, clock, again, 46)
        await again.until(lambda: "min late" not in again.parts["head"])
        for minute in (55, 58, 62):
            await step(room, clock, again, minute)
        assert room.session.phase == "debrief"
        await again.until(lambda: f'data-after="{86 * 60_000}"' in again.parts["head"])
        assert sorted(room.session.results) == [1, 2, 3]
        assert room.session.seats == seats
        await gone([again, *phones_again])

    asyncio.run(play())
    planned = [(slot.phase, slot.round, float(slot.start)) for slot in room.session.slots[1:]]
    late = [(phase, number, BACK if (phase, number) == ("reveal", 2) else at) for phase, number, at in planned]
    assert began(room) == late


def began_on_time() -> list[int]:
    """The minutes that the room was promised."""
    return [slot.start for slot in preset("24x90").timeline() if slot.phase not in ("lobby", "brief", "spare")]


async def until(holds) -> None:
    for _ in range(500):
        if holds():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("never came")


def session_at(*minutes: float) -> Session:
    session = Session()
    session.apply({"kind": "opened", "at": 0.0, "about": {"preset": "24x90", "actors": [], "start": 0}})
    for place, minute in enumerate(minutes, 1):
        session.apply({"kind": "moved", "at": minute * 60_000.0, "place": place})
    return session


def test_the_clock_counts_from_the_end_of_the_first_part_and_another_day_is_not_late():
    assert minutes_late(session_at()) == 0
    assert minutes_late(session_at(45)) == 0
    assert minutes_late(session_at(45, 51)) == 0
    assert minutes_late(session_at(45, 54)) == 3
    assert minutes_late(session_at(45, 50)) == 0
    assert minutes_late(session_at(45, 24 * 60)) == 0
    assert spare_minutes(session_at()) == 4
