"""`sim reach`: what it would take, asked on the command line."""

from __future__ import annotations

import json
import sys

import pytest

GOAL = "p(route_agreed by 2026-12) >= 0.9"
SMALL = ("--runs", "8", "--reading", "bulletin", "--lens", "agnostic", "--tries", "6", "--threads", "1")


def test_a_search_is_told_kept_and_gone_on_with(sim, tmp_path):
    asked = ("reach", "baseline", GOAL, "--levers", "arms.reaction, border.incident_rate", *SMALL)
    said = sim(*asked)
    assert said.code == 0, said.err
    assert said.out.startswith("PARTLY CALIBRATED")
    assert "one Azerbaijani source" in said.words
    assert f"Inside this model: what it would take for {GOAL}, from baseline" in said.words
    assert "Not reachable in these ranges, as far as the settings tried go." in said.words
    (kept,) = (tmp_path / "runs").glob("reach-baseline-*/tries.jsonl")
    before = kept.read_text(encoding="utf-8").splitlines()
    again = sim(*asked, "--json")
    assert again.data["tried_before"] == len(before)
    assert again.data["tried"] > len(before)
    assert kept.read_text(encoding="utf-8").splitlines()[: len(before)] == before
    assert json.loads((kept.parent / "answer.json").read_text(encoding="utf-8"))["goal"] == GOAL
    assert sim("runs").code == 0  # the folder of a search is no run, and no damaged one


def test_moves_and_costs(sim, tmp_path):
    (tmp_path / "costs.yaml").write_text(
        "azerbaijan.table_route.2025-03: 2\nunited_states.back_route.2025-03: 5\n", encoding="utf-8"
    )
    words = ("--moves", "zangezur_open:paid", "--costs", "costs.yaml")
    told = sim("reach", "baseline", GOAL, *words, *SMALL, "--json").data
    assert told["costs"] is True
    assert [each["id"] for each in told["may_change"]] == [
        "azerbaijan.table_route.2025-03",
        "united_states.back_route.2025-03",
    ]
    assert max(each["size"] for each in told["front"]) <= 7.0


def test_mistakes_of_goal_levers_and_costs_are_told_at_once(sim, tmp_path):
    (tmp_path / "costs.yaml").write_text("arms.reaction: -1\nother: dear\n", encoding="utf-8")
    goal = "p(treaty_sined by 2099-01) >= 2"
    said = sim("reach", "baseline", goal, "--levers", "arms.reactio", "--costs", "costs.yaml")
    assert said.code == 2
    for told in ("'treaty_signed'?", "2099-01 is not among", "'2' is no share", "'arms.reaction'?", "costs.yaml:2"):
        assert told in said.err
    assert "6 mistakes" in said.err
    assert "Traceback" not in said.err


@pytest.mark.parametrize("words", [(), ("--levers", " , "), ("--moves", "baselin", "--levers", "arms.reaction")])
def test_wrong_calls(sim, words):
    said = sim("reach", "baseline", GOAL, *words)
    assert said.code == 2
    assert said.err
    assert "Traceback" not in said.err


def test_without_the_extra_it_says_what_to_install(sim, monkeypatch):
    monkeypatch.setitem(sys.modules, "optuna", None)
    said = sim("reach", "baseline", GOAL, "--levers", "arms.reaction", *SMALL)
    assert said.code == 2
    assert 'pip install "caucasus-sim[reach]"' in said.err
