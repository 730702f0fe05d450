"""Bars in groups: where the spread of an outcome comes from, or any shares that are set beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from caucasus_sim.charts.chart import WIDTH, Chart, cells
from caucasus_sim.charts.svg import box, label, line, lines_of, wide

ROW = 21.0


@dataclass(frozen=True)
class Bar:
    """A share from 0 to 1 with its name and its words; what comes out below 0 has no length."""

    name: str
    value: float
    told: str


@dataclass(frozen=True)
class Group:
    """Bars under a heading."""

    heading: str
    bars: tuple[Bar, ...]


def bars(id: str, title: str, groups: Sequence[Group], what: str, width: int = WIDTH) -> Chart:
    """Draw shares as bars of one length for all; ``what`` says what they are shares of."""
    every = [bar for group in groups for bar in group.bars]
    left = 20.0 + max(wide(bar.name, 12.5) for bar in every)
    most = width - left - 14.0 - max(wide(bar.told, 12) for bar in every)
    y, drawn = 0.0, []
    for group in groups:
        for words in lines_of(group.heading, width - 8.0):
            y += 18.0
            drawn.append(label(4, y, words, "c-bold"))
        for bar in group.bars:
            long = min(1.0, max(0.0, bar.value)) * most
            drawn += [label(8, y + 16, bar.name), box(left, y + 5, long, 14, "c-bar-one")]
            drawn.append(label(left + long + 6, y + 16, bar.told, "c-soft"))
            y += ROW
        drawn.append(line(left, y + 2 - ROW * len(group.bars), left, y + 2, "c-axis"))
        y += 6
    table = [(group.heading, bar.name, bar.told) for group in groups for bar in group.bars]
    return Chart(id, title, _told(groups), ("", "", what), cells(table), "".join(drawn), width, y + 6)


def _told(groups: Sequence[Group]) -> str:
    return " ".join(_sentence(group) for group in groups)


def _sentence(group: Group) -> str:
    most = max(group.bars, key=lambda bar: bar.value)
    head = f"{group.heading}: " if group.heading else ""
    return f"{head}most is {most.name} ({most.told})."
