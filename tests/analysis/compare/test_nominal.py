"""What is promised of error: a true null is called a difference as often as is said, and intervals cover."""

from __future__ import annotations

import math

import numpy as np
import pytest

from caucasus_sim.analysis.compare.apart import apart_effects
from caucasus_sim.analysis.compare.effects import LEVEL, paired_effects

from .worlds import happens, two_sides

SEEDS = 500
SURE = 3.3  # standard errors of a count: passed by chance once in a thousand tests


def bounds(count: int, chance: float) -> tuple[float, float]:
    """Between which counts a binomial lies all but surely."""
    spread = SURE * math.sqrt(count * chance * (1.0 - chance))
    return count * chance - spread, count * chance + spread


@pytest.mark.parametrize("blocks", [6, 10, 50])
def test_a_true_null_is_called_a_difference_at_the_nominal_rate(blocks):
    clear = 0
    for seed in range(SEEDS):
        sides = two_sides(np.random.default_rng([1, blocks, seed]), blocks, 1)
        clear += int(paired_effects(*sides).clear[0])
    low, high = bounds(SEEDS, 1.0 - LEVEL)
    # With six blocks all must point one way (the sign test), which keeps the rate below the nominal one.
    assert (0.0 if blocks == 6 else low) <= clear <= high


def test_a_true_null_without_twins_is_called_a_difference_at_the_nominal_rate():
    clear = 0
    for seed in range(SEEDS):
        first, second = (two_sides(np.random.default_rng([2, side, seed]), 12 + 8 * side, 1) for side in (0, 1))
        clear += int(apart_effects(first.own, second.own, first.block, second.block).clear[0])
    low, high = bounds(SEEDS, 1.0 - LEVEL)
    assert low <= clear <= high


@pytest.mark.parametrize("above", [0.0, 3.0, 4.5, 6.0])
def test_what_happens_rarely_is_never_called_a_difference_more_often_than_is_said(above):
    clear = [
        paired_effects(*happens(two_sides(np.random.default_rng([3, seed]), 30, 1), above)).clear[0]
        for seed in range(SEEDS)
    ]
    assert sum(clear) <= bounds(SEEDS, 1.0 - LEVEL)[1]


@pytest.mark.parametrize(("effect", "above"), [(0.3, None), (0.3, 1.0), (-0.2, 0.0)])
def test_the_interval_covers_a_planted_effect_at_the_nominal_rate(effect, above):
    inside = 0
    for seed in range(SEEDS):
        sides = two_sides(np.random.default_rng([4, seed]), 40, 1, effect)
        found = paired_effects(*(sides if above is None else happens(sides, above)))
        inside += int(found.low[0] <= truth(effect, above) <= found.high[0])
    low, high = bounds(SEEDS, LEVEL)
    assert low <= inside <= high


def truth(effect: float, above: float | None) -> float:
    """The true difference of means: each side is normal with variance 4, one shifted by the effect."""
    if above is None:
        return effect
    passed = [0.5 * math.erfc((above - shift) / math.sqrt(8.0)) for shift in (effect, 0.0)]
    return passed[0] - passed[1]


def test_a_planted_effect_is_found_with_its_sign():
    for sign in (1.0, -1.0):
        found = paired_effects(*two_sides(np.random.default_rng(5), 40, 200, sign))
        assert set(found.direction) == {"+" if sign > 0 else "-"}
