"""Scales: from values to places, with round ticks in words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from caucasus_sim.charts.svg import label, line, wide

YEAR = 12
GAP = 8.0  # between the words of neighbouring ticks, at least
ROOMY = 110.0  # so long is a scale that has room for five words


@dataclass(frozen=True)
class Scale:
    """Values from ``low`` to ``high`` on a line from ``left`` to ``right``; ticks are values with their words."""

    low: float
    high: float
    left: float
    right: float
    ticks: tuple[tuple[float, str], ...] = ()

    def place(self, value: float) -> float:
        """Where a value stands; beyond an end it stands at the end."""
        share = (value - self.low) / (self.high - self.low) if self.high > self.low else 0.5
        return self.left + min(1.0, max(0.0, share)) * (self.right - self.left)

    def below(self, y: float, top: float, title: str = "") -> list[str]:
        """A horizontal axis at ``y`` with lines up to ``top``, words under it, and a title under these."""
        drawn = [line(self.place(value), top, self.place(value), y, "c-tick") for value, _ in self.ticks]
        drawn.append(line(self.left, y, self.right, y, "c-axis"))
        drawn += [label(self.place(value), y + 15, told, "c-soft", "middle") for value, told in self.ticks]
        if title:
            drawn.append(label((self.left + self.right) / 2, y + 32, title, "c-soft", "middle"))
        return drawn

    def beside(self, x: float, right: float) -> list[str]:
        """A vertical axis whose words end at ``x``, with lines to ``right``; the scale runs from bottom to top."""
        drawn = [line(x + 4, self.place(value), right, self.place(value), "c-tick") for value, _ in self.ticks]
        return drawn + [label(x, self.place(value) + 4, told, "c-soft", "end") for value, told in self.ticks]


def of_twenty(left: float, right: float) -> Scale:
    """Shares from none to all, in twentieths.

    >>> [told for _, told in of_twenty(0, 200).ticks], [told for _, told in of_twenty(0, 60).ticks]
    (['0', '5', '10', '15', '20'], ['0', '10', '20'])
    """
    step = 5 if abs(right - left) >= ROOMY else 10
    return Scale(0.0, 1.0, left, right, tuple((each / 20, str(each)) for each in range(0, 21, step)))


def months(first: int, last: int, left: float, right: float, most: int = 7) -> Scale:
    """Months counted from year 0 (year * 12 + month - 1); a tick at the beginning of a year, of every one or fewer.

    >>> [told for _, told in months(24297, 24371, 0, 300).ticks]
    ['2025', '2026', '2027', '2028', '2029', '2030']
    """
    years = range(-(-first // YEAR), last // YEAR + 1)
    step = max(1, math.ceil(len(years) / most))
    ticks = tuple((float(year * YEAR), str(year)) for year in years[::step])
    return Scale(float(first), float(max(last, first + 1)), left, right, ticks)


def numbers(values: Sequence[float], left: float, right: float, zero: bool = False, most: int = 5) -> Scale:
    """A scale with round ticks around all values, and around 0 if it must be on it.

    >>> [told for _, told in numbers([0.2, 4.8], 0, 100, zero=True).ticks]
    ['0', '1', '2', '3', '4', '5']

    Where their words would touch, only every second tick or fewer is there; 0 always is.

    >>> [told for _, told in numbers([-0.0008, 0.0041], 0, 100).ticks]
    ['0.000', '0.004']
    """
    known = [value for value in values if math.isfinite(value)] + ([0.0] if zero else [])
    low, high = min(known, default=0.0), max(known, default=1.0)
    if high - low < 1e-12 * max(abs(low), abs(high), 1e-300):
        low, high = low - (abs(low) or 1.0) / 2, high + (abs(high) or 1.0) / 2
    step = _round((high - low) / most)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    told = {each: tick(each * step, step) for each in range(first, last + 1)}
    room = abs(right - left) / max(1, last - first)
    upright = right < left  # the scale runs up, and words stand above each other
    every = math.ceil(((GAP if upright else max(wide(words, 12.5) for words in told.values())) + GAP) / room)
    kept = [each for each in told if each % every == 0]
    shown = kept if len(kept) > 1 else [first, last]
    return Scale(first * step, last * step, left, right, tuple((each * step, told[each]) for each in shown))


def _round(step: float) -> float:
    power = 10.0 ** math.floor(math.log10(step))
    return next(each * power for each in (1, 2, 5, 10) if each * power >= step * (1 - 1e-9))


def tick(value: float, step: float) -> str:
    """A tick with as many digits as its step needs; a minus is a minus sign.

    >>> tick(0.30000000000000004, 0.1), tick(-2000.0, 1000.0)
    ('0.3', '\u22122,000')
    """
    digits = max(0, -math.floor(math.log10(step) + 1e-9))
    text = f"{value:,.{digits}f}"
    return text.replace("-", "\u2212") if float(text.replace(",", "")) else text.replace("-", "")


def twentieths(share: float) -> str:
    """A share in twentieths, to the nearest; never none or all unless it is.

    >>> twentieths(0.36), twentieths(0.0), twentieths(0.001), twentieths(0.999), twentieths(1.0)
    ('about 7 in 20', '0 in 20', 'fewer than 1 in 20', 'more than 19 in 20', '20 in 20')
    """
    count = int(share * 20 + 0.5)
    if count == 0 and share > 0.0:
        return "fewer than 1 in 20"
    if count == 20 and share < 1.0:
        return "more than 19 in 20"
    return f"about {count} in 20" if 0 < count < 20 else f"{count} in 20"
