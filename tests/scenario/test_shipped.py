"""The package's own evidence and scenarios: every name can be used, and every example is true."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from caucasus_sim.coding.catalogue import load_catalogue
from caucasus_sim.documents import parse_yaml
from caucasus_sim.month.arrays import calendar
from caucasus_sim.scenario.find import packaged_folder, shipped_scenarios
from caucasus_sim.scenario.model import Scenario
from caucasus_sim.scenario.resolve import load_scenario, scenario_of
from caucasus_sim.scenario.schema import scenario_schema
from caucasus_sim.scenario.show import flow, show

SHIPPED = shipped_scenarios()


@pytest.fixture(scope="module")
def evidence() -> Any:
    return load_catalogue()


def read(text: str, evidence: Any) -> Scenario:
    return scenario_of(parse_yaml(text, "case.yaml"), evidence, folders=[])


def test_a_run_begins_in_october_2024_and_lasts_75_months(evidence: Any) -> None:
    scenario = read("name: case", evidence)
    assert (calendar(scenario.start), calendar(scenario.end)) == ("2024-10", "2030-12")


def test_the_example_of_every_lever_is_a_scenario(evidence: Any) -> None:
    for name, lever in evidence.levers.items():
        assert [each.id for each in read(lever.example, evidence).levers] == [name]


def test_every_row_of_every_move_can_be_scripted(evidence: Any) -> None:
    for row in evidence.rows():
        about = {
            key: evidence.fill(value, row)
            for key, value in row._asdict().items()
            if value and key not in ("move", "actor")
        }
        order = {"date": "2025-03", "actor": row.actor, "move": row.move, "with": about}
        (move,) = read(f"moves: [{flow(order)}]", evidence).moves
        assert (move.actor, move.move, move.with_) == (row.actor, row.move, about)


def test_every_event_can_be_scheduled(evidence: Any) -> None:
    for name in evidence.events:
        assert read(f"events: [{{date: 2025-03, event: {name}}}]", evidence).events[0].event == name


def test_everything_that_can_be_assumed_has_a_dial(evidence: Any) -> None:
    side, other = evidence.principals
    options = list(evidence.routes)
    text = f"""
assume:
  constitution: [{{actor: {side}, rejected: 2026-01}}, {{actor: {other}, in_force: 2027-01}}]
  treaty: {{signed: 2026-01}}
  partial: {{signed: 2025-06}}
  interim: {{signed: 2025-02}}
  route: {{option: {options[-1]}, agreed: 2026-01, opens: 2027-01}}
  borders: {{turkiye_opens: 2026-06}}
  government: {{actor: {side}, changes: true}}
  monitors: {{end: 2025-09}}
  guarantee: {{from: 2025-03}}
"""
    assumed = read(text, evidence).assume
    assert len(assumed) == 11
    for each in assumed:
        assert evidence.dial(each.dial) >= 0
    assert {each.value for each in assumed if each.kind == "route"} == {float(len(options) - 1)}


def test_the_schema_of_the_evidence_is_a_schema(evidence: Any) -> None:
    schema = scenario_schema(evidence)
    jsonschema.Draft7Validator.check_schema(schema)
    assert json.loads(json.dumps(schema)) == schema


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_scenario_is_sound(name: str, evidence: Any) -> None:
    path: Path = SHIPPED[name]
    scenario = load_scenario(path, evidence, [packaged_folder()])
    assert scenario.name == name
    assert scenario.title
    assert scenario.question
    assert read(show(scenario), evidence) == scenario
    jsonschema.validate(parse_yaml(path.read_text(encoding="utf-8"), path).data, scenario_schema(evidence))
