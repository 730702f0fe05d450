"""`sim compare`: what differs, in words and counts, whose reading it is, and nothing that is not asked for."""

from __future__ import annotations

import io
import json

import pandas as pd
import pytest

from .conftest import run_apart

PLAN = ("--runs", "40", "--reading", "bulletin")


@pytest.fixture(scope="module")
def told(home):
    """The comparison of the small run's variants, as data."""
    said = run_apart("compare", "zangezur_open", *PLAN, "--json", folder=home)
    assert said.code == 0, said.err
    return said.data


def test_json_is_all_of_standard_output_and_has_every_pair_of_variants(told, made):
    variants = made["summary"]["runs"]["variants"]
    assert told["status"] == made["summary"]["status"]
    assert set(told["reading_lines"]) == set(made["summary"]["reading_lines"])
    assert told["runs"] == [made["run"]]  # what had been run was not run again
    assert len(told["comparisons"]) == len(variants) * (len(variants) - 1) // 2
    assert [each["other"]["label"] for each in told["comparisons"] if each["first"]] == ["baseline"] * 4
    row = told["comparisons"][-1]["rows"][0]
    assert {"p", "q", "luck_gain", "pairing_gain", "runs_needed", "draws_more_in_20"} <= set(row["by"][0])


def test_it_tells_the_differences_of_the_first_page(told, made):
    """Both pages pair the same histories; the first page tells the readings of a lens together."""
    rows = {(each["outcome"], each["variant"]): each for each in made["summary"]["watched"]}
    seen = 0
    for each in told["comparisons"]:
        for row in each["rows"] if each["first"] else ():
            first = rows.get((row["measure"], each["own"]["label"]), {"by_lens": {}})
            for lens, found in first["by_lens"].items():
                effects = [by["effect"] for by in row["by"] if by["lens"] == lens]
                assert sum(effects) / len(effects) == pytest.approx(found["difference"], abs=1e-9)
                seen += 1
    assert seen > 10


@pytest.mark.parametrize("width", [80, 120])
def test_the_page_fits_and_says_what_it_must(home, told, width):
    said = run_apart("compare", "zangezur_open", *PLAN, folder=home, COLUMNS=str(width))
    assert said.code == 0, said.err
    lines = said.out.splitlines()
    body = lines[: next(k for k, line in enumerate(lines) if line.startswith("next:"))]
    assert max(map(len, body)) <= width
    assert told["status_line"].startswith(lines[0])
    for words in (
        "one Azerbaijani source", "Knows nothing after 15 October 2024", "paid beside baseline", "With each other",
        "of 20 draws", "by chance alone", "Assumed here, not a finding: route",
        "Too few histories to call anything clear", "sim compare zangezur_open --runs 40",
    ):  # fmt: skip
        assert words in said.words, words
    assert "p-value" not in said.words
    assert "%" not in said.words.replace("5 %)", "").replace("5 %.", "")


def test_one_outcome_is_told_lens_by_lens(sim_home):
    said = sim_home("compare", "zangezur_open:assumed", *PLAN, "--outcome", "route_open", "--lens", "agnostic")
    assert said.code == 0, said.err
    assert "in 20" in said.words
    assert "Route open (route_open)" in said.words
    assert "follows from what is assumed" in said.words
    assert "backed beside baseline" not in said.words


def test_csv_has_a_row_for_every_effect_and_no_p(sim_home, told):
    said = sim_home("compare", "zangezur_open", *PLAN, "--csv", "-")
    table = pd.read_csv(io.StringIO(said.out))
    assert len(table) == sum(len(row["by"]) for each in told["comparisons"] for row in each["rows"])
    assert set(table["status"]) == {told["status"]}
    assert not {"p", "q"} & set(table.columns)
    assert "Azerbaijani source" in said.err


def test_csv_goes_to_a_file_beside_the_page(sim_home, tmp_path):
    said = sim_home("compare", "zangezur_open:paid", *PLAN, "--csv", tmp_path / "a b.csv")
    assert "CALIBRATED" in said.out.splitlines()[0]
    assert len(pd.read_csv(tmp_path / "a b.csv")) > 10
    assert sim_home("compare", "zangezur_open:paid", *PLAN, "--csv", "a.txt").code == 2


def test_as_of_a_month_fewer_outcomes_are_told(sim_home, told):
    said = sim_home("compare", "zangezur_open:assumed", *PLAN, "--at", "2027-12", "--json")
    (found,) = said.data["comparisons"]
    assert found["until"] == said.data["at"] == "2027-12"
    whole = next(each for each in told["comparisons"] if each["own"]["label"] == "assumed" and each["first"])
    assert found["looked_at"]["outcomes"] < whole["looked_at"]["outcomes"]


def test_a_stored_run_goes_by_its_id_and_gives_scenarios_its_plan(sim_home, made):
    said = sim_home("compare", made["run"], f"{made['run']}:paid", "--json")
    assert said.code == 0, said.err
    assert said.data["runs"] == [made["run"]]
    again = sim_home("compare", f"{made['run']}:paid", "zangezur_open:assumed", "--json")
    assert again.code == 0, again.err
    assert again.data["runs"] == [made["run"]]  # the scenario was asked for on the same plan, which had been run
    assert again.data["comparisons"][0]["own"]["label"] == "zangezur_open:assumed"


def test_another_seed_is_refused_unless_without_pairs(sim):
    few = ("--runs", "8", "--lens", "agnostic", "--threads", "1")
    runs = [sim("run", "constitution_2027", *few, "--seed", seed, "--json").data["run"] for seed in ("1", "2")]
    said = sim("compare", *(f"{run}:voted" for run in runs))
    assert said.code == 2
    assert "seeds differ" in said.err
    assert "--unpaired" in said.err
    loose = sim("compare", *(f"{run}:voted" for run in runs), "--unpaired")
    assert loose.code == 0, loose.err
    assert "NOT paired" in loose.words
    assert "sharing luck" not in loose.words


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (("zangezur_opne",), "zangezur_open"),
        (("zangezur_open:payed",), "paid"),
        (("zangezur_open", "--outcome", "route_opne"), "route_open"),
        (("zangezur_open", "--lens", "deterence"), "deterrence"),
        (("zangezur_open", "--reading", "buletin"), "bulletin"),
        (("zangezur_open", "--at", "2027"), "2025-06"),
        (("zangezur_open", "--at", "1999-01"), "2030-12"),
        (("zangezur_open", "--json", "--csv", "-"), "standard output"),
        (("baseline",), "nothing to compare with"),
    ],
)
def test_a_mistake_is_the_users_and_says_how_to_mend_it(sim_home, words, meant):
    said = sim_home("compare", *words, *PLAN)
    assert said.code == 2, said.out
    assert meant in said.err
    assert "Traceback" not in said.err


def test_every_unknown_name_is_told_at_once(sim_home):
    said = sim_home("compare", "zangezur_opne", "croosroads_open", "--json")
    assert said.code == 2
    assert len(json.loads(said.out)["mistakes"]) == 2


def test_a_plan_for_stored_runs_alone_is_a_mistake(sim_home, made):
    said = sim_home("compare", made["run"], "--runs", "10")
    assert said.code == 2
    assert "only stored runs" in said.err


def test_what_compare_runs_it_keeps_as_run_does(sim):
    said = sim("compare", "zangezur_open:paid", "--runs", "8", "--lens", "agnostic", "--threads", "1")
    assert said.code == 0, said.err
    (run,) = sim("runs", "--json").data
    assert run["state"] == "complete"
    assert sim("verify", run["id"]).code == 0
