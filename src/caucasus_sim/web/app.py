"""An application of one part of the program: its routes and files, the base's files, and the guard around them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.types import Lifespan
from starlette.websockets import WebSocket

from caucasus_sim.web.guarding import Guard
from caucasus_sim.web.lines import REFUSED, Line, Talker
from caucasus_sim.web.page import Pages

STATIC = Path(__file__).parent / "static"


def make_app(
    routes: Sequence[BaseRoute],
    hosts: Iterable[str],
    static: Path | None = None,
    lifespan: Lifespan[Starlette] | None = None,
) -> Starlette:
    """An application that answers only to ``hosts``.

    Parameters
    ----------
    routes : of the part
    hosts : names and addresses without a port, see ``addresses_of`` in ``serve.py``
    static : the part's own CSS and JavaScript, served under ``/part``; the base's are under ``/base``
    """
    files = [Mount("/base", StaticFiles(directory=STATIC))]
    if static is not None:
        files.append(Mount("/part", StaticFiles(directory=static)))
    return Starlette(routes=[*routes, *files], middleware=[Middleware(Guard, hosts=hosts)], lifespan=lifespan)


def page_route(path: str, pages: Pages, template: str) -> Route:
    """A page that is the same for everybody; what differs comes over its WebSocket."""

    async def page(_: object) -> object:
        return pages.answer(template)

    return Route(path, page)


def live_route(path: str, talker: Talker, most: int = 600) -> WebSocketRoute:
    """A WebSocket whose every browser is a line of this talker; at most so many at a time."""
    open_lines = 0

    async def live(socket: WebSocket) -> None:
        nonlocal open_lines
        if open_lines >= most:
            await socket.close(REFUSED)
            return
        open_lines += 1
        try:
            await Line(socket).listen(talker)
        finally:
            open_lines -= 1

    return WebSocketRoute(path, live)
