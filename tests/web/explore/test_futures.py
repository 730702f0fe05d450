"""Histories of the page are the histories of `sim run`, and two scenarios' rows are twins."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from tests.web.explore.conftest import LEVER

from caucasus_sim.analysis.measures import measured
from caucasus_sim.analysis.paired import difference
from caucasus_sim.packing.setup import packaged
from caucasus_sim.runs.request import request_run
from caucasus_sim.runs.shards import run_shard, to_arrow
from caucasus_sim.scenario.resolve import load_scenario
from caucasus_sim.web.explore.answer import answer_of, dots, happened_by, sentence
from caucasus_sim.web.explore.futures import Bench, Superseded, rounded
from caucasus_sim.web.explore.playing import history_of, spread_out
from caucasus_sim.web.explore.reasons import reasons
from caucasus_sim.web.explore.state import opened

SAME = ["lens", "reading", "reading_draw", "mechanism_draw", "luck"]
RUNS = 32


def never() -> bool:
    return False


def stored_beside(request, variant, futures, names):
    """Outcomes as `sim run` stores them beside those of the page, row by row."""
    cells = request.plan.cells
    table = run_shard(request.setups(), cells, keep_series=False, threads=1).outcomes.to_pandas()
    stored = cells.merge(table, on="cell")
    stored = stored[stored["variant"] == variant].set_index(SAME)
    page = pd.concat([futures.outcomes(name) for name in names], axis=1).set_axis(
        pd.MultiIndex.from_frame(futures.cells[SAME])
    )
    return stored.loc[page.index, page.columns].reset_index(drop=True), to_arrow(
        page.reset_index(drop=True)
    ).to_pandas()


def test_a_saved_scenario_run_by_sim_run_gives_the_same_histories(bench, begun, invented, tmp_path):
    now = begun.with_lever(LEVER, 2.5).with_lever("charter.earliest", 30.0)
    saved = tmp_path / "saved.yaml"
    saved.write_text(now.text, encoding="utf-8")
    request = request_run(invented, saved, RUNS, with_baseline=False)
    stored, page = stored_beside(request, "baseline", bench.futures(now.scenario, RUNS), invented.outcomes)
    assert len(page) == len(request.plan) == rounded(RUNS, len(invented.lenses), 1)
    pd.testing.assert_frame_equal(page, stored, check_exact=True, check_dtype=False)


def test_the_same_holds_for_a_shipped_scenario_beside_the_baseline(tmp_path):
    catalogue = packaged()
    scenario = load_scenario("zangezur_open", catalogue).variants[2]
    now = opened(scenario, tuple(catalogue.outcomes), tuple(catalogue.lenses)).with_lever("arms.to_armenia.rate", 2.0)
    saved = tmp_path / "saved.yaml"
    saved.write_text(now.text, encoding="utf-8")
    request = request_run(catalogue, saved, 8)
    assert list(request.variants) == ["baseline", "zangezur_open_paid"]
    made = Bench(catalogue, 1, tuple(catalogue.lenses))
    names = ("treaty_signed", "route_agreed", "all_fatalities", "balance", "support_armenia", "end_state")
    stored, page = stored_beside(request, "zangezur_open_paid", made.futures(now.scenario, 8), names)
    made.close()
    pd.testing.assert_frame_equal(page, stored, check_exact=True, check_dtype=False)


def test_what_is_seen_while_dragging_is_among_what_is_seen_at_rest(bench, begun):
    rough, rested = bench.futures(begun.scenario, 8), bench.futures(begun.scenario, RUNS)
    both = rested.cells[SAME].reset_index().merge(rough.cells[SAME].reset_index(), on=SAME)
    assert len(both) == len(rough)
    kept = rested.outcomes("all_fatalities").to_numpy()[both["index_x"]]
    assert np.array_equal(kept, rough.outcomes("all_fatalities").to_numpy()[both["index_y"]])


def test_histories_known_from_dragging_are_not_lived_again_and_nothing_differs(invented, begun):
    scenario = begun.with_lever(LEVER, 2.25).scenario
    found = []
    for before in ((), (8,), (8, 24)):  # at once, after fewer, after fewer and then more
        made = Bench(invented, 1, tuple(invented.lenses))
        for runs in before:
            made.futures(scenario, runs)
        found.append(made.futures(scenario, RUNS))
        assert made.knows(scenario, RUNS)
        assert not made.knows(begun.scenario, RUNS)
        made.close()
    for other in found[1:]:
        pd.testing.assert_frame_equal(other.cells, found[0].cells)
        assert other.worlds.tobytes() == found[0].worlds.tobytes()
        assert other.series.tobytes() == found[0].series.tobytes()


def test_nothing_changed_is_no_difference_in_any_history(bench, begun, invented):
    futures = bench.futures(begun.scenario, RUNS)
    for name in invented.outcomes:
        found = answer_of(invented, futures, futures, name)
        assert not found.differs
        assert all(each.beside.mean == 0.0 for each in found.lenses.values())
    assert "Every history is the same" in sentence(found, True, "the scenario as opened")


def test_differences_are_those_of_compare(bench, begun, invented):
    now = bench.futures(begun.with_lever("force.arland", 0.0).with_lever("force.borland", 0.0).scenario, RUNS)
    reference = bench.futures(begun.scenario, RUNS)
    found = answer_of(invented, now, reference, "all_fatalities")
    assert found.differs
    for lens, each in found.lenses.items():
        rows = now.of_lens(lens)
        pairs = pd.DataFrame(
            {
                "own": measured(invented, now.outcomes("all_fatalities"), "all_fatalities")[rows],
                "other": measured(invented, reference.outcomes("all_fatalities"), "all_fatalities")[rows],
                "block": now.cells["block"][rows],
            }
        )
        assert each.beside == difference(pairs)
        gaps = pairs["own"] - pairs["other"]
        by_block = gaps.groupby(pairs["block"]).mean()
        assert each.beside.mean == pytest.approx(gaps.mean())
        assert each.beside.error == pytest.approx(by_block.std() / np.sqrt(len(by_block)))


def test_the_only_change_is_the_whole_reason(bench, begun, invented):
    now = begun.with_lever(LEVER, 5.0)
    now = replace(now, outcomes=("arms_of_arland", "trust_borland"))
    found = reasons(bench, now, begun, RUNS, never)
    for name in now.outcomes:
        whole = answer_of(invented, bench.futures(now.scenario, RUNS), bench.futures(begun.scenario, RUNS), name)
        (reason,) = found[name]
        assert reason.lever == LEVER
        assert [each.beside for each in reason.answer.lenses.values()] == [e.beside for e in whole.lenses.values()]


def test_three_reasons_at_most_the_largest_first_and_none_that_changes_nothing(bench, begun):
    now = begun
    for lever, value in (("arms.to_arland", 4.0), ("arms.own_arland", 3.0), ("arms.to_borland", 4.0), ("detour", 0.9)):
        now = now.with_lever(lever, value)
    now = replace(now, outcomes=("trust_borland", "war"))
    found = reasons(bench, now, begun, RUNS, never)["trust_borland"]
    assert len(found) == 3
    assert [each.size for each in found] == sorted((each.size for each in found), reverse=True)
    assert all(each.answer.differs for each in found)


def test_a_question_that_is_superseded_is_dropped_and_leaves_nothing_half_done(bench, begun):
    scenario = begun.with_lever(LEVER, 1.75).scenario
    with pytest.raises(Superseded):
        bench.futures(scenario, RUNS, lambda: True)
    assert len(bench.futures(scenario, RUNS)) == rounded(RUNS, len(bench.lenses), 1)


def test_rows_without_twins_are_refused(bench, begun, invented):
    with pytest.raises(ValueError, match="without twins"):
        answer_of(invented, bench.futures(begun.scenario, 8), bench.futures(begun.scenario, RUNS), "war")


def test_every_history_is_played_before_one_comes_again(bench, begun, invented):
    for many in (1, 2, 7, 16, 208):
        assert sorted(spread_out(turn, many) for turn in range(many)) == list(range(many))
    futures = bench.futures(begun.scenario, RUNS)
    lens = next(iter(invented.lenses))
    first = history_of(invented, futures, lens, 0, "trust_arland")
    assert (first.place, first.among) == (1, int(futures.of_lens(lens).sum()))
    months = [month for month, _ in first.events]
    assert months == sorted(months)
    assert all(month >= "2031-01" for month in months)


def test_dots_are_quantiles_and_what_never_comes_is_last():
    values = np.array([3.0, np.nan, 1.0, 2.0])
    assert dots(values, 4).tolist()[:3] == [1.0, 2.0, 3.0]
    assert np.isnan(dots(values, 4)[3])


def test_shares_by_month_rise_to_the_share_of_all():
    when = np.array([24400.0, np.nan, 24402.0, np.nan])
    assert happened_by(when, 24399, 5).tolist() == [0.0, 0.25, 0.25, 0.5, 0.5]
