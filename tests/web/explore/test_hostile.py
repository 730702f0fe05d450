"""What strangers send: refused, on that connection alone."""

from __future__ import annotations

import asyncio
import json

import pytest
import websockets
from tests.web.explore.conftest import LEVER

from caucasus_sim.web.guarding import MESSAGE_BYTES

HOSTILE = [
    "not JSON",
    "[1]",
    json.dumps({"do": "nothing we know"}),
    json.dumps({"do": "set", "lever": "nobody's", "value": 1}),
    json.dumps({"do": "set", "lever": LEVER, "value": "1"}),
    json.dumps({"do": "set", "lever": LEVER, "value": True}),
    '{"do": "set", "lever": "arms.to_arland", "value": NaN}',
    json.dumps({"do": "choose", "what": "outcome", "place": 2, "name": "war"}),
    json.dumps({"do": "choose", "what": "file", "name": "/etc/passwd"}),
    json.dumps({"do": "step", "name": "__class__"}),
    json.dumps({"do": "play", "by": 10**9}),
    json.dumps({"do": "hello", "link": "A" * MESSAGE_BYTES}),
    json.dumps({"do": "find", "words": "a" * 81}),
]


@pytest.mark.parametrize("message", HOSTILE)
def test_what_no_page_of_ours_sends_closes_that_connection_alone(address, message):
    async def send() -> int:
        async with (
            websockets.connect(f"ws{address[4:]}/live", origin=address) as other,
            websockets.connect(f"ws{address[4:]}/live", origin=address) as socket,
        ):
            await socket.send(message)
            try:
                while True:
                    await asyncio.wait_for(socket.recv(), 60)
            except websockets.ConnectionClosed as closed:
                code = closed.rcvd.code if closed.rcvd else 0
            await other.send(json.dumps({"do": "find", "words": "arms"}))
            assert "found" in json.loads(await asyncio.wait_for(other.recv(), 60))["parts"]
            return code

    assert asyncio.run(send()) == 1008


def test_a_page_of_elsewhere_is_not_heard(address):
    async def connect() -> None:
        await websockets.connect(f"ws{address[4:]}/live", origin="http://elsewhere.example")

    with pytest.raises(websockets.InvalidStatus):
        asyncio.run(connect())


def test_an_older_question_is_dropped_when_a_newer_one_comes(address):
    async def flood() -> list[int]:
        async with websockets.connect(f"ws{address[4:]}/live", origin=address) as socket:
            for number in range(1, 41):
                message = {"do": "set", "lever": LEVER, "value": number / 10, "number": number}
                await socket.send(json.dumps(message))
            answered: list[int] = []
            while 40 not in answered:
                heard = json.loads(await asyncio.wait_for(socket.recv(), 60))
                answered += [note["drawn"] for note in heard["notes"] if "drawn" in note]
            return answered

    answered = asyncio.run(flood())
    assert answered == sorted(answered)
    assert len(answered) < 40
