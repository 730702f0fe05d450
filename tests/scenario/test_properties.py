"""Laws of every scenario: it can be shown and read again, it fits its schema, and nothing a user writes breaks it."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import event, given, settings
from hypothesis import strategies as st

from caucasus_sim.documents import parse_yaml
from caucasus_sim.errors import Mistakes
from caucasus_sim.scenario.diff import diff_scenarios
from caucasus_sim.scenario.model import Scenario
from caucasus_sim.scenario.resolve import load_scenario, scenario_of
from caucasus_sim.scenario.schema import scenario_schema
from caucasus_sim.scenario.show import as_data, show

from .invented import Invented
from .malformed import NAMES, TYPES
from .test_load import FULL

CATALOGUE: Any = Invented()
SCHEMA = scenario_schema(CATALOGUE)

MONTH = st.integers(0, 74).map(lambda n: f"{2031 + n // 12}-{n % 12 + 1:02d}")
SIDE = st.sampled_from(["arland", "borland"])
MOVES = st.one_of(
    st.fixed_dictionaries({"date": MONTH, "actor": SIDE, "move": st.sampled_from(["press_talks", "start_amendment"])}),
    st.builds(
        lambda date, actor, option: {"date": date, "actor": actor, "move": "table_route", "with": {"option": option}},
        *(MONTH, SIDE, st.sampled_from(["valley", "ridge"])),
    ),
    st.builds(
        lambda date, to, usd: {
            "date": date,
            "actor": "ostria",
            "move": "supply_arms",
            "with": {"to": to, "usd_m": usd},
        },
        *(MONTH, SIDE, st.floats(0, 1e9)),
    ),
)
LEVERS = st.dictionaries(
    st.sampled_from(["arms.to_arland.rate", "freight.penalty", "constitution.retry"]),
    st.one_of(st.integers(0, 1), st.fixed_dictionaries({"value": st.sampled_from([0, 1]), "from": MONTH})),
)
EVENTS = st.lists(
    st.fixed_dictionaries({"date": MONTH, "event": st.sampled_from(["border_crisis", "northern_route_recovers"])}),
    max_size=3,
)
ASSUME = st.fixed_dictionaries(
    {},
    optional={
        "treaty": st.fixed_dictionaries({"signed": MONTH}),
        "route": st.fixed_dictionaries({"option": st.sampled_from(["valley", "ridge"]), "opens": MONTH}),
        "constitution": st.fixed_dictionaries({"actor": SIDE}, optional={"in_force": MONTH, "rejected": MONTH}),
    },
)
STANCES = st.lists(
    st.fixed_dictionaries(
        {
            "actor": SIDE,
            "issue": st.just("treaty_support"),
            "position": st.floats(0, 100),
            "why": st.text(min_size=1, max_size=20),
        },
        optional={"from": MONTH, "points": st.floats(0, 100)},
    ),
    max_size=2,
)
FACTS = {"levers": LEVERS, "moves": st.lists(MOVES, max_size=4), "events": EVENTS, "assume": ASSUME, "stances": STANCES}
SCENARIOS = st.fixed_dictionaries(
    {"name": st.text("abc_", min_size=1, max_size=6)},
    optional={
        **FACTS,
        "title": st.text(min_size=1, max_size=30),
        "end": MONTH,
        "watch": st.lists(st.sampled_from(["crises", "treaty_signed"]), max_size=2),
        "notice": st.dictionaries(st.sampled_from(["crises", "treaty_signed"]), st.floats(0, 1)),
        "beliefs": st.sampled_from(["own", "shared"]),
        "variants": st.dictionaries(
            st.text("xyz", min_size=1, max_size=3), st.fixed_dictionaries({}, optional=FACTS), max_size=2
        ),
    },
)


def read(text: str) -> Scenario:
    return scenario_of(parse_yaml(text, "case.yaml"), CATALOGUE, folders=[])


def yaml_of(data: Any) -> str:
    return yaml.safe_dump(data, allow_unicode=True)


def holds_for(scenario: Scenario) -> None:
    again = read(show(scenario))
    assert again == scenario
    assert as_data(again) == as_data(scenario)
    assert read(show(scenario, origin=True)) == scenario
    assert diff_scenarios(scenario, again) == ()
    jsonschema.validate(as_data(scenario), SCHEMA)


def test_the_laws_hold_for_a_scenario_with_everything() -> None:
    holds_for(read(FULL))
    jsonschema.validate(parse_yaml(FULL, "case.yaml").data, SCHEMA)


@settings(deadline=None, max_examples=200)
@given(SCENARIOS)
def test_the_laws_hold_for_every_scenario_that_is_accepted(data: dict[str, Any]) -> None:
    try:
        scenario = read(yaml_of(data))
    except Mistakes as found:
        assert all(each.line >= 1 and (each.expected or each.nearest) for each in found.all), str(found)
    else:
        event("accepted")
        holds_for(scenario)


@settings(deadline=None, max_examples=200)
@given(SCENARIOS)
def test_what_is_accepted_fits_the_schema(data: dict[str, Any]) -> None:
    try:
        document = parse_yaml(yaml_of(data), "case.yaml")
        scenario_of(document, CATALOGUE, folders=[])
    except Mistakes:
        return
    jsonschema.validate(document.data, SCHEMA)


@settings(deadline=None, max_examples=300)
@given(st.data())
def test_no_edit_of_a_file_ever_breaks_the_reader(data: st.DataObject) -> None:
    lines = FULL.split("\n")
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        edit = data.draw(st.sampled_from(["drop", "double", "indent", "cut", "swap", "value"]))
        line = lines[at]
        if edit == "drop":
            lines[at] = ""
        elif edit == "double":
            lines.insert(at, line)
        elif edit == "indent":
            lines[at] = "  " + line
        elif edit == "cut":
            lines[at] = line[: data.draw(st.integers(0, len(line)))]
        elif edit == "swap":
            other = data.draw(st.integers(0, len(lines) - 1))
            lines[at], lines[other] = lines[other], line
        else:
            key, colon, _ = line.partition(":")
            value = data.draw(
                st.sampled_from(["[]", "{}", "7", "~", "true", "text", "[1, {a: b}]", "2031-02-01", "{7: [x]}"])
            )
            lines[at] = f"{key}{colon} {value}"
    try:
        read("\n".join(lines))
    except Mistakes as found:
        assert all(each.line >= 1 and (each.expected or each.nearest) for each in found.all), str(found)


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=200))
def test_no_bytes_ever_break_the_reader(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "case.yaml"
        path.write_bytes(content)
        with pytest.raises(Mistakes):
            load_scenario(path, CATALOGUE, [])


# What a schema cannot say: what is missing where, orders, and what differs from issue to issue.
BEYOND = {
    "missing_about",
    "assume_two_in_one",
    "position_out_of_order",
    "position_out_of_range",
    "stance_without_choice",
}
BEYOND |= {"value_of_a_double_event"}


@pytest.mark.parametrize("case", [each for each in (*NAMES, *TYPES) if each.id not in BEYOND], ids=lambda case: case.id)
def test_an_editor_underlines_wrong_names_and_types(case: Any) -> None:
    data = parse_yaml(case.content.decode("utf-8"), "case.yaml").data
    assert not jsonschema.Draft7Validator(SCHEMA).is_valid(data)
