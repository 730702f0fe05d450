"""PRIM: peel a little off the side where that helps most, again and again; then paste back what was peeled too far.

In words
    A peel takes the lowest or the highest twentieth of the points off an axis (all points of one value together), or
    one level off a boolean or a category. Of all peels the one is taken that raises the share of hits most for every
    history that it gives up, so that an axis of two levels and an axis of numbers compete on equal terms.

Source
    Friedman and Fisher, Statistics and Computing 9(2), 1999. Gain by history given up, for axes of unlike kinds:
    Kwakkel and Jaxa-Rozen, Environmental Modelling & Software 79, 2016. Cited from memory.

Not here
    Rotated axes (PCA-PRIM), and boxes that are not a product of restrictions.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from caucasus_sim.analysis.discover.box import Axis, Box, Points, Restriction, within

PATIENCE = 0.05  # of the points inside, taken off at a time
LEAST = 0.05  # of all histories, that a box must hold


def peel(points: Points, least: float = LEAST) -> list[Box]:
    """Smaller and smaller boxes, the first without any restriction."""
    boxes: list[Box] = [{}]
    enough = least * points.counts.sum()
    mask = np.ones(len(points), dtype=np.bool_)
    while 0.0 < points.of(mask).density < 1.0:
        best = _best(points, boxes[-1], mask, enough)
        if best is None:
            break
        axis, held = best
        boxes.append({**boxes[-1], axis: held})
        mask = mask & within(points.columns[axis], held)
    return boxes


def _best(points: Points, box: Box, mask: np.ndarray, enough: float) -> tuple[int, Restriction] | None:
    """The peel that raises the density most for every history it gives up; None where the box would be too small."""
    inner = points.of(mask)
    found: tuple[float, int, Restriction] | None = None
    for axis, held in _peels(inner, box):
        kept = within(inner.columns[axis], held)
        count = inner.counts[kept].sum()
        if not enough <= count < inner.counts.sum():
            continue
        gain = (inner.hits[kept].sum() / count - inner.density) / (inner.counts.sum() - count)
        if found is None or gain > found[0]:
            found = (float(gain), axis, held)
    return None if found is None else found[1:]


def _peels(inner: Points, box: Box) -> Iterator[tuple[int, Restriction]]:
    """Every peel there is of the points inside a box."""
    for number, axis in enumerate(inner.axes):
        column = inner.columns[number]
        if axis.ordered:
            yield from ((number, each) for each in _ends(axis, column, box.get(number)))
            continue
        levels = {int(level) for level in np.unique(column)}
        if len(levels) > 1:
            yield from ((number, frozenset(levels - {level})) for level in sorted(levels))


def _ends(axis: Axis, column: np.ndarray, held: Restriction | None) -> Iterator[Restriction]:
    """An axis of numbers without its lowest, and without its highest, twentieth of points."""
    low, high = held if isinstance(held, tuple) else (-np.inf, np.inf)
    values = np.sort(column)
    take = max(1, int(np.ceil(PATIENCE * len(values))))
    bottom, top = values[take - 1], values[-take]
    if bottom < values[-1]:
        yield edge(axis, bottom, values[values > bottom][0]), high
    if top > values[0]:
        yield low, edge(axis, top, values[values < top][-1])


def edge(axis: Axis, outside: float, inside: float) -> float:
    """The end of a restriction between a value left out and one kept: half-way, or the integer that is kept."""
    return float(inside) if axis.kind == "integer" else float((outside + inside) / 2.0)


def paste(points: Points, box: Box) -> Box:
    """The box with every side put back as long as the share of hits inside does not fall."""
    while (wider := _wider(points, box)) is not None:
        box = wider
    return box


def _wider(points: Points, box: Box) -> Box | None:
    """The best box that is one paste larger, if it is no thinner."""
    inner = points.of(points.inside(box))
    best, most = None, (inner.density, inner.counts.sum())
    for axis in box:
        for held in _pastes(points, box, axis):
            wider = {**{k: v for k, v in box.items() if k != axis}, **({} if held is None else {axis: held})}
            found = points.of(points.inside(wider))
            if found.counts.sum() > inner.counts.sum() and (found.density, found.counts.sum()) > most:
                best, most = wider, (found.density, found.counts.sum())
    return best


def _pastes(points: Points, box: Box, number: int) -> Iterator[Restriction | None]:
    """Every side of one axis put back a little; None is the axis set free."""
    axis, held = points.axes[number], box[number]
    column = points.columns[number][points.inside(box, without=number)]
    if isinstance(held, frozenset):
        missing = sorted({int(level) for level in np.unique(column)} - held)
        yield from (None if len(missing) == 1 else held | {level} for level in missing)
        return
    low, high = held
    below, above = np.sort(column[column < low])[::-1], np.sort(column[column > high])
    take = max(1, int(np.ceil(PATIENCE * within(column, held).sum())))
    if len(below):
        yield _side(_further(axis, below, take, -1.0), high)
    if len(above):
        yield _side(low, _further(axis, above, take, 1.0))


def _further(axis: Axis, beyond: np.ndarray, take: int, way: float) -> float:
    """The end after so many more points, all of one value together; without end where no point is left beyond."""
    last = beyond[min(take, len(beyond)) - 1]
    rest = beyond[beyond * way > last * way]
    return edge(axis, rest[0], last) if len(rest) else float(way * np.inf)


def _side(low: float, high: float) -> Restriction | None:
    return None if np.isinf(low) and np.isinf(high) else (low, high)
