"""What a scenario says is what is read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from caucasus_sim.errors import Mistakes
from caucasus_sim.month.arrays import absolute
from caucasus_sim.scenario.model import LeverSetting, Reaction, ScheduledEvent, ScriptedMove
from caucasus_sim.scenario.resolve import load_scenario

FULL = """\
name: case
title: "A case"
question: "What then?"
bears_on: [gazette/I.1]
end: 2035-12
levers:
  arms.to_arland.rate: 2
  arms.to_borland.rate: {value: 0.5, from: 2032-01}
  constitution.earliest: 2033-02
  constitution.retry: false
moves:
  - {date: 2031-06, actor: borland, move: table_route, with: {option: ridge}}
  - {date: 2031-03, until: 2032-03, actor: ostria, move: supply_arms, with: {to: arland, usd_m: 20}}
  - {date: 2031-03, actor: ostria, move: mediate}
  - {date: 2031-04, actor: arland, move: hold, with: {domain: ties}}
events:
  - {date: 2031-07, event: border_crisis}
  - {date: 2031-08, event: northern_route_recovers, value: 0.2}
assume:
  constitution: {actor: arland, in_force: 2033-01}
  borders: {vestland_opens: 2032-05}
  government: [{actor: arland, changes: true}, {actor: borland, changes: 2033-05}]
when:
  - {if: referendum_failed, after: 1 year, actor: arland, move: press_talks}
  - {if: treaty_signed, actor: borland, move: offer_interim}
stances:
  - {actor: arland, issue: treaty_support, position: 60, why: "A speech."}
  - actor: ostria
    issue: format
    choice: ostria
    position: {low: -20, best: 10, high: 40}
    points: 5
    from: 2032-01
    why: "An interview."
    source: courier
watch: [treaty_signed, crises]
notice: {treaty_signed: 0.05}
beliefs: own
variants:
  as_is:
  routed: {assume: {route: {option: valley, agreed: 2031-09, opens: 2032-09}}}
"""


def test_everything_is_read(load: Any) -> None:
    read = load(FULL)
    assert (read.name, read.title, read.label) == ("case", "A case", "case")
    assert (read.start, read.end, read.months) == (absolute(2031, 1), absolute(2035, 12), 60)
    assert read.levers[1] == LeverSetting("arms.to_borland.rate", 0.5, absolute(2032, 1))
    assert {each.id: each.value for each in read.levers}["constitution.earliest"] == 25.0
    supply = ScriptedMove(
        absolute(2031, 3), absolute(2032, 3), "ostria", "supply_arms", {"to": "arland", "usd_m": 20.0}, "security"
    )
    assert supply in read.moves
    assert [each.with_ for each in read.moves if each.move == "mediate"] == [{"format": "ostria"}]
    assert [each.domain for each in read.moves if each.move == "hold"] == ["ties"]
    assert read.events[1] == ScheduledEvent(absolute(2031, 8), "northern_route_recovers", 0.2)
    assert Reaction("referendum_failed_arland", 12, "arland", "press_talks", {}, "treaty") in read.when
    assert Reaction("treaty_signed", 0, "borland", "offer_interim", {"deal": "interim"}, "treaty") in read.when
    assert {(each.dial, each.value, each.month) for each in read.assume} == {
        ("assume_amendment_arland", 1.0, absolute(2033, 1)),
        ("assume_borders", 1.0, absolute(2032, 5)),
        ("assume_government_arland", 1.0, None),
        ("assume_government_borland", 1.0, absolute(2033, 5)),
    }
    assert (read.stances[0].low, read.stances[0].high, read.stances[0].from_month) == (60, 60, None)
    assert (read.stances[1].low, read.stances[1].points, read.stances[1].source) == (-20, 5, "courier")
    assert (read.watch, read.notice, read.beliefs) == (("treaty_signed", "crises"), {"treaty_signed": 0.05}, "own")


def test_variants_are_complete_and_run_side_by_side(load: Any) -> None:
    read = load(FULL)
    as_is, routed = read.variants
    assert (as_is.label, routed.label) == ("case/as_is", "case/routed")
    assert as_is.moves == routed.moves == read.moves
    assert {each.dial: each.value for each in routed.assume if each.kind == "route"} == {
        "assume_route": 0.0,
        "assume_route_open": 0.0,
    }
    assert read.runs == read.variants
    assert as_is.runs == (as_is,)


def test_the_shortest_scenario_has_every_default(load: Any) -> None:
    read = load("name: short")
    assert (read.title, read.start, read.months, read.reading) == (
        "short",
        absolute(2031, 1),
        75,
        ("gazette", "courier"),
    )
    assert (read.beliefs, read.watch, read.variants, read.origin["end"]) == ("shared", (), (), "default")


def test_an_extension_overrides_single_values_and_adds_to_lists(load: Any) -> None:
    base = """\
title: "Base"
end: 2033-12
levers: {arms.to_arland.rate: 2, freight.penalty: 0.1}
watch: [crises]
moves: [{date: 2031-03, actor: arland, move: press_talks}]
assume: {constitution: {actor: arland, in_force: 2033-01}}
variants: {some: {levers: {constitution.retry: 0}}}
"""
    own = """\
extends: base
levers: {arms.to_arland.rate: 3}
watch: [treaty_signed]
moves: [{date: 2031-03, actor: borland, move: press_talks}]
assume: {constitution: {actor: arland, in_force: 2032-01}}
variants: {some: {events: [{date: 2031-05, event: border_crisis}]}}
"""
    read = load(own, base=base)
    assert (read.title, read.end) == ("case", absolute(2033, 12))
    assert {each.id: each.value for each in read.levers} == {"arms.to_arland.rate": 3, "freight.penalty": 0.1}
    assert [each.actor for each in read.moves] == ["arland", "borland"]
    assert read.watch == ("treaty_signed",)
    assert [each.month for each in read.assume] == [absolute(2032, 1)]
    assert (len(read.variants[0].levers), len(read.variants[0].events)) == (3, 1)


def test_origin_names_the_file_and_line_of_every_value(load: Any) -> None:
    read = load("extends: base\nlevers:\n  freight.penalty: 0.2\n", base="end: 2033-12\n")
    assert read.origin["levers.freight.penalty"].endswith("case.yaml:3")
    assert read.origin["end"].endswith("base.yaml:1")


def test_mistakes_of_the_whole_chain_come_at_once(load: Any) -> None:
    with pytest.raises(Mistakes) as caught:
        load("extends: base\nlever: {}\nend: 2029-01\n", base="moves:\n  - {date: 2030-01, actor: arlan, move: hold}\n")
    text = str(caught.value)
    assert "base.yaml:2" in text
    assert "'arland'" in text
    assert "case.yaml:2" in text
    assert "'levers'" in text
    assert "case.yaml:3" in text
    assert "not after the start" in text


def test_a_mistake_in_a_base_does_not_hide_those_of_the_file(load: Any) -> None:
    with pytest.raises(Mistakes) as caught:
        load("extends: base\nlever: {}\n", base="a: [\n")
    assert {Path(each.file).stem for each in caught.value.all} == {"base", "case"}


def test_the_same_scenario_whatever_the_order_in_the_file(load: Any) -> None:
    moves = [f"  - {{date: 2031-0{month}, actor: arland, move: press_talks}}\n" for month in (2, 4, 6)]
    assert load("moves:\n" + "".join(moves)) == load("moves:\n" + "".join(reversed(moves)))


def test_a_start_after_the_evidence_takes_a_record(load: Any) -> None:
    read = load("start: {month: 2031-06, record: news}\n")
    assert (read.start, read.record, read.months) == (absolute(2031, 6), "news", 75)


def test_a_scenario_may_be_found_by_name(tmp_path: Path, catalogue: Any) -> None:
    (tmp_path / "by_name.yaml").write_text("name: by_name\n", encoding="utf-8")
    assert load_scenario("by_name", catalogue, [tmp_path]).name == "by_name"
    assert json.dumps(load_scenario("by_name", catalogue, [tmp_path]).notice) == "{}"
