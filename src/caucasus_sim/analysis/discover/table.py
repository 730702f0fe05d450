"""The answer of `sim discover` as data: boxes with coverage and density, checked on points that were held out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from caucasus_sim.analysis.discover.box import Box, Points, within
from caucasus_sim.analysis.discover.choosing import boxes_of, by_chance, gap, grouped, held
from caucasus_sim.analysis.discover.gather import Parts, Wanted, axis_of, parts_of
from caucasus_sim.analysis.discover.words import restriction_words, sentence
from caucasus_sim.analysis.sensitivity.crossing import ends, resampled
from caucasus_sim.analysis.swept.asked import values_of
from caucasus_sim.analysis.swept.head import head_of
from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.ensemble.designs.factor import Factor
from caucasus_sim.runs.sweeps.stored import StoredSweep

Row = dict[str, Any]
MOST_BOXES = 3


def discover(
    sweep: StoredSweep,
    catalogue: Catalogue,
    wanted: Wanted,
    most: int = MOST_BOXES,
    density: float | None = None,
    seed: int = 1,
) -> Row:
    """Boxes in which something comes about more often than elsewhere, and that hold on points held out.

    Raises
    ------
    Mistakes
        If there are too few points with a value.
    """
    table = values_of(sweep, catalogue, wanted.asked)
    table = table.assign(hit=wanted.hits(table["value"].to_numpy()))
    parts = parts_of(sweep, table, seed)
    head = head_of(sweep, catalogue, wanted.asked, table)
    words = wanted.words(catalogue)
    kept, lost = _checked(sweep, parts, boxes_of(parts.search, most, density, seed), seed)
    for number, each in enumerate(kept, 1):
        each["number"] = number
        each["sentence"] = sentence(each, words, head["calibrated"])
    return {
        **head,
        "wanted": words,
        "way": wanted.way,
        "share": parts.check.density,
        "points_searched": len(parts.search),
        "points_held_out": len(parts.check),
        "luck_held_out": parts.luck_held_out,
        "boxes": kept,
        "boxes_that_did_not_hold": lost,
    }


def _checked(sweep: StoredSweep, parts: Parts, boxes: list[Box], seed: int) -> tuple[list[Row], int]:
    """The boxes that hold on the points held out, each among those that no earlier one takes in; how many do not."""
    kept: list[Row] = []
    free = np.ones(len(parts.check), dtype=np.bool_)
    for box in boxes:
        told = _told(sweep, parts, box, free, seed)
        if told["holds"]:
            kept.append(told)
            free &= ~parts.check.inside(box)
    return kept, len(boxes) - len(kept)


def _told(sweep: StoredSweep, parts: Parts, box: Box, free: np.ndarray, seed: int) -> Row:
    factors = {each.id: each for each in sweep.factors}
    rest = parts.check.of(free)
    inside = rest.inside(box)
    gaps = gap(rest, inside, ~inside, seed)
    checked = vars(held(rest, box))
    checked["coverage"] = float(rest.hits[inside].sum() / max(parts.check.hits.sum(), 1.0))
    low, high = (None, None) if gaps is None else map(float, ends(gaps))
    return {
        "restrictions": [
            _restriction(factors[rest.axes[axis].id], parts, rest, box, axis, seed) for axis in sorted(box)
        ],
        "search": vars(held(parts.search, box)),
        "check": checked | _interval(rest, inside, seed),
        "difference": {"low": low, "high": high},
        "holds": low is not None and low > 0.0,
        "by_lens": _by(sweep, parts, free & parts.check.inside(box), "lens"),
        "by_reading": _by(sweep, parts, free & parts.check.inside(box), "reading"),
        "after_others": bool(not free.all()),
        "box": {parts.search.axes[axis].id: _plain(each) for axis, each in sorted(box.items())},
    }


def _plain(restriction: object) -> Any:
    """A restriction as data: two ends, None where there is none, or numbers of levels."""
    if isinstance(restriction, frozenset):
        return sorted(restriction)
    assert isinstance(restriction, tuple)
    return [float(end) if np.isfinite(end) else None for end in restriction]


def _restriction(factor: Factor, parts: Parts, rest: Points, box: Box, axis: int, seed: int) -> Row:
    """What one factor is held to, within what was tried, and how far chance could have made it."""
    held_to, levels = box[axis], axis_of(factor).levels
    tried = np.concatenate([parts.search.columns[axis], parts.check.columns[axis]])
    kept = tried[within(tried, held_to)]
    low = high = None
    if isinstance(held_to, tuple):
        low, high = (None if not np.isfinite(end) else float(end) for end in held_to)
    told = {
        "factor": factor.id,
        "kind": factor.kind,
        "type": factor.type,
        "title": factor.title,
        "unit": factor.unit,
        "low": low,
        "high": high,
        "levels": list(levels),
        "inside": [level for k, level in enumerate(levels) if isinstance(held_to, frozenset) and k in held_to],
        "range": [float(tried.min()), float(tried.max())],
        "tried_inside": [float(kept.min()), float(kept.max())] if len(kept) else None,
        "by_chance": by_chance(rest, box, axis, seed),
    }
    return {**told, "words": restriction_words(told)}


def _interval(points: Points, inside: np.ndarray, seed: int) -> Row:
    """The ends of the simulation error of the share of hits in a box."""
    place = grouped(points.units, seed)
    weights = resampled(int(place.max()) + 1, seed)
    hits, counts = (
        weights @ np.bincount(place, weights=np.where(inside, each, 0.0)) for each in (points.hits, points.counts)
    )
    if not (counts > 0.0).any():
        return {"low": None, "high": None}
    low, high = ends(hits[counts > 0.0] / counts[counts > 0.0])
    return {"low": float(low), "high": float(high)}


def _by(sweep: StoredSweep, parts: Parts, inside: np.ndarray, name: str) -> dict[str, float]:
    """The share of hits in a box under every lens or reading; none where that is a factor of the sweep."""
    if any(each.kind == name for each in sweep.factors):
        return {}
    points = np.sort(parts.cells["point"].unique())[inside]
    own = parts.cells[parts.cells["point"].isin(points)]
    return {str(each): float(share) for each, share in own.groupby(name, sort=True)["hit"].mean().items()}


def flat(told: Row) -> pd.DataFrame:
    """One row a box and restriction, for CSV; every row says its standing and whose outcome it is."""
    rows = [
        {
            "status": told["status"],
            "run": told["run"],
            "outcome": told["outcome"],
            "box": box["number"],
            "factor": each["factor"],
            "low": each["low"],
            "high": each["high"],
            "levels": " or ".join(each["inside"]),
            "by_chance": each["by_chance"],
            "density": box["check"]["density"],
            "density_low": box["check"]["low"],
            "density_high": box["check"]["high"],
            "elsewhere": box["check"]["elsewhere"],
            "coverage": box["check"]["coverage"],
            "points": box["check"]["points"],
        }
        for box in told["boxes"]
        for each in box["restrictions"]
    ]
    return pd.DataFrame(rows, columns=None if rows else ["status", "run", "outcome", "box", "factor"])
