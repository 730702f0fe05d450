"""Noticing, ranking and words: what may be said of an effect."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caucasus_sim.analysis.compare.measures import Measure
from caucasus_sim.analysis.compare.noticing import BELOW, OPEN, PASSES, blocks_needed, noticed, smallest
from caucasus_sim.analysis.compare.ranking import looked_at, rank_key
from caucasus_sim.analysis.compare.table import compare
from caucasus_sim.analysis.compare.verdicts import CLEAR, DEPENDS, UNCLEAR, verdict

EVENT = Measure("war", "war", "War", "month", "month")
NUMBER = Measure("trust", "trust", "Trust", "0 to 1", "number")


def test_a_stated_size_comes_before_one_in_twenty_and_numbers_have_none():
    assert smallest(EVENT, {"war": 0.02}, {}) == (0.02, True)
    assert smallest(EVENT, {}, {}) == (0.05, False)
    assert smallest(NUMBER, {}, {}) == (None, False)
    assert smallest(NUMBER, {"trust": 0.1}, {"trust": 0.2}) == (0.1, True)


@settings(deadline=None)
@given(st.floats(-1, 1), st.floats(0, 1), st.floats(0.01, 0.5))
def test_an_interval_is_beyond_within_or_neither(middle, half, least):
    found = noticed(middle - half, middle + half, least)
    assert (found == PASSES) == (middle - half >= least or middle + half <= -least)
    if found == BELOW:
        assert abs(middle) < least
    assert found in (PASSES, BELOW, OPEN)


@settings(deadline=None)
@given(st.floats(0.001, 1), st.integers(2, 500), st.floats(0.0, 0.5))
def test_with_the_blocks_that_are_needed_error_is_as_small_as_is_wanted(half, blocks, apart):
    needed = blocks_needed(half, blocks, apart)
    if needed is None:
        assert half > apart * np.sqrt(999), "only what would take a thousand times as many is not told"
    else:
        assert needed >= blocks
        assert half * np.sqrt(blocks / needed) <= apart * (1 + 1e-6)


def test_what_cannot_be_told_yet_never_takes_no_more_histories(invented, arms):
    (found,) = compare([arms], invented)["comparisons"]
    untold = [by["runs_needed"] for row in found["rows"] for by in row["by"] if by["noticed"] == OPEN]
    assert untold
    assert 0 not in untold


def test_chance_is_counted_over_what_could_be_called_clear_at_all():
    differ = np.array([[0, 5, 6, 40], [0, 0, 50, 3]])
    found = looked_at(differ, differ > 45)
    assert (found.outcomes, found.comparisons, found.could_differ, found.clear) == (4, 8, 5, 1)
    assert found.by_chance == pytest.approx(3 * 0.05)


def test_what_every_lens_grants_comes_before_what_one_lens_exaggerates():
    agreed, exaggerated = (CLEAR, [0.2, 0.3], 2), (CLEAR, [0.01, 1.9], 1)
    disputed, unclear = (DEPENDS, [1.0, -1.0], 2), (UNCLEAR, [0.3, 0.3], 0)
    rows = [unclear, exaggerated, disputed, agreed]
    assert sorted(rows, key=lambda row: rank_key(*row)) == [agreed, exaggerated, disputed, unclear]


def test_where_lenses_and_readings_both_disagree_each_pair_is_named():
    found = {("a", "x"): "+", ("a", "y"): "-", ("b", "x"): "-", ("b", "y"): "0"}
    words = verdict(found, ("more", "less"))
    assert words == "depends on the lens and the reading: more under a with x, less under a with y and b with x"
