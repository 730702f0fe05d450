"""Tables that fit the screen: words are never broken, and what cannot fit as columns is told row by row."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence

from caucasus_sim.analysis.page_words import TIED

GAP = "  "
READABLE = 16  # letters that a column of sentences keeps at least


def table_lines(columns: Sequence[str], rows: Sequence[Sequence[object]], width: int) -> list[str]:
    r"""A table as lines of at most ``width`` letters, or its rows one after the other if its words are too wide.

    >>> print("\n".join(table_lines(["variant", "over the lenses"], [["paid", "more often under every lens"]], 26)))
    variant  over the lenses
    ──────────────────────────
    paid     more often under
             every lens
    """
    cells = [list(map(str, columns)), *([_flat(cell) for cell in row] for row in rows)]
    widths = fitted(cells, width)
    if not widths:
        return [line.replace(TIED, " ") for row in cells[1:] for line in told(columns, row, width)]
    drawn = [line for row in cells for line in row_lines(row, widths)]
    head = len(row_lines(cells[0], widths))
    rule = "─" * (sum(widths) + len(GAP) * (len(widths) - 1))
    return [line.replace(TIED, " ") for line in (*drawn[:head], rule, *drawn[head:])]


def fitted(cells: Sequence[Sequence[str]], width: int) -> list[int]:
    """The width of every column; the widest give way first, none below what can be read; empty if that is too much."""
    least = [_least(column[0], column[1:]) for column in zip(*cells, strict=True)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    free = width - len(GAP) * (len(widths) - 1)
    while sum(widths) > free:
        yielding = [k for k, each in enumerate(widths) if each > least[k]]
        if not yielding:
            return []
        widths[max(yielding, key=lambda k: widths[k])] -= 1
    return widths


def row_lines(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    """One row, its cells wrapped at words."""
    columns = [wrapped(cell, wide) for cell, wide in zip(row, widths, strict=True)]
    deep = max(map(len, columns))
    filled = [[*lines, *[""] * (deep - len(lines))] for lines in columns]
    padded = ([line.ljust(wide) for line, wide in zip(line, widths, strict=True)] for line in zip(*filled, strict=True))
    return [GAP.join(line).rstrip() for line in padded]


def told(columns: Sequence[str], row: Sequence[str], width: int) -> list[str]:
    """A row that is too wide for columns: its first cell, then name and value of the others."""
    head, *others = zip(columns, row, strict=True)
    words = "; ".join(f"{name} {value}" for name, value in others if value)
    return [*wrapped(head[1], width), *wrapped(f"    {words}", width, "    ")]


def wrapped(text: str, width: int, hang: str = "") -> list[str]:
    """Lines of at most ``width`` letters, broken at blanks only; later lines begin with ``hang``."""
    lines = textwrap.wrap(
        text, max(width, len(hang) + 1), subsequent_indent=hang, break_long_words=False, break_on_hyphens=False
    )
    return lines or [""]


def _flat(cell: object) -> str:
    return re.sub(r"[ \t\r\n\f\v]+", " ", str(cell)).strip(" ")


def _least(head: str, body: Sequence[str]) -> int:
    """The narrowest that a column can be: no word is broken, and sentences do not become ladders of words."""
    longest = max(map(_longest_word, (head, *body)))
    return max(longest, min(READABLE, max(map(len, body), default=0)))


def _longest_word(text: str) -> int:
    return max(map(len, text.split(" ")))
