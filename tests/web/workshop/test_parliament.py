"""Who plays a parliament can block ratification for a round; nobody else can; without it the vote takes its course."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import httpx
import pytest
from tests.web.workshop.conftest import Lead, Phone

from caucasus_sim.month.arrays import FIRST, NEVER
from caucasus_sim.web.workshop.blocks import Block, books_of
from caucasus_sim.web.workshop.futures import Futures
from caucasus_sim.web.workshop.ground import Script
from caucasus_sim.web.workshop.journal import Journal
from caucasus_sim.web.workshop.records import Vote
from caucasus_sim.web.workshop.resolve import replayed, resolved
from caucasus_sim.web.workshop.session import Session, summed
from caucasus_sim.web.workshop.tale import lived_round

PRINCIPALS = ("armenia", "azerbaijan")


@pytest.fixture(scope="module")
def signed(ground):
    """The same world with a treaty signed in its first month, and governments that can carry it at home."""
    found = replace(ground)
    world = ground.start.copy()
    w, b = world[0], ground.setup.book[0]
    w["treaty"] = 3
    w["first"][FIRST["treaty_signed"]] = ground.setup.scenario.start
    for p in range(2):
        w["seats"][p] = b.seats_total[p]
    vars(found)["start"] = world
    return found


def session_with(ground, *blocking, number=1):
    session = Session()
    about = {"preset": "24x90", "actors": list(ground.setup.actors), "start": ground.setup.scenario.start}
    session.apply({"kind": "opened", "at": 0.0, "about": about})
    session.place = next(n for n, s in enumerate(session.slots) if (s.phase, s.round) == ("reveal", number))
    for actor in PRINCIPALS:
        session.apply({"kind": "joined", "seat": actor, "actor": actor, "name": "P", "parliament": True})
    for actor in blocking:
        voted = {"kind": "voted", "by": actor, "round": number, "actor": actor, "blocks": True, "why": "not asked"}
        session.apply(voted)
    return session


def ratified(world):
    return [int(world[0]["first"][FIRST[f"ratified_{p}"]]) != NEVER for p in range(2)]


def test_without_a_block_the_same_luck_ratifies_what_a_block_holds_back(signed):
    start = signed.setup.scenario.start
    ends = {}
    for blocking in ((), ("armenia",), ("azerbaijan",), PRINCIPALS):
        script = Script(blocks=tuple(Block(actor, start, start + 23) for actor in blocking))
        ends[blocking], _ = lived_round(signed, signed.start, script, start, start + 24)
    assert ratified(ends[()]) == [True, True]
    assert ratified(ends["armenia",]) == [False, True]
    assert ratified(ends["azerbaijan",]) == [True, False]
    assert ratified(ends[PRINCIPALS]) == [False, False]


def test_a_block_holds_for_its_round_and_no_longer(signed):
    start = signed.setup.scenario.start
    script = Script(blocks=(Block("armenia", start, start + 23),))
    first, _ = lived_round(signed, signed.start, script, start, start + 24)
    after, _ = lived_round(signed, first, script, start + 24, start + 48)
    assert ratified(first) == [False, True]
    assert ratified(after) == [True, True]
    assert signed.position(script, start + 48).tobytes() == after.tobytes()


def test_a_reveal_shows_the_block_and_counts_it_in_the_futures_and_not_in_those_of_the_model_alone(signed):
    futures = Futures(signed)
    session = session_with(signed, "azerbaijan")
    told = resolved(signed, futures, session, 20)
    assert told["votes"] == {
        "armenia": {"blocks": False, "why": ""},
        "azerbaijan": {"blocks": True, "why": "not asked"},
    }
    first, last = session.months_of(1)
    session.apply({"kind": "resolved", "round": 1, "first": first, "last": last, "orders": {}, "told": told})
    world, script, _ = replayed(signed, session)
    assert ratified(world) == [True, False]
    assert [block.actor for block in script.blocks] == ["azerbaijan"]
    own = futures._worlds(signed.setup, signed.lens, signed.reading, signed.start, script, first, last + 1, 1)
    assert ratified(own) == [True, False]


def test_a_block_asks_for_one_seat_more_than_there_are_the_same_for_both(ground):
    start = ground.setup.scenario.start
    books = books_of(ground.setup, [Block(actor, start, start + 11) for actor in PRINCIPALS])
    (_, blocked), (until, after) = books
    assert until == ground.setup.step_of(start + 12)
    assert after is ground.setup.book
    assert list(blocked[0].seats_to_ratify) == [seats + 1 for seats in ground.setup.book[0].seats_total]


def test_a_table_of_a_parliament_alone_is_played_by_the_model_and_its_block_lapses_with_the_seat(ground):
    session = session_with(ground, "armenia")
    assert session.played_by_model("armenia")
    assert session.votes_of(1) == {"armenia": Vote(True, "not asked"), "azerbaijan": Vote()}
    session.apply({"kind": "joined", "seat": "g", "actor": "armenia", "name": "G"})
    assert session.seats["g"].pen
    session.apply({"kind": "left", "by": "armenia", "seat": "armenia"})
    session.apply({"kind": "joined", "seat": "new", "actor": "armenia", "name": "N", "parliament": True})
    assert session.votes_of(1)["armenia"] == Vote()
    session.apply({"kind": "left", "by": "g", "seat": "g"})
    assert not session.seats["new"].pen


def play(room, place, act):
    async def every():
        async with Lead(place) as lead, Phone(place) as ada, Phone(place) as house, Phone(place) as zed:
            await lead.enter(room)
            for phone, name, where in (
                (ada, "Ada", "armenia"),
                (house, "Hov", "armenia:parliament"),
                (zed, "Zed", "azerbaijan:parliament"),
            ):
                await phone.join(room, name, where)
            await lead.go_to("talk")
            await ada.until(lambda: "form" in ada.parts["now"])
            await act(lead, ada, house, zed)

    asyncio.run(every())


def test_only_the_seat_of_a_parliament_sets_it_and_its_block_is_sealed_until_the_reveal(served_room):
    room, place = served_room

    async def act(lead, ada, house, zed):
        async with Phone(place) as screen:
            await screen.hello("screen", room.keys.screen)
            for phone in (house, zed):
                await phone.until(lambda p=phone: 'data-do="vote"' in p.parts["now"])
            assert 'data-do="vote"' not in ada.parts["now"]
            assert 'data-do="commit"' not in house.parts["now"]
            said = await house.ask(do="vote", vote="block", why="")
            assert any("reason" in note.get("wrong", "") for note in said)
            await house.ask(do="vote", vote="block", why="nobody asked us")
            await zed.ask(do="vote", vote="course", why="")
            assert room.session.votes_of(1) == {"armenia": Vote(True, "nobody asked us"), "azerbaijan": Vote()}
            await house.until(lambda: "you block ratification" in house.parts["now"])
            for other in (ada, zed, screen):
                assert "nobody asked us" not in other.traffic
            await lead.go_to("reveal")
            for other in (zed, screen):
                await other.until(lambda p=other: "nobody asked us" in p.traffic)

    play(room, place, act)


@pytest.mark.parametrize("who", ["ada", "lead", "door"])
def test_nobody_else_can_set_it(served_room, who):
    room, place = served_room

    async def act(lead, ada, house, zed):
        async with Phone(place) as door:
            await door.hello("seat")
            asking = {"ada": ada, "lead": lead, "door": door}[who]
            for form in ({"actor": "armenia"}, {"seat": "x"}):
                await asking.send(do="vote", vote="block", why="so", round=1, id="x", **form)
            assert await asking.closed() == 1008
            assert room.session.votes == {}
            assert "voted" not in [event["kind"] for event in room.journal.events]

    play(room, place, act)


@pytest.mark.parametrize(
    "act_of", [{"do": "pen"}, {"do": "vote", "vote": "perhaps"}, {"do": "vote", "vote": ["block"]}]
)
def test_a_parliament_writes_no_orders_and_knows_two_words(served_room, act_of):
    room, place = served_room

    async def act(lead, ada, house, zed):
        said = await house.ask(do="commit", line="hold", why="so")
        assert any("pen" in note.get("wrong", "") for note in said)
        await house.send(**act_of, id="x")
        assert await house.closed() == 1008
        assert [seat.pen for seat in room.session.team("armenia")] == [True, False]

    play(room, place, act)


def test_a_parliament_has_one_place_at_either_table_and_none_elsewhere(served_room):
    room, place = served_room

    async def act(lead, ada, house, zed):
        async with Phone(place) as late, Phone(place) as lost:
            await late.hello("seat")
            assert "parliament" not in late.parts["now"]
            form = {"code": room.keys.code, "name": "Late"}
            said = await late.ask(do="join", actor="azerbaijan:parliament", **form)
            assert any("already" in note.get("wrong", "") for note in said)
            await lost.hello("seat")
            await lost.send(do="join", actor="iran:parliament", id="x", **form)
            assert await lost.closed() == 1008

    play(room, place, act)


def test_the_block_is_in_the_journal_and_the_export_and_comes_back_with_a_restart_and_with_undo(served_room):
    room, place = served_room

    def export(kind):
        form = {"secret": room.keys.facilitator, "kind": kind}
        return httpx.post(f"{place.address}/export", data=form, headers={"origin": place.address}).text

    async def act(lead, ada, house, zed):
        await house.ask(do="vote", vote="block", why="nobody asked us")
        assert summed(Journal(room.folder).events) == room.session
        await lead.go_to("reveal")
        assert room.session.results[1].blocked == ("armenia",)
        table = await asyncio.to_thread(export, "csv")
        assert "parliament,1,armenia,block,,nobody asked us" in table
        assert "parliament,1,azerbaijan,course,," in table
        assert "blocked ratification in this round" in await asyncio.to_thread(export, "html")
        assert '"kind": "voted"' in await asyncio.to_thread(export, "jsonl")
        assert "Parliaments that blocked" in await asyncio.to_thread(export, "yaml")
        await lead.ask(do="undo")
        assert room.session.results == {}
        assert room.session.votes_of(1)["armenia"].blocks
        await house.ask(do="vote", vote="course", why="")
        await lead.go_to("reveal")
        assert room.session.results[1].blocked == ()

    play(room, place, act)


def test_whoever_plays_a_parliament_reads_its_card_and_not_the_sheet_of_the_government(served_room):
    room, place = served_room

    async def act(lead, ada, house, zed):
        assert "You have no move of your own." in house.parts["sheet"]
        assert room.sheets["armenia"].red_line.text not in house.traffic
        assert "Armenia (parliament)" in house.parts["head"]
        await house.until(lambda: "National Assembly" in house.parts["now"])
        await zed.until(lambda: "Milli Majlis" in zed.parts["now"])
        await house.ask(do="message", to="azerbaijan", text="what were you promised?")
        await zed.until(lambda: "what were you promised?" in zed.parts["talk"])
        assert "(parliament) →" in zed.parts["talk"]

    play(room, place, act)
