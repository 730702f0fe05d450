"""`--reading`: one, several or all, said on the first page, with the range over them."""

from __future__ import annotations

import pytest

from caucasus_sim.analysis.readings import verdict_over
from caucasus_sim.coding.catalogue import load_catalogue
from caucasus_sim.runs.request import request_run
from caucasus_sim.store.folder import RunFolder

FEW = ("--runs", "8", "--threads", "1", "--lens", "agnostic", "--no-series")
WORDS = ("more", "less")


@pytest.mark.parametrize(
    ("wanted", "readings"),
    [
        ((), ("bulletin", "statements")),
        (("statements",), ("statements",)),
        (("all",), ("bulletin", "statements")),
        (("statements", "all"), ("bulletin", "statements")),
    ],
)
def test_a_plan_has_the_readings_that_were_asked_for(wanted, readings):
    request = request_run(load_catalogue(), "baseline", 8, readings=wanted, lenses=("agnostic",))
    assert request.readings == readings
    assert tuple(dict.fromkeys(request.plan.cells["reading"])) == readings
    assert request.plan.cells.groupby("reading").size().nunique() == 1


def test_a_scenario_may_ask_for_every_reading(tmp_path):
    path = tmp_path / "both.yaml"
    path.write_text("name: both\nextends: baseline\nreading: all\n", encoding="utf-8")
    assert request_run(load_catalogue(), path, 8).readings == tuple(load_catalogue().readings)


def test_the_first_page_says_which_readings_were_run_and_whose_they_are(sim):
    said = sim("run", "zangezur_open", *FEW, "--reading", "all", "--full")
    assert said.code == 0, said.err
    for name, reading in load_catalogue().readings.items():
        assert f"{name}: {reading.line}" in said.words
    assert "readings bulletin, statements: together in a cell" in said.words
    assert "reading and lens" in said.words or "readings disagree" in said.words


def test_the_readings_share_their_luck_and_each_is_compared_with_its_own_baseline(sim):
    found = sim("run", "zangezur_open", *FEW, "--reading", "all", "--json").data
    plan = RunFolder.open(found["path"]).read_plan().to_pandas()
    lots = plan.groupby("reading")[["reading_draw", "mechanism_draw", "luck"]].apply(
        lambda each: each.to_numpy().tolist()
    )
    assert lots["bulletin"] == lots["statements"]
    for row in found["summary"]["watched"]:
        assert set(row["by_reading"]) == {"bulletin", "statements"}
    assert {row["reading"] for row in found["summary"]["positions"]} == {"bulletin", "statements"}


def test_one_reading_alone_is_under_its_own_line(sim):
    said = sim("run", "baseline", *FEW, "--reading", "statements")
    assert said.out.splitlines()[1].startswith(load_catalogue().readings["statements"].line)
    assert "one Azerbaijani source" not in said.out


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ({"a": {"x": "+"}, "b": {"x": "-"}}, "the readings disagree on the direction"),
        ({"a": {"x": "+", "y": "0"}, "b": {"x": "0", "y": "-"}}, "the readings disagree on the direction"),
        (
            {"a": {"x": "+", "y": "-"}, "b": {"x": "+", "y": "-"}},
            "the lenses disagree on the direction, the readings do not",
        ),
        ({"a": {"x": "+", "y": "-"}, "b": {"x": "-", "y": "-"}}, "the lenses and the readings disagree"),
        ({"a": {"x": "0"}, "b": {"x": "0"}}, "no clear difference under any reading and lens"),
        ({"a": {"x": "-"}, "b": {"x": "-"}}, "less under every reading and lens"),
        ({"a": {"x": "+", "y": "+"}, "b": {"x": "0", "y": "+"}}, "more under 3 of 4"),
    ],
)
def test_the_range_over_readings_in_words(found, said):
    assert verdict_over(found, WORDS).startswith(said)


def test_agreement_of_two_blind_coders_and_of_the_exchanged_text(sim):
    said = sim("sources", "agreement", "--reading", "statements")
    assert said.code == 0
    assert "repeatability" in said.words.lower()
    assert "The principals' names exchanged" in said.words
    assert "nan" not in said.out


def test_a_pack_is_passages_and_form_and_never_overwrites(sim, tmp_path):
    assert sim("sources", "pack", "statements", "--coder", "xy", "--out", "pack.yaml").code == 0
    text = (tmp_path / "pack.yaml").read_text(encoding="utf-8")
    assert "# A.1;" in text
    assert "coder: xy\npack: masked\n" in text
    assert sim("sources", "pack", "statements", "--out", "pack.yaml").code == 2
    assert "Armenia" in sim("sources", "pack", "statements", "--kind", "plain").out
    for words in (("statements", "--kind", "maskd"), ("statment",)):
        said = sim("sources", "pack", *words)
        assert (said.code, "Traceback" in said.err) == (2, False)
