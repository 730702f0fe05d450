"""Every shipped scenario loads, packs, asks something, and has a mirror where it takes a side."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from caucasus_sim.coding.catalogue import Catalogue, load_catalogue
from caucasus_sim.packing.setup import set_up
from caucasus_sim.scenario.entries import as_blocks, entries_of
from caucasus_sim.scenario.find import shipped_scenarios
from caucasus_sim.scenario.model import Scenario
from caucasus_sim.scenario.resolve import load_scenario

FOLDER = Path(__file__).resolve().parents[2] / "scenarios"
FILES = list(shipped_scenarios().values())
NAMES = list(shipped_scenarios())
Words = Mapping[str, str]

ASKED = {
    *("baseline", "zangezur_open", "crossroads_open", "constitution_2027", "constitution_rejected", "arms_deliveries"),
    *("interim_document", "partial_peace", "western_guarantee", "iran_red_line", "turkiye_border_opens"),
    *("regional_format", "russian_squeeze"),
}
CLAIMS = {f"H{number}" for number in range(1, 11)}

# Two scenarios with the same variants: one is the other with the principals exchanged, and these words as well.
MIRRORED_SCENARIOS: dict[tuple[str, str], Words] = {
    ("zangezur_open", "crossroads_open"): {"syunik_2020_terms": "crossroads"},
    ("constitution_2027", "constitution_2027_azerbaijan"): {},
    ("constitution_rejected", "constitution_rejected_azerbaijan"): {},
    ("iran_red_line", "crossroads_red_line"): {"syunik_transit_law": "crossroads"},
    ("armenia_concedes", "azerbaijan_concedes"): {},
}
# Runs of other scenarios, in the same way.
MIRRORED_RUNS: dict[tuple[str, str], Words] = {
    ("arms_deliveries/armenia_up", "arms_deliveries/azerbaijan_up"): {},
    ("arms_deliveries/armenia_pause", "arms_deliveries/azerbaijan_pause"): {},
    ("interim_document/offered_by_armenia", "interim_document/offered_by_azerbaijan"): {},
    ("partial_peace/offered_by_armenia", "partial_peace/offered_by_azerbaijan"): {},
    ("transit_opens/by_armenia", "transit_opens/by_azerbaijan"): {},
    ("russian_squeeze/armenia", "russian_squeeze/azerbaijan"): {},
    ("russian_squeeze/armenia_cut_off", "russian_squeeze/azerbaijan_cut_off"): {},
    ("trade_scrutiny/armenia", "trade_scrutiny/azerbaijan"): {},
    ("western_guarantee/by_united_states", "russian_guarantee/by_russia"): {"united_states": "russia"},
    ("western_guarantee/by_france", "russian_guarantee/by_russia"): {"france": "russia"},
    ("partners_step_back/india", "partners_step_back/turkiye"): {"india": "turkiye"},
    ("regional_format/regional_alone", "regional_format/russian_alone"): {"regional_3plus3": "russia"},
}
# Two sides with unlike means: the nearest counterpart, and why it is no exchange of names.
COUNTERPARTS: dict[tuple[str, str], str] = {
    ("zangezur_open/backed", "crossroads_open/backed"): "each option has its own backers in the sources",
    (
        "armenia_concedes/condition",
        "azerbaijan_concedes/condition",
    ): "one side holds a condition that the other can meet",
    ("detainees_and_maps/by_armenia", "detainees_and_maps/by_azerbaijan"): "detainees of one side alone are known",
    ("detainees_and_maps/by_both", "detainees_and_maps/by_both"): "the steps of each side put together",
    ("turkiye_border_opens/offered", "transit_opens/by_armenia"): "only Armenia has a closed border with a third state",
    ("turkiye_border_opens/assumed", "transit_opens/by_armenia"): "only Armenia has a closed border with a third state",
    ("turkiye_border_opens/unlinked", "armenia_concedes/borders"): "the linkage was stated by one side alone",
    ("regional_format/regional_hosts", "regional_format/western_hosts"): "the hosts are other states",
    ("regional_format/western_alone", "regional_format/regional_alone"): "the formats are other ones",
}
# Runs that take no side: exchanging the principals changes nothing.
EVEN = {
    *("baseline", "arms_deliveries/both_up", "arms_deliveries/both_pause", "interim_document/assumed"),
    *("interim_document/ruled_out", "partial_peace/assumed", "partial_peace/ruled_out", "western_guarantee/assumed"),
    *("russian_guarantee/assumed", "transit_opens/by_both", "regional_format/bilateral_alone"),
    *("partners_step_back/all", "cop29_truce/not_called", "cop29_truce/called", "own_beliefs/own"),
}

# Words of one party for the other, or for the matter; see evidence/names.yaml.
LOADED = (
    *("aggress", "annex", "artsakh", "cleansing", "coloni", "double standard", "enem", "ethnic", "genocid", "invad"),
    *("invasion", "liberat", "occup", "occupied", "orchestrat", "proxy", "puppet", "regime", "revanch", "separatis"),
    *("so-called", "stalling", "terror", "victor", "karabakh", "corridor"),
)
DATED_BLOCKS = ("moves", "events", "assume", "levers", "when", "stances", "start", "end", "name", "extends")
LATER = re.compile(r"\b20(2[5-9]|[3-9]\d)\b|\b2024-1[12]\b|\b(november|december) 2024\b", re.IGNORECASE)


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return _catalogue()


@cache
def _catalogue() -> Catalogue:
    return load_catalogue()


@cache
def _loaded(name: str) -> Scenario:
    return load_scenario(FOLDER / f"{name}.yaml", _catalogue(), folders=(FOLDER,))


def _runs() -> dict[str, Scenario]:
    return {run.label: run for name in NAMES for run in _loaded(name).runs}


def _swap(text: str, words: Words) -> str:
    """Every word exchanged for its partner, in names put together from it as well."""
    both = {**words, **{new: old for old, new in words.items()}}
    found = "|".join(sorted(map(re.escape, both), key=len, reverse=True))
    return re.sub(rf"({found})(?!n)", lambda match: both[match[0]], text)


def _content(run: Scenario, words: Words | None = None) -> str:
    """Everything a run orders, in one order; with words, after exchanging them and the principals."""
    blocks = {name: each for name, each in as_blocks(entries_of(run)).items() if name != "notice"}
    text = json.dumps(blocks, sort_keys=True)
    if words is not None:
        text = _swap(text, {"armenia": "azerbaijan", **words})
    return json.dumps(_ordered(json.loads(text)), sort_keys=True)


def _ordered(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _ordered(each) for key, each in data.items()}
    if isinstance(data, list):
        return sorted((_ordered(each) for each in data), key=lambda each: json.dumps(each, sort_keys=True))
    return data


def _pairs() -> list[tuple[str, str, Words]]:
    whole = [
        (f"{one}/{variant}", f"{other}/{variant}", words)
        for (one, other), words in MIRRORED_SCENARIOS.items()
        for variant in yaml.safe_load((FOLDER / f"{one}.yaml").read_text("utf-8"))["variants"]
    ]
    runs = [(*pair, words) for pair, words in MIRRORED_RUNS.items()]
    return [each for each in (*whole, *runs) if each[:2] not in COUNTERPARTS]


def _comments(path: Path) -> str:
    return "\n".join(line for line in path.read_text("utf-8").splitlines() if line.lstrip().startswith("#"))


def _prose(data: Any) -> str:
    """All text of a file outside the blocks that may carry dates."""
    if isinstance(data, dict):
        return "\n".join(_prose(each) for key, each in data.items() if key not in DATED_BLOCKS)
    return "\n".join(map(_prose, data)) if isinstance(data, list) else str(data)


def test_the_scenarios_asked_for_are_there() -> None:
    assert set(NAMES) >= ASKED


def test_every_scenario_of_the_repository_is_on_the_list_of_what_is_shipped() -> None:
    """One that an analyst only put into the folder is not tracked, and no test looks at it."""
    if not (FOLDER.parent / ".git").exists():
        pytest.skip("not a git repository")
    told = subprocess.run(["git", "ls-files", "*.yaml"], cwd=FOLDER, capture_output=True, text=True, check=True)
    assert {Path(line).stem for line in told.stdout.splitlines()} <= set(NAMES)
    assert [path for path in FILES if not path.is_file()] == []


@pytest.mark.parametrize("name", NAMES)
def test_it_loads_and_packs(name: str, catalogue: Catalogue) -> None:
    scenario = _loaded(name)
    assert scenario.name == name
    for run in scenario.runs:
        set_up(catalogue, run)


@pytest.mark.parametrize("name", NAMES)
def test_it_asks_something_and_says_what_to_look_at(name: str) -> None:
    scenario = _loaded(name)
    assert scenario.origin["title"] != "default"
    assert scenario.question.endswith("?")
    assert scenario.bears_on
    assert scenario.origin["watch"].startswith(str(FOLDER / name))
    assert 4 <= len(scenario.watch) <= 6


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_a_comment_says_what_it_tests_and_what_would_speak_against_it(path: Path) -> None:
    assert path.read_text("utf-8").startswith("# ")
    assert "against" in _comments(path).lower()


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_a_newcomer_can_read_it(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    assert len(lines) <= 60
    assert max(map(len, lines)) <= 160
    assert all(run.title != _loaded(path.stem).title for run in _loaded(path.stem).variants)


@pytest.mark.parametrize("name", NAMES)
def test_it_bears_on_claims_and_passages_that_exist(name: str, catalogue: Catalogue) -> None:
    known = CLAIMS | {f"{source}/{each}" for source, body in catalogue.sources.items() for each in body.passages}
    not_modelled = {f"bulletin/VI.{number}" for number in range(1, 7)}
    assert set(_loaded(name).bears_on) <= known - not_modelled


def test_every_claim_has_a_scenario() -> None:
    assert {claim for name in NAMES for claim in _loaded(name).bears_on} >= CLAIMS


@pytest.mark.parametrize(("one", "other", "words"), _pairs())
def test_a_mirror_is_the_same_with_the_names_exchanged(one: str, other: str, words: Words) -> None:
    runs = _runs()
    assert _content(runs[one], words) == _content(runs[other])


@pytest.mark.parametrize("label", sorted(EVEN))
def test_what_takes_no_side_is_its_own_mirror(label: str) -> None:
    run = _runs()[label]
    assert _content(run, {}) == _content(run)


def test_every_run_is_even_or_has_a_mirror() -> None:
    paired = {label for one, other, _ in _pairs() for label in (one, other)}
    unlike = {label for pair in COUNTERPARTS for label in pair}
    assert set(_runs()) == paired | unlike | EVEN
    assert not EVEN & (paired | unlike)


@pytest.mark.parametrize("name", NAMES)
def test_both_sides_are_watched(name: str) -> None:
    partner = {one: two for pair in MIRRORED_SCENARIOS for one, two in (pair, pair[::-1])}.get(name, name)
    swapped = {_swap(outcome, {"armenia": "azerbaijan"}) for outcome in _loaded(name).watch}
    assert swapped == set(_loaded(partner).watch)


@pytest.mark.parametrize("name", NAMES)
def test_it_leaves_theories_to_the_lenses(name: str, catalogue: Catalogue) -> None:
    for run in _loaded(name).runs:
        for setting in run.levers:
            sets = catalogue.levers[setting.id].sets
            assert sets.effect is None
            assert not str(sets.parameter).startswith("form_")
        assert run.beliefs == "shared" or run.name == "own_beliefs"


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_nothing_later_than_the_evidence_is_stated_as_a_fact(path: Path) -> None:
    text = _prose(yaml.safe_load(path.read_text("utf-8"))) + _comments(path)
    for name in NAMES:
        text = text.replace(name, "")
    assert not LATER.search(text)


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_its_words_are_neutral(path: Path) -> None:
    text = path.read_text("utf-8").casefold().replace("middle corridor", "").replace("middle_corridor", "")
    assert not [word for word in LOADED if word in text]
    prose = _prose(yaml.safe_load(path.read_text("utf-8"))) + _comments(path)
    assert prose.count("Syunik") == prose.count("Syunik (Zangezur)") == prose.count("Zangezur")
