"""What is set beside what."""

from __future__ import annotations

from dataclasses import replace

import pytest

from caucasus_sim.analysis.compare.matching import matches
from caucasus_sim.errors import Mistakes


@pytest.fixture
def named(arms):
    def make(scenario, *variants, run="aaaaaaaaaaaa"):
        arm = arms[0]
        return [
            replace(arm, label=each, scenario="baseline" if each == "baseline" else scenario, variant=each, run=run)
            for each in variants
        ]

    return make


def told(found):
    return [(each.own.label, each.other.label, each.first) for each in found]


def test_variants_stand_beside_the_baseline_and_with_each_other(named):
    assert told(matches([named("s", "a", "baseline", "b")])) == [
        ("a", "baseline", True),
        ("b", "baseline", True),
        ("b", "a", False),
    ]


def test_without_a_baseline_the_first_variant_is_held_against(named):
    assert told(matches([named("s", "a", "b")])) == [("b", "a", True)]


def test_two_scenarios_go_by_the_names_of_their_variants(named):
    found = matches([named("s", "baseline", "tried", "assumed"), named("t", "baseline", "assumed", "tried", "only")])
    assert told(found) == [("t:assumed", "s:assumed", True), ("t:tried", "s:tried", True)]


def test_one_variant_stands_beside_all_of_the_other_run(named):
    found = matches([named("baseline", "baseline"), named("t", "baseline", "a", "b")])
    assert told(found) == [("t:a", "baseline", True), ("t:b", "baseline", True)]


def test_a_third_stands_beside_the_first_then_the_second(named):
    found = matches([named(name, "baseline", name) for name in ("s", "t", "u")])
    assert told(found) == [("t", "s", True), ("u", "s", True), ("u", "t", False)]


def test_runs_of_one_scenario_are_told_apart_by_their_ids(named):
    found = matches([named("s", "baseline", "s"), named("s", "baseline", "s", run="bbbbbbbbbbbb")])
    assert told(found) == [("s (bbbbbb)", "s (aaaaaa)", True)]


def test_nothing_in_common_names_what_there_is(named):
    with pytest.raises(Mistakes, match=r"NAME:VARIANT.*s:a, s:b.*t:c, t:d"):
        matches([named("s", "a", "b"), named("t", "c", "d")])


def test_one_variant_alone_is_refused(named):
    with pytest.raises(Mistakes, match="nothing to compare with"):
        matches([named("s", "a")])
