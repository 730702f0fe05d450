"""Scoring a stored run of the invented world: answers recomputed another way, and what the report may call skill."""

from __future__ import annotations

import dataclasses
import json
import shutil

import numpy as np
import pytest

from caucasus_sim.analysis.scoring.answers import answers, as_at_the_start, told_by
from caucasus_sim.analysis.scoring.fitting import word_for
from caucasus_sim.analysis.scoring.questions import read_questions
from caucasus_sim.analysis.scoring.table import score, verdict
from caucasus_sim.errors import Mistakes
from caucasus_sim.month.arrays import absolute
from caucasus_sim.store.folder import RunFolder

from .conftest import EXAMPLE, VARIANT


@pytest.fixture(scope="module")
def told(stored, invented):
    return score(stored, invented, EXAMPLE, VARIANT)


@pytest.fixture(scope="module")
def histories(stored):
    """The tables of the run as they lie on disk, for the variant that is scored."""
    run = RunFolder.open(stored)
    plan, outcomes, series = (
        table.to_pandas() for table in (run.read_plan(), run.read("outcomes"), run.read("series"))
    )
    cells = plan.loc[plan["variant"] == VARIANT, "cell"]
    return outcomes[outcomes["cell"].isin(cells)], series[series["cell"].isin(cells)]


def asked(stored, invented, span, asking, ask, rest="track: treaty"):
    """What every history answers to one question."""
    question = read_questions(asking(f"- {{id: q1, ask: {{{ask}}}, {rest}}}\n"), invented, span)[0]
    return answers(question.ask, told_by(stored, invented, VARIANT, span))


def test_had_it_happened(stored, invented, span, asking, histories):
    outcomes, _ = histories
    months = outcomes["route_agreed"].astype("float64").to_numpy()
    late = int(np.nanmax(months))
    for by in (late, late - 1):
        text = f"outcome: route_agreed, by: {by // 12:04d}-{by % 12 + 1:02d}"
        assert asked(stored, invented, span, asking, text).tolist() == (months <= by).astype(float).tolist()


def test_value_sum_and_largest_month(stored, invented, span, asking, histories):
    _, series = histories
    by_cell = series.pivot_table(
        index="cell", columns="month", values=["articles_agreed", "trade_arland", "fatalities"]
    )
    year = list(range(absolute(2032, 1), absolute(2032, 12) + 1))
    at = asked(stored, invented, span, asking, "outcome: articles_agreed, at: 2032-12")
    assert at.tolist() == by_cell["articles_agreed"][year[-1]].tolist()
    total = asked(stored, invented, span, asking, "outcome: trade_arland, at: 2032-12, sum_months: 12")
    assert total == pytest.approx(by_cell["trade_arland"][year].mean(axis=1).to_numpy())
    dead = asked(stored, invented, span, asking, "outcome: fatalities, at: 2032-12, sum_months: 12")
    assert dead == pytest.approx(by_cell["fatalities"][year].sum(axis=1).to_numpy())
    largest = by_cell["fatalities"][year].max(axis=1)
    least = float(largest.max())
    assert least > 0.0
    text = f"outcome: fatalities, from: 2032-01, to: 2032-12, any_at_least: {least:g}"
    assert asked(stored, invented, span, asking, text).tolist() == (largest >= least).astype(float).tolist()


def test_at_the_end_of_the_run(stored, invented, span, asking, histories):
    outcomes, _ = histories
    end = f"{span.end // 12:04d}-{span.end % 12 + 1:02d}"
    dead = asked(stored, invented, span, asking, f"outcome: all_fatalities, at: {end}")
    assert dead.tolist() == outcomes["all_fatalities"].tolist()
    first = asked(stored, invented, span, asking, f"outcome: signed_first_arland, at: {end}")
    assert first.tolist() == outcomes["signed_first_arland"].eq(True).fillna(False).astype(float).tolist()


def test_what_the_first_month_was_like_going_on(stored, invented, span, asking, histories):
    _, series = histories
    first = series[series["month"] == span.start]
    middle = float(first["trade_arland"].median())
    told = told_by(stored, invented, VARIANT, span)
    for ask, value in (
        ("outcome: trade_arland, at: 2034-12", middle),
        ("outcome: trade_arland, at: 2034-12, sum_months: 6", middle / 2),
        (f"outcome: trade_arland, from: 2034-01, to: 2034-12, any_at_least: {middle - 0.5:.3f}", 1.0),
        (f"outcome: trade_arland, from: 2034-01, to: 2034-12, any_at_least: {middle + 0.5:.3f}", 0.0),
        ("outcome: treaty_signed, by: 2034-12", 0.0),
        ("outcome: all_fatalities, at: 2037-03", None),
    ):
        question = read_questions(asking(f"- {{id: q1, ask: {{{ask}}}, track: trade}}\n"), invented, span)[0]
        assert as_at_the_start(question.ask, told) == pytest.approx(value), ask


def test_options_part_what_happened(stored, invented, span, asking):
    """Agreed on some option is the sum of agreed on each, and guards are those of the option's own entry."""
    by = "outcome: route_agreed, by: 2036-12"
    each = {name: asked(stored, invented, span, asking, f"{by}, where: {{option: {name}}}") for name in invented.routes}
    whole = asked(stored, invented, span, asking, by)
    assert whole.sum() > 0
    assert sum(each.values()).tolist() == whole.tolist()
    own = sum(each[name] for name, route in invented.routes.items() if route.security == "transit_state")
    guarded = asked(stored, invented, span, asking, f"{by}, where: {{security: transit_state}}")
    assert guarded.tolist() == own.tolist()


def test_scores_are_those_of_the_shares(told):
    rows = {(row["question"], row["lens"]): row for row in told["by_question"]}
    assert len(rows) == 8 * 2
    for row in rows.values():
        if row["yes_no"]:
            assert row["brier"] == pytest.approx((row["share"] - row["happened"]) ** 2)
            assert row["log"] > 0.0
        else:
            assert row["crps"] > -0.2
            assert (row["scaled_crps"] is None) == (row["question"] == "q3"), "only q3 has no tolerance"
    base = next(row for (name, _), row in rows.items() if name == "q6")
    assert base["base"] == pytest.approx(0.12**2)


def test_near_is_within_the_tolerance(stored, invented, span, asking):
    ask = "outcome: trade_borland, at: 2033-12"
    trade = asked(stored, invented, span, asking, ask)
    answer = float(np.median(trade))
    tolerance = float(np.quantile(np.abs(trade - answer), 0.6))
    text = f"- {{id: q1, ask: {{{ask}}}, answer: {answer!r}, tolerance: {tolerance!r}, track: trade}}\n"
    told = score(stored, invented, asking(text), VARIANT)
    shares = [row["within"] for row in told["by_question"]]
    assert np.mean(shares) == pytest.approx(np.mean(np.abs(trade - answer) <= tolerance))
    assert 0.3 < np.mean(shares) < 0.9


def test_counts_and_tables_fit_together(told):
    assert told["questions"] == {"asked": 9, "resolved": 8, "open": 1, "fit": 0}
    whole = [row for row in told["scores"] if row["track"] == "all"]
    assert [row["lens"] for row in whole] == sorted(row["lens"] for row in whole)
    assert {row["resolved"] for row in whole} == {8}
    for lens in {row["lens"] for row in whole}:
        parts = [row for row in told["scores"] if row["lens"] == lens and row["track"] != "all"]
        assert sum(row["resolved"] for row in parts) == 8
    assert all(sum(row["questions"] for row in each["rows"]) == 4 for each in told["reliability"])
    assert told["status"] == "UNCALIBRATED"
    assert told["reading_lines"] == ["all from one almanac"]
    assert json.loads(json.dumps(told)) == told


def test_too_few_to_rank_and_then_a_rank(told, stored, invented, asking):
    assert verdict(told, "skill", "almanac") == "too few to rank: 8 resolved of the 20 it takes"
    assert {row["rank"] for row in told["scores"]} == {None}
    tracks = ("treaty", "route", "border", "trade", "domestic")
    lines = [
        f"- {{id: q{k}, ask: {{outcome: fatalities, from: 2031-01, to: 203{1 + k // 5}-0{1 + k % 5}, any_at_least: 1}}"
        f", answer: {'true' if k % 3 else 'false'}, track: {tracks[k % 5]}}}"
        for k in range(20)
    ]
    more = score(stored, invented, asking("\n".join(lines) + "\n"), VARIANT)
    whole = [row for row in more["scores"] if row["track"] == "all"]
    assert {row["rank"] for row in whole} <= {1, 2}
    best = min(whole, key=lambda row: row["brier"]["value"])
    assert best["rank"] == 1
    assert best["brier"]["low"] <= best["brier"]["value"] <= best["brier"]["high"]
    assert "too few" not in verdict(more, "skill", "almanac")
    fewer = score(stored, invented, asking("\n".join(lines[:19]) + "\n"), VARIANT)
    assert verdict(fewer, "skill", "almanac").startswith("too few to rank: 19")


def with_source_of(invented, date):
    sources = {name: source.model_copy(update={"date": date}) for name, source in invented.sources.items()}
    return dataclasses.replace(invented, sources=sources)


def test_what_the_source_could_know_is_fit_and_never_skill(stored, invented):
    """With a source of June 2032, what was settled by then is fit; nothing of it is called skill anywhere."""
    told = score(stored, with_source_of(invented, "2032-06-15"), EXAMPLE, VARIANT)
    words = {row["question"]: row["word"] for row in told["by_question"]}
    assert words == {
        **dict.fromkeys(("q1", "q2", "q3", "q4", "q5"), "fit"),
        **dict.fromkeys(("q6", "q7", "q8"), "skill"),
    }
    assert told["questions"]["fit"] == 5
    fit = [row for row in told["scores"] if row["word"] == "fit"]
    assert fit and all("fit" in row and "skill" not in row for row in fit)
    everything = score(stored, with_source_of(invented, "2037"), EXAMPLE, VARIANT)
    assert "skill" not in json.dumps(everything)


def test_the_month_of_the_source_counts_as_known():
    assert word_for(absolute(2024, 10), "2024-10-15") == "fit"
    assert word_for(absolute(2024, 11), "2024-10-15") == "skill"
    assert word_for(absolute(2024, 12), "2024") == "fit"


def test_which_variant_must_be_said_where_there_is_no_baseline(stored, invented):
    for wanted, what in ((None, "not said"), ("ofered", "no variant 'ofered'")):
        with pytest.raises(Mistakes, match=what) as raised:
            score(stored, invented, EXAMPLE, wanted)
        assert "offered" in str(raised.value)


def test_an_outcome_the_run_does_not_keep(stored, invented, asking):
    """The evidence has got two outcomes since the run was made."""
    more = dict.fromkeys(("peace", "quiet"), invented.outcomes["war"])
    since = dataclasses.replace(
        invented,
        outcomes=invented.outcomes | more,
        where=invented.where | {("outcomes", name): ("outcomes/border.yaml", 1) for name in more},
    )
    lines = [f"- {{id: {name}, ask: {{outcome: {name}, by: 2032-01}}, answer: true}}\n" for name in more]
    with pytest.raises(Mistakes, match="does not keep 'peace'") as raised:
        score(stored, since, asking("".join(lines)), VARIANT)
    assert len(raised.value.all) == 2


def test_a_run_without_a_finished_history(stored, invented, tmp_path):
    copy = tmp_path / "stopped"
    shutil.copytree(stored, copy, ignore=shutil.ignore_patterns("part-*.parquet"))
    with pytest.raises(Mistakes, match="no history of this run is finished"):
        score(copy, invented, without_series(tmp_path), VARIANT)


def without_series(folder):
    path = folder / "questions.yaml"
    path.write_text("- {id: q1, ask: {outcome: war, by: 2032-01}, answer: true, track: border}\n", encoding="utf-8")
    return path


def test_questions_without_answers_are_counted_and_not_scored(stored, invented, asking):
    told = score(stored, invented, asking("- {id: q1, ask: {outcome: war, by: 2032-01}, track: border}\n"), VARIANT)
    assert told["questions"] == {"asked": 1, "resolved": 0, "open": 1, "fit": 0}
    assert (told["scores"], told["reliability"], told["by_question"]) == ([], [], [])


def test_histories_that_left_their_range_are_left_out_and_counted(stored, invented, span, monkeypatch):
    read = RunFolder.read

    def broken(self, kind):
        table = read(self, kind)
        if kind != "outcomes":
            return table
        place = table.column_names.index("status")
        status = table.column("status").to_pylist()
        cells = RunFolder.open(stored).read_plan().to_pandas()
        status[int(cells.index[cells["variant"] == VARIANT][0])] = "left its range in 2031-05"
        return table.set_column(place, "status", [status])

    whole = told_by(stored, invented, VARIANT, span)
    monkeypatch.setattr(RunFolder, "read", broken)
    told = told_by(stored, invented, VARIANT, span)
    assert told.left_out == 1
    assert len(told.cells) == len(whole.cells) - 1
