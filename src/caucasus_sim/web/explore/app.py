"""The application of `sim explore`: one page, its connection, and the styles of its charts."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from caucasus_sim.charts.style import CSS
from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.scenario.model import Scenario
from caucasus_sim.web.app import live_route, make_app
from caucasus_sim.web.explore.desk import Desk
from caucasus_sim.web.explore.futures import Bench
from caucasus_sim.web.explore.office import Office
from caucasus_sim.web.lines import Line
from caucasus_sim.web.page import Pages, provenance
from caucasus_sim.web.words import ENGLISH, load_words

HERE = Path(__file__).parent
TABS = 32  # connections at a time


def make_office(catalogue: Catalogue, scenario: Scenario, seed: int = 1) -> Office:
    """Everything the pages of one scenario (or variant) share; close it in the end."""
    bench = Bench(catalogue, seed, tuple(catalogue.lenses))
    stripe = provenance(catalogue, bench.lenses, bench.readings(scenario))
    pages = Pages(load_words(ENGLISH, HERE / "texts"), stripe, HERE / "templates")
    return Office(catalogue, scenario, bench, pages)


def explore_app(office: Office, hosts: Iterable[str]) -> Starlette:
    """The application; it answers only to ``hosts``."""

    @asynccontextmanager
    async def living(_: Starlette) -> AsyncIterator[None]:
        yield
        office.close()

    async def page(_: Request) -> Response:
        return office.pages.answer("explore.html", first_page(office))

    async def styles(_: Request) -> Response:
        return Response(CSS, media_type="text/css")

    routes = [Route("/", page), Route("/charts.css", styles), live_route("/live", Talks(office), TABS)]
    return make_app(routes, hosts, HERE / "static", living)


def first_page(office: Office) -> dict[str, Any]:
    """What the page holds before anything is asked."""
    begins = office.begins
    return {
        "name": office.scenario.label,
        "title": begins.scenario.title,
        "question": begins.scenario.question,
        "outcomes": sorted(office.outcomes.items(), key=lambda each: each[1].casefold()),
        "lenses": [(name, name.replace("_", " ")) for name in office.bench.lenses],
        "others": [(name, f"{name}: {each.title}") for name, each in office.others.items()],
    }


class Talks:
    """The tabs that are open, each at a desk of its own."""

    def __init__(self, office: Office) -> None:
        self.office = office

    async def heard(self, line: Line, message: Mapping[str, Any]) -> None:
        """One message of one tab."""
        if line.seat is None:
            line.seat = Desk(self.office, line)
        await line.seat.take(message)

    async def closed(self, line: Line) -> None:
        """The tab has gone."""
        if line.seat is not None:
            line.seat.leave()
