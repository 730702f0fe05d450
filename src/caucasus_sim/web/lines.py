"""One browser's WebSocket: bounded messages in, the newest state out; whatever goes wrong on it ends it alone."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Mapping
from typing import Any, Protocol

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from caucasus_sim.web.guarding import MESSAGE_BYTES, Limiter, Refused

log = logging.getLogger("caucasus_sim.web")
BURST, BURST_SECONDS = 120, 4.0
SEND_SECONDS = 10.0
REFUSED, OURS, AWAY = 1008, 1011, 1001


class Talker(Protocol):
    """What a page does with the lines of its browsers."""

    async def heard(self, line: Line, message: Mapping[str, Any]) -> None:
        """Take one message; raise ``Refused`` for what no page of ours would send."""

    async def closed(self, line: Line) -> None:
        """The browser has gone, or was sent away."""


class Line:
    """A connection to one browser.

    Parts of the page that wait to be sent are kept by name: a newer one takes the place of an older one, so that a slow
    browser is never more than one state behind and costs no more memory than one page.
    """

    def __init__(self, socket: WebSocket) -> None:
        self.socket = socket
        self.seat: Any = None  # whatever the talker knows this browser as
        self.peer = socket.client.host if socket.client else ""
        self._parts: dict[str, str] = {}
        self._sent: dict[str, str] = {}
        self._notes: list[dict[str, Any]] = []
        self._wake = asyncio.Event()
        self._rate = Limiter(BURST, BURST_SECONDS)

    def show(self, parts: Mapping[str, str]) -> None:
        """Let regions of the page, by their ids, show this HTML; what they show already is not sent again."""
        for name, text in parts.items():
            if self._sent.get(name) != text or name in self._parts:
                self._parts[name] = text
        if self._parts:
            self._wake.set()

    def tell(self, **note: Any) -> None:
        """Tell the page something that no newer state replaces: an answer to one message, at most 100 waiting."""
        self._notes = [*self._notes[-99:], note]
        self._wake.set()

    async def listen(self, talker: Talker) -> None:
        """Hear the browser until it goes; then close."""
        await self.socket.accept()
        sending = asyncio.create_task(self._send())
        code = AWAY
        try:
            while True:
                message = self._read(await self.socket.receive())
                if message["do"] == "beat":
                    self.tell(clock=time.time() * 1000.0)
                else:
                    await talker.heard(self, message)
        except WebSocketDisconnect:
            pass
        except Refused as refused:
            code = REFUSED
            log.warning("refused a message from %s: %s", self.peer, refused)
        except Exception:
            code = OURS
            log.exception("a fault while a message from %s was taken", self.peer)
        finally:
            sending.cancel()
            await talker.closed(self)
            await self.close(code)

    async def close(self, code: int = AWAY) -> None:
        """End the connection, if it has not ended."""
        if self.socket.application_state is WebSocketState.CONNECTED:
            try:
                await self.socket.close(code)
            except (RuntimeError, WebSocketDisconnect):
                log.debug("the browser at %s had gone", self.peer)

    def _read(self, event: Mapping[str, Any]) -> dict[str, Any]:
        if event["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(event.get("code", AWAY))
        if not self._rate.allows(""):
            raise Refused(f"more than {BURST} messages within {BURST_SECONDS:g} seconds")
        text = event.get("text")
        if text is None or len(text.encode("utf-8", "replace")) > MESSAGE_BYTES:
            raise Refused("not a text, or too long")
        try:
            message = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise Refused("not JSON") from error
        if not isinstance(message, dict) or not isinstance(message.get("do"), str):
            raise Refused("not an object that says what to do")
        return message

    async def _send(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            parts, self._parts = self._parts, {}
            notes, self._notes = self._notes, []
            self._sent |= parts
            try:
                text = json.dumps({"parts": parts, "notes": notes}, ensure_ascii=False)
                await asyncio.wait_for(self.socket.send_text(text), SEND_SECONDS)
            except (RuntimeError, WebSocketDisconnect, TimeoutError):
                log.debug("the browser at %s takes nothing any more", self.peer)
                await self.close()
                return
