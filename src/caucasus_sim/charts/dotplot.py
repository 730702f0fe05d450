"""Quantile dotplot: so many dots, each one of so many equally likely histories (Kay and others 2016)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from caucasus_sim.charts.chart import WIDTH, Cell, Chart, cells
from caucasus_sim.charts.scale import Scale
from caucasus_sim.charts.svg import dot, label, line, wide

DOTS = 50  # 20 on a phone
HIGHEST = 130.0


def dotplot(
    id: str,
    title: str,
    values: Sequence[float | None],
    scale: Callable[[float, float], Scale],
    spell: Callable[[float], str],
    axis: str = "",
    never: str = "never",
    dots: int = DOTS,
    width: int = WIDTH,
) -> Chart:
    """Draw quantiles of some values as dots that are stacked where they would touch.

    Parameters
    ----------
    values : sequence of float or None
        One for each history; None is not reached, and stands apart at the right.
    scale : callable
        Makes the scale from where it may begin and end.
    spell : callable
        A value in words.
    axis, never : str
        What the scale says, and what None is.
    """
    shown = quantiles(values, dots)
    reached = [value for value in shown if value is not None]
    missing = dots - len(reached)
    apart = max(60.0, wide(never, 12) + 8.0)
    along = scale(12.0, width - (apart + 24.0 if missing else 16.0))
    bins = max(8, int((along.right - along.left) / 9.0))
    size = (along.right - along.left) / bins
    stacks = _stacks([along.place(value) for value in reached], along.left, size)
    deep = max([*map(len, stacks.values()), -(-missing // 5), 3])
    step = min(size, HIGHEST / deep)  # dots of a high stack cover each other in part, and can still be counted
    bottom = 12.0 + deep * step + size / 2
    drawn = along.below(bottom, bottom - 4, axis)
    drawn += [
        dot(along.left + (place + 0.5) * size, bottom - level * step - size / 2, size * 0.42, "c-mark-one")
        for place, stack in sorted(stacks.items())
        for level in range(len(stack))
    ]
    if missing:
        drawn += _apart(missing, never, width - apart + 4.0, bottom, size, step)
    rows = _rows(reached, missing, dots, spell, never)
    return Chart(
        id,
        title,
        _told(rows, dots),
        ("so many of the histories", "at or before"),
        cells(rows),
        "".join(drawn),
        width,
        bottom + 38,
    )


def quantiles(values: Sequence[float | None], dots: int) -> list[float | None]:
    """The middle values of so many equal parts of all values; what is never reached comes last.

    >>> quantiles([4, 1, 3, 2], 2), quantiles([1, None], 2)
    ([2, 4], [1, None])
    """
    known = sorted(value for value in values if value is not None)
    ordered = [*known, *[None] * (len(values) - len(known))]
    return [ordered[int((k + 0.5) * len(ordered) / dots)] for k in range(dots)]


def _stacks(places: Sequence[float], left: float, size: float) -> dict[int, list[float]]:
    found: dict[int, list[float]] = {}
    for place in places:
        found.setdefault(int((place - left - 1e-9) / size), []).append(place)
    return found


def _apart(missing: int, never: str, left: float, bottom: float, size: float, step: float) -> list[str]:
    """The dots of what is never reached, five in a row, hollow, behind a line."""
    drawn = [line(left - 10, 8, left - 10, bottom, "c-tick"), label(left - 6, bottom + 15, never, "c-soft")]
    return drawn + [
        dot(left + (k % 5 + 0.5) * size, bottom - (k // 5) * step - size / 2, size * 0.38, "c-mark-none")
        for k in range(missing)
    ]


def _rows(
    reached: Sequence[float], missing: int, dots: int, spell: Callable[[float], str], never: str
) -> list[tuple[Cell, ...]]:
    """Tenths of all histories, as far as they are reached; and how many are not."""
    rows: list[tuple[Cell, ...]] = []
    for tenth in (1, 3, 5, 7, 9):
        place = int(tenth * dots / 10 - 0.5)
        rows.append((f"{tenth} in 10", spell(reached[place]) if place < len(reached) else never))
    return [*rows, (f"{never}, of {dots} dots", str(missing))] if missing else rows


def _told(rows: Sequence[tuple[Cell, ...]], dots: int) -> str:
    apart = (
        f" Of the dots {rows[-1][1]} stand apart: {str(rows[-1][0]).partition(', of ')[0]}." if len(rows) > 5 else ""
    )
    return f"Each dot is 1 of {dots} equally likely histories of this model. In the middle: {rows[2][1]}.{apart}"
