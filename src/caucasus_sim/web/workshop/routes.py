"""The addresses of a room: three pages, their live connection, and what the facilitator may take away."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from caucasus_sim.charts.style import CSS
from caucasus_sim.web.app import live_route, make_app, page_route
from caucasus_sim.web.workshop.export import KINDS, exported
from caucasus_sim.web.workshop.paper import STYLE, paper
from caucasus_sim.web.workshop.room import Room

STATIC = Path(__file__).parent / "static"
PAPER_STYLE = "/paper.css"  # no page of ours may hold a style of its own


def room_app(room: Room, hosts: Sequence[str]) -> Starlette:
    """The application of one room."""

    @asynccontextmanager
    async def alive(_: Starlette) -> AsyncIterator[None]:
        room.begin()
        yield
        await room.end()

    async def charts(_: Request) -> Response:
        return Response(CSS, media_type="text/css")

    async def export(request: Request) -> Response:
        form = await _form(request)
        kind = form.get("kind", "")
        if not room.keys.is_facilitator(form.get("secret", "")) or kind not in KINDS:
            return PlainTextResponse("Not without the facilitator's secret.", 403)
        text, media = exported(room, kind)
        named = {"content-disposition": f'attachment; filename="session.{kind}"'}
        return Response(text, media_type=media, headers=named)

    async def sheets(request: Request) -> Response:
        form = await _form(request)
        if not room.keys.is_facilitator(form.get("secret", "")):
            return PlainTextResponse("Not without the facilitator's secret.", 403)
        pages = paper(room.ground.setup.catalogue, room.pages.words.language, style=PAPER_STYLE)
        return HTMLResponse(pages["roles.html"])

    async def paper_style(_: Request) -> Response:
        return Response(STYLE.read_text("utf-8"), media_type="text/css")

    routes = [
        page_route("/", room.pages, "seat.html"),
        page_route("/screen", room.pages, "screen.html"),
        page_route("/lead", room.pages, "lead.html"),
        Route("/charts.css", charts),
        Route("/export", export, methods=["POST"]),
        Route("/paper", sheets, methods=["POST"]),
        Route(PAPER_STYLE, paper_style),
        live_route("/live", room),
    ]
    return make_app(routes, hosts, STATIC, alive)


async def _form(request: Request) -> dict[str, str]:
    """A form's fields; the guard bounds its size."""
    told = (await request.body()).decode("utf-8", "replace")
    return {key: values[0] for key, values in parse_qs(told, max_num_fields=10).items()}
