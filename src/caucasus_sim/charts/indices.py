"""Sensitivity indices: under every factor a mark for each lens and reading, and a line over all their intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from caucasus_sim.charts.chart import WIDTH, Chart, cells
from caucasus_sim.charts.marks import interval
from caucasus_sim.charts.scale import Scale, numbers
from caucasus_sim.charts.svg import label, line, lines_of

ROW = 21.0
LEFT, RIGHT = 14.0, 16.0


@dataclass(frozen=True)
class Measure:
    """One measure of a factor: values, one for each lens and reading, the ends of their intervals, all in words.

    No values: it cannot be told.
    """

    values: tuple[float, ...]
    low: float | None
    high: float | None
    told: str


@dataclass(frozen=True)
class FactorRow:
    """A factor with one measure, or two: the first is drawn round and solid, the second square and dashed."""

    name: str
    measures: tuple[Measure, ...]


def indices(
    id: str, title: str, names: Sequence[str], rows: Sequence[FactorRow], axis: str, summary: str, width: int = WIDTH
) -> Chart:
    """Draw measures of factors; ``names`` says what the measures are, ``axis`` in what they are counted."""
    every = [measure for row in rows for measure in row.measures]
    ends = [x for each in every for x in (*each.values, each.low, each.high) if x is not None]
    along = numbers(ends, LEFT, width - RIGHT, zero=True)
    y, body = 8.0, []
    for which, name in zip(("one", "two"), names, strict=False):
        y += 18.0
        body += [*interval(LEFT + 4, y - 4, None, None, which), label(LEFT + 16, y, name, "c-soft")]
    top = y + 8
    y = top
    for row in rows:
        for words in lines_of(row.name, width - 8.0):
            y += 17.0
            body.append(label(4, y, words, "c-text"))
        for which, measure in zip(("one", "two"), row.measures, strict=False):
            body += _marks(measure, along, y + ROW / 2, which)
            y += ROW
    zero = along.place(0.0)
    drawn = [*along.below(y + 8, top, axis), line(zero, top, zero, y + 8, "c-zero"), *body]
    table = [(row.name, *(measure.told for measure in row.measures)) for row in rows]
    return Chart(id, title, summary, ("factor", *names), cells(table), "".join(drawn), width, y + 46)


def _marks(measure: Measure, along: Scale, y: float, which: str) -> list[str]:
    """The line over all intervals, then a mark for every value; in words where nothing can be told."""
    if not measure.values:
        return [label(along.left, y + 4, measure.told, "c-soft")]
    places = [along.place(value) for value in sorted(set(measure.values))]
    ends: tuple[float | None, float | None] = (None, None)
    if measure.low is not None and measure.high is not None:
        ends = (along.place(measure.low), along.place(measure.high))
    drawn = interval(places[0], y, *ends, which)
    return drawn + [part for place in places[1:] for part in interval(place, y, None, None, which)]
