"""A chart in a page: the drawing, its sentence, and its table folded away below it."""

from __future__ import annotations

from collections.abc import Sequence

from caucasus_sim.charts.chart import Cell, Chart, spelled
from caucasus_sim.charts.svg import element, words


def figure(chart: Chart, heading: int = 3, table: str = "The same as a table", name: str | None = None) -> str:
    """A `figure` with heading, drawing, sentence and table.

    Parameters
    ----------
    heading : int
        Which level of heading the title is.
    table : str
        The words on the fold.
    name : str, optional
        What the figure is called where it can be had as a file.
    """
    rows = table_of(chart.columns, chart.rows, chart.title)
    return element(
        "figure",
        element(f"h{heading}", words(chart.title)),
        chart.svg(),
        element("figcaption", words(chart.summary)),
        element(
            "details",
            element("summary", words(table)),
            rows,
            *([_named(name)] if name else ()),
            id=f"{chart.id}-table",
        ),
        class_="c-figure",
        id=chart.id,
    )


def _named(name: str) -> str:
    return element("p", "As a file: ", element("code", words(f"--figure {name}")), class_="c-name")


def table_of(columns: Sequence[str], rows: Sequence[Sequence[Cell]], caption: str) -> str:
    """A table whose first column heads its rows; columns without a word in head and body are left out."""
    used = [k for k, name in enumerate(columns) if name or any(row[k] != "" for row in rows)]
    head = element("tr", *(_head(columns[k]) for k in used))
    body = [element("tr", *(_cell(row[k], first=k == used[0]) for k in used)) for row in rows]
    inside = element("caption", words(caption)) + element("thead", head) + element("tbody", *body)
    # A table may be wider than a phone; it then scrolls by itself, also by keyboard, and the page does not.
    return element("div", element("table", inside), class_="c-table", tabindex=0, role="group", aria_label=caption)


def _head(name: str) -> str:
    return element("th", words(name), scope="col") if name else "<td></td>"


def _cell(cell: Cell, first: bool) -> str:
    if first:
        return element("th", words(spelled(cell)), scope="row")
    return element("td", words(spelled(cell)), class_="c-number" if not isinstance(cell, str) else None) or "<td></td>"
