"""What nobody has filled or read again spreads out, by as much as is stated and with the root of time."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from caucasus_sim.coding.pool import slots_of
from caucasus_sim.coding.update import update_of
from caucasus_sim.packing.ageing import age_of_stances, widen_stances
from caucasus_sim.packing.setup import set_up
from caucasus_sim.scenario.model import Scenario, StanceOverride

from .worlds import LENS, READING, START, all_seen, setup_from, start_of

MANY = 2500


def positions(setup, n):
    ids = np.arange(n)
    return setup.draws(LENS, READING, ids, ids)["position"]


def slot_of(setup, name):
    return next(k for k, slot in enumerate(setup.slots) if slot.name == name)


@pytest.mark.parametrize("ends", ["2031-12", "2040-12"])
def test_stances_widen_by_the_stated_drift(record, invented, ends):
    """From the middle of a scale: no bias, and the stated drift times the root of the age in years."""
    setup = setup_from(invented, record(ends), held=True)
    draws = np.zeros(MANY, dtype=[("position", "f8", (len(setup.actors), len(setup.slots)))])
    draws["position"] = 0.5
    told = (invented, setup.scenario, READING, setup.seed, np.arange(MANY), setup.actors, setup.slots)
    assert widen_stances(draws, *told)
    years = age_of_stances(invented, READING, setup.scenario.start) / 12.0
    stated = update_of(invented).stance_drift.best / 100.0 * math.sqrt(years)
    one = draws["position"][:, setup.actors.index("arland"), slot_of(setup, "treaty_support")]
    assert np.std(one) == pytest.approx(stated, rel=0.05)
    assert np.mean(one) == pytest.approx(0.5, abs=4.0 * stated / math.sqrt(MANY))


def test_a_widened_stance_stays_on_its_scale(record, invented):
    setup = setup_from(invented, record("2040-12"), held=True)
    coded = len(slots_of(invented))
    found = positions(setup, 200)[:, : len(setup.actors), :coded]
    approval = np.array([slot.choice is not None for slot in setup.slots[:coded]])
    assert found[..., ~approval].min() >= 0.0
    assert found.min() >= -1.0
    assert found.max() <= 1.0


def test_a_run_from_the_evidence_itself_is_not_widened(invented):
    setup = set_up(invented, Scenario("now", "", START, START + 5, reading=(READING,)))
    told = (invented, setup.scenario, READING, setup.seed, np.arange(3), setup.actors, setup.slots)
    assert not widen_stances(np.zeros(3), *told)


def test_a_newer_stance_takes_the_older_ones_place(record, invented):
    setup = setup_from(invented, record("2033-02"), held=True)
    stance = StanceOverride("arland", "treaty_support", None, 70.0, 70.0, 70.0, None, START + 20, "Invented.", "")
    newer = set_up(invented, replace(setup.scenario, stances=(stance,)), drawer=setup.drawer)
    i, k = setup.actors.index("arland"), slot_of(setup, "treaty_support")
    assert positions(newer, 50)[:, i, k] == pytest.approx(np.full(50, 0.7))
    assert np.ptp(positions(setup, 50)[:, i, k]) > 0.1


def test_held_numbers_drift_and_counts_do_not(record, invented):
    rows = update_of(invented).quantities
    years = 4.0
    setup = setup_from(invented, record("2034-12", lawsuits=3), held=True)
    found = all_seen(setup, start_of(setup, MANY))
    moved = np.std(np.log(found["trade_arland"]))
    assert moved == pytest.approx(rows["trade_{principal}"].drift.best * math.sqrt(years), rel=0.05)
    assert np.median(found["trade_arland"]) == pytest.approx(8.0, rel=0.05)
    assert np.ptp(found["held_arland"]) == 0.0
    assert np.all(found["lawsuits"] == 3.0)


def test_a_belief_is_drawn_and_its_ends_are_its_ends(record, invented):
    setup = setup_from(invented, record("2033-02", trade_arland=(5.0, 7.0, 10.0)), held=False)
    trade = all_seen(setup, start_of(setup, MANY))["trade_arland"]
    assert np.quantile(trade, [0.05, 0.95]) == pytest.approx([5.0, 10.0], rel=0.02)


def test_an_order_book_takes_the_place_of_a_histories(record, invented):
    row = {"id": "order_arland", "unit": "USD m", "source": "made up", "value": "60", "month": "2033-09"}
    told = record("2033-02", orders=({**row, "detail": "ostria: unnamed"}, {"id": "order_borland", "value": "none"}))
    setup = setup_from(invented, told, held=False)
    for world in start_of(setup):
        assert int(world["orders"]) == 1
        assert (int(world["order_to"][0]), float(world["order_usd"][0])) == (0, 60.0)
        assert setup.actors[int(world["order_from"][0])] == "ostria"
