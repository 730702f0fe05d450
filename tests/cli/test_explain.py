"""`sim explain`: what an outcome of a stored run hangs on."""

from __future__ import annotations

import pytest

ASKED = ("--outcome", "route_agreed", "--variant", "paid", "--threads", "1")


def test_it_says_inside_this_model_whose_reading_and_in_what_order(sim_home, made, home):
    said = sim_home("explain", made["run"], *ASKED, "--only", "outsiders", "--quick")
    assert said.code == 0, said.err
    assert said.out.startswith("PARTLY CALIBRATED")
    assert "one Azerbaijani source" in said.words
    assert "Inside this model: what 'Route agreed' up to 2030-12 hangs on" in said.words
    assert "had the model's Iran held still" in said.words
    assert "had the model's Iran been silent" in said.words
    assert "this is no ranking" in said.words
    rows = [line.split()[0] for line in said.out.splitlines() if "had the model's" in line]
    assert rows == sorted(rows[:6]) * 2
    assert list((home / "runs").glob("zangezur_open-*/explain/route_agreed-2030-12-quick-*.json"))


def test_parts_of_a_scenario_add_up_and_the_answer_is_kept(sim_home, made, monkeypatch):
    first = sim_home("explain", made["run"], *ASKED, "--only", "scenario", "--json").data
    (game,) = first["games"]
    assert (first["variant"], game["coalitions"], game["exact"]) == ("paid", 4, True)
    assert [row["title"].split(", ")[1] for row in game["players"]] == ["azerbaijan", "united_states"]
    assert game["sum"]["difference"] == game["sum"]["contributions"]

    def no_more(*_args, **_more):
        raise AssertionError("worked out again")

    monkeypatch.setattr("caucasus_sim.analysis.explain.explain.explain", no_more)
    assert sim_home("explain", made["run"], *ASKED, "--only", "scenario", "--json").data == first


def test_with_one_block_no_interval_is_made_up(sim_home, made):
    said = sim_home("explain", made["run"], *ASKED, "--only", "principals", "--by", "2026-06")
    assert said.code == 0, said.err
    assert "not known from one block" in said.words
    assert "Armenia held still" not in said.words
    assert "1 block)" in said.words


def test_mistakes_are_told_all_at_once(sim_home, made):
    words = ("--outcome", "rout_agreed", "--variant", "pad", "--by", "2088-01", "--only", "outsider")
    said = sim_home("explain", made["run"], *words)
    assert said.code == 2
    for told in ("'route_agreed'?", "'paid'?", "2088-01 is not among the months", "'outsiders'?", "4 mistakes"):
        assert told in said.err
    assert "Traceback" not in said.err


@pytest.mark.parametrize("by", ["2027", "soon", "2027-13"])
def test_what_is_no_month_is_said(sim_home, made, by):
    said = sim_home("explain", made["run"], "--outcome", "treaty_signed", "--by", by)
    assert said.code == 2
    assert "--by" in said.err


def test_a_variant_that_orders_nothing_has_no_parts(sim_home, made):
    said = sim_home("explain", made["run"], "--outcome", "war", "--variant", "baseline", "--only", "scenario")
    assert said.code == 2
    assert "orders nothing" in said.err
