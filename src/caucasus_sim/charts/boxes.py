"""Boxes of a space of factors: of every factor that a box holds, which part of what was tried lies inside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from caucasus_sim.charts.chart import WIDTH, Chart, cells
from caucasus_sim.charts.svg import box, label, lines_of

BAR = 13.0
LEFT = 8.0


@dataclass(frozen=True)
class Held:
    """A factor that a box holds: the parts of its range that lie inside, from 0 to 1, and what that is in words.

    ``parts`` are (from, to); of levels that have no order each is an equal part of the bar, in the order of the plan.
    """

    name: str
    parts: tuple[tuple[float, float], ...]
    told: str
    cuts: tuple[float, ...] = ()


@dataclass(frozen=True)
class BoxDrawn:
    """One box: its heading and sentence, and the factors that it holds."""

    heading: str
    told: str
    held: tuple[Held, ...]


def boxes(id: str, title: str, drawn_boxes: Sequence[BoxDrawn], summary: str, width: int = WIDTH) -> Chart:
    """Draw every box: a bar a factor, filled where the box lies."""
    y, drawn = 0.0, []
    for each in drawn_boxes:
        for words in lines_of(each.heading, width - 8.0):
            y += 18.0
            drawn.append(label(4, y, words, "c-bold"))
        for held in each.held:
            for words in lines_of(f"{held.name}: {held.told}", width - 16.0):
                y += 17.0
                drawn.append(label(LEFT, y, words, "c-text"))
            drawn += _bar(held, y + 5, width - 2 * LEFT)
            y += BAR + 11
        y += 8
    table = [(each.heading, held.name, held.told) for each in drawn_boxes for held in each.held]
    return Chart(id, title, summary, ("box", "factor", "inside"), cells(table), "".join(drawn), width, y + 4)


def _bar(held: Held, y: float, long: float) -> list[str]:
    """The whole range as an empty bar, the part inside filled, with thin lines between levels."""
    drawn = [box(LEFT, y, long, BAR, "c-bar-rest")]
    drawn += [box(LEFT + low * long, y, (high - low) * long, BAR, "c-bar-one") for low, high in held.parts]
    return drawn + [box(LEFT + cut * long - 0.75, y, 1.5, BAR, "c-paper") for cut in held.cuts]
