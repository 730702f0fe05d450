"""A chart: the drawing, and the title, the sentence and the table that say the same without it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from caucasus_sim.charts.style import plain_css
from caucasus_sim.charts.svg import element, words

Cell = str | float
SVG = "http://www.w3.org/2000/svg"
WIDTH = 360  # what fits a phone; a page may ask for more


@dataclass(frozen=True)
class Chart:
    """One chart.

    Parameters
    ----------
    id : str
        Unique on its page; letters, digits and hyphens.
    title, summary : str
        What it is of, and what it shows, in a sentence.
    columns, rows
        Its table; cells are text, or numbers where there is no text for them.
    drawing : str
        Elements of SVG.
    width, height : float
        Of the drawing.
    """

    id: str
    title: str
    summary: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    drawing: str
    width: float
    height: float

    def svg(self) -> str:
        """The drawing for a page that has `style.CSS`: an image with title and description."""
        return self._drawn()

    def file(self) -> str:
        """The drawing as a file of its own, light, with its styles inside."""
        return f"{self._drawn(xmlns=SVG, inside=element('style', plain_css()))}\n"

    def _drawn(self, xmlns: str | None = None, inside: str = "") -> str:
        title, told = f"{self.id}-title", f"{self.id}-told"
        return element(
            "svg",
            element("title", words(self.title), id=title),
            element("desc", words(self.summary), id=told),
            inside,
            self.drawing,
            xmlns=xmlns,
            viewBox=f"0 0 {self.width:.0f} {self.height:.0f}",
            class_="c-chart",
            role="img",
            aria_labelledby=title,
            aria_describedby=told,
        )


def cells(rows: Sequence[Sequence[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    """Rows that no one changes any more."""
    return tuple(tuple(row) for row in rows)


def spelled(cell: Cell) -> str:
    """A cell as it is shown.

    >>> spelled("a"), spelled(3), spelled(0.123456), spelled(1234.5)
    ('a', '3', '0.123', '1,234')
    """
    if isinstance(cell, str):
        return cell
    if float(cell).is_integer():
        return f"{cell:,.0f}"
    return f"{cell:,.0f}" if abs(cell) >= 100 else f"{cell:.3g}"
