"""Philox4x32-10 against the vectors published with Random123 (kat_vectors)."""

from __future__ import annotations

import numba
import numpy as np
import pytest

from caucasus_sim.luck import philox

ONES = "ffffffff"
VECTORS = [
    ("00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
    (f"{ONES} {ONES} {ONES} {ONES}", f"{ONES} {ONES}", "408f276d 41c83b0e a20bc7c6 6d5451fd"),
    ("243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1"),
]


def words(text):
    """Words of 32 bits held in uint64."""
    return [np.uint64(int(word, 16)) for word in text.split()]


@pytest.mark.parametrize(("counter", "key", "expected"), VECTORS)
def test_published_vectors(counter, key, expected):
    compiled = numba.njit(getattr(philox, "py_func", philox))
    assert [int(word) for word in compiled(*words(counter), *words(key))] == [int(word) for word in words(expected)]


@pytest.mark.parametrize(("counter", "key", "expected"), VECTORS)
def test_plain_python_gives_the_same(counter, key, expected):
    assert [int(word) for word in philox(*words(counter), *words(key))] == [int(word) for word in words(expected)]
