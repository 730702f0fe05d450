"""The model from Python: what a notebook gets is what is stored, and what it shows says whose reading it is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import caucasus_sim as cs
from caucasus_sim.errors import Mistakes
from caucasus_sim.notebook import Run
from caucasus_sim.notebook.page import paragraph, table
from caucasus_sim.store.folder import RunFolder

HEAVY = ("numpy", "pandas", "numba", "mesa", "pyarrow", "duckdb")


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("a notebook's runs")


@pytest.fixture(scope="module")
def run(folder) -> Run:
    return cs.run("zangezur_open", runs=16, lenses=["agnostic", "deterrence"], folder=folder, threads=1)


def test_the_package_is_imported_without_anything_heavy():
    code = f"import sys, caucasus_sim as cs; dir(cs); print([name for name in {HEAVY!r} if name in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    assert told.stdout.strip() == "[]"


def test_an_unknown_name_of_the_package_is_an_attribute_error():
    with pytest.raises(AttributeError, match="rnu"):
        cs.rnu  # noqa: B018


def test_outcomes_are_those_stored_with_months_as_periods(run):
    stored = RunFolder.open(run.path).read("outcomes").to_pandas()
    months = stored["route_agreed"].dropna().astype(int)
    found = run.outcomes["route_agreed"].dropna()
    assert len(found) == len(months) > 0
    assert [f"{each.year * 12 + each.month - 1}" for each in found] == [str(each) for each in months]
    assert run.outcomes["all_fatalities"].tolist() == stored["all_fatalities"].tolist()
    assert len(run.outcomes) == len(run.plan) == len(stored)


def test_series_have_every_history_and_month(run):
    months = run.series["month"]
    assert len(run.series) == len(run.plan) * 75
    assert (str(months.min()), str(months.max())) == ("2024-10", "2030-12")
    last = run.series[months == months.max()].set_index("cell")["trust_armenia"]
    pd.testing.assert_series_equal(last, run.outcomes.set_index("cell")["trust_armenia"], check_dtype=False)


def test_a_run_without_series_says_so(folder):
    bare = cs.run("baseline", runs=8, lenses="agnostic", folder=folder / "bare", series=False, threads=1)
    with pytest.raises(Mistakes, match="keeps no monthly series"):
        _ = bare.series


def test_the_same_run_is_loaded_and_not_run_again(run, folder):
    before = {path: path.stat().st_mtime_ns for path in run.path.rglob("*")}
    again = cs.run("zangezur_open", runs=16, lenses=["agnostic", "deterrence"], folder=folder, threads=1)
    assert again.id == run.id == cs.load("zangezur_open", folder).id
    assert {path: path.stat().st_mtime_ns for path in run.path.rglob("*")} == before


def test_a_comparison_is_that_of_the_command_line(run, folder):
    one = run.compare("paid", outcomes=["route_agreed"])
    two = cs.compare(
        "zangezur_open:paid", runs=16, lenses=["agnostic", "deterrence"], outcomes="route_agreed", folder=folder
    )
    three = cs.compare(f"{run.path}:paid", outcomes="route_agreed")
    assert one.data == two.data == three.data
    assert set(one.effects["measure"]) == {"route_agreed"}
    assert not {"p", "q"} & set(one.effects.columns)


def test_what_is_shown_begins_with_the_status_and_whose_reading_it_is(run):
    for page in (run._repr_html_(), run.compare()._repr_html_()):
        assert page.startswith(f"<p><strong>{run.status}")
        assert "one Azerbaijani source" in page
    assert repr(run.compare()).startswith(run.status)
    assert run.status in repr(run)
    assert run.status.endswith("CALIBRATED")


def test_a_run_and_a_comparison_show_a_picture_with_its_table(run):
    drawn = run._repr_html_()
    assert drawn.count("<svg") == 1
    assert [drawn.count(f'<th scope="row">{variant}</th>') for variant in run.variants[1:]] == [1] * 4
    compared = run.compare("assumed")._repr_html_()
    assert "what differs most, under every lens" in compared
    assert compared.index("<svg") < compared.index("worth noticing")


def test_what_a_user_wrote_is_shown_and_never_run():
    assert "<script>" not in paragraph("<script>alert(1)</script>") + table(pd.DataFrame({"<script>": ["<script>"]}))


@pytest.mark.parametrize(
    ("ask", "meant"),
    [
        (lambda run: cs.run("zangezur_opne"), "zangezur_open"),
        (lambda run: cs.compare("baseline"), "nothing to compare with"),
        (lambda run: cs.compare(), "at least one"),
        (lambda run: run.compare("payed"), "paid"),
        (lambda run: run.compare(outcomes="route_opne"), "route_open"),
        (lambda run: cs.compare(run, at="2027"), "2025-06"),
    ],
)
def test_a_mistake_says_how_to_mend_it(run, ask, meant):
    with pytest.raises(Mistakes, match=meant):
        ask(run)
