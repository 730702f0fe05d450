"""What it would take: the sentence, what may be changed, the search and what is kept. All in the invented world."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from caucasus_sim.analysis.reach import reach as answering
from caucasus_sim.analysis.reach import tries as trying
from caucasus_sim.analysis.reach.goal import Goal, read_goal
from caucasus_sim.analysis.reach.knobs import applied, knobs_of, size_of
from caucasus_sim.analysis.reach.search import _place, budget_of, distinct, proposed, search, shrink
from caucasus_sim.analysis.reach.tries import Tries, Try, shares
from caucasus_sim.analysis.up_to import UpTo
from caucasus_sim.errors import Mistakes
from caucasus_sim.packing.setup import set_up
from caucasus_sim.scenario.resolve import load_scenario

from .conftest import INVENTED

LEVERS = ("detour", "arms.to_arland")


def scenario_of(invented, name):
    return load_scenario(INVENTED / "scenarios" / f"{name}.yaml", invented, [INVENTED / "scenarios"])


@pytest.fixture(scope="module")
def baseline(invented):
    return scenario_of(invented, "baseline")


@pytest.fixture(scope="module")
def offered(invented):
    return scenario_of(invented, "ordered").variants[0]


@pytest.fixture
def tries(invented, baseline, tmp_path):
    """A search of two levers whose shares a test makes up."""
    knobs = knobs_of(invented, baseline, LEVERS, None, {})
    goal = Goal(UpTo("treaty_signed", baseline.end), True, 0.5)
    cells = answering.cells_of("baseline", tuple(invented.lenses)[:1], tuple(invented.readings), 16).search
    return Tries(set_up(invented, baseline), knobs, goal, cells, tmp_path / "tries.jsonl", 1)


@pytest.fixture
def made_up(monkeypatch):
    """Let the share of histories be a plain function of the setting."""

    def put(share):
        def found(setup, knobs, setting, goal, cells, threads):
            return np.full(len(cells), share({knob.id: setting.get(knob.id, knob.now) for knob in knobs}))

        monkeypatch.setattr(trying, "shares", found)
        monkeypatch.setattr(answering, "shares", found)

    return put


def test_a_sentence_is_read(invented, baseline):
    goal = read_goal("p(treaty_signed by 2033-06) >= 0.5", invented, baseline)
    assert goal.words == "p(treaty_signed by 2033-06) >= 0.5"
    assert (goal.distance(0.4), goal.distance(0.6)) == pytest.approx((0.1, -0.1))
    other = read_goal(" P( war )<=0.1 ", invented, baseline)
    assert (other.asked.last, other.at_least, other.distance(0.4)) == (baseline.end, False, pytest.approx(0.3))


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("treaty_signed", ["is no goal"]),
        ("p(treaty_signed) > 0.5", ["is no goal"]),
        ("p(treaty_sined by 2033-06) >= 0.5", ["did you mean 'treaty_signed'?"]),
        ("p(treaty_signed by 1999-01) >= 50", ["1999-01 is not among the months", "'50' is no share"]),
        ("p(treaty_signed by spring) >= nan", ["'spring' is not a month", "'nan' is no share"]),
        ("p(trust_arland) >= 0.5", ["is a value, not something that happens"]),
    ],
)
def test_what_is_wrong_with_a_sentence_is_said_all_at_once(invented, baseline, sentence, told):
    with pytest.raises(Mistakes) as error:
        read_goal(sentence, invented, baseline)
    assert all(each in str(error.value) for each in told)
    assert len(error.value.all) == len(told)


def test_the_size_of_a_change_is_its_share_of_the_range_or_what_it_costs(invented, baseline):
    knobs = knobs_of(invented, baseline, LEVERS, None, {})
    assert size_of(knobs, {"detour": 0.8}) == pytest.approx(0.5)  # from 0.3, in a range of 1
    costed = knobs_of(invented, baseline, LEVERS, None, {"detour": 4.0, "arms.to_arland": 1.0})
    assert size_of(costed, {"detour": 0.8}) == pytest.approx(2.0)


def test_levers_and_moves_of_a_setting_are_in_its_scenario_and_nothing_else_changes(invented, baseline, offered):
    knobs = knobs_of(invented, baseline, ("detour",), offered, {})
    assert knobs[1].title == "2031-03: borland table_route, option ridge"
    assert applied(baseline, knobs, {}) == baseline
    made = applied(baseline, knobs, {"detour": 0.8, knobs[2].id: 1.0})
    assert [(each.id, each.value) for each in made.levers] == [("detour", 0.8)]
    assert made.moves == (offered.moves[1],)
    assert replace(made, levers=(), moves=()) == baseline


def test_names_that_are_wrong_are_told_all_at_once(invented, offered):
    with pytest.raises(Mistakes, match="did you mean 'detour'") as error:
        knobs_of(invented, offered, ("detur", "none at all"), None, {})
    assert len(error.value.all) == 2
    with pytest.raises(Mistakes, match="nothing may be changed"):
        knobs_of(invented, offered, (), None, {})
    with pytest.raises(Mistakes, match="two orders to borland in 2031-03") as error:
        other = replace(offered, moves=(replace(offered.moves[0], with_={"option": "valley"}),))
        knobs_of(invented, offered, (), other, {})
    with pytest.raises(Mistakes, match="has no cost"):
        knobs_of(invented, offered, LEVERS, None, {"detour": 1.0})


def test_the_smallest_change_is_found_where_it_is_known(tries, made_up):
    """Half of the histories are reached at a detour of 0.6, and the other lever changes nothing."""
    made_up(lambda at: 0.2 + 0.5 * at["detour"])
    search(tries, budget_of(600, 60, tries), lambda: None)
    (found,) = distinct(tries)
    best = shrink(tries, found, lambda: True)
    assert list(best.setting) == ["detour"]
    assert 0.6 <= best.setting["detour"] <= 0.66


def test_two_ways_to_the_same_goal_are_both_told(tries, made_up):
    made_up(lambda at: 0.6 if at["detour"] > 0.7 or at["arms.to_arland"] > 1.5 else 0.1)
    told = answering.reach(tries, tries.cells, budget_of(600, 60, tries), lambda: None)
    assert {each["changes"][0]["id"] for each in told["answers"]} == set(LEVERS)
    assert told["verdict"].startswith("2 distinct answers")
    sizes = [each["size"] for each in told["answers"]]
    assert sizes == sorted(sizes)


def test_what_cannot_be_reached_is_said_with_what_came_nearest(tries, made_up):
    made_up(lambda at: 0.4 * at["detour"])
    told = answering.reach(tries, tries.cells, budget_of(600, 20, tries), lambda: None)
    assert told["verdict"].startswith("not reachable in these ranges")
    assert told["answers"] == []
    assert told["nearest"]["changes"][0]["to"] == 1.0
    shared = [(each["size"], each["search_share"]) for each in told["front"]]
    assert shared == sorted(shared)
    assert len(shared) > 1


def test_what_the_search_misses_and_the_check_may_reach_is_not_called_out_of_reach(tries, monkeypatch):
    monkeypatch.setattr(trying, "shares", lambda *told: np.full(len(told[4]), 0.4))
    monkeypatch.setattr(answering, "shares", lambda *told: np.full(len(told[4]), 0.6))
    told = answering.reach(tries, tries.cells, budget_of(600, 8, tries), lambda: None)
    assert told["verdict"].startswith("cannot tell")


def test_nothing_is_searched_where_nothing_has_to_be_changed(tries, made_up):
    made_up(lambda _: 0.9)
    told = answering.reach(tries, tries.cells, budget_of(600, 20, tries), lambda: None)
    assert told["verdict"].startswith("nothing has to be changed")
    assert (told["tried"], told["answers"]) == (1, [])


def test_a_search_goes_on_from_what_was_kept_and_a_line_cut_off_is_left_out(tries, made_up):
    made_up(lambda at: 0.2 + 0.5 * at["detour"])
    search(tries, budget_of(600, 12, tries), lambda: None)
    with tries.file.open("a", encoding="utf-8") as file:
        file.write('{"setting": {"detour": 0.5')
    again = replace(tries, found={})
    assert again.found == tries.found
    assert again.kept == len(tries.found) > 3

    def no_more(_):
        raise AssertionError("tried again")

    made_up(no_more)
    assert [again.of(each.setting) for each in tries.found.values()] == list(tries.found.values())


def test_what_was_tried_is_told_to_the_search_as_it_would_have_proposed_it(tries):
    class Trial:
        def __init__(self, places):
            self.places = places

        def suggest_float(self, name, low, high):
            assert low <= self.places[name] <= high
            return self.places[name]

    for setting in ({}, {"detour": 0.8}, {"detour": 0.1, "arms.to_arland": 2.0}):
        found = Try(setting, 0.0, 0.0)
        places = {knob.id: _place(knob, found) for knob in tries.knobs}
        assert proposed(tries.knobs, Trial(places)) == pytest.approx(setting)


def test_the_check_sees_other_draws_and_luck_than_the_search(invented):
    cells = answering.cells_of("one", tuple(invented.lenses), tuple(invented.readings), 80)
    for name in ("reading_draw", "mechanism_draw", "luck", "block"):
        assert not set(cells.search[name]) & set(cells.check[name])
    assert len(cells.check) == answering.CONFIRM * len(cells.search)


def test_a_setting_is_lived_as_a_scenario_that_says_the_same(invented, baseline, tries):
    """A lever set by a setting gives the histories of a scenario with that lever, to the last one."""
    setting = {"arms.to_arland": 4.0}
    goal = Goal(UpTo("fatalities", baseline.end), True, 0.5)
    one = shares(tries.setup, tries.knobs, setting, goal, tries.cells, 1)
    other = replace(tries, setup=set_up(invented, applied(baseline, tries.knobs, setting)))
    assert (one == shares(other.setup, (), {}, goal, tries.cells, 1)).all()
    assert json.loads(json.dumps(setting)) == setting
