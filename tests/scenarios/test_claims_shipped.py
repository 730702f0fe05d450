"""The shipped claims: each can be read and packed, cites its passages, takes nobody's words, and has its mirror."""

from __future__ import annotations

from pathlib import Path

import pytest

from caucasus_sim.analysis.claims.find import list_claims, packaged_claims
from caucasus_sim.analysis.claims.form import Claim, read_claim
from caucasus_sim.analysis.claims.request import PRIOR, request_claim, scenarios_of
from caucasus_sim.coding.catalogue import Catalogue, load_catalogue
from caucasus_sim.scenario.resolve import load_scenario

from .test_shipped import LATER, LOADED

FOLDER = packaged_claims()
CLAIMS = list_claims([FOLDER])
OWN = sorted((FOLDER / "scenarios").glob("*.yaml"))


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def read(catalogue: Catalogue, name: str) -> Claim:
    return read_claim(CLAIMS[name], catalogue)


def test_the_claims_of_the_bulletin_are_there():
    assert list(CLAIMS) == [f"H{number}" for number in range(1, len(CLAIMS) + 1)]
    assert len(CLAIMS) >= 10


@pytest.mark.parametrize("name", CLAIMS)
def test_a_claim_can_be_read_with_all_its_scenarios(catalogue, name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # nothing of the repository's own folder
    claim = read(catalogue, name)
    assert set(scenarios_of(catalogue, claim)) == set(claim.scenarios)
    if claim.tests:
        request = request_claim(catalogue, claim, 80)
        assert request.lenses[0] == PRIOR
        assert set(request.lenses) == set(catalogue.lenses)
        assert request.readings == tuple(catalogue.readings)


@pytest.mark.parametrize("path", [*CLAIMS.values(), *OWN], ids=lambda path: path.stem)
def test_a_claim_uses_nobodys_loaded_words_and_knows_nothing_later(path: Path):
    text = path.read_text("utf-8").lower()
    assert [word for word in LOADED if word in text.replace("crossroads", "")] == []
    if path in CLAIMS.values():
        assert LATER.findall(text) == []


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_a_scenario_of_claims_is_used_by_one(path: Path, catalogue):
    used = {label.partition("/")[0] for name in CLAIMS for label in read(catalogue, name).scenarios}
    assert path.stem in used
    scenario = load_scenario(path, catalogue, [path.parent, FOLDER.parents[1] / "scenarios"])
    assert (scenario.name, bool(scenario.question)) == (path.stem, True)


def test_scenarios_of_claims_mirror_each_other(catalogue):
    """What a variant does to one principal, another does to the other: the same moves with the names exchanged."""
    path = FOLDER / "scenarios" / "arms_supplied.yaml"
    runs = {run.variant: run for run in load_scenario(path, catalogue, [FOLDER.parents[1] / "scenarios"]).runs}
    names = {"armenia": "azerbaijan", "india": "turkiye"}
    for variant in ("armenia", "armenia_none"):
        one, other = runs[variant], runs[variant.replace("armenia", "azerbaijan")]
        told = [(names[m.actor], m.move, {k: names.get(v, v) for k, v in m.with_.items()}) for m in one.moves]
        assert told == [(m.actor, m.move, dict(m.with_)) for m in other.moves]
