"""Claims as they are written: hostile YAML gets every mistake at once, with its line and the nearest name."""

from __future__ import annotations

from pathlib import Path

import pytest

from caucasus_sim.analysis.claims.find import find_claims, list_claims
from caucasus_sim.analysis.claims.form import read_claim
from caucasus_sim.analysis.claims.request import scenarios_of
from caucasus_sim.errors import Mistakes

HEAD = "id: C9\nclaim: Something.\nwhose: nobody's\npassages: [almanac/A.1]\n"
TEST = "{id: t, side: both, take: ordered/offered, beside: baseline, outcome: crises, expect: more}"


@pytest.fixture
def wrong(tmp_path, invented):
    """What is wrong with a claim of this text."""

    def read(text: str) -> str:
        path = tmp_path / "C9.yaml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(Mistakes) as found:
            read_claim(path, invented)
        return str(found.value)

    return read


def test_a_whole_claim_is_read(tmp_path, invented):
    path = tmp_path / "C9.yaml"
    path.write_text(f"{HEAD}tests: [{TEST}]\n", encoding="utf-8")
    claim = read_claim(path, invented)
    assert claim.scenarios == ("baseline", "ordered/offered")
    assert (claim.tests[0].measure, claim.tests[0].sign) == ("value", 1.0)


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("- a list\n", 1, "the claim is a list"),
        ("id: C9\n", 1, "'claim' is missing"),
        (f"{HEAD}", 1, "either tests or a reason"),
        (f"{HEAD}tests: [{TEST}]\nuntested: Both.\n", 1, "either tests or a reason"),
        (f"{HEAD}tests: []\n", 5, "there are no tests"),
        (f"{HEAD}tests: 3\n", 5, "'tests' is a number"),
        (f"{HEAD}tests: [3]\n", 5, "is a number, 3"),
        (f"{HEAD}tests: [{TEST}, {TEST}]\n", 5, "the test 't' is here twice"),
        (f"{HEAD}tests: [{TEST}]\nlens: agnostic\n", 6, "unknown key 'lens'"),
        (f"{HEAD}tests: [{TEST}]\n".replace("C9", "C8"), 1, "is not the name of the file"),
        (f"{HEAD}tests: [{TEST}]\n".replace("A.1", "A.7"), 4, "unknown passage"),
        (f"{HEAD}tests: [{TEST}]\n".replace("crises", "crisis"), 5, "did you mean 'crises'?"),
        (f"{HEAD}tests: [{TEST}]\n".replace("more", "true"), 5, "direction is true or false"),
        (f"{HEAD}tests: [{TEST}]\n".replace("more", "sideways"), 5, "unknown direction 'sideways'"),
        (f"{HEAD}tests: [{TEST}]\n".replace("both", "ostria"), 5, "unknown side 'ostria'"),
        (f"{HEAD}tests: [{TEST}]\n".replace("take: ordered/offered", "take: baseline"), 5, "stands beside itself"),
        (f"{HEAD}tests: [{TEST}]\n".replace("expect", "measure: months, expect"), 5, "'months' does not fit"),
        (f"{HEAD}tests: [{TEST}]\n".replace("side: both", "side: arland"), 5, "has no mirror"),
    ],
)
def test_a_mistake_names_its_line(wrong, text, line, what):
    told = wrong(text)
    assert what in told
    assert f"C9.yaml:{line}:" in told


def test_all_mistakes_come_at_once(wrong):
    told = wrong(f"{HEAD}tests: [{TEST}]\n".replace("crises", "crisis").replace("both", "all").replace("A.1", "A.9"))
    assert len(told.splitlines()) == 3


def test_a_mirror_has_the_other_side_and_the_other_sides_outcome(wrong):
    one = TEST.replace("both", "arland").replace("crises", "trust_borland")
    other = one.replace("side: arland", "side: borland").replace("id: t", "id: u")
    assert wrong(f"{HEAD}tests: [{one}, {other}]\n").count("has no mirror") == 2


def test_scenarios_that_are_not_there_are_mistakes(tmp_path, invented, monkeypatch):
    monkeypatch.chdir(Path(__file__).parents[1] / "invented")
    path = tmp_path / "C9.yaml"
    path.write_text(f"{HEAD}tests: [{TEST}]\n".replace("ordered/offered", "ordered/offerd"), encoding="utf-8")
    with pytest.raises(Mistakes, match="did you mean 'offered'"):
        scenarios_of(invented, read_claim(path, invented))
    path.write_text(f"{HEAD}tests: [{TEST}]\n".replace("ordered/offered", "disordered"), encoding="utf-8")
    with pytest.raises(Mistakes, match="there is no scenario 'disordered'"):
        scenarios_of(invented, read_claim(path, invented))


def test_claims_are_found_by_id_or_path_and_every_unknown_name_is_told(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("C10", "C2"):
        (tmp_path / f"{name}.yaml").write_text("id: x\n", encoding="utf-8")
    assert list(list_claims([tmp_path])) == ["C2", "C10"]
    assert find_claims(["C2", str(tmp_path / "C10.yaml")], [tmp_path]) == [tmp_path / "C2.yaml", tmp_path / "C10.yaml"]
    with pytest.raises(Mistakes) as found:
        find_claims(["C3", "D", "gone.yaml"], [tmp_path])
    assert len(found.value.all) == 3
