"""Designs: what each promises of its points, whatever the factors."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caucasus_sim.ensemble.designs.factor import Factor, factor_of
from caucasus_sim.ensemble.designs.make import grid, latin_hypercube, morris, sobol

KINDS = st.sampled_from(["number", "integer", "boolean", "category"])


def factor(name: str, kind: str) -> Factor:
    more = {
        "number": {"low": -2.0, "high": 3.0},
        "integer": {"low": 1.0, "high": 4.0},
        "boolean": {"levels": (False, True)},
        "category": {"levels": ("one", "two", "three")},
    }
    return Factor(name, "lever", kind, **more[kind])


FACTORS = st.lists(KINDS, min_size=1, max_size=5).map(
    lambda kinds: tuple(factor(f"f{k}", x) for k, x in enumerate(kinds))
)


@given(FACTORS)
@settings(deadline=None, max_examples=30)
def test_a_grid_has_every_combination_once(factors):
    table = grid(factors, {"f0": 4})
    names = [each.id for each in factors]
    assert len(table.drop_duplicates(names)) == len(table) == np.prod([len(table[name].unique()) for name in names])
    assert table["design_block"].eq(0).all(), "all points share their luck"


@given(FACTORS, st.integers(2, 40), st.integers(0, 9))
@settings(deadline=None, max_examples=30)
def test_a_latin_hypercube_has_one_point_in_every_layer(factors, points, seed):
    table = latin_hypercube(factors, points, seed)
    for each in factors:
        assert sorted((table[f"u.{each.id}"] * points).astype(int)) == list(range(points))
    assert table["design_block"].tolist() == list(range(points))
    pd.testing.assert_frame_equal(table, latin_hypercube(factors, points, seed))


@given(FACTORS, st.sampled_from([1, 2, 8]))
@settings(deadline=None, max_examples=30)
def test_saltelli_changes_one_factor_of_a_for_that_of_b(factors, base):
    table = sobol(factors, base, seed=5)
    names = [each.id for each in factors]
    assert len(table) == base * (len(factors) + 2)
    for _, block in table.groupby("design_block"):
        a, b = (block[block["matrix"] == which].iloc[0] for which in "AB")
        mixed = block[block["matrix"] == "AB"].set_index("changed")
        assert list(mixed.index) == names
        for name in names:
            for other in names:
                assert mixed.loc[name, other] == (b if other == name else a)[other]


@given(FACTORS, st.integers(1, 12))
@settings(deadline=None, max_examples=30)
def test_a_trajectory_changes_every_factor_once_and_by_the_same_share(factors, trajectories):
    table = morris(factors, trajectories, seed=2)
    names = [f"u.{each.id}" for each in factors]
    for _, block in table.groupby("design_block"):
        assert sorted(block["changed"].dropna()) == sorted(each.id for each in factors)
        jumps = np.abs(np.diff(block[names].to_numpy(), axis=0))
        assert np.allclose(jumps.sum(axis=1), 2 / 3)
        assert ((jumps > 1e-9).sum(axis=1) == 1).all()


@given(FACTORS)
@settings(deadline=None, max_examples=20)
def test_columns_have_the_types_of_their_factors(factors):
    types = {"number": "f", "integer": "i", "boolean": "b"}
    for table in (grid(factors, {}), latin_hypercube(factors, 8, 1), sobol(factors, 2, 1), morris(factors, 2, 1)):
        for each in factors:
            kind = table[each.id].dtype.kind if each.type != "category" else ""
            assert kind == types.get(each.type, "")
            inside = table[each.id].isin(each.levels) if each.levels else table[each.id].between(each.low, each.high)
            assert inside.all()


def test_a_factor_is_the_same_after_it_was_told():
    whole = Factor("a", "lever", "category", "t", "u", None, None, ("x", "y"), {"lever": "a", "from": "2031-02"})
    assert factor_of(whole.about()) == whole


def test_another_seed_is_another_design_and_base_zero_is_none():
    one = (factor("f0", "number"),)
    assert not latin_hypercube(one, 9, 1)["f0"].equals(latin_hypercube(one, 9, 2)["f0"])
    with pytest.raises(ValueError, match="neither levels nor a range"):
        grid((Factor("a", "lever", "number"),), {})
