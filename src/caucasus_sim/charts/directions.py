"""The lens strip where only directions are told: more, less or unclear under every lens, with counts of pairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from caucasus_sim.charts.chart import WIDTH, Chart, cells
from caucasus_sim.charts.svg import box, label, lines_of, path

ROW = 46.0
WORDS = {"+": "more", "-": "less", "0": "unclear"}


@dataclass(frozen=True)
class Cell:
    """One lens: ``+``, ``-`` or ``0``, and in how many of 20 there is more and less (None: not counted)."""

    direction: str
    more: int | None = None
    less: int | None = None

    @property
    def words(self) -> str:
        """The direction in a word.

        >>> Cell("+").words, Cell("?").words
        ('more', 'unclear')
        """
        return WORDS.get(self.direction, WORDS["0"])

    @property
    def told(self) -> str:
        """The cell in a few letters.

        >>> Cell("+", 6, 1).told, Cell("0").told
        ('more 6:1', 'unclear')
        """
        return self.words if self.more is None else f"{self.words} {self.more}:{self.less}"


@dataclass(frozen=True)
class Row:
    """One scenario or outcome under every lens, in the order of the columns; under a heading, if it is a new one."""

    name: str
    cells: tuple[Cell, ...]
    heading: str = ""


def directions(id: str, title: str, lenses: Sequence[str], rows: Sequence[Row], width: int = WIDTH) -> Chart:
    """Draw a direction for every row and lens: a triangle up or down, or a bar where it is unclear."""
    wide = (width - 16.0) / max(1, len(lenses))
    deep = 28.0 if len(lenses) > 3 else 14.0
    # Names of neighbouring columns stand on two lines, so that long ones have the room of two columns.
    drawn = [
        label(8 + wide * k, 12 + (14 * (k % 2) if deep > 14 else 0), lens, "c-small") for k, lens in enumerate(lenses)
    ]
    y = deep + 8
    for row in rows:
        lines = lines_of(row.heading, width - 8) if row.heading else []
        drawn += [label(4, y + 16 + 17 * n, words, "c-bold") for n, words in enumerate(lines)]
        y += 17 * len(lines) + (6 if lines else 0)
        drawn += [label(8, y + 14, row.name, "c-text")]
        drawn += [part for k, cell in enumerate(row.cells) for part in _cell(cell, 8 + wide * k, y + 32)]
        y += ROW
    table = [(row.heading, row.name, *(cell.told for cell in row.cells)) for row in _filled(rows)]
    columns = ("", "", *lenses)
    return Chart(id, title, _told(rows, lenses), columns, cells(table), "".join(drawn), width, y + 6)


def _cell(cell: Cell, x: float, y: float) -> list[str]:
    told = "" if cell.more is None else f"{cell.more}:{cell.less}"
    return [_sign(cell.direction, x, y), label(x + 16, y + 4, told or cell.words, "c-soft")]


def _sign(direction: str, x: float, y: float) -> str:
    if direction == "+":
        return path([(x, y + 5), (x + 12, y + 5), (x + 6, y - 6)], "c-mark-one", closed=True)
    if direction == "-":
        return path([(x + 1, y - 5), (x + 11, y - 5), (x + 6, y + 5)], "c-mark-two", closed=True)
    return box(x + 1, y - 1.5, 10, 3, "c-bar-rest")


def _filled(rows: Sequence[Row]) -> list[Row]:
    """Every row with the heading it stands under."""
    filled, heading = [], ""
    for row in rows:
        heading = row.heading or heading
        filled.append(Row(row.name, row.cells, heading))
    return filled


def _told(rows: Sequence[Row], lenses: Sequence[str]) -> str:
    """Under how many lenses each row has more and less."""
    every = f" of {len(lenses)} lenses" if len(lenses) > 1 else ""
    return " ".join(
        f"{', '.join(filter(None, (row.heading, row.name)))}: {_counts(row)}{every}." for row in _filled(rows)
    )


def _counts(row: Row) -> str:
    found = [cell.words for cell in row.cells]
    parts = [f"{word} under {found.count(word)}" for word in ("more", "less") if word in found]
    return ", ".join(parts) or f"unclear under {len(found)}"
