"""Comparisons against published forms: Student's and Welch's t, Kaplan and Meier's curve, a geometric wait."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from caucasus_sim.analysis.compare.apart import apart_effects
from caucasus_sim.analysis.compare.effects import paired_effects
from caucasus_sim.analysis.compare.milestones import happened_by, months_before, survival
from caucasus_sim.analysis.compare.ranking import discovery_rates

BLOCK = np.repeat(np.arange(15), 4)
DRAW = np.repeat(np.arange(30), 2)


def test_a_paired_difference_is_students_t_over_blocks():
    rng = np.random.default_rng(1)
    own, other = rng.normal(0.2, 1.0, (60, 1)), rng.normal(0.0, 1.0, (60, 1))
    blocks = (own - other).reshape(15, 4).mean(axis=1)
    known = stats.ttest_1samp(blocks, 0.0)
    found = paired_effects(own, other, BLOCK, DRAW)
    assert found.p[0] == pytest.approx(known.pvalue, rel=1e-9)
    assert (found.low[0], found.high[0]) == pytest.approx(tuple(known.confidence_interval(0.95)), rel=1e-9)


def test_a_difference_without_pairs_is_welchs_t():
    rng = np.random.default_rng(2)
    own, other = rng.normal(0.5, 2.0, (60, 1)), rng.normal(0.0, 0.5, (40, 1))
    blocks = own.reshape(15, 4).mean(axis=1), other.reshape(10, 4).mean(axis=1)
    known = stats.ttest_ind(*blocks, equal_var=False)
    found = apart_effects(own, other, BLOCK, np.repeat(np.arange(10), 4))
    assert found.p[0] == pytest.approx(known.pvalue, rel=1e-9)
    assert (found.low[0], found.high[0]) == pytest.approx(tuple(known.confidence_interval(0.95)), rel=1e-9)


def test_a_curve_censored_at_the_last_month_is_kaplan_and_meiers():
    rng = np.random.default_rng(3)
    first = rng.geometric(0.05, 400) - 1
    known = stats.ecdf(stats.CensoredData.right_censored(np.minimum(first, 60), first >= 60)).sf
    ours = survival(happened_by(pd.Series(np.where(first < 60, first, None)), 0, 59))
    np.testing.assert_allclose(ours, known.evaluate(np.arange(60)), atol=1e-12)


def test_a_constant_hazard_waits_as_long_as_the_geometric_sum():
    """Expected months without the milestone among the first n: (1 - h) (1 - (1 - h)^n) / h."""
    hazard, months, histories = 0.04, 75, 40_000
    first = np.random.default_rng(4).geometric(hazard, histories) - 1
    waits = months_before(happened_by(pd.Series(first), 0, months - 1))
    known = (1 - hazard) * (1 - (1 - hazard) ** months) / hazard
    assert waits.mean() == pytest.approx(known, abs=4 * waits.std() / np.sqrt(histories))


def test_adjusted_p_is_that_of_benjamini_and_hochbergs_paper():
    """The 15 p-values of Benjamini and Hochberg (1995), section 4: four are rejected at 0.05."""
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528]
    found = discovery_rates(np.array([*p, 0.7590, 1.0]))
    assert int((found <= 0.05).sum()) == 4
