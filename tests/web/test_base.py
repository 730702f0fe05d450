"""The base of all pages: what it refuses, and that what it refuses harms nobody else."""

from __future__ import annotations

import asyncio
import json

import httpx
import pytest
import websockets
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from caucasus_sim.errors import Mistakes
from caucasus_sim.packing.setup import packaged
from caucasus_sim.web.app import live_route, make_app, page_route
from caucasus_sim.web.guarding import MESSAGE_BYTES, Limiter, Refused, is_same, new_token, text_of
from caucasus_sim.web.lines import BURST
from caucasus_sim.web.page import Pages, provenance
from caucasus_sim.web.serve import find_place
from caucasus_sim.web.words import Words, load_words

LONG = 60  # seconds; a machine that does other things too


class Echo:
    """Says back what it hears, as a part of the page."""

    def __init__(self) -> None:
        self.gone = 0

    async def heard(self, line, message):
        if message["do"] == "break":
            raise ZeroDivisionError
        line.show({"told": str(message.get("text", ""))})
        line.tell(done=message.get("id"))

    async def closed(self, line):
        self.gone += 1


async def change(_):
    return PlainTextResponse("changed")


def made(talker):
    catalogue = packaged()
    pages = Pages(load_words("en"), provenance(catalogue, catalogue.lenses, catalogue.readings))

    def make(place):
        routes = [page_route("/", pages, "shell.html"), Route("/change", change, methods=["POST"])]
        return make_app([*routes, live_route("/live", talker)], place.hosts)

    return make


@pytest.fixture
def place(served):
    return served(made(Echo()))


async def said(socket, **message):
    await socket.send(json.dumps(message))
    return json.loads(await asyncio.wait_for(socket.recv(), LONG))


def line(place, origin=None):
    return websockets.connect(f"ws://127.0.0.1:{place.port}/live", origin=origin or place.address)


def test_every_answer_has_the_policy_and_no_inline_script(place):
    for path in ("/", "/base/live.js", "/base/base.css", "/nothing"):
        answer = httpx.get(place.address + path)
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "unsafe" not in answer.headers["content-security-policy"]
    page = httpx.get(place.address).text
    assert "<script>" not in page
    assert "http://" not in page
    assert "https://" not in page


def test_every_page_says_what_it_is_worth(place):
    page = httpx.get(place.address).text
    assert "Knows nothing after 15 October 2024" in page
    assert "CALIBRATED" in page
    assert "Azerbaijani source" in page


@pytest.mark.parametrize("host", ["elsewhere.example", "127.0.0.1.elsewhere.example", ""])
def test_another_host_name_is_refused(place, host):
    assert httpx.get(place.address, headers={"host": host}).status_code in (400, 421)


@pytest.mark.parametrize("origin", [None, "http://elsewhere.example", "null"])
def test_a_change_from_elsewhere_is_refused(place, origin):
    headers = {} if origin is None else {"origin": origin}
    assert httpx.post(place.address + "/change", headers=headers).status_code == 403
    assert httpx.post(place.address + "/change", headers={"origin": place.address}).status_code == 200


def test_too_large_a_body_is_refused(place):
    big = "x" * (MESSAGE_BYTES + 1)
    assert httpx.post(place.address + "/change", content=big, headers={"origin": place.address}).status_code == 413


@pytest.mark.parametrize(
    "path", ["/base/../lines.py", "/base/%2e%2e/lines.py", "/base//etc/passwd", "/base/..%2flines.py"]
)
def test_no_path_leads_out_of_the_static_files(place, path):
    assert httpx.get(place.address + path).status_code == 404


@pytest.mark.parametrize(
    "hostile",
    ["no json", "[]", "{}", '{"do": 3}', b"\x00\xff", "x" * (MESSAGE_BYTES + 1), "[" * 9000, '{"do": "break"}'],
)
def test_a_hostile_message_ends_its_own_line_alone(place, hostile):
    async def both():
        async with line(place) as good:
            await said(good, do="say", text="before")
            async with line(place) as bad:
                await bad.send(hostile)
                with pytest.raises(websockets.ConnectionClosed) as closed:
                    await asyncio.wait_for(bad.recv(), LONG)
                assert closed.value.rcvd.code in (1008, 1009, 1011)
            assert (await said(good, do="say", text="after"))["parts"] == {"told": "after"}

    asyncio.run(both())


def test_a_flood_ends_its_own_line_alone(place):
    async def both():
        async with line(place) as good, line(place) as bad:
            with pytest.raises(websockets.ConnectionClosed):
                for n in range(BURST * 20):
                    await bad.send(json.dumps({"do": "say", "text": str(n)}))
                    await asyncio.sleep(0)
                await asyncio.wait_for(bad.wait_closed(), LONG)
                await bad.send("{}")
            assert (await said(good, do="say", text="still here"))["parts"] == {"told": "still here"}

    asyncio.run(both())


@pytest.mark.parametrize("origin", ["http://elsewhere.example", "null"])
def test_a_line_from_another_origin_is_refused(place, origin):
    async def one():
        with pytest.raises(websockets.InvalidStatus):
            async with line(place, origin):
                pass

    asyncio.run(one())


def test_the_newest_state_wins(place):
    async def many():
        async with line(place) as socket:
            for n in range(50):
                await socket.send(json.dumps({"do": "say", "text": str(n)}))
            last = ""
            while last != "49":
                last = json.loads(await asyncio.wait_for(socket.recv(), LONG))["parts"].get("told", last)

    asyncio.run(many())


def test_a_taken_port_is_a_mistake_in_words(place):
    with pytest.raises(Mistakes, match="another `--port`"):
        find_place(place.port)


def test_tokens_are_long_and_never_the_same():
    tokens = {new_token() for _ in range(100)}
    assert len(tokens) == 100
    assert min(map(len, tokens)) * 6 >= 128
    assert is_same("a", "a")
    assert not is_same("a", "b")


@given(st.text(max_size=300))
@settings(deadline=None, max_examples=50)
def test_typed_text_keeps_its_letters_and_loses_control_characters(text):
    kept = text_of(text)
    assert all(
        letter == "\n" or letter.isprintable() or letter.isspace() or letter not in "\x00\x07\x1b" for letter in kept
    )
    assert text_of(kept) == kept


@pytest.mark.parametrize("value", [3, None, ["x"], "x" * 601])
def test_what_is_no_text_is_refused(value):
    with pytest.raises(Refused):
        text_of(value)


def test_a_limiter_forgets_after_its_time():
    limiter = Limiter(2, 10.0)
    assert [limiter.allows("a", t) for t in (0.0, 1.0, 2.0, 11.5)] == [True, True, False, True]
    assert limiter.allows("b", 2.0)


def test_a_language_lends_what_it_lacks_from_english(tmp_path):
    (tmp_path / "en.yaml").write_text("hello: Hello {name}\n", "utf-8")
    (tmp_path / "fr.yaml").write_text("hello: Bonjour {name}\n", "utf-8")
    words = load_words("fr", tmp_path)
    assert isinstance(words, Words)
    assert words("hello", name="<b>") == "Bonjour <b>"
    assert words("skip") == load_words("en")("skip")
    assert "skip" in words.borrowed
    (tmp_path / "fr.yaml").write_text("helo: Bonjour\n", "utf-8")
    with pytest.raises(Mistakes, match="helo"):
        load_words("fr", tmp_path)
