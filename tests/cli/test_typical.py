"""`sim typical`: groups of histories in counts of 20, and the one in the middle of each in sentences."""

from __future__ import annotations


def test_it_says_what_it_is_and_tells_a_history_that_can_be_traced(sim_home, made):
    said = sim_home("typical", made["run"], "--variant", "baseline", "--groups", "2")
    assert said.code == 0, said.err
    told = sim_home("typical", made["run"], "--variant", "baseline", "--groups", "2", "--json").data
    assert said.out.startswith(told["status_line"])
    for words in ("one Azerbaijani source", "2 groups", "of 20 histories", "At the end:", "sim trace"):
        assert words in said.words
    cell = told["groups"][0]["typical"]["cell"]
    assert f"--run {cell}" in said.out
    assert sim_home("trace", made["run"], "--run", cell).code == 0


def test_what_was_assumed_is_said(sim_home, made):
    assert "Assumed, not a finding: route" in sim_home("typical", made["run"], "--variant", "assumed").words
    assert sim_home("typical", made["run"], "--variant", "assumd").code == 2
