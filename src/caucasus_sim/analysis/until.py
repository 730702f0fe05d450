"""When a run has histories enough: ``ci(treaty_signed by 2029-12) < 0.02``."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from caucasus_sim.analysis.explain.contributions import estimate
from caucasus_sim.analysis.measures import is_event, measured
from caucasus_sim.analysis.up_to import month_within, wrong_outcome
from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.ensemble.plan import BLOCK, SHARD
from caucasus_sim.errors import Mistake, Mistakes
from caucasus_sim.month.arrays import calendar
from caucasus_sim.scenario.model import Scenario
from caucasus_sim.store.folder import RunFolder

SENTENCE = re.compile(r"\s*ci\s*\(\s*(\S+?)(?:\s+by\s+([^)]*?))?\s*\)\s*<\s*(\S+)\s*", re.IGNORECASE)
WRITE = '"ci(treaty_signed by 2029-12) < 0.02": half the 95 % interval of a share of histories, or of a mean'
WHERE = "--until"
MARGIN = 1.15  # so many more histories than the last interval asks for, since it is itself uncertain
FEWEST = 6  # blocks: with fewer an interval says little


@dataclass(frozen=True)
class Until:
    """An outcome, up to a month or the end, and how small half its interval is to be."""

    outcome: str
    by: int | None
    width: float

    @property
    def words(self) -> str:
        """The sentence as it was understood."""
        by = f" by {calendar(self.by)}" if self.by is not None else ""
        return f"ci({self.outcome}{by}) < {self.width:g}"


@dataclass(frozen=True)
class Width:
    """The widest half interval there is, where, and over how many blocks."""

    half: float
    where: str
    blocks: int


def read_until(sentence: str, catalogue: Catalogue, scenario: Scenario) -> Until:
    """Read the sentence.

    Raises
    ------
    Mistakes
        Everything that is wrong with it: its form, the outcome, the month, the width.
    """
    found = SENTENCE.fullmatch(sentence)
    if found is None:
        raise Mistakes([Mistake(f"'{sentence[:80]}' says no width", WHERE, expected=WRITE)])
    outcome, by, number = found.groups()
    wrong = wrong_outcome(catalogue, outcome, WHERE)
    month = None if by is None else month_within(by, scenario, WHERE)
    if by is not None and not wrong and catalogue.outcomes[outcome].kind != "month":
        what = f"'{outcome}' is no month in which something happens"
        wrong.append(Mistake(what, WHERE, expected=f"ci({outcome}) without `by`"))
    width = _width(number)
    wrong += [each for each in (month, width) if isinstance(each, Mistake)]
    if wrong or isinstance(month, Mistake) or isinstance(width, Mistake):
        raise Mistakes(wrong)
    return Until(outcome, month, width)


def _width(text: str) -> float | Mistake:
    try:
        width = float(text)
    except ValueError:
        width = -1.0
    if 0.0 < width < math.inf:
        return width
    return Mistake(f"'{text[:40]}' is no width", WHERE, expected="a number above 0; 2 of 100 histories are 0.02")


def widest(path: Path, catalogue: Catalogue, until: Until) -> Width:
    """The widest half interval of the outcome over all variants, lenses and readings of a finished run."""
    run = RunFolder.open(path)
    plan, outcomes = run.read_plan().to_pandas(), run.read("outcomes").to_pandas()
    values = values_of(catalogue, outcomes, until)
    found = []
    for names, place in plan.groupby(["variant", "lens", "reading"], sort=False).indices.items():
        whole = estimate(values[place], plan["block"].to_numpy()[place])
        half = whole.reach() if whole.blocks >= FEWEST else math.inf
        half = _at_least(half, values[place], until, catalogue)
        found.append(Width(half, "/".join(map(str, names)), whole.blocks))
    return max(found, key=lambda each: each.half)


def _at_least(half: float, values: np.ndarray, until: Until, catalogue: Catalogue) -> float:
    """Where all histories agree, the share that could still be otherwise: 3 of n (the rule of three)."""
    if half == 0.0 and is_event(catalogue, until.outcome):
        return 3.0 / len(values)
    return half


def values_of(catalogue: Catalogue, outcomes: pd.DataFrame, until: Until) -> np.ndarray:
    """The outcome as numbers, f8 [runs]: whether it happened, by the month that is asked for, or its value."""
    if until.by is None:
        return measured(catalogue, outcomes, until.outcome).to_numpy()
    return (outcomes[until.outcome] <= until.by).fillna(False).to_numpy(dtype=np.float64)


def whole_shards(runs: int, variants: int, arms: int) -> int:
    """Histories of every variant, rounded up so that the plan fills its shards: none is then run twice as it grows.

    ``arms`` are pairs of lens and reading.

    >>> whole_shards(2000, 5, 5), whole_shards(100, 1, 1)
    (2000, 1000)
    """
    cells = math.lcm(BLOCK * variants * arms, SHARD)
    return -(-runs * variants // cells) * cells // variants


def next_runs(runs: int, width: Width, until: Until, most: int) -> int:
    """How many histories of every variant to try next: as the last interval asks, at least half as many again."""
    wanted = runs * MARGIN * (width.half / until.width) ** 2 if math.isfinite(width.half) else 2.0 * runs
    return int(min(most, max(1.5 * runs, wanted)))
