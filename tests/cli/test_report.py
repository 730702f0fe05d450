"""`sim report`: a page, a figure, slides; written whole, and refused in plain words."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from caucasus_sim.report.export import texts_of

from .conftest import SMALL, run_apart

PLAN = ("--runs", "40", "--reading", "bulletin")


def test_a_run_leaves_its_report_and_says_where(home, made):
    path = home / made["report"]
    assert path == home / made["path"] / "report.html"
    assert made["summary"]["answer"].split(":")[0] in path.read_text(encoding="utf-8").replace("&#39;", "'")


def test_the_report_of_a_stored_run_has_the_bytes_that_the_run_wrote(home, made, tmp_path):
    """In another process, on another day; without the answers of `sim explain` that other tests have kept."""
    before = (home / made["report"]).read_bytes()
    shutil.copytree(
        home / made["path"], tmp_path / made["path"], ignore=shutil.ignore_patterns("explain", "report.html")
    )
    said = run_apart("report", "zangezur_open", folder=tmp_path)
    assert said.code == 0, said.err
    assert said.out.splitlines()[0].startswith(f"report: {made['path']}")
    assert "next:  sim report zangezur_open --list" in said.out
    assert (tmp_path / made["report"]).read_bytes() == before


def test_without_a_report_there_is_none(sim, tmp_path):
    said = sim("run", "baseline", "--runs", "8", "--lens", "agnostic", *SMALL[2:], "--no-report", "--json")
    assert said.code == 0, said.err
    assert said.data["report"] is None
    assert not list(tmp_path.rglob("*.html"))


def test_a_comparison_leaves_its_report_and_says_where(sim_home, home):
    said = sim_home("compare", "zangezur_open", *PLAN)
    assert said.code == 0, said.err
    line = next(each for each in said.out.splitlines() if each.startswith("report: "))
    page = (home / line.removeprefix("report: ")).read_text(encoding="utf-8")
    assert "paid beside baseline" in page
    assert "Questions you will be asked" in page
    assert "all stances from one Azerbaijani source" in page
    before = set((home / "runs" / "comparisons").iterdir())
    assert sim_home("compare", "zangezur_open", *PLAN, "--no-report", "--json").data["report"] is None
    assert set((home / "runs" / "comparisons").iterdir()) == before


def test_two_runs_make_one_page(sim_home, home):
    said = sim_home("report", "zangezur_open:offered", "zangezur_open:paid", "--json", "--to", "two.html")
    assert said.code == 0, said.err
    assert "paid beside zangezur_open:offered" in (home / "two.html").read_text(encoding="utf-8")


def test_figures_are_listed_and_each_is_a_file_that_says_whose_reading_it_is(sim_home, home, made):
    listed = sim_home("report", made["run"], "--list", "--json").data
    names = [each["id"] for each in listed]
    assert {"lenses-route_agreed", "difference-treaty_signed", "level-treaty_signed", "spread"} <= set(names)
    assert all(each["finding"] for each in listed)
    said = sim_home("report", made["run"], "--figure", "difference-route_agreed", "--to", "a.svg")
    assert said.code == 0, said.err
    root = ET.fromstring((home / "a.svg").read_text(encoding="utf-8"))
    words = " ".join(root.itertext())
    assert root.get("viewBox") == "0 0 1280 720"
    for each in ("one Azerbaijani source", "15 October 2024", made["run"], "PARTLY CALIBRATED", "caucasus_sim"):
        assert each in " ".join(words.split())
    kept = json.loads(root.findtext("{http://www.w3.org/2000/svg}metadata"))
    assert kept["run"] == made["run"]
    assert kept["scenario"] == "zangezur_open"


def test_a_figure_as_pixels_is_sixteen_to_nine_and_keeps_the_same_inside(sim_home, home, made):
    pytest.importorskip("resvg_py")
    said = sim_home("report", made["run"], "--figure", "spread", "--format", "png")
    assert said.code == 0, said.err
    data = Path(f"zangezur_open-{made['run']}-spread.png").read_bytes()
    assert (int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")) == (1920, 1080)
    assert texts_of(data)["run"] == made["run"]
    assert "one Azerbaijani source" in texts_of(data)["reading"]


def test_what_needs_an_extra_says_so_and_writes_nothing(sim_home, home, monkeypatch):
    from caucasus_sim.report import export

    monkeypatch.setattr(export, "find_spec", lambda name: None)
    for words, what in ((("--figure", "spread", "--format", "png"), "--format png"), (("--slides",), "--slides")):
        said = sim_home("report", "zangezur_open", *words, "--to", "no.bin")
        assert said.code == 2
        assert f"{what} needs a library that is not installed" in said.err
        assert "caucasus-sim[slides]" in said.err
    assert not (home / "no.bin").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("zangezur_opne",), "did you mean 'zangezur_open'"),
        (("zangezur_open", "--figure", "spraed"), "did you mean 'spread'"),
        (("zangezur_open", "--format", "pgn"), "did you mean 'png'"),
        (("zangezur_open", "--list", "--slides"), "exclude each other"),
        (("zangezur_open", "--to", "there/is/a.file/report.html"), "cannot write"),
    ],
)
def test_mistakes_are_told_in_plain_words(sim_home, home, words, told):
    (home / "there" / "is").mkdir(parents=True, exist_ok=True)
    (home / "there" / "is" / "a.file").write_text("", encoding="utf-8")
    said = sim_home("report", *words)
    assert said.code == 2
    assert told in " ".join(said.err.split())
    assert "Traceback" not in said.err
    assert [each.name for each in (home / "there" / "is").iterdir()] == ["a.file"]
