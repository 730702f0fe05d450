"""What keeps a page safe: tokens, origins, rates, sizes, and the headers of every answer."""

from __future__ import annotations

import hmac
import secrets
import time
import unicodedata
from collections import OrderedDict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2b
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOKEN_BYTES = 32  # 256 bits
MESSAGE_BYTES = 16_384
TEXT_LENGTH = 600
KEYS_KEPT = 4096
POLICY = "; ".join(
    (
        *("default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "connect-src 'self'"),
        *("form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"),
    )
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    # To nobody elsewhere. With none at all a browser would not say either whose page a form is sent from.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class Refused(Exception):
    """What a browser sent cannot be taken; the reason is for our log, not for the sender."""


def new_token() -> str:
    """A secret that cannot be guessed, 256 bits as text for addresses."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_digest(token: str) -> str:
    """What is kept of a token: enough to know it again, not enough to use it."""
    return blake2b(token.encode(), digest_size=32).hexdigest()


def is_same(one: str, other: str) -> bool:
    """Whether two secrets are the same, in a time that does not tell where they differ."""
    return hmac.compare_digest(one.encode(), other.encode())


def text_of(value: object, length: int = TEXT_LENGTH) -> str:
    """A text somebody typed, without control characters and outer blanks.

    Raises
    ------
    Refused
        If it is no text, or longer than the bound.
    """
    if not isinstance(value, str) or len(value) > length:
        raise Refused(f"a text of at most {length} letters was expected")
    kept = "".join(letter for letter in value if letter == "\n" or unicodedata.category(letter)[0] != "C")
    return kept.strip()


@dataclass
class Limiter:
    """At most so many events of one key within so many seconds."""

    events: int
    seconds: float
    seen: OrderedDict[str, deque[float]] = field(default_factory=OrderedDict)

    def allows(self, key: str, now: float | None = None) -> bool:
        """Count one event of a key; False where it is one too many."""
        moment = time.monotonic() if now is None else now
        times = self.seen.setdefault(key, deque())
        self.seen.move_to_end(key)
        while len(self.seen) > KEYS_KEPT:
            self.seen.popitem(last=False)
        while times and moment - times[0] > self.seconds:
            times.popleft()
        if len(times) >= self.events:
            return False
        times.append(moment)
        return True


def is_own_origin(headers: Headers) -> bool:
    """Whether a request comes from a page of this very server; a browser always says so on a WebSocket."""
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc.lower() == headers.get("host", "").lower() != ""


class Guard:
    """Around the whole application: only known host names, only own origins for what changes, bounded bodies, headers.

    Parameters
    ----------
    hosts : the names and addresses this server answers to, without a port; any other is refused, so that a page of
        elsewhere cannot reach it by a name of its own
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self.app = app
        self.hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on with the headers of every answer."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is None:
            taken = receive if scope["type"] == "websocket" else _bounded(receive)
            await self.app(scope, taken, _with_headers(send))
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": ""})
        else:
            await refusal(scope, receive, _with_headers(send))

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        if urlsplit(f"//{headers.get('host', '')}").hostname not in self.hosts:
            return PlainTextResponse("This address is not one of this server's.", 421)
        reads = scope["type"] == "http" and scope["method"] in ("GET", "HEAD")
        if not reads and not is_own_origin(headers):
            return PlainTextResponse("Only this server's own pages may do that.", 403)
        if int(headers.get("content-length", "0") or 0) > MESSAGE_BYTES:
            return PlainTextResponse("Too much.", 413)
        return None


def _bounded(receive: Receive) -> Receive:
    taken = 0

    async def receive_some() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > MESSAGE_BYTES:
            return {"type": "http.disconnect"}
        return message

    return receive_some


def _with_headers(send: Send) -> Send:
    async def send_all(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            headers.setdefault("cache-control", "no-store")
        await send(message)

    return send_all
