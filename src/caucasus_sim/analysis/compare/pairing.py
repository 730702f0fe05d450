"""Each history's twin on the other side, with the same lens, reading, draws and luck; or why there is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from caucasus_sim.analysis.compare.apart import apart_effects
from caucasus_sim.analysis.compare.arms import Arm
from caucasus_sim.analysis.compare.effects import Effects, paired_effects
from caucasus_sim.analysis.paired import SAME
from caucasus_sim.errors import Mistake, Mistakes
from caucasus_sim.month.arrays import calendar

Stratum = tuple[str, str]  # lens, reading
ByStratum = Mapping[Stratum, Effects]
WORDS = {
    "evidence": "they were made from different evidence",
    "compiled": "they were made by different rules",
    "results": "their results are of different forms",
    "seed": "their seeds differ, so that the same numbers stand for other draws and other luck",
}
DRAWS = ("block", "reading_draw", "mechanism_draw")


@dataclass(frozen=True)
class Pairs:
    """Rows of either side for every lens and reading; ``paired`` says whether a row's counterpart is its twin."""

    own: Arm
    other: Arm
    paired: bool
    why: tuple[str, ...]
    without: int
    effects_in: Mapping[Stratum, Callable[[np.ndarray, np.ndarray], Effects]]
    counts: Mapping[Stratum, int]

    @property
    def strata(self) -> list[Stratum]:
        """Every lens and reading that both sides have."""
        return list(self.effects_in)

    def effects(self, own: np.ndarray, other: np.ndarray) -> ByStratum:
        """The differences of f8 [histories, measures] of either arm, in the order of its histories."""
        return {stratum: effects(own, other) for stratum, effects in self.effects_in.items()}


def obstacles(own: Arm, other: Arm) -> tuple[str, ...]:
    """Why histories of two arms cannot be paired; empty if they can."""
    found = [words for key, words in WORDS.items() if own.facts[key] != other.facts[key]]
    if own.start != other.start:
        found.append(f"one begins in {calendar(own.start)}, the other in {calendar(other.start)}")
    if own.end != other.end:
        found.append(f"one ends in {calendar(own.end)}, the other in {calendar(other.end)}")
    return tuple(found)


def pair_up(own: Arm, other: Arm, unpaired: bool = False) -> Pairs:
    """Pair every history with its twin; without twins only where that is asked for.

    Raises
    ------
    Mistakes
        If they cannot be paired and ``unpaired`` is false, or share no lens and reading.
    """
    why = obstacles(own, other)
    if why and not unpaired:
        what = f"'{own.label}' and '{other.label}' cannot be paired: {'; '.join(why)}"
        expected = "runs of the same evidence, rules, seed and months; or --unpaired, which takes many more histories"
        raise Mistakes([Mistake(what, "sim compare", expected=expected)])
    if own.end != other.end:
        what = f"'{own.label}' ends in {calendar(own.end)} and '{other.label}' in {calendar(other.end)}"
        raise Mistakes([Mistake(what, "sim compare", expected="--at with a month that both have")])
    if not _strata(own.cells).keys() & _strata(other.cells).keys():
        what = f"'{own.label}' and '{other.label}' share no lens and reading"
        raise Mistakes([Mistake(what, "sim compare", expected="runs of the same lenses and readings")])
    return _apart(own, other, why) if unpaired else _paired(own, other)


def _paired(own: Arm, other: Arm) -> Pairs:
    keys = list(SAME)
    ours = own.cells[[*keys, "block"]].assign(own=np.arange(len(own.cells)))
    theirs = other.cells[keys].assign(other=np.arange(len(other.cells)))
    both = ours.merge(theirs, on=keys, validate="one_to_one").sort_values(["lens", "reading", *DRAWS, "luck"])
    if both.empty:
        what = f"no history of '{own.label}' has a twin in '{other.label}'"
        raise Mistakes([Mistake(what, "sim compare", expected="runs of plans that share draws and luck")])
    without = len(own.cells) + len(other.cells) - 2 * len(both)
    groups = _strata(both)
    return Pairs(
        own, other, True, (), without,
        {stratum: _of_pairs(both.iloc[rows]) for stratum, rows in groups.items()},
        {stratum: len(rows) for stratum, rows in groups.items()},
    )  # fmt: skip


def _of_pairs(rows: pd.DataFrame) -> Callable[[np.ndarray, np.ndarray], Effects]:
    ours, theirs = rows["own"].to_numpy(), rows["other"].to_numpy()
    block = rows["block"].to_numpy()
    draw = rows.groupby(list(DRAWS), sort=False).ngroup().to_numpy()
    return lambda own, other: paired_effects(own[ours], other[theirs], block, draw)


def _apart(own: Arm, other: Arm, why: tuple[str, ...]) -> Pairs:
    ours, theirs = _strata(own.cells), _strata(other.cells)
    shared = [stratum for stratum in ours if stratum in theirs]
    without = sum(len(rows) for side in (ours, theirs) for stratum, rows in side.items() if stratum not in shared)
    return Pairs(
        own, other, False, why or ("it was asked for",), without,
        {stratum: _of_samples(own, other, ours[stratum], theirs[stratum]) for stratum in shared},
        {stratum: min(len(ours[stratum]), len(theirs[stratum])) for stratum in shared},
    )  # fmt: skip


def _of_samples(
    own: Arm, other: Arm, ours: np.ndarray, theirs: np.ndarray
) -> Callable[[np.ndarray, np.ndarray], Effects]:
    blocks = own.cells["block"].to_numpy()[ours], other.cells["block"].to_numpy()[theirs]
    orders = [np.argsort(block, kind="stable") for block in blocks]
    first, second = ours[orders[0]], theirs[orders[1]]
    sorted_blocks = blocks[0][orders[0]], blocks[1][orders[1]]
    return lambda own, other: apart_effects(own[first], other[second], *sorted_blocks)


def _strata(cells: pd.DataFrame) -> dict[Stratum, np.ndarray]:
    """Positions of the rows of every lens and reading."""
    found: dict[Any, Any] = cells.groupby(["lens", "reading"], sort=True).indices
    return {(str(lens), str(reading)): rows for (lens, reading), rows in found.items()}
