"""Groups beside each other where a drawing may be wide, so that it grows wide and not high."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from caucasus_sim.charts.svg import element, number

COLUMN = 370.0  # what a column needs
Group = TypeVar("Group")
Drawn = tuple[list[str], float]  # elements, and how high they are


def beside(groups: Sequence[Group], width: float, draw: Callable[[Sequence[Group], float], Drawn]) -> Drawn:
    """Groups in as many columns as there is room for; ``draw`` draws some of them one below the other, for a width."""
    many = max(1, min(len(groups), int(width // COLUMN)))
    if many == 1:
        return draw(groups, width)
    deep = -(-len(groups) // many)
    drawn = [draw(groups[start : start + deep], width / many) for start in range(0, len(groups), deep)]
    moved = [
        element("g", *parts, transform=f"translate({number(place * width / many)} 0)")
        for place, (parts, _) in enumerate(drawn)
    ]
    return moved, max(high for _, high in drawn)
