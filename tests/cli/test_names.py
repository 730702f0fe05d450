"""`sim list`: names come only from there, and every example line is valid."""

from __future__ import annotations

import pytest
import yaml

from caucasus_sim.cli.describe import entries
from caucasus_sim.cli.listing import KINDS
from caucasus_sim.coding.catalogue import load_catalogue
from caucasus_sim.documents import parse_yaml
from caucasus_sim.scenario.resolve import scenario_of


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_listed_with_meaning_and_ends_with_a_command(sim, kind):
    said = sim("list", kind)
    assert said.code == 0, said.err
    assert "next:  sim " in said.out
    rows = sim("list", kind, "--json").data
    assert rows
    assert all(row["id"] in said.out and row["meaning"] and row["example"] for row in rows)


def test_without_a_kind_the_kinds_are_listed_each_with_a_name_that_is_one(sim):
    said = sim("list")
    assert said.code == 0, said.err
    for row in sim("list", "--json").data:
        assert row["kind"] in said.out
        assert row["meaning"] in said.words
        assert row["names"][-1] in said.words
        assert [each["id"] for each in sim("list", row["kind"], row["names"][-1], "--json").data] == [row["names"][-1]]
    assert {row["kind"] for row in sim("list", "--json").data} == set(KINDS)


@pytest.mark.parametrize("kind", ["levers", "moves", "events", "outcomes", "routes", "issues", "actors"])
def test_every_example_line_is_a_valid_scenario(kind):
    catalogue = load_catalogue()
    found = entries(kind, catalogue)
    for entry in found:
        if kind == "actors" and catalogue.actors[entry.id].optional:
            continue
        text = f"name: example\nextends: baseline\n{entry.example}\n"
        if "watch:" in entry.example or kind != "outcomes":
            scenario_of(parse_yaml(text, f"{kind}/{entry.id}"), catalogue)


def test_a_word_filters_and_a_name_alone_tells_everything(sim):
    some = sim("list", "levers", "arms", "--json").data
    assert 0 < len(some) < len(sim("list", "levers", "--json").data)
    said = sim("list", "lever", "arms.to_armenia.rate")
    for part in (
        "Outside arms supply",
        "unit: multiple",
        "range: 0 to 5",
        "default: 1",
        "levers: {arms.to_armenia.rate: 0}",
    ):
        assert part in said.words


@pytest.mark.parametrize(
    ("words", "meant"), [(("levers", "arms.to_armenia.rat"), "arms.to_armenia.rate"), (("leverz",), "levers")]
)
def test_nothing_found_names_the_nearest(sim, words, meant):
    said = sim("list", *words)
    assert said.code == (0 if meant in said.out else 2)
    assert meant in said.out + said.err


def test_schema_is_json_and_is_written_where_asked(sim, tmp_path):
    from json import loads

    assert loads(sim("schema").out)["type"] == "object"
    assert sim("schema", "--out", "a b.json").code == 0
    assert loads((tmp_path / "a b.json").read_text(encoding="utf-8"))["properties"]["levers"]


def test_scenario_show_is_yaml_with_origins(sim):
    said = sim("scenario", "show", "zangezur_open", "--resolved", "--origin")
    assert "zangezur_open.yaml:" in said.out
    assert "baseline.yaml:" in said.out
    assert yaml.safe_load(said.out)["name"] == "zangezur_open"
    assert sim("scenario", "show", "zangezur_open").out.count("extends: baseline") == 1
    assert sim("scenario", "show", "zangezur_open", "--json").data["variants"]["assumed"]


def test_scenario_diff_says_what_differs(sim):
    said = sim("scenario", "diff", "baseline", "zangezur_open:assumed", "--json")
    assert any("assume route" in row["what"] for row in said.data)
    assert "the two are the same" in sim("scenario", "diff", "baseline", "baseline").out
    assert sim("scenario", "diff", "baseline", "zangezur_open:assumd").code == 2


def test_validate_reads_every_file_and_gives_all_mistakes(sim, tmp_path):
    (tmp_path / "good.yaml").write_text("name: good\nextends: baseline\n", encoding="utf-8")
    for name in ("bad", "worse"):
        (tmp_path / f"{name}.yaml").write_text(f"name: {name}\nlever: 1\nvariant: 2\n", encoding="utf-8")
    assert sim("scenario", "validate", "good.yaml", "baseline").code == 0
    said = sim("scenario", "validate", "bad.yaml", "good.yaml", "worse.yaml")
    assert said.code == 2
    assert all(place in said.err for place in ("bad.yaml:2", "bad.yaml:3", "worse.yaml:2", "worse.yaml:3"))
    assert "good.yaml: no mistakes" in said.out
