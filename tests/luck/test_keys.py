"""Lots belong to names: keys, ids and moments. Known vectors of the generator are in tests/known_answers."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from caucasus_sim.luck import key_words, keyed_uniform, lots
from caucasus_sim.month.codes import DECISIONS

OWNERS = ("arland", "borland", "ostria", "")
IDS = np.arange(20_000)


def keys_of(seed: int, *names: tuple[str, str]) -> np.ndarray:
    return np.array([[key_words(seed, *name)] for name in names], dtype=np.uint64)


def test_every_decision_of_every_owner_has_a_key_of_its_own() -> None:
    keys = [key_words(seed, d, o) for seed in (0, 1) for d in DECISIONS for o in OWNERS]
    assert len(set(keys)) == len(keys)
    assert all(0 <= word < 2**32 for key in keys for word in key)


def test_names_that_run_together_are_told_apart() -> None:
    assert key_words(1, "ab", "c") != key_words(1, "a", "bc")
    assert key_words(1, "1", "") != key_words(11, "", "")


def test_a_key_is_the_same_for_good() -> None:
    """A change here changes every stored run: the identity of results (RESULT_VERSION) must change with it."""
    assert key_words(1, "consent", "arland") == (3691873898, 3872524650)


def test_lots_are_the_same_for_the_same_names() -> None:
    keys = keys_of(1, ("consent", "arland"), ("choose", "arland"))
    assert lots(keys, 0, 0, 5, 24300, 0) == lots(keys[::-1].copy(), 1, 0, 5, 24300, 0)
    assert lots(keys, 0, 0, 5, 24300, 0) != lots(keys, 1, 0, 5, 24300, 0)


@pytest.mark.parametrize(
    "other", [(6, 24300, 0), (5, 24301, 0), (5, 24300 + 2**20, 0), (5, 24300, 1), (5 + 2**32, 24300, 0)]
)
def test_every_part_of_the_counter_counts(other: tuple[int, int, int]) -> None:
    keys = keys_of(1, ("consent", "arland"))
    assert not set(lots(keys, 0, 0, 5, 24300, 0)) & set(lots(keys, 0, 0, *other))


def test_ids_are_looked_up_and_not_counted() -> None:
    all_at_once = keyed_uniform(1, "stance x", "arland", IDS)
    assert (keyed_uniform(1, "stance x", "arland", IDS[::-7]) == all_at_once[::-7]).all()
    assert keyed_uniform(1, "stance x", "arland", np.array([2**33]))[0] not in all_at_once[:10]


@pytest.mark.parametrize("owner", OWNERS)
def test_uniform_in_the_large(owner: str) -> None:
    found = keyed_uniform(3, "objection 4", owner, IDS)
    assert found.min() > 0.0 and found.max() < 1.0
    counts = np.histogram(found, bins=50, range=(0, 1))[0]
    expected = len(IDS) / 50
    assert ((counts - expected) ** 2 / expected).sum() < 94  # chi-square with 49 degrees, 1 in 10,000


def test_the_four_lots_and_neighbours_do_not_go_together() -> None:
    keys = keys_of(1, ("choose", "arland"), ("choose", "borland"))
    months = range(24297, 24297 + 4000)
    table = np.array(
        [[*lots(keys, 0, 0, 1, m, 0), *lots(keys, 1, 0, 1, m, 0), lots(keys, 0, 0, 2, m, 0)[0]] for m in months]
    )
    together = np.corrcoef(table.T)
    pairs = [together[i, j] for i, j in itertools.combinations(range(table.shape[1]), 2)]
    assert np.abs(pairs).max() < 0.065  # four standard errors
    along = [np.corrcoef(table[1:, k], table[:-1, k])[0, 1] for k in range(table.shape[1])]
    assert np.abs(along).max() < 0.065
    assert np.abs(table.mean(axis=0) - 0.5).max() < 0.02
