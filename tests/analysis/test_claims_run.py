"""Claims run in the invented world: what is planted is found, and what the model answers by itself is flagged."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from caucasus_sim.analysis.claims.form import read_claim
from caucasus_sim.analysis.claims.posterior import before_record
from caucasus_sim.analysis.claims.request import PRIOR, claim_plan, request_claim
from caucasus_sim.analysis.claims.table import results_of
from caucasus_sim.runs.execute import execute

CLAIMS = Path(__file__).parents[1] / "invented" / "claims"
RUNS = 400


@pytest.fixture(scope="module")
def request_(invented, monkeypatch_module):
    monkeypatch_module.chdir(CLAIMS.parent)  # where `./scenarios` holds the invented baseline
    return request_claim(invented, read_claim(CLAIMS / "C1.yaml", invented), RUNS)


@pytest.fixture(scope="module")
def monkeypatch_module():
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture(scope="module")
def run(request_, tmp_path_factory):
    return execute(request_, tmp_path_factory.mktemp("claims"), keep_series=False)


@pytest.fixture(scope="module")
def told(run, invented):
    return results_of(run.path, invented, read_claim(CLAIMS / "C1.yaml", invented))


def of(told, name):
    return next(test for test in told["tests"] if test["id"] == name)


def test_the_planted_effect_leads_and_turns_near_nothing(told):
    """Under the sign-free prior a truce may calm or stir up; without its effect it does nothing."""
    truce = of(told, "truce")
    leading = truce["rests_on"][0]
    assert leading["assumption"] == "effect truce_to_incidents"
    assert leading["clear"]
    assert leading["correlation"] < -0.5
    assert abs(truce["break_even"]["value"]) < 0.25
    assert truce["break_even"]["slope"] < 0.0
    assert 0.2 <= truce["prior"]["share"] <= 0.8
    assert not truce["built_in"]
    assert (
        truce["verdict"]
        == "not tested by this record (no posterior yet); follows from assumption 'effect truce_to_incidents'"
    )


def test_what_an_event_brings_by_itself_is_built_in(told):
    crisis = of(told, "crisis")
    assert crisis["built_in"]
    assert crisis["verdict"].startswith("built in: as claimed")


def test_every_lens_and_reading_is_told_and_no_posterior(told, invented):
    truce = of(told, "truce")
    assert next(iter(truce["by_lens"])) == PRIOR
    assert set(truce["by_lens"]) == set(invented.lenses)
    assert set(truce["by_reading"]) == set(invented.readings)
    assert set(truce["posterior"].values()) == {"no posterior yet"}


def test_nothing_is_run_twice(request_, run):
    again = execute(request_, run.path.parent, keep_series=False)
    assert (again.path, again.fresh) == (run.path, False)


def test_a_posterior_that_is_the_prior_has_tested_nothing(run, invented):
    claim = read_claim(CLAIMS / "C1.yaml", invented)
    truce = of(results_of(run.path, invented, claim, run.path), "truce")
    assert truce["posterior"][PRIOR] == truce["prior"]
    assert truce["verdict"].startswith("not tested by this record; follows from assumption")


def test_before_the_record_no_posterior_is_drawn_and_nothing_is_taken_for_it(invented):
    learned = replace(invented, posteriors={PRIOR: object()})
    before = before_record(learned)
    assert before.posteriors == {}
    assert before.digest != learned.digest
    assert before_record(invented) is invented


def test_the_prior_gets_twice_the_histories_of_any_other_lens():
    cells = claim_plan(("one", "two"), (PRIOR, "alarm", "calm"), ("almanac",), 64).cells
    counts = cells.groupby(["variant", "lens"]).size()
    assert counts.loc["one"].to_dict() == {PRIOR: 64, "alarm": 32, "calm": 32}
    assert cells["cell"].tolist() == list(range(len(cells)))
    ours = cells[(cells["lens"] == PRIOR) & (cells["variant"] == "one")].iloc[:8]
    theirs = cells[(cells["lens"] == "calm") & (cells["variant"] == "two")].iloc[:8]
    same = ["reading_draw", "mechanism_draw", "luck"]
    assert ours[same].to_numpy().tolist() == theirs[same].to_numpy().tolist()
