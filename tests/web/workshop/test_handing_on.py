"""What a session hands on: exports and paper to whoever may have them, and itself to the next start."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import re

import httpx
from tests.web.workshop.conftest import Lead, Phone
from tests.web.workshop.talking import CONCEDE, asking, order, own, run

from caucasus_sim.web.guarding import new_token
from caucasus_sim.web.workshop.paper import STYLE


def test_exports_need_the_secret_and_take_no_path(served_room):
    room, place = served_room
    for kind in ("../keys.json", "/etc/passwd", "json/../../keys", "", "html\x00"):
        answer = httpx.post(f"{place.address}/export", data=asking(room, kind), headers=own(place))
        assert answer.status_code == 403, kind
    wrong = {"secret": new_token(), "kind": "jsonl"}
    assert httpx.post(f"{place.address}/export", data=wrong, headers=own(place)).status_code == 403
    assert httpx.post(f"{place.address}/paper", data=wrong, headers=own(place)).status_code == 403
    assert httpx.get(f"{place.address}/export").status_code == 405
    assert httpx.post(f"{place.address}/export", data=asking(room, "jsonl")).status_code == 403


def test_sheets_on_paper_are_served_with_a_style_that_the_policy_lets_through(served_room):
    room, place = served_room
    answer = httpx.post(f"{place.address}/paper", data=asking(room, ""), headers=own(place))
    assert answer.status_code == 200
    assert "style-src 'self'" in answer.headers["content-security-policy"]
    assert "<style" not in answer.text
    assert " style=" not in answer.text
    assert re.findall(r'<link rel="stylesheet" href="([^"]*)"', answer.text) == ["/paper.css"]
    style = httpx.get(f"{place.address}/paper.css")
    assert style.headers["content-type"].startswith("text/css")
    assert style.text == STYLE.read_text("utf-8")


def test_private_messages_stay_out_of_exports_until_everybody_agrees(served_room):
    room, place = served_room

    def texts():
        told = [httpx.post(f"{place.address}/export", data=asking(room, k), headers=own(place)).text for k in KINDS]
        return "".join(told)

    async def play(lead, ada, zed, bob):
        await ada.ask(do="message", to="azerbaijan", text="between us")
        await asyncio.to_thread(lambda: None)
        assert "between us" not in await asyncio.to_thread(texts)
        for phone in (ada, zed):
            await phone.ask(do="share", on="yes")
        assert "between us" not in await asyncio.to_thread(texts)
        await bob.ask(do="share", on="yes")
        assert "between us" in await asyncio.to_thread(texts)
        for text in (await asyncio.to_thread(texts),):
            for secret in (
                room.keys.facilitator,
                room.keys.screen,
                *json.loads(room.keys.path.read_text("utf-8"))["seats"],
            ):
                assert secret not in text

    run(room, place, play)


KINDS = ("html", "jsonl", "csv", "yaml")


def test_a_table_of_the_session_opens_in_a_spreadsheet_without_formulas(served_room):
    room, place = served_room

    async def play(lead, ada, zed, bob):
        await order(ada, why="=HYPERLINK(1)")
        await lead.go_to("debrief")
        text = (
            await asyncio.to_thread(httpx.post, f"{place.address}/export", data=asking(room, "csv"), headers=own(place))
        ).text
        rows = list(csv.reader(io.StringIO(text)))
        assert rows[1][:4] == ["move", "1", "armenia", CONCEDE]
        assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row)

    run(room, place, play)


def test_a_scenario_of_the_session_runs_again(served_room, tmp_path):
    from caucasus_sim.packing.setup import load_setup

    room, place = served_room

    async def play(lead, ada, zed, bob):
        await order(ada)
        await lead.go_to("debrief")
        answer = await asyncio.to_thread(
            httpx.post, f"{place.address}/export", data=asking(room, "yaml"), headers=own(place)
        )
        (tmp_path / "again.yaml").write_text(answer.text, "utf-8")

    run(room, place, play)
    moves = load_setup(str(tmp_path / "again.yaml")).scenario.moves
    assert "concede_article" in [move.move for move in moves]


def test_a_restart_brings_back_seats_drafts_and_round(served, make_room):
    from caucasus_sim.web.workshop.routes import room_app

    rooms = []

    def make(place):
        rooms.append(make_room(place))
        return room_app(rooms[-1], place.hosts)

    first = served(make)
    tokens = {}

    async def play():
        async with Lead(first) as lead, Phone(first) as ada:
            await lead.enter(rooms[0])
            tokens["ada"] = await ada.join(rooms[0], "Ada", "armenia")
            await lead.go_to("talk")
            await ada.until(lambda: "form" in ada.parts["now"])
            await order(ada, why="kept")

    asyncio.run(play())
    second = served(make)

    async def later():
        async with Phone(second) as ada:
            await ada.hello("seat", tokens["ada"])
            await ada.until(lambda: "kept" in ada.parts.get("now", ""))
            assert rooms[1].session == rooms[0].session

    asyncio.run(later())
