"""`sim claims` and `sim stress` as a user meets them."""

from __future__ import annotations

SMALL = ("--runs", "16", "--threads", "1")


def test_a_claim_is_told_with_its_mirror_before_and_after_the_record(sim):
    said = sim("claims", "H1", *SMALL, "--json")
    assert said.code == 0, said.err
    assert said.data["status"] == "PARTLY CALIBRATED"
    (claim,) = said.data["claims"]
    assert [test["side"] for test in claim["tests"]] == ["armenia", "azerbaijan"]
    for test in claim["tests"]:
        assert set(test["posterior"]) == set(test["by_lens"])
        assert set(test["by_reading"]) == {"bulletin", "statements"}
        assert len(test["by_lens"]) == 5


def test_a_claim_on_screen_says_whose_reading_it_is_and_is_kept(sim):
    first = sim("claims", "H1", *SMALL)
    assert first.code == 0, first.err
    assert "PARTLY CALIBRATED" in first.out
    assert "all stances from one Azerbaijani source" in first.words
    assert "next:" in first.out
    again = sim("claims", "H1", *SMALL)
    assert (again.code, again.out) == (0, first.out)
    assert len(sim("runs", "--json").data) == 2


def test_a_claim_without_a_test_says_why(sim):
    said = sim("claims", "H9")
    assert said.code == 0, said.err
    assert "No test: The model gives both sides the same share" in said.words


def test_every_unknown_claim_is_told_at_once(sim):
    said = sim("claims", "H99", "X", "--json")
    assert said.code == 2
    assert [each["file"] for each in said.data["mistakes"]] == ["the command line"] * 2


def test_a_claim_of_ones_own_is_tested(sim, tmp_path):
    text = (
        "id: own\nclaim: A crisis brings a crisis.\nwhose: mine\npassages: [bulletin/II.3]\n"
        "tests: [{id: t, side: both, take: bad, beside: baseline, outcome: crises, expect: more}]\n"
    )
    (tmp_path / "own.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "scenarios").mkdir()
    scenario = "name: bad\nextends: baseline\nevents: [{date: 2025-06, event: border_crisis}]\n"
    (tmp_path / "scenarios" / "bad.yaml").write_text(scenario, encoding="utf-8")
    said = sim("claims", "own.yaml", "--runs", "64", "--threads", "1")
    assert said.code == 0, said.err
    assert "Built in, to be redesigned: own/t." in said.words


def test_stress_says_what_moves_a_headline(sim):
    said = sim(
        "stress", "baseline", "--reading", "bulletin", "--outcome", "crises", "--runs", "40", "--stances", "1", "--json"
    )
    assert said.code == 0, said.err
    (told,) = said.data["readings"]
    assert said.data["status"] == "PARTLY CALIBRATED"
    kinds = [each["kind"] for each in told["changes"]]
    assert kinds[:4] == ["coder", "coder", "silence", "voice"]
    assert kinds[4:] == ["section"] * 11
    assert told["stances_tried"] == 3
    assert len(told["stances"]) == 1
    assert told["stances"][0]["passages"]


def test_stress_of_a_run_takes_its_scenario_seed_and_readings(sim_home, made):
    said = sim_home(
        "stress", made["run"], "--runs", "40", "--stances", "0", "--outcome", "route_agreed", "--threads", "1"
    )
    assert said.code == 0, said.err
    assert "zangezur_open" in said.words
    assert "without section III" in said.words
    assert "No stance changes without: VI" in said.words


def test_mistakes_of_stress_are_the_users(sim):
    assert "did you mean 'zangezur_open'?" in sim("stress", "zangezur_opne").err
    assert "no variant 'offerd'" in sim("stress", "zangezur_open", "--variant", "offerd").err
    assert "no outcome 'crisises'" in sim("stress", "baseline", "--outcome", "crisises").err
    assert sim("stress", "baseline", "--reading", "gazette").code == 2
