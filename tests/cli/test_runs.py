"""Runs on disk: listed, verified, asked in SQL, lived again, told."""

from __future__ import annotations

import json
import shutil

import pytest

from .conftest import run_apart


def test_runs_are_listed(sim_home, made, tmp_path):
    row = next(row for row in sim_home("runs", "--json").data if row["id"] == made["run"])
    assert (row["state"], row["cells"], row["name"]) == ("complete", 200, "zangezur_open")
    assert made["run"] in sim_home("runs").out
    assert "no runs" in sim_home("runs", "--out", tmp_path).out


def test_verify_finds_a_changed_byte(sim_home, home, made, tmp_path):
    assert sim_home("verify", made["run"]).code == 0
    copy = tmp_path / "a copy"
    shutil.copytree(home / made["path"], copy)
    part = copy / "outcomes" / "part-00000.parquet"
    part.write_bytes(part.read_bytes()[:-1] + b"x")
    said = sim_home("verify", str(copy), "--json")
    assert said.code == 2
    assert said.data["whole"] is False
    assert "part-00000" in said.data["problems"][0]


def test_a_question_in_sql(sim_home, tmp_path):
    sql = "SELECT variant, count(*) AS n FROM plan GROUP BY variant ORDER BY variant"
    assert sim_home("query", sql, "--run", "zangezur_open", "--json").data[0] == {"variant": "assumed", "n": 40}
    assert sim_home("query", sql, "--csv", tmp_path / "a b.csv").code == 0
    assert (tmp_path / "a b.csv").read_text(encoding="utf-8").splitlines()[:2] == ["variant,n", "assumed,40"]


@pytest.mark.parametrize(
    "words",
    [
        ("query", "SELECT nothing_of_the_kind FROM outcomes"),
        ("query", "DROP TABLE outcomes"),
        ("query", "SELECT 1", "--csv", "x.parquet"),
        ("query", "SELECT 1", "--run", "unknown"),
        ("verify", "unknown"),
        ("rerun", "zangezur_open", "--run", "200"),
        ("trace", "zangezur_open", "--run", "-1"),
        ("sources", "show", "buletin"),
        ("sources", "show", "bulletin", "XX.1"),
        ("sources", "agreement", "--reading", "x"),
        ("lens", "show", "detterrence"),
    ],
)
def test_wrong_questions_are_the_users_mistakes(sim_home, words):
    said = sim_home(*words)
    assert said.code == 2
    assert said.err
    assert "Traceback" not in said.err


def test_a_history_lived_again_is_the_stored_one(sim_home, made):
    said = sim_home("rerun", made["run"], "--run", "7", "--json")
    assert said.code == 0, said.err
    assert said.data["equal"] is True
    assert said.data["changed"] == []
    assert "to the last bit; the id of the run is the same" in sim_home("rerun", made["run"], "--run", "7").words


def test_rerun_says_what_is_different_now(sim_home, home, made, tmp_path):
    copy = tmp_path / "other"
    shutil.copytree(home / made["path"], copy)
    manifest = json.loads((copy / "manifest.json").read_text(encoding="utf-8"))
    manifest["identity"]["evidence"], manifest["id"] = "another", "0123456789ab"
    (copy / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    said = sim_home("rerun", str(copy), "--run", "7", "--json")
    assert said.data["changed"] == ["the evidence"]
    assert said.data["equal"] is True


@pytest.mark.parametrize("which", [(), ("--run", "7")])
def test_a_history_is_told_in_neutral_sentences(sim_home, which):
    said = sim_home("trace", "zangezur_open", *which)
    assert said.code == 0, said.err
    assert "one Azerbaijani source" in said.out
    assert "The model's government of Armenia" in said.out
    assert "in 100" in said.out
    assert "Passages: bulletin/" in said.out
    assert "next:  sim rerun" in said.out
    assert sim_home("trace", "zangezur_open", *which, "--json").data["months"][0]["month"] == "2024-10"


def test_a_history_begins_with_what_it_comes_to(sim_home, made):
    said = sim_home("trace", "zangezur_open", "--json").data
    short = said["in_short"]
    firsts = [(month["month"], name) for month in said["months"] for name in month.get("happened", ())]
    assert [(each["month"], each["first"]) for each in short["milestones"]] == firsts
    assert any(each["first"] == "route_open" for each in short["milestones"])
    deaths = [month.get("fatalities", 0) for month in said["months"]]
    assert (short["deaths"], short["worst_month_deaths"]) == (sum(deaths), max(deaths))
    told = sim_home("trace", "zangezur_open").out
    assert told.index("In short, 2024-10 to 2030-12") < told.index("worst month: ") < told.index("Month by month")
    sql = f"SELECT end_state, all_fatalities FROM outcomes WHERE cell = {said['cell']['cell']}"
    (row,) = sim_home("query", sql, "--json").data
    assert (short["end_state"], short["deaths"]) == (row["end_state"], row["all_fatalities"])
    assert said["typical"]["assumed"] == said["cell"]["cell"] == made["summary"]["checks"]["replays"]["typical"]


def test_the_typical_history_of_a_variant_under_a_lens(sim_home):
    said = sim_home("trace", "zangezur_open", "--variant", "paid", "--lens", "deterrence", "--json")
    assert said.code == 0, said.err
    assert (said.data["cell"]["variant"], said.data["cell"]["lens"]) == ("paid", "deterrence")
    assert said.data["cell"]["cell"] == said.data["typical"]["paid"]


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (("--variant", "payd"), "did you mean 'paid'?"),
        (("--lens", "deterence"), "did you mean 'deterrence'?"),
        (("--run", "0", "--variant", "paid"), "of the variant 'baseline', not 'paid'"),
    ],
)
def test_a_history_that_there_is_not_is_the_users_mistake(sim_home, words, meant):
    said = sim_home("trace", "zangezur_open", *words)
    assert said.code == 2
    assert meant in said.err


def test_returns_to_holding_still_are_told_only_if_asked_for(sim_home):
    few, all_ = sim_home("trace", "zangezur_open").words, sim_home("trace", "zangezur_open", "--all").words
    left_out = int(few.partition(" times a government only went back")[0].split()[-1])
    assert left_out > 0
    assert "goes back to holding still" not in few
    assert all_.count("goes back to holding still") == left_out


@pytest.mark.parametrize("columns", ["60", "80", "120"])
def test_a_history_is_wrapped_to_the_screen(home, made, columns):
    said = run_apart("trace", "zangezur_open", folder=home, COLUMNS=columns)
    body = said.out.partition("\nnext:")[0]
    assert max(map(len, body.splitlines())) <= int(columns)


def test_sources_and_lenses_are_shown(sim):
    assert "bulletin" in sim("sources").out
    assert "I.5" in sim("sources", "show", "bulletin/I.5").out
    assert sim("sources", "check", "--json").data["counts"]["levers"] > 50
    said = sim("sources", "agreement")
    assert "Repeatability (Krippendorff's alpha" in said.words
    assert "not that the reading is right" in said.words
    assert "names exchanged" in said.words
    assert "{basis: silent}" in sim("sources", "form", "--coder", "xy").out
    assert "contested effect" in sim("lens", "show", "agnostic").out
    assert "agnostic" in sim("lens").out
