"""Icon array: a hundred histories as ten rows of ten, those in which something happens filled."""

from __future__ import annotations

from caucasus_sim.charts.chart import WIDTH, Chart, cells
from caucasus_sim.charts.svg import box, label

SIDE = 10
STEP = 17.0


def icons(id: str, title: str, share: float, happens: str, happens_not: str, width: int = WIDTH) -> Chart:
    """Draw a share as so many of a hundred, to the nearest 5; ``happens`` and ``happens_not`` are words."""
    count = in_hundred(share)
    left = (width - SIDE * STEP) / 2
    drawn = [
        box(
            left + (k % SIDE) * STEP,
            6 + (k // SIDE) * STEP,
            STEP - 4,
            STEP - 4,
            "c-bar-one" if k < count else "c-bar-rest",
        )
        for k in range(SIDE * SIDE)
    ]
    bottom = 6 + SIDE * STEP
    drawn += [
        label(width / 2, bottom + 14, f"filled: {happens}, about {count}", "c-soft", "middle"),
        label(width / 2, bottom + 31, f"empty: {happens_not}, about {100 - count}", "c-soft", "middle"),
    ]
    rows = ((happens, f"about {count}"), (happens_not, f"about {100 - count}"))
    told = f"In about {count} of 100 histories of this model: {happens}; in about {100 - count}: {happens_not}."
    return Chart(id, title, told, ("", "of 100 histories"), cells(rows), "".join(drawn), width, bottom + 40)


def in_hundred(share: float) -> int:
    """A share as a count of a hundred, to the nearest 5; never none or all unless it is.

    >>> in_hundred(0.36), in_hundred(0.0), in_hundred(0.001), in_hundred(0.999), in_hundred(1.0)
    (35, 0, 1, 99, 100)
    """
    if share in (0.0, 1.0):
        return int(share * 100)
    return min(99, max(1, int(share * 20 + 0.5) * 5))
