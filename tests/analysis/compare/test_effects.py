"""Effects of pairs: what follows from their definitions."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caucasus_sim.analysis.compare.apart import apart_effects
from caucasus_sim.analysis.compare.effects import paired_effects
from caucasus_sim.analysis.paired import difference_of

from .worlds import happens, two_sides

seeds = st.integers(0, 2**32 - 1)


def test_identical_sides_give_exactly_zero():
    sides = two_sides(np.random.default_rng(1), 20, 30)
    found = paired_effects(sides.own, sides.own.copy(), sides.block, sides.draw)
    for name in ("mean", "error", "low", "high", "size", "differ", "more", "less", "draws_more", "draws_less"):
        assert np.all(getattr(found, name) == 0), name
    assert np.all(found.p == 1.0)
    assert set(found.direction) == {"0"}


@settings(deadline=None, max_examples=60)
@given(seeds, st.integers(1, 14), st.sampled_from((0.02, 0.1, 0.5)))
def test_the_first_page_and_compare_call_the_same_differences_clear(seed, blocks, effect):
    sides = happens(two_sides(np.random.default_rng(seed), blocks, 5, effect), 0.5)
    found = paired_effects(*sides)
    gaps = sides.own - sides.other
    first = [difference_of(gaps[:, k], sides.block).direction for k in range(gaps.shape[1])]
    assert first == found.direction.tolist()


@settings(deadline=None, max_examples=30)
@given(seeds)
def test_changing_sides_changes_signs_and_nothing_else(seed):
    sides = happens(two_sides(np.random.default_rng(seed), 12, 5, 0.3), 0.5)
    one = paired_effects(*sides)
    two = paired_effects(sides.other, sides.own, sides.block, sides.draw)
    np.testing.assert_allclose(one.mean, -two.mean)
    np.testing.assert_allclose(one.low, -two.high)
    np.testing.assert_allclose(one.size, -two.size)
    np.testing.assert_array_equal(one.draws_more, two.draws_less)
    np.testing.assert_allclose(one.p, two.p)


@settings(deadline=None, max_examples=30)
@given(seeds)
def test_a_size_is_never_beyond_two_and_counts_never_beyond_all(seed):
    found = paired_effects(*happens(two_sides(np.random.default_rng(seed), 8, 6, 2.0), 0.0))
    assert np.all(np.abs(found.size) <= 2.0 + 1e-12)
    assert np.all(found.more + found.less <= 1.0)
    assert np.all(found.draws_more + found.draws_less <= 1.0)


def test_always_against_never_has_the_greatest_size():
    block, draw = np.repeat(np.arange(8), 8), np.repeat(np.arange(32), 2)
    found = paired_effects(np.ones((64, 1)), np.zeros((64, 1)), block, draw)
    assert found.size[0] == 2.0
    assert found.direction[0] == "+"
    assert np.isnan(found.pairing_gain[0])  # neither side varies: nothing to gain


@pytest.mark.parametrize(("blocks", "direction"), [(5, "0"), (6, "+")])
def test_six_blocks_at_least_must_differ(blocks, direction):
    block, draw = np.repeat(np.arange(40), 8), np.repeat(np.arange(160), 2)
    own = (block < blocks).astype(float)[:, None]
    assert paired_effects(own, np.zeros_like(own), block, draw).direction[0] == direction


def test_one_block_tells_no_error_and_nothing_is_clear():
    found = paired_effects(*two_sides(np.random.default_rng(1), 1, 3, 5.0))
    assert np.all(np.isinf(found.error))
    assert set(found.direction) == {"0"}


def test_gains_are_the_variance_ratios_that_sharing_achieves():
    """With draws, luck and own noise of variance 1 each, and all of a block's eight histories averaged."""
    found = paired_effects(*two_sides(np.random.default_rng(6), 4000, 6))
    # A block's mean has variance 3/2 from what is shared (two values of each kind) and 1/8 of its own.
    np.testing.assert_allclose(found.pairing_gain, (3 / 2 + 1 / 8) / (1 / 8), rtol=0.15)
    # Other luck adds twice the variance of luck to that of two noises.
    np.testing.assert_allclose(found.luck_gain, (2 + 2) / 2, rtol=0.1)


def test_nothing_shared_is_worth_nothing():
    found = paired_effects(*two_sides(np.random.default_rng(7), 4000, 6, common=0.0))
    np.testing.assert_allclose(found.pairing_gain, 1.0, rtol=0.12)
    np.testing.assert_allclose(found.luck_gain, 1.0, rtol=0.12)


def test_pairs_are_surer_than_the_same_histories_without_them():
    sides = two_sides(np.random.default_rng(8), 50, 20)
    apart = apart_effects(sides.own, sides.other, sides.block, sides.block)
    assert np.all(paired_effects(*sides).error < apart.error)
