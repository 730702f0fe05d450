"""`--check`: can a phone reach this machine? If not after half a minute, what else a room can do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from starlette.applications import Starlette

from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.packing.setup import packaged
from caucasus_sim.web.app import live_route, make_app, page_route
from caucasus_sim.web.lines import Line
from caucasus_sim.web.page import Pages, provenance
from caucasus_sim.web.words import load_words
from caucasus_sim.web.workshop.qr import qr_of

HERE = Path(__file__).parent


class Reached:
    """Counts the phones that have come."""

    def __init__(self, pages: Pages) -> None:
        self.pages, self.lines = pages, set[Line]()

    async def heard(self, line: Line, message: Mapping[str, Any]) -> None:
        """A page says which it is; the machine's own page is told how many others there are."""
        line.seat = str(message.get("page", ""))[:8]
        self.lines.add(line)
        self._show()

    async def closed(self, line: Line) -> None:
        """A page has gone."""
        self.lines.discard(line)
        self._show()

    def _show(self) -> None:
        phones = sum(line.seat == "phone" for line in self.lines)
        for line in self.lines:
            key = "check.reached" if line.seat == "phone" else ("check.some" if phones else "check.none")
            line.show({"now": self.pages.text("parts/reached.html", {"key": key, "n": phones})})


def check_app(address: str, hosts: Sequence[str], catalogue: Catalogue | None = None) -> Starlette:
    """Two pages: a code to scan, and what the phone then sees."""
    known = catalogue or packaged()
    stripe = provenance(known, known.lenses, known.readings)
    pages = Pages(load_words("en", HERE / "texts"), stripe, HERE / "templates")
    pages.templates.globals |= {"qr": qr_of(f"{address}/"), "address": address}
    routes = [page_route("/", pages, "phone_test.html"), page_route("/test", pages, "check.html")]
    return make_app([*routes, live_route("/live", Reached(pages))], hosts, HERE / "static")
