"""An effect beside the smallest one worth noticing, and the histories it still takes to tell."""

from __future__ import annotations

import math
from collections.abc import Mapping

from caucasus_sim.analysis.compare.measures import Measure
from caucasus_sim.ensemble.plan import BLOCK

STEP = 0.05  # 1 in 20: the smallest step in which results are shown
FAR = 1000  # times the blocks there are: more is no advice
FEWEST = 6  # blocks: with fewer nothing is called clear
PASSES, BELOW, OPEN = "worth noticing", "too small to notice", "cannot tell yet"


def smallest(measure: Measure, *notices: Mapping[str, float]) -> tuple[float | None, bool]:
    """The smallest effect worth noticing, and whether a scenario states it.

    Events for which none is stated take 1 in 20, the step of every result shown; numbers take none.
    """
    stated = [each[measure.outcome] for each in notices if measure.outcome in each]
    if stated:
        return float(min(stated)), True
    return (STEP, False) if measure.event else (None, False)


def noticed(low: float, high: float, least: float | None) -> str | None:
    """Where an interval lies beside the smallest effect worth noticing; None if there is none.

    >>> noticed(0.06, 0.2, 0.05), noticed(-0.01, 0.02, 0.05), noticed(0.01, 0.2, 0.05)
    ('worth noticing', 'too small to notice', 'cannot tell yet')
    """
    if least is None:
        return None
    if low >= least or high <= -least:
        return PASSES
    return BELOW if -least < low and high < least else OPEN


def blocks_needed(half_width: float, blocks: int, apart: float) -> int | None:
    """Blocks that make simulation error smaller than an effect lies from the smallest one worth noticing.

    None where that is not known: with one block, or where the two lie so close that it would take over `FAR` times as
    many. An error falls with the square root of the blocks, so that half of it takes four times as many.

    >>> blocks_needed(0.10, 10, 0.05), blocks_needed(0.02, 10, 0.05), blocks_needed(math.inf, 1, 0.05)
    (40, 10, None)
    >>> blocks_needed(0.10, 10, 0.0001)
    """
    if not math.isfinite(half_width) or half_width > apart * math.sqrt(FAR):
        return None
    return max(blocks, FEWEST, math.ceil(blocks * (half_width / apart) ** 2 - 1e-9))


def runs_needed(blocks: int | None, strata: int, have: int) -> int | None:
    """Histories of each side still needed over all lenses and readings, where each needs so many blocks."""
    return None if blocks is None else max(0, blocks - have) * BLOCK * strata
