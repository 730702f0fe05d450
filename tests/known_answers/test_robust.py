"""Worst case, regret and satisficing of a payoff table worked out by hand; the order beside luck."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caucasus_sim.analysis.robust.criteria import Payoffs, judge, ranks, scores

TABLE = np.array([[0.9, 0.1, 0.5], [0.6, 0.5, 0.4], [0.5, 0.5, 0.5]])  # settings x worlds


def payoffs(means, units=40, noise=0.0, seed=1):
    rng = np.random.default_rng(seed)
    shape = (units, *means.shape)
    return Payoffs(means + noise * rng.standard_normal(shape), np.ones(shape))


def test_a_table_worked_out_by_hand():
    worst, regret, enough = judge(payoffs(TABLE), 0.5)
    assert worst.scores == pytest.approx([0.1, 0.4, 0.5])
    assert regret.scores == pytest.approx([0.4, 0.3, 0.4])
    assert enough.scores.tolist() == [2.0, 2.0, 3.0]
    assert [each.ranks.tolist() for each in (worst, regret, enough)] == [[3, 2, 1], [2, 1, 2], [2, 2, 1]]
    assert worst.first.tolist() == [0.0, 0.0, 1.0]


def test_luck_that_all_settings_share_does_not_touch_their_order():
    """The same shift for every setting of a unit, a hundred times what they differ by."""
    shift = 0.5 * np.random.default_rng(4).standard_normal((30, 1, 1))
    made = Payoffs(np.array([[0.50], [0.51]]) + shift, np.ones((30, 2, 1)))
    worst, regret = judge(made)
    assert worst.ranks.tolist() == [2, 1]
    assert worst.first.tolist() == [0.0, 1.0]
    assert (worst.high - worst.low > 0.1).all()
    assert regret.high == pytest.approx([0.01, 0.0])
    assert made.unbeaten().tolist() == [0.0, 1.0]


def test_settings_that_do_not_differ_share_the_first_place_by_luck():
    worst, _ = judge(payoffs(np.full((4, 2), 0.5), noise=0.3))
    assert worst.first.max() < 0.9
    assert worst.rank_low.min() == 1
    assert worst.rank_high.max() == 4


def test_a_unit_that_one_setting_lacks_counts_for_none():
    made = payoffs(TABLE, units=3)
    made.counts[1, 0, 2] = 0.0
    made.sums[1, 0, 2] = 0.0
    made.sums[1, 1:, 2] = 99.0
    paired, dropped = made.paired()
    assert dropped == 1
    assert paired.means(np.ones((1, 3)))[0] == pytest.approx(TABLE)


def test_a_world_without_any_history_of_a_setting_is_refused():
    made = payoffs(TABLE, units=2)
    made.counts[:, 1, 0] = 0.0
    with pytest.raises(ValueError, match="without a single history"):
        judge(made)


def test_one_unit_gives_an_order_and_no_certainty():
    (worst, _) = judge(payoffs(TABLE, units=1))
    assert worst.ranks.tolist() == [3, 2, 1]
    assert np.isnan(worst.first).all()
    assert (worst.rank_low.tolist(), worst.rank_high.tolist()) == ([1, 1, 1], [3, 3, 3])


@settings(deadline=None, max_examples=50)
@given(st.integers(2, 6), st.integers(1, 5), st.integers(0, 10_000))
def test_what_must_hold_of_any_table(many, worlds, seed):
    means = np.random.default_rng(seed).random((many, worlds))
    told = scores(means, 0.5)
    assert (told["largest_regret"] >= 0.0).all()
    if worlds == 1:
        assert told["largest_regret"].min() == 0.0
        assert (ranks("largest_regret", told["largest_regret"]) == ranks("worst_case", told["worst_case"])).all()
    better = means.copy()
    better[0] += 0.1
    again = scores(better, 0.5)
    for name, way in (("worst_case", 1.0), ("largest_regret", -1.0), ("enough", 1.0)):
        assert way * (again[name][0] - told[name][0]) >= -1e-12
        assert ranks(name, again[name])[0] <= ranks(name, told[name])[0]
