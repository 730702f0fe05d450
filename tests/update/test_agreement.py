"""Agreement of one history with one row, and weights of many: closed forms, and nothing that a record cannot say."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caucasus_sim.analysis.update.agreement import WIDTH_OF_90, agreement
from caucasus_sim.analysis.update.weights import collapsed, effective, refusal, weigh
from caucasus_sim.coding.update import quantities_of
from caucasus_sim.scenario.record import NO, Entry, Record

ENDS = 2033 * 12 + 1


def entry(name: str, best: float, low: float | None = None, high: float | None = None, line: int = 2) -> Entry:
    return Entry(name, ENDS, best if low is None else low, best, best if high is None else high, f"{best}", "x", line)


@pytest.fixture(scope="module")
def rows(invented):
    return quantities_of(invented)


def test_a_history_that_has_it_exactly_agrees_wholly(rows):
    for name, quantity in rows.items():
        value = quantity.low + 1.0 if quantity.kind in ("number", "whole") else 1.0
        assert agreement(quantity, entry(name, value), np.array([value]))[0] == pytest.approx(1.0)


def test_one_error_away_is_the_normal_density_there(rows):
    error = rows["articles_agreed"].error.best
    found = agreement(
        rows["articles_agreed"], entry("articles_agreed", 14.0), np.array([14.0 + error, 14.0 - 2 * error])
    )
    assert found == pytest.approx([math.exp(-0.5), math.exp(-2.0)])


def test_amounts_are_compared_by_their_ratio(rows):
    trade = rows["trade_arland"]
    found = agreement(trade, entry("trade_arland", 5.0), np.array([10.0, 2.5]))
    assert found[0] == pytest.approx(found[1])
    assert found[0] == pytest.approx(math.exp(-0.5 * (math.log(2.0) / trade.error.best) ** 2))


def test_the_readers_own_belief_adds_to_the_error_in_squares(rows):
    quantity = rows["delimited"]
    told = entry("delimited", 0.5, 0.4, 0.6)
    error = math.hypot(quantity.error.best, 0.2 / WIDTH_OF_90)
    assert agreement(quantity, told, np.array([0.5 + error]))[0] == pytest.approx(math.exp(-0.5))


def test_every_step_between_choices_costs_the_same_odds(rows):
    quantity = rows["treaty_stage"]
    found = agreement(quantity, entry("treaty_stage", 1.0), np.array([0.0, 1.0, 2.0, 3.0]))
    odds = quantity.error.best
    assert found == pytest.approx([odds, 1.0, odds, odds**2])


def test_what_happened_in_one_and_not_in_the_other_has_its_odds(rows):
    quantity = rows["treaty_signed"]
    assert agreement(quantity, entry("treaty_signed", NO), np.array([NO, ENDS - 3.0])) == pytest.approx(
        [1.0, quantity.error.odds]
    )
    told = agreement(quantity, entry("treaty_signed", ENDS - 3.0), np.array([NO, ENDS - 3.0, ENDS - 300.0]))
    assert told == pytest.approx([quantity.error.odds, 1.0, quantity.error.odds])


def test_a_history_without_a_vote_is_neither_nearer_nor_further(rows):
    values = np.array([0.5, 0.6, np.nan])
    found = agreement(rows["yes_share_arland"], entry("yes_share_arland", 0.5), values)
    assert found[2] == pytest.approx(found[:2].mean())


@given(st.lists(st.floats(0.001, 1.0), min_size=1, max_size=40))
@settings(deadline=None)
def test_an_effective_number_lies_between_one_and_all(weights):
    shares = np.array(weights) / np.sum(weights)
    assert 1.0 - 1e-9 <= effective(shares) <= len(weights) + 1e-9


def test_two_values_known_weights(rows):
    """Half the histories agree, half are one error away: weights 1 and exp(-1/2), Kish's effective number."""
    error = rows["articles_agreed"].error.best
    told = pd.DataFrame({0: [14.0] * 10 + [14.0 + error] * 10}, index=pd.Index(range(20), name="cell"))
    cells = pd.DataFrame({"cell": range(20), "lens": "agnostic", "reading": "almanac"})
    record = Record("made_up.csv", "", ENDS, (entry("articles_agreed", 14.0),))
    (found,) = weigh(told, cells, record, rows)
    down = math.exp(-0.5)
    assert found.weights[0] / found.weights[-1] == pytest.approx(1.0 / down)
    assert found.effective == pytest.approx(10.0 * (1.0 + down) ** 2 / (1.0 + down**2))


def test_lenses_are_weighed_apart(rows):
    """A lens that is far from the record keeps the weights inside it: lenses are not ranked."""
    told = pd.DataFrame({0: [14.0, 14.0, 17.0, 17.0]}, index=pd.Index(range(4), name="cell"))
    cells = pd.DataFrame({"cell": range(4), "lens": ["a", "a", "b", "b"], "reading": "almanac"})
    found = weigh(told, cells, Record("made_up.csv", "", ENDS, (entry("articles_agreed", 14.0),)), rows)
    assert [each.lens for each in found] == ["a", "b"]
    assert all(each.weights == pytest.approx([0.5, 0.5]) for each in found)


def test_rows_of_one_quantity_share_the_weight_of_one(rows):
    once = pd.DataFrame({0: [14.0, 15.0]}, index=pd.Index(range(2), name="cell"))
    twice = once.assign(**{"1": once[0]}).rename(columns={"1": 1})
    cells = pd.DataFrame({"cell": range(2), "lens": "a", "reading": "almanac"})
    one = entry("articles_agreed", 14.0)
    alone = weigh(once, cells, Record("made_up.csv", "", ENDS, (one,)), rows)[0]
    both = weigh(twice, cells, Record("made_up.csv", "", ENDS, (one, one)), rows)[0]
    assert both.weights == pytest.approx(alone.weights)


def test_a_collapse_is_refused_and_names_the_row_against_it(rows):
    n = 60
    told = pd.DataFrame({0: np.full(n, 14.0), 1: np.linspace(0.05, 60.0, n)}, index=pd.Index(range(n), name="cell"))
    cells = pd.DataFrame({"cell": range(n), "lens": "a", "reading": "almanac"})
    entries = (entry("articles_agreed", 14.0, line=3), entry("trade_arland", 190.0, line=9))
    record = Record("made_up.csv", "", ENDS, entries)
    found = weigh(told, cells, record, rows)
    assert collapsed(found, 20.0)
    (mistake,) = refusal(found, record, 20.0)
    assert mistake.line == 9
    assert "most against them: 'trade_arland' = 190.0 (line 9); 'articles_agreed'" in mistake.what
    assert "--route restart" in mistake.expected
    assert refusal(weigh(told[[0]], cells, record, rows), record, 20.0) == []
