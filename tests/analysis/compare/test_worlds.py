"""Comparisons of simulated histories of the invented world."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from caucasus_sim.analysis.compare.at import as_of
from caucasus_sim.analysis.compare.effects import LEVEL
from caucasus_sim.analysis.compare.measures import matrix, measures_of
from caucasus_sim.analysis.compare.pairing import pair_up
from caucasus_sim.analysis.compare.table import Options, compare
from caucasus_sim.errors import Mistakes
from caucasus_sim.month.arrays import calendar

RUNS = 96
SEEDS = 14


def effects(catalogue, own, other, unpaired=False):
    measures = measures_of(catalogue, [own.outcomes, other.outcomes])
    both = (matrix(arm.outcomes, measures) for arm in (own, other))
    (found,) = pair_up(own, other, unpaired).effects(*both).values()
    return found


def test_identical_scenarios_give_exactly_zero_everywhere(invented, living):
    """The same scenario under another name, simulated again: no outcome differs in any history."""
    one, two = (living("ordered", RUNS)["offered"] for _ in range(2))
    told = compare([[one], [replace(two, scenario="copy", variant="copied", run="again")]], invented)
    (found,) = told["comparisons"]
    assert found["rows"] == []
    assert found["looked_at"]["could_differ"] == found["looked_at"]["clear"] == 0
    assert found["end_states"] == []
    assert found["gains"] == {"pairing_gain": None, "luck_gain": None}


def test_the_same_scenario_with_other_luck_is_called_different_at_the_nominal_rate(invented, living):
    """Every pair of seeds is a true null; outcomes of a history hang together, so that the band is wide."""
    sides = [living("baseline", RUNS, seed)["baseline"] for seed in range(1, SEEDS + 1)]
    clear, tested = 0, 0
    for first, second in zip(sides[::2], sides[1::2], strict=True):
        found = effects(invented, second, first, unpaired=True)
        tested += int(np.count_nonzero(found.differ >= 6))
        clear += int(np.count_nonzero(found.clear))
    assert tested > 100
    assert clear / tested <= 3 * (1.0 - LEVEL)


def test_other_seeds_are_refused_with_the_reason_and_the_way_out(invented, living):
    own, other = (living("baseline", 8, seed)["baseline"] for seed in (1, 2))
    with pytest.raises(Mistakes, match=r"seeds differ.*--unpaired"):
        pair_up(own, other)
    assert not pair_up(own, other, unpaired=True).paired


@pytest.mark.parametrize(("fact", "words"), [("evidence", "different evidence"), ("compiled", "different rules")])
def test_other_evidence_and_other_rules_are_refused(invented, arms, fact, words):
    other = replace(arms[1], facts={**arms[1].facts, fact: "another"})
    with pytest.raises(Mistakes, match=words):
        pair_up(other, arms[0])


def test_other_months_are_refused_until_a_common_one_is_named(invented, arms):
    longer = replace(arms[1], end=arms[1].end + 12)
    with pytest.raises(Mistakes, match="one ends in"):
        pair_up(longer, arms[0])
    with pytest.raises(Mistakes, match="--at"):
        pair_up(longer, arms[0], unpaired=True)
    month = arms[0].end - 12
    assert pair_up(as_of(longer, invented, month), as_of(arms[0], invented, month)).paired


def test_as_of_the_last_month_nothing_but_what_ends_alone_is_lost(invented, arms):
    """Reading series at the last month gives the outcomes that the run itself stored."""
    arm = arms[0]
    found = as_of(arm, invented, arm.end).outcomes
    assert {"end_state", "treaty_signed", "trust_arland"} <= set(found.columns)
    for name in found:
        kept, again = arm.outcomes[name], found[name]
        assert (kept.isna() == again.isna()).all(), name
        assert kept.dropna().astype(str).tolist() == again.dropna().astype(kept.dtype).astype(str).tolist(), name


def test_as_of_an_earlier_month_less_has_happened(invented, arms):
    early, late = (as_of(arms[1], invented, month).outcomes for month in (arms[1].start + 20, arms[1].end))
    months = [name for name in early if invented.outcomes[name].kind == "month"]
    assert all(early[name].count() <= late[name].count() for name in months)
    assert sum(early[name].count() for name in months) < sum(late[name].count() for name in months)


def test_a_month_outside_the_run_is_refused(invented, arms):
    with pytest.raises(Mistakes, match=f"to {calendar(arms[0].end)}"):
        compare([arms], invented, Options(at=arms[0].end + 1))


def test_pairs_of_a_larger_plan_are_those_of_the_smaller(invented, living):
    """Draws and luck go by their ids: 16 histories have their twins among 96, and the rest is counted."""
    few, many = living("ordered", 16), living("ordered", RUNS)
    found = pair_up(many["offered"], few["assumed"])
    assert sum(found.counts.values()) == 16
    assert found.without == RUNS - 16


def test_what_is_not_clear_is_not_called_worth_noticing(invented, arms):
    """Two blocks a lens: intervals may lie beyond the threshold, and still nothing is sure; at least six would tell."""
    (found,) = compare([arms], invented)["comparisons"]
    rows = [by for row in found["rows"] for by in row["by"] if row["event"]]
    assert {by["blocks"] for by in rows} == {2}
    assert {by["noticed"] for by in rows} <= {"cannot tell yet", "too small to notice"}
    needed = [by["runs_needed"] for by in rows if by["noticed"] == "cannot tell yet"]
    assert all(each is None or each >= 4 * 8 for each in needed)


def test_what_is_compared_and_what_it_is_held_against_change_signs(invented, arms):
    told = [compare([pair], invented)["comparisons"][0] for pair in (arms, arms[::-1])]
    rows = [{row["measure"]: row for row in each["rows"]} for each in told]
    assert rows[0].keys() == rows[1].keys()
    for name, row in rows[0].items():
        assert row["size_from"] == pytest.approx(-rows[1][name]["size_to"])
        assert row["standing"] == rows[1][name]["standing"]


def test_curves_end_where_the_outcome_does_and_never_rise(invented, arms):
    told = compare([arms], invented, Options(outcomes=("route_agreed", "treaty_signed")))
    (found,) = told["comparisons"]
    curves = {curve["outcome"]: curve for curve in found["milestones"]}
    assert set(curves) == {"route_agreed", "treaty_signed"}
    for name, curve in curves.items():
        for by in curve["by"]:
            assert by["not_yet_own"] == sorted(by["not_yet_own"], reverse=True)
            own = arms[1].cells["lens"] == by["lens"]
            assert by["not_yet_own"][-1] == pytest.approx(arms[1].outcomes.loc[own, name].isna().mean())


def test_end_states_exclude_each_other_at_every_horizon(invented, arms):
    """What one state gains, the others lose."""
    (found,) = compare([arms], invented)["comparisons"]
    sums: dict[tuple[str, str], float] = {}
    for row in found["end_states"]:
        key = row["month"], row["lens"]
        sums[key] = sums.get(key, 0.0) + row["effect"]
    assert sums
    assert all(each == pytest.approx(0.0, abs=1e-9) for each in sums.values())


def test_lenses_and_outcomes_can_be_chosen_and_wrong_names_come_back_together(invented, arms):
    lens = arms[0].cells["lens"].iloc[0]
    (found,) = compare([arms], invented, Options(lenses=(lens,), outcomes=("route_agreed",)))["comparisons"]
    assert [row["lens"] for row in found["strata"]] == [lens]
    assert {row["outcome"] for row in found["rows"]} == {"route_agreed"}
    with pytest.raises(Mistakes) as wrong:
        compare([arms], invented, Options(outcomes=("route_agred", "treaty_sined")))
    assert [each.nearest for each in wrong.value.all] == ["route_agreed", "treaty_signed"]


def test_the_shares_of_the_table_are_those_of_the_pairs(invented, arms):
    """The effect under a lens is the difference of plain means, whatever is said about its error."""
    (found,) = compare([arms], invented)["comparisons"]
    row = next(row for row in found["rows"] if row["measure"] == "route_agreed")
    for by in row["by"]:
        means = [arm.outcomes.loc[arm.cells["lens"] == by["lens"], "route_agreed"].notna().mean() for arm in arms]
        assert by["effect"] == pytest.approx(means[1] - means[0])
