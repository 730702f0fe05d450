"""What nobody may see, and what hostile browsers may not do: refused, logged, and nobody else notices."""

from __future__ import annotations

import asyncio
import json

import httpx
import pytest
import websockets
from tests.web.workshop.conftest import Lead, Phone
from tests.web.workshop.talking import CONCEDE, asking, order, own, run

from caucasus_sim.web.guarding import new_token

SCRIPT = '<img src=x onerror="alert(1)"><script>alert(1)</script>'


def test_secrets_of_a_table_never_reach_another_seat(served_room):
    room, place = served_room
    red_lines = {actor: sheet.red_line.text for actor, sheet in room.sheets.items()}

    async def play(lead, ada, zed, bob):
        async with Phone(place) as screen, Phone(place) as door:
            await screen.hello("screen", room.keys.screen)
            await door.hello("seat")
            await ada.ask(do="message", to="iran", text="the secret passage")
            await order(ada, why="a reason that is sealed")
            await zed.ask(do="guess", **{"guess:war": "7"})
            await lead.go_to("debrief")
            await asyncio.sleep(0.3)
            for phone, own in ((ada, "armenia"), (bob, "armenia"), (zed, "azerbaijan"), (screen, ""), (door, "")):
                for actor, text in red_lines.items():
                    assert (json.dumps(text, ensure_ascii=False)[1:20] in phone.traffic) == (actor == own), (own, actor)
                for secret in (room.keys.facilitator, room.keys.screen):
                    assert secret not in phone.traffic
            for other in (zed, screen, door):
                assert "the secret passage" not in other.traffic
            assert "the secret passage" in bob.traffic

    run(room, place, play)


def test_a_sealed_guess_and_an_order_stay_sealed_until_the_reveal(served_room):
    room, place = served_room

    async def play(lead, ada, zed, bob):
        async with Phone(place) as screen:
            await screen.hello("screen", room.keys.screen)
            await order(ada, why="a sealed reason")
            await asyncio.sleep(0.2)
            assert "a sealed reason" not in zed.traffic + screen.traffic
            await lead.go_to("reveal")
            await screen.until(lambda: "a sealed reason" in screen.parts["screen"])

    run(room, place, play)


def test_only_the_pen_commits_and_the_newest_order_counts(served_room):
    room, place = served_room

    async def play(lead, ada, zed, bob):
        assert any("pen" in note.get("wrong", "") for note in await order(bob))
        await order(ada, why="first")
        await order(ada, why="second")
        assert room.session.order_of(1, "armenia").why == "second"
        await order(ada, why="third", id="the same")
        await order(ada, why="fourth", id="the same")
        assert room.session.order_of(1, "armenia").why == "third"
        await bob.ask(do="pen")
        assert any("pen" in note.get("wrong", "") for note in await order(ada))
        await order(bob, why="mine now")
        assert room.session.order_of(1, "armenia").why == "mine now"

    run(room, place, play)


def test_two_facilitators_who_press_next_at_once_go_on_one_step(served_room):
    room, place = served_room

    async def play():
        async with Lead(place) as one, Lead(place) as two:
            await one.enter(room)
            await two.enter(room)
            step = room.step
            await asyncio.gather(*(each.ask(do="next", **{"from": step}) for each in (one, two)))
            assert room.session.place == 1

    asyncio.run(play())


@pytest.mark.parametrize(
    "form",
    [
        {"card1": "treaty:no_such_move"},
        {"card1": ["treaty:hold"]},
        {"card1": "security:threaten_force/to=azerbaijan"},
        {"line": "attack"},
        {"month1": "soon"},
        {"say:articles": "perhaps"},
        {"why": "x" * 5000},
        {"why": {"a": 1}},
    ],
)
def test_a_form_that_no_page_sends_ends_its_own_line_alone(served_room, form):
    room, place = served_room

    async def play(lead, ada, zed, bob):
        await zed.send(do="commit", **{"card1": CONCEDE, "line": "hold", "why": "so", **form}, id="x")
        assert await zed.closed() == 1008
        assert room.session.order_of(1, "azerbaijan") is None
        await order(ada)
        assert room.session.order_of(1, "armenia") is not None

    run(room, place, play)


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"why": ""}, "reason"),
        ({"month1": "1"}, "month"),
        ({"card2": CONCEDE}, "same move"),
        ({"card2": "treaty:slow_talks", "say:articles": "consent"}, "two moves"),
    ],
)
def test_a_form_that_asks_too_much_is_answered_in_words(served_room, form, said):
    room, place = served_room

    async def play(lead, ada, zed, bob):
        assert any(said in note.get("wrong", "") for note in await order(ada, **form))
        assert room.session.order_of(1, "armenia") is None

    run(room, place, play)


@pytest.mark.parametrize("action", ["next", "undo", "enter", "inject", "screen", "autopilot", "free", "again"])
def test_a_seat_cannot_do_what_the_facilitator_does(served_room, action):
    room, place = served_room

    async def play(lead, ada, zed, bob):
        before = len(room.journal.events)
        await zed.send(do=action, id="x", **{"from": room.step, "actor": "armenia", "screen": "blank"})
        assert await zed.closed() == 1008
        assert len(room.journal.events) == before

    run(room, place, play)


def test_guessed_tokens_open_nothing(served_room):
    room, place = served_room

    async def play():
        async with Phone(place) as phone:
            for page in ("lead", "screen", "seat", "no page"):
                await phone.send(do="hello", page=page, token=new_token())
                await phone.send(do="hello", page=page, token=room.keys.facilitator[:-1])
            await phone.until(lambda: sum("role" in note for note in phone.notes) == 8)
            assert {note["role"] for note in phone.notes if "role" in note} == {"door"}
            await phone.send(do="next", id="x", **{"from": room.step})
            assert await phone.closed() == 1008
        assert room.session.place == 0

    asyncio.run(play())


def test_the_facilitators_secret_opens_no_other_page(served_room):
    room, place = served_room

    async def play():
        async with Phone(place) as phone:
            await phone.hello("seat", room.keys.facilitator)
            assert phone.notes[-1]["role"] == "door"

    asyncio.run(play())


def test_the_code_cannot_be_tried_without_end(served_room):
    room, place = served_room

    async def play():
        for _ in range(2):
            async with Phone(place) as phone:
                await phone.hello("seat")
                for n in range(5):
                    assert any("code" in note.get("wrong", "") for note in await phone.ask(do="join", **form(n)))
        for _ in range(2):
            async with Phone(place) as phone:
                await phone.hello("seat")
                await phone.send(do="join", **form(7), id="x")
                assert await phone.closed() == 1008
        assert room.session.seats == {}

    def form(n):
        return {"code": f"AAAAA{n}", "name": "x", "actor": "iran"}

    asyncio.run(play())


def test_script_in_every_text_is_only_text(served_room):
    room, place = served_room

    async def play(lead, ada, zed, bob):
        async with Phone(place) as screen, Phone(place) as eve:
            await screen.hello("screen", room.keys.screen)
            await eve.join(room, SCRIPT, "azerbaijan")
            await order(ada, why=SCRIPT)
            await ada.ask(do="message", to="azerbaijan", text=SCRIPT)
            await ada.ask(do="offer", taker="azerbaijan", gives=CONCEDE, wants=CONCEDE, words=SCRIPT)
            await zed.ask(do="dispute", issue=next(iter(room.issues)), text=SCRIPT)
            await lead.go_to("debrief")
            await ada.ask(do="reflect", text=SCRIPT)
            await asyncio.sleep(0.3)
            for phone in (lead, ada, zed, screen, eve):
                every = "".join(phone.parts.values())
                assert "<img" not in every
                assert "<script" not in every
            assert "&lt;script" in screen.parts["screen"]
        told = {"data": asking(room, "html"), "headers": own(place)}
        page = (await asyncio.to_thread(httpx.post, f"{place.address}/export", **told)).text
        assert "<script" not in page
        assert "&lt;script" in page

    run(room, place, play)


def test_a_what_if_is_told_to_the_asker_alone(served_room):
    room, place = served_room

    async def play(lead, ada, zed, bob):
        await ada.ask(do="whatif", card1=CONCEDE, line="ease")
        await ada.until(lambda: "<table" in ada.parts["trial"])
        await asyncio.sleep(0.1)
        assert "<table" not in bob.parts["trial"]
        assert "<table" not in zed.parts["trial"]

    run(room, place, play)


def test_a_line_from_elsewhere_is_refused(served_room):
    _, place = served_room

    async def play():
        with pytest.raises(websockets.InvalidStatus):
            await websockets.connect(f"ws://127.0.0.1:{place.port}/live", origin="http://elsewhere.example")

    asyncio.run(play())
