"""Groups of histories: planted ones are found, and what is said of them follows from the distances."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caucasus_sim.analysis.typical.groups import distances, grouped, silhouette, waits

START, END = 100, 159


def planted(rng: np.random.Generator, sizes: tuple[int, ...], spread: float) -> tuple[np.ndarray, np.ndarray]:
    """Months of five milestones around one course of events a group, early to late, and whose each history is."""
    courses = START + np.linspace(5, 50, len(sizes))[:, None] + np.arange(5)
    of = np.repeat(np.arange(len(sizes)), sizes)
    return np.clip(courses[of] + rng.normal(0.0, spread, (len(of), 5)).round(), START, END), of


def test_planted_groups_are_found_the_largest_first():
    first, of = planted(np.random.default_rng(2), (50, 30, 20), 1.5)
    order = np.random.default_rng(3).permutation(len(of))
    found = grouped(distances(waits(first[order], START, END)))
    assert np.bincount(found.of).tolist() == [50, 30, 20]
    assert np.array_equal(found.of, of[order])
    assert found.structure == "clear groups"


def test_where_nothing_sets_histories_apart_no_groups_are_claimed():
    """Many milestones at any month: the courses of events fill the space evenly."""
    first = np.random.default_rng(4).uniform(START, END, (150, 12)).round()
    assert grouped(distances(waits(first, START, END))).structure == "no clear groups"


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 2**32 - 1), st.integers(2, 5))
def test_the_typical_history_is_the_nearest_to_all_of_its_group(seed, wanted):
    first, _ = planted(np.random.default_rng(seed), (7, 6, 5), 4.0)
    apart = distances(waits(first, START, END))
    found = grouped(apart, wanted)
    for number, middle in enumerate(found.middle):
        members = np.flatnonzero(found.of == number)
        sums = apart[np.ix_(members, members)].sum(axis=1)
        assert middle in members
        assert apart[middle, members].sum() == sums.min()


def test_a_distance_is_the_months_in_which_two_histories_differ():
    """Told month by month in yes and no, the months that differ; never is a wait of all months."""
    first = np.array([[START, np.nan], [START + 10, END]])
    told = [[[int(m <= month) for month in range(START, END + 1)] for m in row] for row in first]
    differ = int(np.abs(np.array(told[0]) - np.array(told[1])).sum())
    assert distances(waits(first, START, END))[0, 1] == differ == 10 + 1


def test_the_silhouette_is_that_of_its_definition():
    rng = np.random.default_rng(5)
    first, _ = planted(rng, (6, 5, 1), 6.0)
    apart, of = distances(waits(first, START, END)), rng.integers(0, 3, 12)
    of[:3] = [0, 1, 2]
    widths = []
    for i in range(12):
        own = [j for j in range(12) if of[j] == of[i] and j != i]
        others = [[j for j in range(12) if of[j] == each] for each in range(3) if each != of[i]]
        if not own:
            widths.append(0.0)
            continue
        inside, beyond = apart[i, own].mean(), min(apart[i, group].mean() for group in others)
        widths.append((beyond - inside) / max(inside, beyond))
    assert silhouette(apart, of) == pytest.approx(np.mean(widths))


@pytest.mark.parametrize("histories", [1, 2, 5])
def test_histories_that_are_all_alike_are_one_group(histories):
    found = grouped(np.zeros((histories, histories)))
    assert set(found.of) == {0}
    assert found.structure == "no clear groups"
