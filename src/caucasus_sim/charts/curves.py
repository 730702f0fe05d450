"""Curves over months: the share of histories in which something has happened, or not yet, by every month."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from caucasus_sim.charts.chart import WIDTH, Cell, Chart, cells
from caucasus_sim.charts.scale import Scale, months, of_twenty, twentieths
from caucasus_sim.charts.svg import label, path, wide

HIGH = 150.0
APART = 15.0  # how far the names of two curves stand from each other


@dataclass(frozen=True)
class Curve:
    """One share a month; the first is drawn solid, the second dashed. ``low`` and ``high`` are a band around it."""

    name: str
    shares: tuple[float, ...]
    low: tuple[float, ...] | None = None
    high: tuple[float, ...] | None = None


def curves(
    id: str,
    title: str,
    first: int,
    drawn_curves: Sequence[Curve],
    spell: Callable[[int], str],
    band: str = "",
    axis: str = "of 20 histories",
    width: int = WIDTH,
) -> Chart:
    """Draw one or two shares over months counted from year 0.

    Parameters
    ----------
    first : int
        The first month.
    spell : callable
        A month in words.
    band : str
        What the bands are, told on the chart: ``range over the lenses``.
    """
    if not 1 <= len(drawn_curves) <= 2:
        raise ValueError("one curve or two")
    last = first + len(drawn_curves[0].shares) - 1
    names = max(wide(curve.name, 12) for curve in drawn_curves)
    along = months(first, last, 34.0, width - names - 14.0, most=max(2, int((width - names) / 52)))
    up = of_twenty(HIGH + 22, 22.0)
    drawn = [label(4, 12, axis, "c-soft"), *up.beside(28, along.right), *along.below(HIGH + 22, HIGH + 18)]
    for which, curve in zip(("outer", "two"), drawn_curves, strict=False):
        drawn += _band(curve, first, along, up, which)
    for which, curve in zip(("one", "two"), drawn_curves, strict=False):
        drawn.append(path(_points(curve.shares, first, along, up), f"c-{which}"))
    drawn += [
        label(along.right + 6, y + 4, curve.name, "c-soft")
        for curve, y in zip(drawn_curves, _ends(drawn_curves, up), strict=True)
    ]
    if band and any(curve.low for curve in drawn_curves):
        drawn.append(label(4, HIGH + 56, f"band: {band}", "c-soft"))
    rows = _rows(first, last, drawn_curves, spell)
    columns = ("by the end of", *(curve.name for curve in drawn_curves))
    return Chart(id, title, _told(rows, drawn_curves, axis), columns, cells(rows), "".join(drawn), width, HIGH + 64)


def _points(values: Sequence[float], first: int, along: Scale, up: Scale) -> list[tuple[float, float]]:
    return [(along.place(first + k), up.place(value)) for k, value in enumerate(values)]


def _band(curve: Curve, first: int, along: Scale, up: Scale, which: str) -> list[str]:
    """Filled for the first curve; for the second two thin dashed edges, so that both can be seen."""
    if curve.low is None or curve.high is None:
        return []
    low, high = (_points(ends, first, along, up) for ends in (curve.low, curve.high))
    if which == "outer":
        return [path([*low, *reversed(high)], "c-outer", closed=True)]
    return [path(ends, "c-two-edge") for ends in (low, high)]


def _ends(drawn_curves: Sequence[Curve], up: Scale) -> list[float]:
    """Where the names stand: at the ends of the curves, but never on each other."""
    places = [up.place(curve.shares[-1]) for curve in drawn_curves]
    if len(places) == 2 and abs(places[0] - places[1]) < APART:
        middle, above = sum(places) / 2, -1 if places[0] <= places[1] else 1
        return [middle + above * APART / 2, middle - above * APART / 2]
    return places


def _rows(first: int, last: int, drawn_curves: Sequence[Curve], spell: Callable[[int], str]) -> list[tuple[Cell, ...]]:
    """The last month of every calendar year, and the last month."""
    wanted = sorted({*(month for month in range(first, last + 1) if month % 12 == 11), last})
    return [(spell(month), *(twentieths(curve.shares[month - first]) for curve in drawn_curves)) for month in wanted]


def _told(rows: Sequence[tuple[Cell, ...]], drawn_curves: Sequence[Curve], axis: str) -> str:
    month, *shares = rows[-1]
    told = "; ".join(f"{curve.name} {share}" for curve, share in zip(drawn_curves, shares, strict=True))
    return f"By the end of {month}, {axis}: {told}."
