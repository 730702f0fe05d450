"""Counts of twenty: the interval of what we do not know is that of the draws, not of luck."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from caucasus_sim.analysis.levels import arm, beta_interval

BLOCKS = 4000


def plan_of(blocks: int) -> pd.DataFrame:
    place = np.tile(np.arange(8), blocks)
    block = np.repeat(np.arange(blocks), 8)
    return pd.DataFrame(
        {
            "variant": "v",
            "lens": "x",
            "reading": "y",
            "block": block,
            "reading_draw": block * 2 + (place >> 2),
            "mechanism_draw": block * 2 + ((place >> 1) & 1),
            "luck": block * 2 + (place & 1),
        }
    )


@pytest.mark.parametrize(("a", "b"), [(1.0, 1.0), (0.5, 2.0), (5.0, 5.0)])
def test_chances_that_differ_by_draw_are_found_through_luck(a, b):
    rng = np.random.default_rng(11)
    plan = plan_of(BLOCKS)
    pairs = plan.groupby(["reading_draw", "mechanism_draw"], sort=False).ngroup().to_numpy()
    chance = stats.beta.rvs(a, b, size=pairs.max() + 1, random_state=rng)
    found = arm(plan, pd.Series((rng.random(len(plan)) < chance[pairs]) * 1.0))
    assert abs(found["share"] - a / (a + b)) < 0.02
    low, high = stats.beta.ppf([0.05, 0.95], a, b)
    assert abs(found["low"] - low) < 0.05
    assert abs(found["high"] - high) < 0.05


def test_luck_alone_is_not_called_unknown():
    rng = np.random.default_rng(12)
    plan = plan_of(BLOCKS)
    found = arm(plan, pd.Series((rng.random(len(plan)) < 0.4) * 1.0))
    assert found["high"] - found["low"] < 0.15
    assert found["error"] < 0.01


def test_what_never_happens_has_no_spread():
    assert beta_interval(0.0, 0.0) == (0.0, 0.0)
    assert beta_interval(1.0, 0.2) == (1.0, 1.0)
