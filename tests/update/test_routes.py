"""Both routes on stored runs of the invented world, from the command line: named on every result, never switched."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from caucasus_sim.cli.app import app
from caucasus_sim.scenario.record_file import form

from .conftest import INVENTED, filled

LATE = """\
name: late
title: From where the record says things stand
watch: [treaty_signed, route_open]
start: {month: 2033-03, record: record.csv}
end: 2035-06
"""
NEAR = {"treaty_signed": "no", "monitors": "present", "trade_arland": (5.0, 7.0, 10.0)}


def run(*words: object):
    return CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": "200"})


@pytest.fixture(scope="module")
def home(invented, tmp_path_factory):
    """A folder with spaces in its path: the invented scenarios, and a small run of the baseline under two lenses."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("a folder with spaces")
        patch.chdir(folder)
        patch.setattr("caucasus_sim.packing.setup.packaged", lambda: invented)
        shutil.copytree(INVENTED / "scenarios", folder / "scenarios")
        made = run("run", "baseline", "--runs", 320, "--threads", 1, "--json")
        assert made.exit_code == 0, made.output
        yield folder


@pytest.fixture
def record(home: Path, invented):
    """Write a record beside the scenarios."""

    def write(values: dict[str, object], ends: str = "2033-02", name: str = "record.csv") -> Path:
        path = Path(name)
        path.write_text(filled(invented, values, ends), encoding="utf-8")
        return path

    return write


def test_new_writes_the_form_once(home, invented, tmp_path):
    said = run("update", "new", tmp_path / "mine")
    assert said.exit_code == 0, said.output
    path = tmp_path / "mine" / "record.csv"
    assert path.read_text(encoding="utf-8") == form(invented)
    assert "sim update check" in said.stdout
    again = run("update", "new", path)
    assert again.exit_code == 2
    assert "not overwritten" in again.stderr
    assert run("update", "new", tmp_path / "other.csv").exit_code == 0


def test_check_lists_gaps_and_contradictions(record):
    said = run("update", "check", record({**NEAR, "lawsuits": {"value": "2", "month": "2032-01"}}))
    assert said.exit_code == 0, said.output
    assert "4 quantities filled" in said.stdout
    assert "treaty_stage" in said.stdout
    assert "lawsuits (as of 2032-01)" in said.stdout
    wrong = run("update", "check", record({"treaty_signed": "no", "treaty_in_force": "2032-01", "articles_agreed": 18}))
    assert wrong.exit_code == 2
    assert "2 mistakes" in wrong.stderr
    assert "Traceback" not in wrong.output
    assert len(json.loads(run("update", "check", "record.csv", "--json").stdout)["mistakes"]) == 2


def test_both_routes_are_named_and_the_page_is_kept(home, record):
    said = run("update", "baseline", "--record", record(NEAR))
    assert said.exit_code == 0, said.output
    words = " ".join(said.stdout.split())
    assert words.startswith("UNCALIBRATED")
    assert "What January 2031 missed" in words
    assert "Route: reweight" in words
    assert "Route: restart. State at the end of 2033-02" in words
    assert "all from one almanac" in words
    page = next(home.glob("runs/baseline-*/what_was_missed.md")).read_text(encoding="utf-8")
    assert page.startswith("# What January 2031 missed")
    for part in ("UNCALIBRATED", "## Route: reweight", "## Route: restart", "made up"):
        assert part in page


def test_as_json_one_route_alone(home, record, tmp_path):
    path = record(NEAR)
    page = tmp_path / "page.md"
    said = run("update", "baseline", "--record", path, "--route", "reweight", "--page", page, "--json")
    assert said.exit_code == 0, said.output
    data = json.loads(said.stdout)
    assert "restart" not in data
    assert [each["lens"] for each in data["reweight"]["lenses"]] == ["agnostic", "alarm"]
    assert {row["id"] for row in data["rows"]} == set(NEAR)
    assert "Route: restart" not in page.read_text(encoding="utf-8")
    only = json.loads(run("update", "baseline", "--record", path, "--route", "restart", "--json").stdout)
    assert "reweight" not in only
    assert only["restart"]["route"] == "restart"


def test_reweighting_that_collapses_is_refused_not_replaced(home, record):
    path = record({**NEAR, "trade_arland": 150.0, "deaths": 900000})
    said = run("update", "baseline", "--record", path, "--route", "reweight")
    assert said.exit_code == 2
    assert "route reweight refused under the lens" in said.stderr
    assert "'trade_arland' = 150.0" in said.stderr
    both = run("update", "baseline", "--record", path)
    assert both.exit_code == 0, both.output
    assert "REFUSED" in both.stdout
    assert "Route: restart" in both.stdout


def test_a_scenario_starts_from_its_record_in_both_engines_and_again(home, record):
    """`sim run` checks the compiled histories against Mesa bit for bit; `sim rerun` finds all it needs."""
    record({"treaty_stage": "initialled", "route_valley": "agreed", "route_agreed": "2032-05", "bloc_arland": "frozen"})
    Path("late.yaml").write_text(LATE, encoding="utf-8")
    said = run("run", "late.yaml", "--runs", 32, "--threads", 1, "--json")
    assert said.exit_code == 0, said.output
    made = json.loads(said.stdout)
    assert made["summary"]["started_from"][0].startswith("Route: restart. State at the end of 2033-02")
    assert "'undisturbed'" in made["summary"]["started_from"][0]
    kept = Path(made["path"])
    assert (kept / "record.csv").read_bytes() == Path("record.csv").read_bytes()
    Path("record.csv").unlink()
    again = run("rerun", made["run"], "--run", 3)
    assert again.exit_code == 0, again.output
    assert "the id of the run is the same" in again.stdout


def test_another_record_is_another_run(home, record):
    Path("late.yaml").write_text(LATE, encoding="utf-8")
    ids = []
    for articles in (15, 16):
        record({"articles_agreed": articles})
        ids.append(json.loads(run("run", "late.yaml", "--runs", 16, "--threads", 1, "--json").stdout)["run"])
    assert ids[0] != ids[1]


def test_a_run_begun_again_is_updated_again(home, record):
    first = record({"articles_agreed": 15}, "2033-02", "first.csv")
    begun = json.loads(run("update", "baseline", "--record", first, "--route", "restart", "--json").stdout)["restart"]
    second = record({"articles_agreed": 16}, "2034-02", "second.csv")
    said = run("update", begun["run"], "--record", second, "--json")
    assert said.exit_code == 0, said.output
    data = json.loads(said.stdout)
    assert data["knows_up_to"] == "2033-02"
    assert "'baseline_updated'" in data["restart"]["started_from"][0]
    assert run("rerun", data["restart"]["run"], "--run", 0).exit_code == 0


def test_held_blanks_say_so(home, record):
    record({"articles_agreed": 15})
    text = LATE.replace("record: record.csv", "record: record.csv, blanks: held")
    Path("held.yaml").write_text(text.replace("name: late", "name: held"), encoding="utf-8")
    made = json.loads(run("run", "held.yaml", "--runs", 16, "--threads", 1, "--json").stdout)
    assert "held at the evidence's values" in made["summary"]["started_from"][0]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("2033-03", "2033-04"), "so that a run from it starts in 2033-03"),
        (("record.csv", "rekord.csv"), "there is no record 'rekord.csv'"),
        (("record: record.csv", "record: record.csv, blanks: nothing_like_it"), "nothing_like_it"),
        (("record: record.csv", "record: record.csv, blanks: ordered"), "does not say which variant"),
        (("start: {month: 2033-03, record: record.csv}", "start: {blanks: held}"), "there is none"),
        (("2035-06", "2033-01"), "not after the start"),
    ],
)
def test_a_start_that_does_not_fit_its_record(record, change, words):
    record({"articles_agreed": 15})
    Path("wrong.yaml").write_text(LATE.replace(*change), encoding="utf-8")
    said = run("run", "wrong.yaml", "--runs", 16)
    assert said.exit_code == 2
    assert words in said.stderr
    assert "Traceback" not in said.output


@pytest.mark.parametrize(
    "words",
    [
        ("baseline",),
        ("nothing", "--record", "record.csv"),
        ("baseline", "--record", "nothing.csv"),
        ("baseline", "--record", "record.csv", "--route", "rewait"),
        ("baseline", "--record", "record.csv", "--variant", "offered"),
        ("baseline", "--record", "old.csv"),
        ("new",),
        ("check",),
    ],
)
def test_wrong_calls(record, words):
    record({"articles_agreed": 15})
    record({"articles_agreed": 15}, "2030-02", "old.csv")
    said = run("update", *words)
    assert said.exit_code == 2
    assert said.stderr
    assert "Traceback" not in said.output


def test_a_posture_that_stands_goes_on_and_what_is_past_is_not_ordered_again(home, record):
    """The scenario with orders, begun again: only what is still to come or still stands is in it."""
    assert run("run", "ordered", "--runs", 16, "--threads", 1, "--json").exit_code == 0
    path = record({"articles_agreed": 15}, "2031-12")
    said = run("update", "ordered", "--record", path, "--route", "restart", "--variant", "offered", "--json")
    assert said.exit_code == 0, said.output
    path = Path(json.loads(said.stdout)["restart"]["path"])
    manifest = json.loads((path / "manifest.json").read_text(encoding="utf-8"))
    offered = manifest["scenarios"]["offered"]
    assert "2031-03" not in offered
    assert "{date: 2032-01, until: 2032-12, actor: velmar, move: back_route" in offered
    assert "change_charter, with" not in offered
    assert "assume" in manifest["scenarios"]["assumed"]


def test_an_event_that_still_lasts_is_refused(home, record):
    assert run("run", "ordered", "--runs", 16, "--threads", 1, "--json").exit_code == 0
    said = run("update", "ordered", "--record", record({}, "2032-02"), "--route", "restart", "--variant", "offered")
    assert said.exit_code == 2
    assert "the event 'flood' of the variant 'offered' still lasts when the record ends" in said.stderr
