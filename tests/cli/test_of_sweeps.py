"""`sim sensitivity`, `sim discover` and `sim robust` as a user meets them, on sweeps whose answer is known."""

from __future__ import annotations

import html
import importlib.util
import io
import json
import os
import shutil
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from caucasus_sim.analysis.sweeping.first_look import first_look
from caucasus_sim.ensemble.designs.factor import Factor
from caucasus_sim.ensemble.designs.make import grid, latin_hypercube, sobol
from caucasus_sim.packing.setup import packaged

from .conftest import run_here

HELPER = Path(__file__).parents[1] / "analysis" / "sweeps.py"
PACE = Factor(
    "treaty.article_pace", "lever", "number", "Pace", "multiple", 0.2, 2.0, target={"lever": "treaty.article_pace"}
)
AMEND = Factor(
    "constitution.armenia.allowed", "lever", "boolean", "May it be amended", levels=(False, True),
    target={"lever": "constitution.armenia.allowed"},
)  # fmt: skip
STANCE = Factor(
    "stance.armenia.constitution_timing", "stance", "number", "A stance", "points", 0.0, 100.0,
    target={"actor": "armenia", "issue": "constitution_timing"},
)  # fmt: skip
LENSES = Factor("lens", "lens", "category", "Causal theory", levels=("agnostic", "deterrence"))
RATES = Factor("rate", "lever", "number", "Rate", levels=(0.0, 1.0, 2.0), target={"lever": "arms.to_armenia.rate"})


def load_helper():
    spec = importlib.util.spec_from_file_location("made_up_sweeps", HELPER)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


made = load_helper()
LINES = ("PARTLY CALIBRATED", "all stances from one Azerbaijani source", "Knows nothing after 15 October 2024")


def signed(cells, dice):
    """Signed in most histories where the pace is high and the constitution may be amended; elsewhere seldom."""
    here = (cells["treaty.article_pace"] > 1.1) & cells["constitution.armenia.allowed"]
    if STANCE.id in cells:
        here &= cells[STANCE.id] < 60
    happens = dice.random(len(cells)) < np.where(here, 0.9, 0.1)
    return {"treaty_signed": made.months(happens, 24350), "fatalities": 10.0 + cells["treaty.article_pace"]}


def calm(cells, dice):
    """Fewer fatalities the lower the rate, whatever lens; with a shift for every luck."""
    shift = dice.normal(0.0, 1.0, cells["luck"].max() + 1)
    few = cells["rate"].to_numpy() + shift[cells["luck"]]
    return {"fatalities": few, "treaty_signed": made.months(few < 1.0, 24350)}


@pytest.fixture(scope="session")
def swept(tmp_path_factory) -> Path:
    """A folder with one sweep of each design."""
    root = tmp_path_factory.mktemp("swept folder")
    catalogue, both = packaged(), ("agnostic", "deterrence")
    factors = (PACE, AMEND, made.CHECK)
    made.stored_sweep(
        root / "runs", catalogue, "sobol", factors, sobol(factors, 128, 1), signed, 8, both, ("bulletin",), name="pace"
    )
    space = (PACE, AMEND, STANCE, LENSES)
    made.stored_sweep(
        root / "runs", catalogue, "latin_hypercube", space, latin_hypercube(space, 900, 1), signed, 2,
        readings=("bulletin",), name="space",
    )  # fmt: skip
    made.stored_sweep(
        root / "runs", catalogue, "grid", (RATES,), grid((RATES,), {}), calm, 80, both, ("bulletin",), name="rates"
    )
    return root


@pytest.fixture
def sim(swept, monkeypatch):
    monkeypatch.chdir(swept)
    return run_here


def test_sensitivity_says_what_it_hangs_on_whose_reading_it_is_and_whether_it_is_sure(sim):
    said = sim("sensitivity", "pace", "--outcome", "treaty_signed")
    assert said.code == 0, said.err
    for line in (*LINES, "NOT CONVERGED under 2 of 2 lenses and readings", "Inside this model"):
        assert line in said.words
    assert "The factor that changes nothing comes out as nothing" in said.words
    assert "Of the whole spread" in said.words
    assert said.words.count("blocks would do, and there are 128") == 2
    assert "next: sim sensitivity pace --outcome treaty_signed --svg indices.svg" in said.words


def test_sensitivity_as_data_table_and_picture_is_the_same(sim, tmp_path):
    table, picture = tmp_path / "indices.csv", tmp_path / "indices.svg"
    said = sim("sensitivity", "pace", "--outcome", "treaty_signed", "--csv", table, "--svg", picture, "--json")
    assert said.code == 0, said.err
    told = said.data
    read = pd.read_csv(table)
    arm = told["arms"][0]
    own = read[(read["lens"] == arm["lens"]) & (read["factor"] == PACE.id) & (read["measure"] == "total")].iloc[0]
    assert own["value"] == pytest.approx(arm["rows"][0]["total"]["value"])
    assert set(read["status"]) == {"PARTLY CALIBRATED"}
    drawn = ET.fromstring(picture.read_text(encoding="utf-8"))
    words = " ".join(drawn.itertext())
    assert "one Azerbaijani source" in words
    assert "NOT CONVERGED" in words
    assert PACE.id in words
    assert sim("sensitivity", "pace", "--outcome", "treaty_signed", "--lens", "agnostic", "--json").data["arms"] == [
        arm
    ]


def test_csv_on_standard_output_is_csv_and_the_reading_is_said_beside_it(sim):
    said = sim("sensitivity", "pace", "--outcome", "fatalities", "--csv", "-")
    assert list(pd.read_csv(io.StringIO(said.out))["factor"].unique()[:2]) == [PACE.id, AMEND.id]
    assert "one Azerbaijani source" in said.err


def test_a_month_may_be_asked_for(sim):
    early = sim("sensitivity", "pace", "--outcome", "treaty_signed", "--by", "2025-01", "--json").data
    assert early["arms"][0]["constant"] is True  # nothing is signed before month 24350
    assert early["arms"][0]["rows"][0]["total"]["value"] is None
    words = sim("sensitivity", "pace", "--outcome", "treaty_signed", "--by", "2025-01").words
    assert "The outcome never varies" in words
    assert "cannot be told" in words


def test_discover_tells_a_box_in_words_and_writes_a_scenario_without_a_mistake(sim, swept, tmp_path):
    said = sim("discover", "space", "--outcome", "treaty_signed", "--scenarios", tmp_path / "mine")
    assert said.code == 0, said.err
    for line in (*LINES, "Box 1", "histories where treaty.article_pace is at least 1.", "is true", "Coverage"):
        assert line in said.words
    (first, *_) = sorted((tmp_path / "mine").glob("*.yaml"))
    assert sim("scenario", "validate", first).code == 0
    text = first.read_text(encoding="utf-8")
    assert "# in the box: at least 1." in text
    assert "constitution_timing" in text
    shown = sim("scenario", "show", first, "--json").data
    assert shown["levers"]["constitution.armenia.allowed"] == 1
    assert 1.1 < shown["levers"]["treaty.article_pace"] < 2.0


def test_without_a_folder_scenarios_lie_in_the_sweep_and_it_is_still_whole(sim, swept):
    told = sim("discover", "space", "--outcome", "treaty_signed", "--boxes", "1", "--json").data
    (box,) = told["boxes"]
    path = Path(box["file"])
    assert path.parent.name.startswith("space-")
    before = path.read_bytes()
    assert sim("verify", "space").code == 0
    sim("discover", "space", "--outcome", "treaty_signed", "--boxes", "1", "--json")
    assert path.read_bytes() == before
    assert not list(path.parent.glob(".tmp-*"))


def test_discover_turns_round_and_draws(sim, tmp_path):
    picture = tmp_path / "boxes.svg"
    said = sim("discover", "space", "--outcome", "treaty_signed", "--never", "--svg", picture, "--csv", "-")
    assert said.code == 0, said.err
    rows = pd.read_csv(io.StringIO(said.out))
    assert set(rows["outcome"]) == {"treaty_signed"}
    assert "does not come about" in " ".join(ET.fromstring(picture.read_text(encoding="utf-8")).itertext())


def test_robust_orders_settings_and_says_how_sure(sim, tmp_path):
    picture = tmp_path / "settings.svg"
    said = sim("robust", "rates", "--outcome", "fatalities", "--want", "less", "--svg", picture)
    assert said.code == 0, said.err
    for line in (*LINES, "first: rate 0, first in 20 of 20 resamples", "By every criterion first: rate 0."):
        assert line in said.words
    assert "never for governments" in said.words
    assert "rate 2" in " ".join(ET.fromstring(picture.read_text(encoding="utf-8")).itertext())


def test_a_threshold_reads_the_sentence_of_reach(sim):
    told = sim("robust", "rates", "--threshold", "p(treaty_signed by 2029-12) >= 0.3", "--json").data
    assert (told["outcome"], told["threshold"], told["wanted"]) == ("treaty_signed", 0.3, "more")
    enough = told["criteria"][-1]
    assert [each["value"] for each in enough["rows"]] == [2.0, 2.0, 0.0]


WRONG = [
    (("sensitivity", "pace", "--outcome", "treaty_sined"), "did you mean 'treaty_signed'?"),
    (("sensitivity", "pace", "--outcome", "fatalities", "--by", "2026-01"), "keeps 'fatalities' as it stands"),
    (("sensitivity", "pace", "--outcome", "treaty_signed", "--by", "1999-01"), "not among the months of this run"),
    (("sensitivity", "pace", "--outcome", "treaty_signed", "--lens", "agnostik"), "did you mean 'agnostic'?"),
    (("sensitivity", "pace", "--outcome", "end_state"), "does not have 'end_state'"),
    (("sensitivity", "rates", "--outcome", "fatalities"), "grid design, which has no blocks"),
    (("sensitivity", "nothing", "--outcome", "fatalities"), "no run 'nothing'"),
    (("sensitivity", "pace", "--outcome", "fatalities", "--svg", "x.png"), "does not end in .svg"),
    (("sensitivity", "pace", "--outcome", "fatalities", "--csv", "x.txt"), "does not end in .csv"),
    (("sensitivity", "pace", "--outcome", "fatalities", "--csv", "-", "--json"), "both go to standard output"),
    (("sensitivity", "pace", "--outcome", "fatalities", "--tolerance", "0"), "--tolerance"),
    (("discover", "rates", "--outcome", "treaty_signed"), "too few to find boxes in"),
    (("discover", "space", "--outcome", "fatalities"), "--at-least X or --at-most X"),
    (("discover", "space", "--outcome", "fatalities", "--at-least", "nan"), "one of them and a number"),
    (("discover", "space", "--outcome", "treaty_signed", "--at-most", "1"), "comes about or does not"),
    (("discover", "space", "--outcome", "treaty_signed", "--boxes", "0"), "--boxes"),
    (("robust", "rates"), "nothing says what is wanted"),
    (("robust", "rates", "--outcome", "fatalities", "--want", "mor"), "did you mean 'more'?"),
    (("robust", "rates", "--threshold", "p(treaty_signed) > 1"), "is no goal"),
    (("robust", "rates", "--threshold", "p(treaty_signed) >= 0.1", "--want", "more"), "by itself"),
    (("robust", "rates", "--outcome", "fatalities", "--want", "more", "--settings", "rat"), "did you mean 'rate'?"),
    (("robust", "pace", "--outcome", "fatalities", "--want", "more"), "do not share their draws and luck"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "told"), WRONG, ids=[" ".join(each[0][:2] + each[0][3:]) for each in WRONG])
def test_what_cannot_be_asked_is_said_with_what_was_expected(sim, words, told):
    said = sim(*words)
    assert said.code == 2
    assert told in said.err
    assert "Traceback" not in said.err
    assert not Path("x.png").exists()


@pytest.mark.parametrize(("name", "method"), [("pace", "sensitivity"), ("space", "boxes")])
def test_a_sweep_has_a_report_with_its_tables_and_pictures(sim, swept, tmp_path, name, method):
    (path,) = (swept / "runs").glob(f"{name}-*")
    said = sim("report", path, "--to", tmp_path / "page.html")
    assert said.code == 0, said.err
    page = html.unescape((tmp_path / "page.html").read_text(encoding="utf-8"))
    for words in (*LINES, "What each factor goes with", "Questions you will be asked"):
        assert words in page
    rows = first_look(path, packaged())["rows"]
    assert rows
    assert all(row["verdict"] in page for row in rows)
    figures = [each["id"] for each in sim("report", path, "--list", "--json").data]
    assert f"{method}-treaty_signed" in figures, figures
    drawn = sim("report", path, "--figure", f"{method}-treaty_signed", "--to", tmp_path / "a.svg")
    assert drawn.code == 0, drawn.err
    words = " ".join(ET.parse(tmp_path / "a.svg").getroot().itertext())
    assert path.name.rpartition("-")[2] in words
    assert "one Azerbaijani source" in words


@pytest.fixture
def copy(swept, tmp_path):
    """A copy of the sweep of pace, to be damaged."""
    (source,) = (swept / "runs").glob("pace-*")
    shutil.copytree(source, tmp_path / "runs" / source.name)
    return tmp_path / "runs" / source.name


@pytest.mark.parametrize("command", ["sensitivity", "discover", "robust"])
def test_a_plain_run_is_no_sweep(sim, copy, command):
    path = copy / "manifest.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    del told["design"]
    path.write_text(json.dumps(told), encoding="utf-8")
    more = ("--want", "more") if command == "robust" else ()
    said = sim(command, copy, "--outcome", "treaty_signed", *more)
    assert said.code == 2
    assert "this run is no sweep; expected a run that `sim sweep` made" in said.err


DAMAGE = {
    "design.parquet": lambda data: data[: len(data) // 2],
    "plan.parquet": lambda data: b"",
    "manifest.json": lambda data: data[:40],
    "outcomes/part-00001.parquet": lambda data: data[:100],
}


@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_sweep_is_no_traceback_and_no_zero(sim, copy, name):
    path = copy / name
    path.write_bytes(DAMAGE[name](path.read_bytes()))
    said = sim("sensitivity", copy, "--outcome", "fatalities", "--json")
    assert "Traceback" not in said.err
    if name.startswith("outcomes"):
        assert said.code == 0, said.err
        assert said.data["missing"]["not_run"] > 0  # what cannot be read is missing, and whole blocks with it
        assert sum(arm["blocks_dropped"] for arm in said.data["arms"]) > 0
    else:
        assert said.code == 2
        assert name in said.err


def test_names_with_markup_do_not_reach_a_picture(sim, copy, tmp_path):
    path = copy / "manifest.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    told["design"]["factors"][0]["title"] = "<script>alert(1)</script>"
    told["question"] = "[bold]what?[/bold]"
    path.write_text(json.dumps(told), encoding="utf-8")
    picture = tmp_path / "a picture.svg"
    said = sim("sensitivity", copy, "--outcome", "fatalities", "--svg", picture)
    assert said.code == 0, said.err
    assert "<script" not in picture.read_text(encoding="utf-8")
    assert "[bold]what?" in said.out


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_where_nothing_may_be_written_it_is_said(sim, tmp_path):
    shut = tmp_path / "shut"
    shut.mkdir(mode=0o500)
    said = sim("discover", "space", "--outcome", "treaty_signed", "--scenarios", shut / "in")
    assert said.code == 2
    assert "no permission" in said.err
