"""Rank correlations over draws: what drives an outcome is found, and noise is not."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from caucasus_sim.analysis import hangs
from caucasus_sim.analysis.assumptions import MECHANISM, READING, Assumption, of_mechanisms, of_reading
from caucasus_sim.analysis.measures import measured
from caucasus_sim.coding.catalogue import load_catalogue
from caucasus_sim.ensemble.plan import default_plan
from caucasus_sim.month.arrays import EFFECT_NAMES, PARAMETER_NAMES
from caucasus_sim.packing.draws import fill_effects, mechanisms

LENSES = ("agnostic", "deterrence")
DRAWS = 100


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue()


@pytest.fixture(scope="module")
def plan():
    return default_plan(("baseline",), LENSES, ("bulletin",), DRAWS // 2 * 8 * len(LENSES)).cells


def made_of(plan: pd.DataFrame, values: np.ndarray, noise: float, draw: str = MECHANISM) -> pd.DataFrame:
    """Outcomes of a plan in which the number of deaths follows an assumption, and noise."""
    lots = np.random.default_rng(7).normal(size=len(plan))
    return pd.DataFrame({"all_fatalities": values[plan[draw].to_numpy()] + noise * lots})


def test_the_assumption_that_drives_an_outcome_comes_first(catalogue, plan):
    every = hangs.inputs(catalogue, plan, 1, np.arange(DRAWS))
    for wanted in ("incident_rate", "stance iran/route_opening"):
        driver = next(each for each in every if each.id == wanted)
        outcomes = made_of(plan, stats.zscore(driver.drawn), 0.5, driver.draw)
        found = hangs.hangs_on(catalogue, plan, outcomes, ["all_fatalities"], 1)
        assert found["draws"] == DRAWS
        assert found["top"][0]["assumption"] == wanted
        assert found["top"][0]["clear"] is True
        assert found["top"][0]["outcomes"][0]["same_sign_lenses"] == len(LENSES)
        assert found["strongest"]["all_fatalities"]["assumption"] == wanted


def test_noise_passes_the_bar_as_seldom_as_it_says(catalogue, plan):
    """Twenty runs of pure noise: about one has a correlation beyond the bar; five would be a chance of 1 in 400."""
    every = hangs.inputs(catalogue, plan, 1, np.arange(DRAWS))
    passed = 0
    for seed in range(20):
        table = plan.assign(noise=np.random.default_rng(seed).normal(size=len(plan)))
        found = hangs.correlations(every, table, ["noise"])
        passed += bool((found["correlation"].abs() > hangs.bar(DRAWS, len(found))).any())
    assert passed < 5


def test_a_correlation_is_spearmans():
    draws = np.random.default_rng(3).normal(size=(50, 2)).round(1)  # with ties
    table = pd.DataFrame({MECHANISM: np.arange(50), "lens": "x", "reading": "r", "y": draws[:, 1]})
    (row,) = hangs.correlations(
        [Assumption("a", "A", "judgement", MECHANISM, draws[:, 0], ("x",))], table, ["y"]
    ).to_dict("records")
    assert row["correlation"] == pytest.approx(stats.spearmanr(draws[:, 0], draws[:, 1]).statistic)


def test_too_few_draws_say_nothing(catalogue):
    cells = default_plan(("baseline",), LENSES, ("bulletin",), 16).cells
    found = hangs.hangs_on(catalogue, cells, made_of(cells, np.arange(2.0), 0.0), ["all_fatalities"], 1)
    assert (found["top"], found["chance"]) == ([], None)


def test_the_values_are_those_that_the_histories_had(catalogue):
    """Assumptions are looked up again from their keys: they must be the numbers of the draws themselves."""
    ids = np.arange(30)
    made = mechanisms(catalogue, 5, ids)
    fill_effects(made, catalogue, "agnostic", 5, ids)
    told = {each.id: each for each in of_mechanisms(catalogue, 5, ids, ("agnostic",))}
    for name in ("incident_rate", "article_rate", "dividend_full", "route_rate"):
        assert name in PARAMETER_NAMES
        assert stats.spearmanr(made[name], told[name].drawn).statistic == pytest.approx(1.0)
    for k, name in enumerate(EFFECT_NAMES):
        if np.ptp(made["effect"][:, k]) > 0.0:
            assert stats.spearmanr(made["effect"][:, k], told[f"effect {name}"].drawn).statistic == pytest.approx(1.0)
    objections = [each for each in told.values() if each.id.startswith("objection ")]
    shown = {
        f"objection {p}/article_{m + 1}": made["gap"][:, m, i]
        for m in range(17)
        for i, p in enumerate(catalogue.principals)
    }
    assert len(objections) == 8
    for each in objections:
        assert stats.spearmanr(shown[each.id], each.drawn).statistic == pytest.approx(1.0)


def test_every_assumption_has_a_basis_and_a_title(catalogue):
    ids = np.arange(4)
    every = [*of_mechanisms(catalogue, 1, ids, LENSES), *of_reading(catalogue, "bulletin", 1, ids, LENSES)]
    assert len({each.id for each in every}) == len(every)
    assert all(each.basis and each.title for each in every)
    assert {each.draw for each in every} == {MECHANISM, READING}


def test_states_and_parts_are_measured(catalogue):
    table = pd.DataFrame(
        {
            "end_state": pd.Series(["war", "treaty_in_force"], dtype="string"),
            "route_option": pd.Series([None, "aras"], dtype="string"),
            "route_law": pd.Series([None, "0"], dtype="string"),
            "economic_bloc_armenia": [0.0, 2.0],
            "delivered_system_armenia.akash": [1.0, 2.0],
            "delivered_system_armenia.radars": [0.5, 0.0],
        }
    )
    for name, wanted in (
        ("end_state", [0, 1]),
        ("route_option", [0, 1]),
        ("route_law", [0, 1]),
        ("economic_bloc_armenia", [0, 2]),
        ("delivered_system_armenia", [1.5, 2]),
    ):
        assert measured(catalogue, table, name).tolist() == wanted
