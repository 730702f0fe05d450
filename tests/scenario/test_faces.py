"""Showing, comparing and describing scenarios."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest

from caucasus_sim.scenario.diff import Difference, diff_scenarios
from caucasus_sim.scenario.find import find_scenario, list_scenarios, packaged_folder
from caucasus_sim.scenario.schema import scenario_schema
from caucasus_sim.scenario.show import flow, show

from .test_load import FULL


def test_a_scenario_is_shown_with_the_place_of_every_value(load: Any) -> None:
    text = show(load("extends: base\nlevers: {freight.penalty: 0.2}\n", base="end: 2033-12\n"), origin=True)
    lines = {line.split(":")[0].strip(): line for line in text.splitlines()}
    assert lines["freight.penalty"].endswith("case.yaml:2")
    assert lines["end"].startswith("end: 2033-12  # ")
    assert lines["end"].endswith("base.yaml:1")
    assert lines["beliefs"] == "beliefs: shared  # default"


def test_a_variant_shows_only_its_own(load: Any) -> None:
    text = show(load(FULL))
    assert "  as_is: {}\n" in text
    assert text.endswith(
        "  routed:\n    assume:\n      route:\n"
        "        - {option: valley, agreed: 2031-09}\n        - {option: valley, opens: 2032-09}\n"
    )


def test_a_difference_says_what_and_both_sides(load: Any) -> None:
    one = load("levers: {freight.penalty: 0.2}\nmoves: [{date: 2031-03, actor: arland, move: press_talks}]\n")
    two = load("levers: {freight.penalty: 0.3}\nassume: {treaty: {signed: 2032-01}}\n")
    assert diff_scenarios(one, two) == (
        Difference("levers freight.penalty", "0.2", "0.3"),
        Difference("moves 2031-03 arland press_talks", "yes", ""),
        Difference("assume treaty", "", "{signed: 2032-01}"),
    )


def test_text_that_looks_like_something_else_is_quoted() -> None:
    assert flow(["no", "010", "1e-3", "2025-06", "a: b", "", 1e-5, 1e20]) == (
        '["no", "010", "1e-3", 2025-06, "a: b", "", 1.0e-05, 1.0e+20]'
    )


def test_the_schema_is_a_schema_and_names_everything(catalogue: Any) -> None:
    schema = scenario_schema(catalogue)
    jsonschema.Draft7Validator.check_schema(schema)
    assert set(schema["properties"]["levers"]["properties"]) == set(catalogue.levers)


@pytest.mark.parametrize(
    "wrong",
    [
        {"lever": {}},
        {"levers": {"freight.penalty": 2}},
        {"moves": [{"date": "2031-3", "actor": "arland", "move": "press_talks"}]},
        {"moves": [{"date": "2031-03", "actor": "ostria", "move": "table_route"}]},
        {"moves": [{"date": "2031-03", "actor": "arland", "move": "table_route", "with": {"option": "hill"}}]},
        {"assume": {"constitution": {"actor": "ostria", "in_force": "2031-03"}}},
        {"watch": ["nothing"]},
        {"variants": {"a": {"end": "2032-01"}}},
    ],
    ids=str,
)
def test_the_schema_refuses_what_an_editor_should_underline(wrong: dict[str, Any], catalogue: Any) -> None:
    assert not jsonschema.Draft7Validator(scenario_schema(catalogue)).is_valid(wrong)


def test_a_folder_of_ones_own_comes_before_the_shipped_scenarios(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, shipped = tmp_path / "scenarios", tmp_path / "shipped"
    for folder in (own, shipped):
        folder.mkdir()
        (folder / "both.yaml").write_text("name: both\n")
    (shipped / "only.yml").write_text("name: only\n")
    (own / "_hidden.yaml").write_text("name: hidden\n")
    assert list_scenarios([own, shipped]) == {"both": own / "both.yaml", "only": shipped / "only.yml"}
    monkeypatch.chdir(tmp_path)
    assert find_scenario("both") == Path("scenarios/both.yaml")
    assert find_scenario("scenarios/only.yaml", [own, shipped]) == shipped / "only.yml"
    assert find_scenario(own / "both.yaml") == own / "both.yaml"


def test_the_shipped_scenarios_have_a_folder() -> None:
    assert packaged_folder().name == "scenarios"
