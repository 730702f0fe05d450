"""The lens strip of a reveal: every question under every lens, without and with what the teams ordered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from caucasus_sim.analysis.standing import is_calibrated
from caucasus_sim.charts.html import figure
from caucasus_sim.charts.strip import Group, Mark, Row, strip
from caucasus_sim.web.workshop.records import Result

if TYPE_CHECKING:
    from caucasus_sim.web.workshop.room import Room


def lens_picture(room: Room, result: Result | None, id: str, told: Mapping[str, Any] | None = None) -> Markup:
    """The figure, safe to set into a page; in words alone where the model is not calibrated."""
    shares = told or (result.told if result is not None else {})
    catalogue = room.ground.setup.catalogue
    if not shares or not is_calibrated(catalogue, catalogue.lenses):
        return Markup("")
    words = room.pages.words
    groups = [
        Group(each.title, tuple(_row(shares, lens, each.id) for lens in shares["after"]))
        for each in room.futures.questions
    ]
    names = (words("picture.with"), words("picture.without"))
    chart = strip(id, words("picture.title"), groups, names, words("picture.axis"))
    return Markup(figure(chart, 3, words("picture.table")))  # noqa: S704  (charts escape what they are given)


def _row(shares: Mapping[str, Any], lens: str, question: str) -> Row:
    return Row(lens.replace("_", " "), *(_mark(shares[which][lens][question]) for which in ("after", "before")))


def _mark(share: float) -> Mark:
    return Mark(share, about(share))


def about(share: float) -> str:
    """A share in words.

    >>> about(0.0), about(0.34), about(0.99)
    ('0 in 20', 'about 7 in 20', 'about 20 in 20')
    """
    count = round(20 * share)
    return f"{count} in 20" if share in (0.0, 1.0) else f"about {count} in 20"
