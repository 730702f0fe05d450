"""Posterior draws: what the record up to October 2024 says about the few parameters it can inform, per lens."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from caucasus_sim.coding.files import Shelf
from caucasus_sim.errors import Mistake, nearest

FOLDER = "posterior"
# A user's own evidence of these kinds changes the mechanisms that the draws were estimated with; stances do not.
MECHANISMS = frozenset(
    {"parameters", "lenses", "moves", "deals", "routes", "institutions", "states", "earlier", "targets"}
)


@dataclass(frozen=True)
class Posterior:
    """Joint draws of the estimated parameters under one lens: ``values`` f8 [draws, names], in the evidence's units."""

    names: tuple[str, ...]
    values: np.ndarray

    def rows(self, u: np.ndarray) -> np.ndarray:
        """The draws at quantiles ``u`` of their order, f8 [n, names]."""
        return self.values[np.minimum((u * len(self.values)).astype(np.int64), len(self.values) - 1)]


def read_posteriors(shelf: Shelf, layers: Sequence[Path]) -> dict[str, Posterior]:
    """The posterior of every lens that has one; none where a user's own evidence changes a mechanism."""
    if any(kind in MECHANISMS for kind, _, _ in shelf.overlaid):
        return {}
    found = {}
    for path in sorted((layers[0] / FOLDER).glob("*.csv")):
        made = _read(shelf, path)
        if made is not None:
            found[path.stem] = made
    return found


def _read(shelf: Shelf, path: Path) -> Posterior | None:
    known = shelf.bodies.get("parameters", {})
    mistakes = []
    if path.stem not in shelf.bodies.get("lenses", {}):
        near = nearest(path.stem, shelf.bodies.get("lenses", {}))
        mistakes.append(Mistake(f"no lens '{path.stem}'", str(path), expected="a file named as a lens", nearest=near))
    rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    names = tuple(rows[0]) if rows else ()
    mistakes += [
        Mistake(f"no parameter '{name}'", str(path), 1, expected="a parameter's name", nearest=nearest(name, known))
        for name in names
        if name not in known
    ]
    values = [[_number(cell) for cell in row] for row in rows[1:]]
    for line, row in enumerate(values, 2):
        if len(row) != len(names) or not all(map(math.isfinite, row)):
            mistakes.append(Mistake("no row of numbers", str(path), line, expected=f"{len(names)} numbers"))
    if not values:
        mistakes.append(Mistake("has no draws", str(path), expected="a line of names and lines of numbers"))
    shelf.mistakes += mistakes
    return None if mistakes else Posterior(names, np.array(values))


def _number(cell: str) -> float:
    try:
        return float(cell)
    except ValueError:
        return math.nan


def written(names: Iterable[str], values: np.ndarray) -> str:
    """Draws as they are kept: names, then a line a draw, six digits a number."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(names)
    lines.writerows([f"{value:.6g}" for value in row] for row in values)
    return out.getvalue()
