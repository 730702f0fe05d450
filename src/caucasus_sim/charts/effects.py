"""Differences under the same luck: one row a lens, a point with its simulation error, and none at zero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from caucasus_sim.charts.chart import WIDTH, Chart, cells
from caucasus_sim.charts.columns import beside
from caucasus_sim.charts.marks import interval
from caucasus_sim.charts.scale import Scale, numbers
from caucasus_sim.charts.svg import label, line, lines_of, wide

ROW = 24.0


@dataclass(frozen=True)
class Effect:
    """A mean difference with the ends of its simulation error (None: not known), and all three in words."""

    name: str
    value: float
    low: float | None
    high: float | None
    told: str


@dataclass(frozen=True)
class Group:
    """Effects under a heading: one outcome, or one scenario."""

    heading: str
    effects: tuple[Effect, ...]


def effects(
    id: str,
    title: str,
    groups: Sequence[Group],
    axis: str,
    less: str = "less",
    more: str = "more",
    width: int = WIDTH,
    span: tuple[float, ...] = (),
) -> Chart:
    """Draw differences around zero; ``axis`` says of what they are, ``less`` and ``more`` what each side means.

    ``span`` are values that the scale reaches whatever the differences are.
    """
    every = [effect for group in groups for effect in group.effects]
    drawn, high = beside(groups, width, partial(_column, every=every, axis=axis, sides=(less, more), span=span))
    table = [(group.heading, effect.name, effect.told) for group in groups for effect in group.effects]
    columns = ("", "under", f"difference, {axis}")
    return Chart(id, title, _told(groups), columns, cells(table), "".join(drawn), width, high)


def _column(
    groups: Sequence[Group],
    width: float,
    every: Sequence[Effect],
    axis: str,
    sides: tuple[str, str],
    span: tuple[float, ...],
) -> tuple[list[str], float]:
    """Groups one below the other, on the scale of ``every`` effect."""
    left = 20.0 + max(wide(effect.name, 12.5) for effect in every)
    ends = [x for each in every for x in (each.value, each.low, each.high) if x is not None]
    along = numbers([*span, *ends], left, width - 18.0, zero=True)
    zero, y, body = along.place(0.0), 22.0, []
    for group in groups:
        for words in lines_of(group.heading, width - 8.0) if group.heading else ():
            y += 18.0
            body.append(label(4, y, words, "c-bold"))
        for effect in group.effects:
            body += _row(effect, along, y + ROW / 2 + 4)
            y += ROW
    lines = [*along.below(y + 8, 22.0, axis), line(zero, 18.0, zero, y + 8, "c-zero")]
    return [*lines, *_sides(along, zero, *sides), *body], y + 46


def _sides(along: Scale, zero: float, less: str, more: str) -> list[str]:
    """What lies on each side of zero, where there is room for it."""
    drawn = []
    if zero - along.left > wide(less, 12) + 14:
        drawn.append(label(zero - 6, 14, f"\u2190 {less}", "c-soft", "end"))
    if along.right - zero > wide(more, 12) + 14:
        drawn.append(label(zero + 6, 14, f"{more} \u2192", "c-soft"))
    return drawn


def _row(effect: Effect, along: Scale, y: float) -> list[str]:
    ends = [None if end is None else along.place(end) for end in (effect.low, effect.high)]
    drawn = [label(8, y + 4, effect.name, "c-text")]
    return drawn + interval(along.place(effect.value), y, ends[0], ends[1], "one")


def _told(groups: Sequence[Group]) -> str:
    return " ".join(_sentence(group) for group in groups)


def _sentence(group: Group) -> str:
    least, most = min(group.effects, key=lambda each: each.value), max(group.effects, key=lambda each: each.value)
    head = f"{group.heading}: " if group.heading else ""
    if least.told == most.told:
        return f"{head}{least.told} under each."
    return f"{head}from {least.told} ({least.name}) to {most.told} ({most.name})."
