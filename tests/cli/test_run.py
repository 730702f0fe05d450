"""`sim run`: the first page says whose reading it is, answers the question, and leaves a folder behind."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from caucasus_sim.cli.first_page import cut_off_line
from caucasus_sim.coding.catalogue import load_catalogue

from .conftest import SMALL, run_apart


def test_json_is_the_whole_of_standard_output(made):
    summary = made["summary"]
    assert summary["status"] == "PARTLY CALIBRATED"
    assert set(summary["runs"]["lenses"]) == set(load_catalogue().lenses)
    assert Path(made["path"]).name.startswith("zangezur_open-")


def test_a_finished_run_is_not_run_again_and_its_first_page_is_worth_reading(sim_home, made):
    """Whose reading, the answer, every watched outcome and variant with counts, and where the rest is: in 90 lines."""
    said = sim_home("run", "scenarios/zangezur_open.yaml", *SMALL)
    lines, summary = said.out.splitlines(), made["summary"]
    assert said.code == 0, said.err
    assert lines[0].startswith("PARTLY CALIBRATED: 8 of ")
    assert lines[1].startswith("all stances from one Azerbaijani source")
    assert lines[2].startswith("Knows nothing after 15 October 2024;")
    assert summary["question"] in said.words
    assert summary["answer"] in said.words
    for name in (*summary["runs"]["variants"], *summary["runs"]["lenses"]):
        assert name.replace("_", " ") in said.words.replace("_", " ")
    assert {row["title"] for row in summary["watched"]} <= {line.strip().partition("  ")[0] for line in lines}
    assert "of 20 paired worlds" in said.words
    assert "positions, not probabilities" in said.words
    assert "the source says nothing" in said.words
    assert "not a finding" in said.words
    assert "through Mesa, equal to the last bit" in said.words
    assert "nothing was run again" in said.words
    assert made["path"] in said.out
    assert "first_page.txt, or the same command with --full" in said.words
    assert "next:  sim trace" in said.out
    assert len(lines) <= 90


def test_the_counts_of_the_table_are_those_of_the_summary(sim_home, made):
    """Each variant's row under an outcome, read back from the screen, against the data."""
    said = sim_home("run", "zangezur_open", *SMALL)
    lines = said.out.splitlines()
    rows = [row for row in made["summary"]["watched"] if row["outcome"] == "route_open"]
    level = {row["variant"]: row for row in made["summary"]["levels"] if row["outcome"] == "route_open"}
    first = next(n for n, line in enumerate(lines) if line.startswith("Route open"))
    shown = {line.split()[0]: line for line in lines[first + 1 : first + 2 + len(rows)]}
    for row in rows:
        assert shown[row["variant"]].split()[1] == str(round(20 * level[row["variant"]]["share"]))
        more = [each["more_in_20"] for each in row["by_lens"].values()]
        assert str(max(more)) in shown[row["variant"]].rpartition(":")[0]
        clear = {each["direction"] for each in row["by_lens"].values()} - {"0"}
        assert ("more in" in shown[row["variant"]]) == ("+" in clear)


def test_all_of_the_first_page_is_shown_on_request(sim_home, home, made):
    full = sim_home("run", "zangezur_open", *SMALL, "--full")
    for words in (
        "The variants beside each other",
        "Condorcet winner",
        "Where the spread comes from",
        "route_security: russia",
    ):
        assert words in full.words
    assert "with --full" not in full.words
    kept = (home / made["path"] / "first_page.txt").read_text(encoding="utf-8")
    assert {word for word in kept.split() if word.isalpha()} <= set(full.out.split())


def test_the_summary_is_kept_as_data_and_as_text_without_the_clock(home, made):
    folder = home / made["path"]
    assert json.loads((folder / "first_page.json").read_text(encoding="utf-8"))["answer"] == made["summary"]["answer"]
    text = (folder / "first_page.txt").read_text(encoding="utf-8")
    assert text.startswith("PARTLY CALIBRATED: 8 of ")
    assert "unknown to it" not in text


def test_quiet_says_whose_reading_the_answer_and_where(sim_home, made):
    said = sim_home("run", "zangezur_open", *SMALL, "--quiet")
    assert "one Azerbaijani source" in said.out
    assert said.out.splitlines()[-1] == made["path"]
    assert said.err == ""


def test_a_number_of_histories_that_is_no_whole_block_is_rounded_up_aloud(sim_home, made):
    said = sim_home("run", "zangezur_open", "--runs", "33", *SMALL[2:], "--json")
    assert said.data["run"] == made["run"]
    assert said.err.startswith("33 histories of each variant rounded up to 40: blocks of 8")
    assert sim_home("run", "zangezur_open", *SMALL, "--json").err == ""


def test_what_the_scenario_calls_worth_noticing_is_judged(made):
    summary = made["summary"]
    variants = set(summary["runs"]["variants"]) - {"baseline"}
    assert set(summary["notice"]) == {"route_agreed", "treaty_signed", "war"}
    for name in summary["notice"]:
        assert {row["variant"] for row in summary["worth"] if row["outcome"] == name} == variants
    assert len([row for row in summary["among"] if row["outcome"] == "route_agreed"]) == 6


def test_an_outcome_of_every_kind_can_be_watched(sim, tmp_path):
    """Names of routes, steps of a ladder, parts: all are numbers on the first page."""
    watch = "route_option, route_law, economic_bloc_armenia, delivered_system_armenia, end_state, fatalities"
    text = f"name: w\nextends: baseline\nwatch: [{watch}]\nend: 2025-12\nvariants: {{a: {{}}}}\n"
    (tmp_path / "w.yaml").write_text(text, encoding="utf-8")
    said = sim("run", "w.yaml", "--runs", "8", "--lens", "agnostic", "--json")
    assert said.code == 0, said.err


def test_piped_in_a_process_of_its_own_there_is_no_colour_and_no_bar(home, made):
    said = run_apart("run", "zangezur_open", *SMALL, "--json", folder=home)
    assert said.code == 0, said.err
    assert said.data["run"] == made["run"]
    assert said.data["fresh"] is False
    assert "\x1b" not in said.out + said.err


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (("run", "zangezur_opne"), "zangezur_open"),
        (("run", "baseline", "--lens", "deterence"), "deterrence"),
        (("run", "baseline", "--reading", "buletin"), "bulletin"),
        (("run", "baseline", "--engine", "compield"), "compiled"),
        (("rnu", "baseline"), "run"),
        (("run", "baseline", "--lense", "agnostic"), "--lens"),
        (("scenario", "shwo", "baseline"), "show"),
    ],
)
def test_a_wrong_name_is_the_users_mistake_and_the_nearest_is_named(sim, tmp_path, words, meant):
    said = sim(*words)
    assert said.code == 2
    assert meant in said.err
    assert "Traceback" not in said.err + said.out
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "text",
    [
        "name: bad\nlevers: {arms.to_armenia.rat: 1}\n",
        "name: bad\nmoves: [{date: 2025-13, actor: armenia, move: table_route}]\n",
        "name: bad\n\tquestion: tabs\n",
        "name: bad\nextends: bad\n",
        "- just\n- a list\n",
        "name: [unclosed\n",
        "\x00\x01",
    ],
)
def test_a_malformed_file_gives_its_lines_no_traceback_and_no_folder(sim, tmp_path, text):
    file = tmp_path / "bad file.yaml"
    file.write_text(text, encoding="utf-8")
    said = sim("run", file, *SMALL)
    assert said.code == 2
    assert "bad file.yaml:" in said.err
    assert "Traceback" not in said.err
    assert not (tmp_path / "runs").exists()


def test_mistakes_as_json_are_json_too(sim, tmp_path):
    (tmp_path / "bad.yaml").write_text("name: bad\nlevers: {nothing: 1, no_more: 2}\n", encoding="utf-8")
    said = sim("run", "bad.yaml", "--json")
    assert said.code == 2
    assert [each["line"] for each in said.data["mistakes"]] == [2, 2]


def test_a_fault_of_ours_is_one_sentence_and_a_file(sim, monkeypatch):
    def broken(*_, **__):
        raise ZeroDivisionError("a test")

    monkeypatch.setattr("caucasus_sim.runs.request.request_run", broken)
    said = sim("run", "baseline")
    file = said.err.strip().rpartition(" is in ")[2]
    assert said.code == 1
    assert said.err.count("\n") == 1
    assert "Traceback" not in said.err
    assert "Traceback" in Path(file).read_text(encoding="utf-8")
    Path(file).unlink()


def test_an_interruption_has_its_own_code(sim, monkeypatch):
    def stopped(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("caucasus_sim.runs.request.request_run", stopped)
    said = sim("run", "baseline")
    assert said.code == 130
    assert "kept" in said.err


def test_mesa_alone_gives_the_outcomes_that_are_stored(sim_home, home, made):
    said = sim_home("run", "zangezur_open", "--engine", "mesa", "--runs", "1", "--lens", "agnostic", "--json")
    assert said.code == 0, said.err
    mine = next(row for row in said.data["histories"] if row["variant"] == "offered")
    sql = "SELECT o.* FROM outcomes o JOIN plan USING (run_id, cell) WHERE lens = 'agnostic' AND variant = 'offered'"
    sql += " ORDER BY cell LIMIT 1"
    stored = sim_home("query", sql, "--json").data[0]
    names = [name for name in mine if name not in ("cell", "variant", "lens", "status")]
    assert len(names) > 100
    assert {name: mine[name] for name in names} == {name: stored[name] for name in names}


def test_the_cut_off_line_counts_months():
    assert cut_off_line(today=datetime.date(2025, 1, 31)).endswith("; 3 months up to today are unknown to it")
    assert cut_off_line(today=datetime.date(2024, 10, 16)).endswith("; 0 months up to today are unknown to it")
    assert "2026-02" in cut_off_line(record="2026-02")
