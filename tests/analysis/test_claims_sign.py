"""The sign of a difference: planted effects are found, no effect gives one half, and a built-in answer is flagged."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from caucasus_sim.analysis.assumptions import MECHANISM, Assumption
from caucasus_sim.analysis.claims.gaps import Gaps
from caucasus_sim.analysis.claims.rests import break_even, rests_on
from caucasus_sim.analysis.claims.sign import Sign, sign_of
from caucasus_sim.analysis.claims.verdict import built_in, undecided, verdict_of

BLOCKS = 200


def gaps(expected: np.ndarray, noise: float, seed: int = 1) -> Gaps:
    """Differences with these expectations by mechanism draw [blocks, 2], and luck of this spread on top."""
    blocks = len(expected)
    luck = np.random.default_rng(seed).normal(0.0, noise, (blocks, 2, 2, 2))
    ids = np.arange(2 * blocks).reshape(blocks, 2)
    return Gaps(expected[:, :, None, None] + luck, ids, ids, np.array(["almanac"] * blocks))


def planted(mean: float, spread: float, seed: int = 2) -> np.ndarray:
    return np.random.default_rng(seed).normal(mean, spread, (BLOCKS, 2))


@pytest.mark.parametrize(("mean", "spread"), [(0.5, 1.0), (-0.5, 1.0), (0.0, 1.0), (1.0, 0.5)])
def test_luck_is_taken_out_of_the_share(mean, spread):
    """The share is that of the expectations, although luck is twice as wide as they are."""
    found = sign_of(gaps(planted(mean, spread), noise=2.0 * spread))
    true = float(stats.norm.cdf(mean / spread))
    assert found.found
    assert found.low - 0.02 <= true <= found.high + 0.02
    assert found.share == pytest.approx(true, abs=0.1)


def test_no_effect_gives_one_half_and_says_so():
    nothing = sign_of(gaps(np.zeros((BLOCKS, 2)), noise=0.0))
    only_luck = sign_of(gaps(np.zeros((BLOCKS, 2)), noise=1.0))
    for found in (nothing, only_luck):
        assert found.share == 0.5
        assert not found.found
        assert not built_in(found)
    assert "none of 1,600 pairs" in verdict_of(nothing, None, None)
    assert "no difference found" in verdict_of(only_luck, None, None)


def test_an_answer_that_no_assumption_changes_is_built_in():
    found = sign_of(gaps(planted(1.0, 0.1), noise=1.0))
    assert built_in(found)
    assert "built in: as claimed" in verdict_of(found, None, None)
    against = sign_of(gaps(planted(-1.0, 0.1), noise=1.0))
    assert "built in: against the claim" in verdict_of(against, None, None)


def test_few_histories_do_not_call_an_answer_built_in():
    share = Sign(0.85, 0.6, 0.99, True, 1.0, 0.2, 0.5, 0.6, 0.2, 64)
    assert undecided(share)
    assert not built_in(share)
    assert "more with --runs" in verdict_of(share, None, None)


@given(st.integers(0, 10_000))
@settings(deadline=None, max_examples=20)
def test_the_other_direction_has_the_other_share(seed):
    own = gaps(planted(0.3, 1.0, seed), noise=1.0, seed=seed)
    turned = Gaps(-own.cubes, own.mechanisms, own.readings, own.reading)
    one, other = sign_of(own), sign_of(turned)
    assert one.share + other.share == pytest.approx(1.0)
    assert one.more == other.less


def test_the_record_has_tested_a_claim_only_if_the_share_moves():
    prior, after = sign_of(gaps(planted(0.0, 1.0), noise=0.5)), sign_of(gaps(planted(1.0, 1.0), noise=0.5))
    assert verdict_of(prior, after, None).startswith("the record makes the claimed direction more likely")
    assert verdict_of(after, prior, None).startswith(("the record makes the claimed direction less", "built in"))
    assert verdict_of(prior, prior, None).startswith("not tested by this record; ")


def assumption(name: str, drawn: np.ndarray) -> Assumption:
    return Assumption(name, name.title(), "judgement", MECHANISM, drawn, ("agnostic",))


def test_the_leading_assumption_and_its_break_even_are_found():
    """A difference of 2 (x - 0.3), with luck, hangs on x and turns at 0.3."""
    chance = np.random.default_rng(5)
    x, others = chance.normal(0.0, 0.5, 2 * BLOCKS), chance.normal(0.0, 1.0, (30, 2 * BLOCKS))
    own = gaps(2.0 * (x - 0.3).reshape(BLOCKS, 2), noise=1.0)
    inputs = [assumption("x", x), *(assumption(f"other {k}", each) for k, each in enumerate(others))]
    rests = rests_on(inputs, own)
    assert (rests[0].assumption, rests[0].clear) == ("x", True)
    assert rests[0].correlation > 0.8
    assert not any(rest.clear for rest in rests[1:])
    point = break_even(inputs, rests, own)
    assert point is not None
    assert point.value == pytest.approx(0.3, abs=0.1)
    assert point.low < 0.3 < point.high
    assert point.inside
    assert point.slope > 0.0


def test_a_turning_point_that_nobody_believes_is_told_as_such():
    x = np.random.default_rng(5).normal(0.0, 0.5, 2 * BLOCKS)
    own = gaps((x + 5.0).reshape(BLOCKS, 2), noise=0.2)
    inputs = [assumption("x", x)]
    point = break_even(inputs, rests_on(inputs, own), own)
    assert point is not None
    assert not point.inside


def test_nothing_hangs_on_anything_where_only_luck_differs():
    chance = np.random.default_rng(7)
    inputs = [assumption(f"x {k}", chance.normal(size=2 * BLOCKS)) for k in range(40)]
    own = gaps(np.zeros((BLOCKS, 2)), noise=1.0)
    rests = rests_on(inputs, own)
    assert not any(rest.clear for rest in rests)
    assert break_even(inputs, rests, own) is None
