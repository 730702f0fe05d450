"""Variants beside each other: pairs share draws and luck, and exchanging two variants exchanges the signs."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from caucasus_sim.analysis.beside import SideBySide, among_variants, beside_baseline
from caucasus_sim.analysis.positions import watched_issues
from caucasus_sim.coding.catalogue import load_catalogue
from caucasus_sim.ensemble.plan import default_plan

VARIANTS = ("baseline", "one", "two")


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue()


def side_by_side(catalogue, gap):
    """Deaths of three variants: luck and draws in common, and a gap that a variant and a lens have of their own."""
    plan = default_plan(VARIANTS, ("agnostic", "deterrence"), ("bulletin",), 160).cells
    common = 100.0 * np.sin(plan["luck"] + 7 * plan["mechanism_draw"])
    own = [gap.get((variant, lens), 0.0) for variant, lens in zip(plan["variant"], plan["lens"], strict=True)]
    return {
        "all_fatalities": SideBySide(catalogue, plan, pd.DataFrame({"all_fatalities": common + own}), "all_fatalities")
    }


def test_what_luck_adds_to_both_cancels(catalogue):
    found = side_by_side(catalogue, {("one", "agnostic"): 3.0, ("one", "deterrence"): 3.0})
    rows = {row["variant"]: row for row in beside_baseline(catalogue, found, VARIANTS)}
    assert rows["one"]["by_lens"]["agnostic"]["difference"] == pytest.approx(3.0)
    assert rows["one"]["by_lens"]["agnostic"]["simulation_error"] == pytest.approx(0.0, abs=1e-9)
    assert rows["one"]["verdict"] == "more under every lens"
    assert rows["two"]["verdict"] == "no clear difference under any lens"


def test_two_variants_are_compared_with_each_other(catalogue):
    found = side_by_side(catalogue, {("one", "agnostic"): 3.0, ("two", "deterrence"): 1.0})
    (row,) = among_variants(catalogue, found, VARIANTS)
    (turned,) = among_variants(catalogue, found, VARIANTS[::-1])
    assert (row["variant"], row["against"]) == ("one", "two")
    assert row["verdict"] == "the lenses disagree on the direction"
    for lens in ("agnostic", "deterrence"):
        assert turned["by_lens"][lens]["difference"] == -row["by_lens"][lens]["difference"]


def test_without_a_baseline_there_is_nothing_beside_it(catalogue):
    assert beside_baseline(catalogue, side_by_side(catalogue, {}), ("one", "two")) == []


def test_the_issues_are_those_that_the_watched_outcomes_bear_on(catalogue):
    assert watched_issues(catalogue, ["war"]) == [
        "treaty_support",
        "border_pace",
        "border_basis",
        "third_party_monitors",
    ]
    assert "route_operator" in watched_issues(catalogue, ["route_open"])
    assert "arms_to_azerbaijan" in watched_issues(catalogue, ["balance"])
    assert "trade_partners_armenia" in watched_issues(catalogue, ["trade_armenia"])
