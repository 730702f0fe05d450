"""The debrief: one past move played differently, with the same luck, and nothing of it touches what was played."""

from __future__ import annotations

import asyncio
import copy

import pytest
from tests.web.workshop.conftest import Lead, Phone

from caucasus_sim.web.workshop.futures import Futures
from caucasus_sim.web.workshop.otherwise import Turn, compared, options_of, otherwise, turns_of
from caucasus_sim.web.workshop.records import Choice, Order
from caucasus_sim.web.workshop.resolve import replayed, resolved
from caucasus_sim.web.workshop.session import Session

CONCEDE, SLOW = "treaty:concede_article", "treaty:slow_talks"


@pytest.fixture(scope="module")
def played(ground):
    """Two rounds: the principals consent to the open articles, and Armenia makes two moves."""
    session, futures = Session(), Futures(ground)
    about = {"preset": "24x90", "actors": list(ground.setup.actors), "start": ground.setup.scenario.start}
    session.apply({"kind": "opened", "at": 0.0, "about": about})
    session.apply({"kind": "joined", "seat": "h", "actor": "azerbaijan", "name": "H", "parliament": True})
    for number in (1, 2):
        session.place = next(n for n, s in enumerate(session.slots) if (s.phase, s.round) == ("reveal", number))
        first, last = session.months_of(number)
        moves = (Choice(CONCEDE, first + 3), Choice(SLOW, first + 8)) if number == 2 else ()
        says = (("articles", "consent"),) if number == 1 else ()
        session.orders[number, "armenia"] = Order(moves, "hold", says, "so", "a")
        session.orders[number, "azerbaijan"] = Order((), "hold", says, "so", "b")
        session.apply(
            {"kind": "voted", "by": "h", "round": number, "actor": "azerbaijan", "blocks": number == 2, "why": "w"}
        )
        told = resolved(ground, futures, session, 20)
        orders = told.pop("orders")
        session.apply(
            {"kind": "resolved", "round": number, "first": first, "last": last, "orders": orders, "told": told}
        )
    return session


def test_every_word_and_move_of_a_table_and_a_block_can_be_picked_and_none_of_the_models(played):
    assert list(turns_of(played)) == [
        *("1/armenia/consent/0", "1/azerbaijan/consent/0"),
        *("2/armenia/move/0", "2/armenia/move/1", "2/azerbaijan/block/0"),
    ]


def test_options_are_no_move_and_what_was_possible_then(ground, played):
    options = options_of(ground, played, Turn(2, "armenia", "move", 0))
    assert options[0] == ""
    assert not {CONCEDE, SLOW} & set(options)
    assert len(options) > 3
    assert options_of(ground, played, Turn(1, "armenia", "consent", 0)) == ["", "refuse"]
    assert options_of(ground, played, Turn(2, "azerbaijan", "block")) == [""]


def test_another_word_is_another_history_and_the_path_that_was_played_is_the_same_afterwards(ground, played):
    before = copy.deepcopy(played)
    turn = Turn(1, "armenia", "consent", 0)
    told = compared(ground, Futures(ground), played, turn, "refuse", 20)
    assert played == before
    was, now = told["state"]
    assert now["articles"] < was["articles"]
    assert was == replayed_state(ground, played)
    asked = [each.title for each in Futures(ground).questions]
    assert [row["title"] for row in told["counts"]] == asked
    assert [row["title"] for row in told["came"]][: len(asked)] == asked


def replayed_state(ground, session):
    from caucasus_sim.web.workshop.tale import state_lines

    return state_lines(ground, replayed(ground, session)[0])


def test_only_the_one_move_changes_and_it_keeps_its_month(played):
    other = otherwise(played, Turn(2, "armenia", "move", 1), "security:hold")
    moves = other.results[2].orders["armenia"].moves
    was = played.results[2].orders["armenia"].moves
    assert moves == (was[0], Choice("security:hold", was[1].month))
    assert other.results[1] == played.results[1]
    assert other.results[2].orders["azerbaijan"] == played.results[2].orders["azerbaijan"]
    assert otherwise(played, Turn(2, "armenia", "move", 0), "").results[2].orders["armenia"].moves == was[1:]
    assert otherwise(played, Turn(2, "azerbaijan", "block"), "").results[2].blocked == ()
    assert played.results[2].blocked == ("azerbaijan",)


def test_what_was_done_again_is_no_difference(ground, played):
    turn = Turn(2, "armenia", "move", 0)
    told = compared(ground, Futures(ground), played, turn, CONCEDE, 20)
    assert all(row["was"] == row["now"] for row in told["came"] + told["counts"])
    assert told["state"][0] == told["state"][1]


def test_in_the_room_it_is_shown_on_the_screen_and_is_in_no_journal(served_room):
    room, place = served_room

    async def play():
        async with Lead(place) as lead, Phone(place) as ada, Phone(place) as screen:
            await lead.enter(room)
            await ada.join(room, "Ada", "armenia")
            await screen.hello("screen", room.keys.screen)
            await lead.go_to("talk")
            await ada.until(lambda: "form" in ada.parts["now"])
            await ada.ask(do="commit", card1=CONCEDE, line="hold", why="so")
            said = await lead.ask(do="pick", move="1/armenia/move/0")
            assert any("Not in this part" in note.get("wrong", "") for note in said)
            await lead.go_to("debrief")
            events, session = copy.deepcopy(room.journal.events), copy.deepcopy(room.session)
            await lead.until(lambda: "gives way on an open article" in lead.parts["tools"])
            await lead.ask(do="pick", move="1/armenia/move/0")
            await lead.until(lambda: 'data-do="otherwise"' in lead.parts["tools"])
            await lead.ask(do="otherwise", to="")
            await screen.until(lambda: "Had it been so" in screen.parts["screen"])
            assert "Instead: no move." in screen.parts["screen"]
            assert room.journal.events == events
            assert room.session == session
            await lead.send(do="otherwise", to="treaty:no_such_move", id="x")
            assert await lead.closed() == 1008

    asyncio.run(play())


@pytest.mark.parametrize("action", ["pick", "otherwise"])
def test_a_team_cannot_ask_it(served_room, action):
    room, place = served_room

    async def play():
        async with Phone(place) as ada:
            await ada.join(room, "Ada", "armenia")
            await ada.send(do=action, move="1/armenia/move/0", to="", id="x")
            assert await ada.closed() == 1008

    asyncio.run(play())
