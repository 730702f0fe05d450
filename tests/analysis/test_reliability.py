"""The reliability table: every question in one row, and in the right one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from caucasus_sim.analysis.scoring.reliability import reliability


@settings(deadline=None)
@example([(0.8, False)] * 6)
@given(st.lists(st.tuples(st.floats(0.0, 1.0), st.booleans()), max_size=60))
def test_counts_add_up(told):
    chance = np.array([share for share, _ in told])
    happened = np.array([float(yes) for _, yes in told])
    rows = reliability(chance, happened)
    assert sum(row["questions"] for row in rows) == len(told)
    assert sum(row["happened"] for row in rows) == happened.sum()
    for row in rows:
        assert row["happened"] <= row["questions"]
        if row["questions"]:
            assert row["from"] <= row["mean_said"] <= row["to"]


@pytest.mark.parametrize(("chance", "row"), [(0.0, 0), (0.19, 0), (0.2, 1), (0.5, 2), (0.8, 4), (1.0, 4)])
def test_edges(chance, row):
    rows = reliability(np.array([chance]), np.array([1.0]))
    assert [each["questions"] for each in rows].index(1) == row


def test_a_row_says_what_was_said_and_what_happened():
    row = reliability(np.array([0.25, 0.35, 0.9]), np.array([1.0, 0.0, 1.0]))[1]
    assert (row["questions"], row["happened"]) == (2, 1)
    assert (row["mean_said"], row["share_happened"]) == pytest.approx((0.3, 0.5))
