"""`sim score`: the questions of a user put to a stored run. All answers here are made up, about months far ahead."""

from __future__ import annotations

import pytest

TRACKS = ("treaty", "route", "border", "trade", "domestic")


@pytest.fixture(scope="module")
def questions(tmp_path_factory):
    """Twenty made-up questions in five tracks, one without an answer, and three that October 2024 settled."""
    path = tmp_path_factory.mktemp("made up") / "my questions.yaml"
    lines = [
        f"- {{id: q{k}, ask: {{outcome: fatalities, from: 2025-01, to: 20{28 + k // 10}-0{1 + k % 9}, any_at_least: 5}}"
        f", answer: {'true' if k % 2 else 'false'}, track: {TRACKS[k % 5]}}}"
        for k in range(20)
    ]
    lines += [
        "- {id: open, ask: {outcome: treaty_signed, by: 2030-10}}",
        "- {id: n1, ask: {outcome: trade_armenia, at: 2030-10, sum_months: 12}, answer: 9, tolerance: 1}",
        "- {id: f1, ask: {outcome: fatalities, from: 2024-10, to: 2024-10, any_at_least: 9000}, answer: false}",
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_score_says_whose_reading_it_is_and_that_nothing_is_calibrated(sim_home, questions):
    said = sim_home("score", "zangezur_open", "--questions", questions)
    assert said.code == 0, said.err
    assert said.out.startswith("PARTLY CALIBRATED")
    assert "one Azerbaijani source" in said.words
    assert "22 resolved questions, 1 open" in said.words
    assert "fit against persistence" in said.words
    assert "skill against persistence" in said.words
    assert "Ranking of lenses: too few to rank: 1 resolved of the 20 it takes" in said.words
    assert "how many were answered yes" in said.words
    assert f'next: sim score zangezur_open --questions "{questions}" --json' in said.words


def test_as_json(sim_home, questions, made):
    data = sim_home("score", made["run"], "--questions", questions, "--variant", "assumed", "--json").data
    assert (data["status"], data["variant"], data["run"]) == ("PARTLY CALIBRATED", "assumed", made["run"])
    assert data["evidence_changed"] is False
    assert len(data["by_question"]) == 22 * 5
    assert {row["word"] for row in data["by_question"] if row["question"] == "f1"} == {"fit"}
    whole = [row for row in data["scores"] if (row["word"], row["track"]) == ("skill", "all")]
    assert len(whole) == 5
    assert all(row["brier"]["low"] <= row["brier"]["value"] <= row["brier"]["high"] for row in whole)
    assert all(row["rank"] is not None for row in whole)


def test_mistakes_are_the_users_and_told_all_at_once(sim_home, tmp_path):
    path = tmp_path / "wrong.yaml"
    path.write_text(
        "- {id: a, ask: {outcome: treaty_sined, by: 2030-10}}\n- {id: a, ask: {outcome: war, by: 2099-10}}\n",
        encoding="utf-8",
    )
    said = sim_home("score", "zangezur_open", "--questions", path)
    assert said.code == 2
    assert "wrong.yaml:1:" in said.err
    assert "did you mean 'treaty_signed'?" in said.err
    assert "2099-10 is not among the months of this run" in said.err
    assert "3 mistakes" in said.err
    assert "Traceback" not in said.err
    assert len(sim_home("score", "zangezur_open", "--questions", path, "--json").data["mistakes"]) == 3


@pytest.mark.parametrize(
    "words",
    [
        ("zangezur_open", "--questions", "none.yaml"),
        ("zangezur_open",),
        ("unknown", "--questions", "none.yaml"),
        ("zangezur_open", "--questions", "none.yaml", "--variant", "asumed"),
    ],
)
def test_wrong_calls(sim_home, words):
    said = sim_home("score", *words)
    assert said.code == 2
    assert said.err
    assert "Traceback" not in said.err
