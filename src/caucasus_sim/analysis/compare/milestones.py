"""Milestones over time: the share of histories in which one has not happened yet.

Every history is watched to its last month, so that nothing is censored before it: Kaplan and Meier's estimate is then
the plain share, and the mean time without the milestone up to the last month (its restricted mean) is the sum of it.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from caucasus_sim.analysis.compare.effects import Effects
from caucasus_sim.analysis.compare.pairing import Pairs, Stratum


def happened_by(firsts: pd.Series, start: int, end: int) -> np.ndarray:
    """Whether a milestone has happened by the end of every month, f8 [histories, months]; null is never.

    >>> happened_by(pd.Series([11, None]), 10, 12).tolist()
    [[0.0, 1.0, 1.0], [0.0, 0.0, 0.0]]
    """
    months = np.arange(start, end + 1)
    first = firsts.astype("float64").to_numpy()[:, None]
    return (first <= months).astype(np.float64)


def survival(happened: np.ndarray) -> np.ndarray:
    """The share of histories in which it has not happened yet, f8 [months]."""
    return 1.0 - happened.mean(axis=0)


def months_before(happened: np.ndarray) -> np.ndarray:
    """Months without the milestone up to the last one, f8 [histories, 1]."""
    return (1.0 - happened).sum(axis=1, keepdims=True)


def followed(pairs: Pairs, name: str) -> dict[Stratum, tuple[Effects, Effects]]:
    """Differences month by month in how often a milestone has happened, and in the months before it."""
    sides = [happened_by(arm.outcomes[name], pairs.own.start, pairs.own.end) for arm in (pairs.own, pairs.other)]
    by_month = pairs.effects(sides[0], sides[1])
    waiting = pairs.effects(months_before(sides[0]), months_before(sides[1]))
    return {stratum: (by_month[stratum], waiting[stratum]) for stratum in pairs.strata}
