"""End states at every horizon: which of the states that exclude each other histories are in, year by year."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from caucasus_sim.analysis.compare.arms import Arm
from caucasus_sim.analysis.compare.at import END_STATE, monthly
from caucasus_sim.analysis.compare.pairing import ByStratum, Pairs
from caucasus_sim.month.arrays import END_STATES

YEAR = 12


def horizons(start: int, end: int) -> list[int]:
    """The last months of every full year of a run, and its last month.

    >>> horizons(100, 130)
    [111, 123, 130]
    """
    return sorted({*range(start + YEAR - 1, end + 1, YEAR), end})


def states_at(arm: Arm, months: Sequence[int]) -> np.ndarray:
    """Which state every history is in, as its place in ``END_STATES``, i8 [histories, months]."""
    if list(months) == [arm.end] and END_STATE in arm.outcomes:
        return arm.outcomes[[END_STATE]].map(lambda name: END_STATES.index(str(name))).to_numpy(dtype=np.int64)
    return monthly(arm.path, [END_STATE], months, arm.cells["cell"].to_numpy())[END_STATE].astype(np.int64)


def followed(pairs: Pairs, months: Sequence[int]) -> dict[int, ByStratum]:
    """Differences in how often each state is reached, by month; measures in the order of ``END_STATES``."""
    own, other = (states_at(arm, months)[:, :, None] == np.arange(len(END_STATES)) for arm in (pairs.own, pairs.other))
    return {
        month: pairs.effects(own[:, k].astype(np.float64), other[:, k].astype(np.float64))
        for k, month in enumerate(months)
    }
