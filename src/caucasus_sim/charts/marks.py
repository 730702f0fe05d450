"""A point with its interval: round and solid for the one, square and dashed for the other."""

from __future__ import annotations

from caucasus_sim.charts.svg import box, dot, line

SIZE = 5.0


def interval(x: float, y: float, low: float | None, high: float | None, which: str) -> list[str]:
    """A mark at a point, and a line from end to end if both are known."""
    drawn = [] if low is None or high is None else [line(low, y, high, y, f"c-span-{which}")]
    if which == "two":
        return [*drawn, box(x - SIZE + 0.5, y - SIZE + 0.5, 2 * SIZE - 1, 2 * SIZE - 1, "c-mark-two")]
    return [*drawn, dot(x, y, SIZE, "c-mark-one")]
