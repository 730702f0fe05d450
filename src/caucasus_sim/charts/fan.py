"""A fan: the middle half and the middle nine tenths of histories month by month, named where they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from caucasus_sim.charts.chart import WIDTH, Cell, Chart, cells, spelled
from caucasus_sim.charts.scale import Scale, months, numbers
from caucasus_sim.charts.svg import label, path

HIGH = 150.0
NAMES = 104.0  # room for the names of the bands
APART = 15.0


@dataclass(frozen=True)
class Bands:
    """Quantiles of every month: 5, 25, 50, 75 and 95 in 100."""

    low: tuple[float, ...]
    lower: tuple[float, ...]
    middle: tuple[float, ...]
    upper: tuple[float, ...]
    high: tuple[float, ...]


def fan(
    id: str,
    title: str,
    first: int,
    bands: Bands,
    spell: Callable[[int], str],
    unit: str = "",
    width: int = WIDTH,
    span: tuple[float, ...] = (),
) -> Chart:
    """Draw bands over months counted from year 0; ``spell`` puts a month in words, ``span`` must be on the scale."""
    last = first + len(bands.middle) - 1
    along = months(first, last, 46.0, width - NAMES, most=max(2, int((width - NAMES - 46) / 44)))
    up = numbers([*span, *bands.low, *bands.high], HIGH + 22, 22.0)
    drawn = [label(4, 12, unit, "c-soft"), *up.beside(40, along.right), *along.below(HIGH + 22, HIGH + 18)]
    for which, low, high in (("outer", bands.low, bands.high), ("inner", bands.lower, bands.upper)):
        ends = [[(along.place(first + k), up.place(value)) for k, value in enumerate(each)] for each in (low, high)]
        drawn.append(path([*ends[0], *reversed(ends[1])], f"c-{which}", closed=True))
        drawn += [path(each, f"c-{which}-edge") for each in ends]
    drawn.append(path([(along.place(first + k), up.place(v)) for k, v in enumerate(bands.middle)], "c-one"))
    drawn += _names(bands, along, up)
    rows = _rows(first, last, bands, spell)
    columns = ("month", "5 in 100 below", "a quarter below", "half below", "three quarters below", "95 in 100 below")
    return Chart(id, title, _told(rows, unit), columns, cells(rows), "".join(drawn), width, HIGH + 44)


def _names(bands: Bands, along: Scale, up: Scale) -> list[str]:
    """What each band is, beside its end; moved apart where they would touch."""
    wanted = [("9 in 10 histories", bands.high), ("half of them", bands.upper), ("middle", bands.middle)]
    drawn, lowest = [], 0.0
    for told, values in wanted:
        lowest = max(lowest + APART, up.place(values[-1]) + 4)
        drawn.append(label(along.right + 5, lowest, told, "c-small"))
    return drawn


def _rows(first: int, last: int, bands: Bands, spell: Callable[[int], str]) -> list[tuple[Cell, ...]]:
    """The last month of every calendar year, and the last month."""
    wanted = sorted({*(month for month in range(first, last + 1) if month % 12 == 11), last})
    every = (bands.low, bands.lower, bands.middle, bands.upper, bands.high)
    return [(spell(month), *(float(each[month - first]) for each in every)) for month in wanted]


def _told(rows: Sequence[tuple[Cell, ...]], unit: str) -> str:
    month, low, lower, middle, upper, high = map(spelled, rows[-1])
    told = f"{middle} {unit}".strip()
    inner, outer = f"half of the histories are from {lower} to {upper}", f"9 in 10 from {low} to {high}"
    return f"At the end ({month}) the middle is {told}; {inner}, {outer}."
