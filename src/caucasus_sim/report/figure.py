"""A figure of a report: drawn at any width, with the finding it shows and the numbers an editable chart needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from caucasus_sim.charts.chart import Chart
from caucasus_sim.errors import Mistake, Mistakes, nearest


@dataclass(frozen=True)
class Native:
    """The same numbers for a chart that others can edit: one number a category and series, at most ``most``."""

    kind: Literal["bars", "lines", "stacked"]
    categories: tuple[str, ...]
    series: Mapping[str, tuple[float, ...]]
    axis: str
    most: float | None = None


@dataclass(frozen=True)
class Figure:
    """One figure.

    Parameters
    ----------
    id : str
        What `sim report RUN --figure` calls it.
    about : str
        The outcome it is of, or the part of the report.
    finding : str
        What it shows, in a sentence; the title of its slide.
    draw : callable
        Draws it for a width.
    note : str
        What must be known to read it.
    native : Native or None
        For slides; where it is None the figure's table is shown.
    worth : bool
        Whether it shows anything; slides leave out what does not.
    """

    id: str
    about: str
    finding: str
    draw: Callable[[int], Chart]
    note: str = ""
    native: Native | None = None
    worth: bool = True


def named(figures: Sequence[Figure], name: str) -> Figure:
    """The figure of this id.

    Raises
    ------
    Mistakes
        If there is none, with the nearest.
    """
    known = {figure.id: figure for figure in figures}
    if name in known:
        return known[name]
    near = nearest(name, known)
    raise Mistakes([Mistake(f"no figure '{name[:60]}'", "--figure", expected=", ".join(known), nearest=near)])
