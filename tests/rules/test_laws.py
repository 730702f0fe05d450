"""Laws that every rule inherits, on inputs drawn from the ranges its Symbols state."""

from __future__ import annotations

import math
import struct

import numpy as np
import pytest

from caucasus_sim.compiled import is_compiled

from .written import all_rules, compiled, plain, sample

RULES = all_rules()
INPUTS = 2000


def bits(value):
    """The bytes of a number, so that -0.0 and 0.0 differ; whole numbers and truths as they are."""
    return struct.pack("<d", value) if isinstance(value, float) else int(value)


@pytest.mark.skipif(not is_compiled(), reason="compilation is switched off")
@pytest.mark.parametrize("name", RULES)
def test_compiled_equals_plain(name):
    rng = np.random.default_rng(20241015)
    by_hand, by_machine = plain(RULES[name]), compiled(RULES[name])
    for _ in range(INPUTS):
        values = sample(RULES[name], rng)
        assert bits(by_machine(*values)) == bits(by_hand(*values)), values


@pytest.mark.parametrize("name", RULES)
def test_gives_a_number_everywhere_in_its_ranges(name):
    rng = np.random.default_rng(1)
    for _ in range(300):
        values = sample(RULES[name], rng)
        assert math.isfinite(RULES[name](*values)), values


@pytest.mark.parametrize("name", RULES)
def test_leaves_its_arguments_alone(name):
    values = sample(RULES[name], np.random.default_rng(2))
    before = [np.copy(each) for each in values]
    first = RULES[name](*values)
    assert all(np.array_equal(was, now) for was, now in zip(before, values, strict=True))
    assert bits(RULES[name](*values)) == bits(first)
