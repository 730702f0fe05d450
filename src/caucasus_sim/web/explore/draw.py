"""Answers as pictures, each with its sentence and its table: the lens strip, futures, differences, and the fan.

Axes do not move while somebody compares with the eye: shares lie between none and all, values on an axis that grows
where it must and never shrinks.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from caucasus_sim.analysis.beside import lens_row
from caucasus_sim.analysis.paired import CLEAR, about
from caucasus_sim.charts.chart import Chart
from caucasus_sim.charts.curves import Curve, curves
from caucasus_sim.charts.directions import Cell, directions
from caucasus_sim.charts.directions import Row as DirectionRow
from caucasus_sim.charts.dotplot import dotplot
from caucasus_sim.charts.effects import Effect, effects
from caucasus_sim.charts.effects import Group as EffectGroup
from caucasus_sim.charts.fan import Bands, fan
from caucasus_sim.charts.icons import icons
from caucasus_sim.charts.scale import Scale, months, numbers
from caucasus_sim.charts.strip import Group, Mark, Row, strip
from caucasus_sim.month.arrays import calendar
from caucasus_sim.web.explore.answer import Answer, Lens, bands_over_time, dots, happened_by, number
from caucasus_sim.web.explore.futures import Futures

NOW, REFERENCE = "now", "reference"
MINUS = "\u2212"
DOTS, DOTS_NARROW = 50, 20
WIDE, NARROW = 440, 300


@dataclass
class Axes:
    """How far the axis of each quantity reaches in this session."""

    spans: dict[str, tuple[float, float]] = field(default_factory=dict)

    def span(self, name: str, values: np.ndarray) -> tuple[float, float]:
        """The span of a quantity, grown to hold some values."""
        known = values[np.isfinite(values)]
        low, high = (float(known.min()), float(known.max())) if known.size else (0.0, 1.0)
        before = self.spans.get(name, (low, high))
        self.spans[name] = (min(low, before[0]), max(high, before[1]))
        return self.spans[name]


@dataclass(frozen=True)
class Look:
    """How pictures are drawn for one browser: its axes, on a phone, for a room, and whether levels may be shown."""

    axes: Axes
    levels: bool
    narrow: bool = False
    room: bool = False

    @property
    def width(self) -> int:
        """The width of a picture."""
        return NARROW if self.narrow else WIDE

    def spelling(self, unit: str) -> Callable[[float], str]:
        """How numbers of a unit are put in words."""
        return lambda value: number(value, not self.room, unit)


def lens_strip(answer: Answer, place: int, look: Look) -> Chart:
    """The same question under every lens: now, and in the reference."""
    rows = tuple(
        Row(
            shown_lens(name),
            _mark(answer, each, look, before=False),
            _mark(answer, each, look, before=True) if answer.differs else None,
        )
        for name, each in answer.lenses.items()
    )
    title = f"{answer.title}, under every lens"
    names = (NOW, REFERENCE) if answer.differs else (NOW, "")
    if answer.event:
        return strip(f"strip-{place}", title, [Group("", rows)], names, width=look.width)
    ends = np.array(
        [end for each in answer.lenses.values() for end in (*each.bands, *np.quantile(each.before, (0.05, 0.95)))]
    )
    span = look.axes.span(f"strip {answer.name}", ends)
    axis = f"{answer.unit} at the end: middle, and 9 in 10 histories"
    return strip(f"strip-{place}", title, [Group("", rows)], names, axis, look.width, _numbers(span))


def directions_strip(answer: Answer, place: int, look: Look, beside: str) -> Chart:
    """Directions alone, where levels may not be shown."""
    rows = [lens_row(each.beside) for each in answer.lenses.values()]
    cells = tuple(Cell(row["direction"], row["more_in_20"], row["less_in_20"]) for row in rows)
    title = f"{answer.title} beside {beside}, under every lens: more and less of 20 paired worlds"
    names = [shown_lens(name) for name in answer.lenses]
    return directions(f"strip-{place}", title, names, [DirectionRow(NOW, cells)], look.width)


def _mark(answer: Answer, lens: Lens, look: Look, before: bool) -> Mark:
    if answer.event:
        share = lens.level_before if before else lens.level
        return Mark(share, about(share))
    low, middle, high = np.quantile(lens.before if before else lens.values, (0.05, 0.5, 0.95))
    return Mark(float(middle), look.spelling(answer.unit)(float(middle)), float(low), float(high))


def _numbers(span: tuple[float, float]) -> Callable[[float, float], Scale]:
    return lambda left, right: numbers(span, left, right)


def futures_picture(answer: Answer, lens: str, place: int, look: Look, span: tuple[int, int]) -> Chart:
    """Equally likely futures under one lens: when, how much, or whether."""
    found, many = answer.lenses[lens], DOTS_NARROW if look.narrow else DOTS
    title = f"{answer.title}: futures under {shown_lens(lens)}"
    if answer.event and found.months is None:
        words = answer.title[:1].lower() + answer.title[1:]
        return icons(f"futures-{place}", title, found.level, words, "not so", look.width)
    if found.months is not None:
        values = [None if math.isnan(month) else float(month) for month in found.months]
        scale: Callable[[float, float], Scale] = lambda left, right: months(*span, left, right)  # noqa: E731
        return dotplot(
            f"futures-{place}",
            title,
            values,
            scale,
            lambda month: calendar(int(month)),
            "month",
            dots=many,
            width=look.width,
        )
    shown = look.axes.span(f"values {answer.name}", dots(found.values))
    return dotplot(
        f"futures-{place}",
        title,
        [float(value) for value in found.values],
        _numbers(shown),
        look.spelling(answer.unit),
        f"{answer.unit} at the end",
        dots=many,
        width=look.width,
    )


def difference_picture(answer: Answer, place: int, look: Look, beside: str) -> Chart:
    """The difference itself, under the same luck, with its simulation error."""
    scale = 20.0 if answer.event else 1.0
    found = tuple(_effect(name, each, scale, look.room, answer.unit) for name, each in answer.lenses.items())
    unit = "of 20 histories" if answer.event else answer.unit
    ends = np.array([end for each in found for end in (each.low, each.high, each.value) if end is not None])
    span = look.axes.span(f"difference {answer.name}", ends)
    less, more = ("less often", "more often") if answer.event else ("less", "more")
    title = f"{answer.title}: the difference to {beside}, under the same luck"
    return effects(f"difference-{place}", title, [EffectGroup("", found)], unit, less, more, look.width, span)


def _effect(name: str, lens: Lens, scale: float, room: bool, unit: str) -> Effect:
    mean, error = scale * lens.beside.mean, scale * CLEAR * lens.beside.error
    if not math.isfinite(error):
        return Effect(shown_lens(name), mean, None, None, f"{signed(mean, room, unit)} (simulation error not known)")
    told = f"{signed(mean, room, unit)}, give or take {rounded_off(error, room, unit)}"
    return Effect(shown_lens(name), mean, mean - error, mean + error, told)


def shown_lens(name: str) -> str:
    """A lens's name in words."""
    return name.replace("_", " ")


def signed(value: float, room: bool, unit: str = "") -> str:
    """A difference with its sign.

    >>> signed(0.5774, False), signed(-0.5774, False), signed(-0.2, True), signed(0.0, False)
    ('+0.58', '\u22120.58', '0', '0')
    """
    text = rounded_off(abs(value), room, unit)
    return text if set(text.partition(" ")[0]) <= set("0.,") else f"{'+' if value > 0 else MINUS}{text}"


def rounded_off(value: float, room: bool, unit: str = "") -> str:
    """A difference's size: two digits, none after the point for a room."""
    return number(value, decimals=False, unit=unit if room else "") if room or value >= 10.0 else f"{value:.2g}"


def over_time(answer: Answer, now: Futures, reference: Futures, lens: str, place: int, look: Look) -> Chart | None:
    """Month by month under one lens: the share that has got there, or the fan of a series; None for neither."""
    first, many = now.setup.scenario.start, now.setup.scenario.months
    title = f"{answer.title}, month by month under {shown_lens(lens)}"
    spell: Callable[[int], str] = calendar
    if answer.lenses[lens].months is not None:
        drawn = [_share(NOW, now, answer, lens, first, many)]
        if answer.differs:
            drawn.append(_share(REFERENCE, reference, answer, lens, first, many))
        return curves(f"time-{place}", title, first, drawn, spell, width=look.width)
    monthly = now.monthly(answer.name)
    if monthly is None or answer.event:
        return None
    bands = bands_over_time(monthly[now.of_lens(lens)])
    span = look.axes.span(f"fan {answer.name}", bands[[0, -1]].ravel())
    shown = Bands(*(tuple(float(value) for value in each) for each in bands))
    return fan(f"time-{place}", title, first, shown, spell, answer.unit, look.width, span)


def _share(name: str, futures: Futures, answer: Answer, lens: str, first: int, many: int) -> Curve:
    when = futures.months(answer.name)[futures.of_lens(lens)]
    return Curve(name, tuple(float(each) for each in happened_by(when, first, many)))
