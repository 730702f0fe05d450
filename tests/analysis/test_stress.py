"""Readings under stress: what agrees changes nothing, and taking away what a stance rests on moves the outcome."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from pathlib import Path

import pytest

from caucasus_sim.analysis.stress.changes import changes_of
from caucasus_sim.analysis.stress.headlines import Question, anchor_of, headlines
from caucasus_sim.analysis.stress.table import stressed, worlds_needed
from caucasus_sim.coding.catalogue import load_catalogue
from caucasus_sim.coding.derived import held_at, with_reading
from caucasus_sim.coding.pool import Slot
from caucasus_sim.scenario.resolve import load_scenario

INVENTED = Path(__file__).parents[1] / "invented"
ACTORS = ("arland", "borland", "ostria", "velmar")


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """The invented world with coders who agree, where a section B alone says that both principals want a line open."""
    spec = importlib.util.spec_from_file_location("invented_make", INVENTED / "make.py")
    make = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(make)
    files = make.files()
    passages = files["sources/almanac.yaml"]["almanac"]["passages"]
    passages["B.1"] = {**passages["A.1"], "place": "page 9"}
    coding = files["readings/almanac/a.yaml"]
    for side in ("arland", "borland"):
        stances = coding["actors"][side]
        halved = {name: each["points"] // 2 for name, each in stances.items() if each.get("points")}
        for name, points in halved.items():
            stances[name] = {**stances[name], "points": points}
        rest = 100 - sum(halved.values()) + halved["route_opening"]
        planted = {"low": 40, "best": 80, "high": 99, "points": rest, "passages": ["B.1"]}
        stances["route_opening"] = {**stances["route_opening"], **planted}
    files["readings/almanac/b.yaml"] = {**coding, "coder": "b"}
    return load_catalogue(make.write(files, tmp_path_factory.mktemp("stressed")))


@pytest.fixture(scope="module")
def asked(world):
    baseline = load_scenario(INVENTED / "scenarios" / "baseline.yaml", world, [INVENTED / "scenarios"]).runs[0]
    outcomes = ("route_agreed", "treaty_signed")
    return Question({"baseline": baseline}, outcomes, ("agnostic", "alarm"), "almanac", 160, 1, 1)


@pytest.fixture(scope="module")
def told(world, asked):
    return stressed(world, asked, stances=3)


def change(told, kind, name):
    return next(each for each in told["changes"] if (each["kind"], each["name"]) == (kind, name))


def test_leaving_out_a_coder_who_agrees_changes_nothing(told):
    for coder in "ab":
        for found in change(told, "coder", coder)["outcomes"].values():
            assert all(each["difference"] == 0.0 for each in found["by_lens"].values())
            assert found["verdict"] == "no clear move under any lens"


def test_a_section_that_backs_a_planted_stance_moves_the_outcome(told):
    """Without section B nobody is known to want a line, and fewer are agreed under every lens."""
    without = change(told, "section", "B")
    assert without["stances_touched"] == 4  # one stance of each principal by either coder
    found = without["outcomes"]["route_agreed"]
    assert {each["direction"] for each in found["by_lens"].values()} == {"-"}
    assert found["verdict"] == "less often under 2 of 2 lenses"


def test_a_voice_that_nobody_has_changes_nothing(told):
    voice = change(told, "voice", "rival")
    assert voice["stances_touched"] == 0
    assert all(each["difference"] == 0.0 for each in voice["outcomes"]["route_agreed"]["by_lens"].values())


def test_stances_are_moved_from_end_to_end_and_name_their_passages(told):
    assert len(told["stances"]) == 3
    for each in told["stances"]:
        assert each["low"] < each["high"]
        assert each["passages"]
    leading = told["stances"][0]
    assert (leading["issue"], leading["passages"]) == ("route_opening", ["B.1"])
    assert leading["largest_size"] > 0.5
    assert {each["direction"] for each in leading["outcomes"]["route_agreed"]["by_lens"].values()} == {"+"}


def test_odds_stay_where_the_record_put_them(world, asked):
    """A level that is changed alone would cancel out if odds were measured anew at the changed reading."""
    low = with_reading(world, held_at(world.readings["almanac"], "arland", Slot("route_opening"), 0.0))
    before = headlines(world, asked)["route_agreed"].mean()
    anew, kept = headlines(low, asked), headlines(low, asked, anchor=anchor_of(world, asked))
    assert kept["route_agreed"].mean() < anew["route_agreed"].mean() - 0.2
    assert abs(anew["route_agreed"].mean() - before) < 0.1


def test_the_same_question_twice_is_the_same_answer(world, asked):
    one, other = headlines(world, asked), headlines(world, asked)
    assert one.equals(other)


def test_beside_a_baseline_the_headline_is_the_difference(world, asked):
    scenarios = [INVENTED / "scenarios"]
    offered = load_scenario(INVENTED / "scenarios" / "ordered.yaml", world, scenarios).runs[1]
    both = replace(asked, scenarios={**asked.scenarios, "assumed": offered}, runs=32)
    alone = [headlines(world, replace(both, scenarios={label: each})) for label, each in both.scenarios.items()]
    gap = headlines(world, both)
    assert (gap["treaty_signed"] == alone[1]["treaty_signed"] - alone[0]["treaty_signed"]).all()


def test_no_more_histories_are_promised_than_are_run(world, asked):
    counted: list[int] = []
    stressed(world, replace(asked, runs=32), 0, counted.append)
    assert sum(counted) == worlds_needed(world, replace(asked, runs=32), 0)


def test_every_kind_of_change_is_there(world):
    kinds = [each.kind for each in changes_of(world, "almanac", ACTORS)]
    assert kinds == ["coder", "coder", "silence", "voice", "section", "section"]
