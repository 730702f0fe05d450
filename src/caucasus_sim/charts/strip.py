"""The lens strip: the same question under every lens or reading, one row each, on one scale."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from caucasus_sim.charts.chart import WIDTH, Cell, Chart, cells
from caucasus_sim.charts.columns import beside
from caucasus_sim.charts.marks import interval
from caucasus_sim.charts.scale import Scale, of_twenty
from caucasus_sim.charts.svg import label, lines_of, wide

ROW = 24.0


@dataclass(frozen=True)
class Mark:
    """A share of histories from none (0) to all (1) in words, with the ends of an interval if there is one."""

    value: float
    told: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Row:
    """One lens or reading: ``one`` is drawn solid and round; ``two``, if there is a second mark, dashed and square."""

    name: str
    one: Mark
    two: Mark | None = None


@dataclass(frozen=True)
class Group:
    """Rows under a heading; without words there is none."""

    heading: str
    rows: tuple[Row, ...]


def strip(
    id: str,
    title: str,
    groups: Sequence[Group],
    names: tuple[str, str] = ("", ""),
    axis: str = "of 20 histories of this model",
    width: int = WIDTH,
    scale: Callable[[float, float], Scale] = of_twenty,
) -> Chart:
    """Draw shares, or values on another scale, under every lens; ``names`` say which of two marks is which."""
    rows = [row for group in groups for row in group.rows]
    pairs = any(row.two for row in rows)
    drawn, high = beside(groups, width, partial(_column, rows=rows, names=names, axis=axis, scale=scale))
    table = [_cells(group, row) for group in groups for row in group.rows]
    columns = ("", "under", names[0] or "histories", *([names[1]] if pairs else ()))
    return Chart(id, title, _told(groups, names), columns, cells(table), "".join(drawn), width, high)


def _column(
    groups: Sequence[Group],
    width: float,
    rows: Sequence[Row],
    names: tuple[str, str],
    axis: str,
    scale: Callable[[float, float], Scale],
) -> tuple[list[str], float]:
    """Groups one below the other; room is left for the words of all ``rows``, so that all columns have one scale."""
    pairs = any(row.two for row in rows)
    left = 20.0 + max(wide(row.name, 12.5) for row in rows)
    told = 0.0 if pairs else max(wide(row.one.told, 12) for row in rows)
    along, top = scale(left, width - 16.0 - told), 26.0 if pairs else 6.0
    y, body = top, _key(names) if pairs else []
    for group in groups:
        for words in lines_of(group.heading, width - 8.0) if group.heading else ():
            y += 18.0
            body.append(label(4, y, words, "c-bold"))
        for row in group.rows:
            body += _row(row, along, y + ROW / 2 + 4)
            y += ROW
    return [*along.below(y + 8, top, axis), *body], y + 46


def _key(names: tuple[str, str]) -> list[str]:
    """Which mark is which, over the scale."""
    second = 44.0 + wide(names[0], 12)
    drawn = [*interval(14.0, 14.0, None, None, "one"), label(24, 18, names[0], "c-soft")]
    return [*drawn, *interval(second, 14.0, None, None, "two"), label(second + 10, 18, names[1], "c-soft")]


def _row(row: Row, along: Scale, y: float) -> list[str]:
    drawn = [label(8, y + 4, row.name, "c-text")]
    marks = [(row.one, "one", y if row.two is None else y - 5.0)] + ([(row.two, "two", y + 5.0)] if row.two else [])
    for mark, which, height in marks:
        ends = [None if end is None else along.place(end) for end in (mark.low, mark.high)]
        drawn += interval(along.place(mark.value), height, ends[0], ends[1], which)
    if row.two is None:
        drawn.append(label(along.right + 12, y + 4, row.one.told, "c-soft"))
    return drawn


def _cells(group: Group, row: Row) -> tuple[Cell, ...]:
    return (group.heading, row.name, row.one.told, *([row.two.told] if row.two else ()))


def _told(groups: Sequence[Group], names: tuple[str, str]) -> str:
    return " ".join(
        _sentence(group, side, name) for group in groups for side, name in enumerate(names) if side == 0 or name
    )


def _sentence(group: Group, side: int, name: str) -> str:
    marks = [(row.name, row.two if side else row.one) for row in group.rows]
    known = [(where, mark) for where, mark in marks if mark is not None]
    least, most = min(known, key=lambda each: each[1].value), max(known, key=lambda each: each[1].value)
    head = ", ".join(filter(None, (group.heading, name)))
    head = f"{head}: " if head else ""
    if least[1].told == most[1].told:
        return f"{head}{least[1].told} under each."
    return f"{head}least under {least[0]} ({least[1].told}), most under {most[0]} ({most[1].told})."
