"""Serve an application from this machine until Ctrl-C: here only, or to the room's network if that is asked for."""

from __future__ import annotations

import socket
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.types import ASGIApp

from caucasus_sim.errors import Mistake, Mistakes
from caucasus_sim.web.guarding import MESSAGE_BYTES

HERE = "127.0.0.1"
EVERYWHERE = "0.0.0.0"  # noqa: S104  # only with `--lan`
LEAVE_SECONDS = 2
PORT = 8420


@dataclass(frozen=True)
class Place:
    """Where an application is served: a socket that listens already, the host names it answers to, and its address."""

    listening: socket.socket
    port: int
    hosts: tuple[str, ...]
    address: str


def find_place(port: int, lan: bool = False, public: str = "") -> Place:
    """Take a port; 0 takes any that is free.

    Parameters
    ----------
    lan : listen to the whole network, and show this machine's address in it
    public : the address under which a proxy hands requests on, as ``https://example.org``

    Raises
    ------
    Mistakes
        If the port is taken or not allowed, or the public address is none.
    """
    asked = _host_of(public) if public else None
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((EVERYWHERE if lan else HERE, port))
        listening.listen(256)
    except OSError as error:
        listening.close()
        what = f"port {port} cannot be used: {error.strerror}"
        raise Mistakes([Mistake(what, "the command line", expected="another `--port`, or 0 for any")]) from None
    own = own_address() if lan else HERE
    hosts = dict.fromkeys([HERE, "localhost", own])
    taken = int(listening.getsockname()[1])
    address = f"http://{own}:{taken}"
    if public:
        address = public.rstrip("/")
        hosts[str(asked)] = None
    return Place(listening, taken, tuple(hosts), address)


def own_address() -> str:
    """The address of this machine in its network; that of the machine alone if it is in none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(("192.0.2.1", 9))  # nothing is sent: the system only chooses the way it would go
            return str(asking.getsockname()[0])
        except OSError:
            return HERE


def serve(app: ASGIApp, place: Place, show: str = "", told: Callable[[str], None] | None = None) -> None:
    """Serve until Ctrl-C.

    Parameters
    ----------
    show : the address that the browser of this machine opens; none if empty
    told : is told the log's lines
    """
    import uvicorn  # noqa: PLC0415  # half a second

    config = uvicorn.Config(
        app,
        ws="websockets-sansio",
        ws_max_size=MESSAGE_BYTES * 2,
        ws_ping_interval=20.0,
        ws_ping_timeout=20.0,
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=LEAVE_SECONDS,
    )
    if show:
        webbrowser.open(show)
    if told is not None:
        told(place.address)
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[place.listening])


def _host_of(public: str) -> str:
    parts = urlsplit(public)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Mistakes(
            [
                Mistake(
                    f"'{public[:80]}' is no address", "--public", expected="one as https://example.org, without a path"
                )
            ]
        )
    return parts.hostname
