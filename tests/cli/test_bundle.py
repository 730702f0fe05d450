"""`sim pack` and `sim cite`: a reviewer can run it again, and whatever was changed on the way is found."""

from __future__ import annotations

import io
import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from caucasus_sim.compiled import PACKAGE, sources_digest
from caucasus_sim.runs.bundle.check import check, sources_in
from caucasus_sim.runs.bundle.contents import LIST
from caucasus_sim.store.files import digest

from .conftest import run_apart


@pytest.fixture(scope="module")
def bundle(home, tmp_path_factory) -> Path:
    """The small run, packed."""
    target = tmp_path_factory.mktemp("a bundle") / "small.zip"
    run = json.loads((home / "made.json").read_text(encoding="utf-8"))["run"]
    said = run_apart("pack", run, "--to", target, folder=home)
    assert said.code == 0, said.err
    return target


@pytest.fixture
def altered(bundle, tmp_path) -> Callable[..., Path]:
    """A copy of the bundle in which some files are different, missing (None) or new."""

    def alter(listed: bool, **changes: bytes | None) -> Path:
        named = {name.replace("__", "/"): data for name, data in changes.items()}
        target = tmp_path / "altered.zip"
        with zipfile.ZipFile(bundle) as old, zipfile.ZipFile(target, "w") as new:
            files = {name: old.read(name) for name in old.namelist()} | named
            files = {name: data for name, data in files.items() if data is not None}
            if listed:  # whoever changed it also changed the list of contents
                told = json.loads(files[LIST])
                told["files"] = {name: digest(data) for name, data in files.items() if name != LIST}
                files[LIST] = json.dumps(told).encode()
            for name, data in files.items():
                new.writestr(name, data)
        return target

    return alter


def test_a_packed_run_is_whole_and_its_id_follows_from_what_is_in_it(sim_home, bundle, made):
    said = sim_home("pack", "--check", bundle)
    assert said.code == 0, said.out
    assert made["run"] in said.out
    assert "every byte as it was packed" in said.words
    told = sim_home("pack", "--check", bundle, "--json").data
    assert told["whole"]
    assert told["differs_here"] == []


def test_the_same_run_gives_the_same_bytes(sim_home, bundle, made, tmp_path):
    assert sim_home("pack", made["run"], "--to", tmp_path / "again.zip").code == 0
    assert (tmp_path / "again.zip").read_bytes() == bundle.read_bytes()


def test_nothing_is_overwritten_and_the_ending_is_zip(sim_home, bundle, made, tmp_path):
    assert "not overwritten" in sim_home("pack", made["run"], "--to", bundle).err
    assert ".zip" in sim_home("pack", made["run"], "--to", tmp_path / "small.tar").err
    assert not (tmp_path / "small.tar").exists()


def test_a_reviewer_runs_a_history_again_with_the_program_inside(bundle, tmp_path):
    with zipfile.ZipFile(bundle) as opened:
        opened.extractall(tmp_path)
    inside = os.pathsep.join([str(tmp_path / "package"), os.environ.get("PYTHONPATH", "")])
    code = "import sys; sys.path.insert(0, 'package'); import caucasus_sim; print(caucasus_sim.__file__)\n"
    code += "from caucasus_sim.cli.app import main; main(['rerun', 'run', '--run', '3', '--json'])"
    import subprocess
    import sys

    env = {**os.environ, "PYTHONPATH": inside}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=env,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    place, _, told = done.stdout.partition("\n")
    assert done.returncode == 0, done.stderr
    assert Path(place).resolve().is_relative_to((tmp_path / "package").resolve())
    assert json.loads(told)["equal"]
    assert json.loads(told)["changed"] == []


def test_it_says_whose_reading_it_is_and_how_to_run_it_again(bundle):
    with zipfile.ZipFile(bundle) as opened:
        readme = opened.read("README.md").decode("utf-8")
        assert "numpy==" in opened.read("requirements.txt").decode("utf-8")
        assert {"scenarios/paid.yaml", "package/caucasus_sim/evidence/actors.yaml"} <= set(opened.namelist())
    for words in ("CALIBRATED", "one Azerbaijani source", "rerun run --run 0", "sim pack --check"):
        assert words in readme


@pytest.mark.parametrize(
    ("changes", "listed", "words"),
    [
        ({"run__outcomes__part-00000.parquet": b"PAR1"}, False, "changed since it was packed"),
        ({"run__plan.parquet": None}, False, "missing from the bundle"),
        ({"package__caucasus_sim__more.py": b"1"}, False, "not in the list of contents"),
        ({"run__outcomes__part-00000.parquet": b"PAR1"}, True, "part-00000.parquet"),
        ({"package__caucasus_sim__evidence__actors.yaml": b"x: 1\n"}, True, "evidence in it is not that of the run"),
        ({"package__caucasus_sim__rules__trust.py": b"x = 1\n"}, True, "rules in it are not those of the run"),
    ],
)
def test_whatever_was_changed_on_the_way_is_found(altered, changes, listed, words):
    found = check(altered(listed, **changes))
    assert any(words in str(each) for each in found.problems), found.problems


def test_another_scenario_under_the_same_id_is_found(altered, bundle):
    with zipfile.ZipFile(bundle) as opened:
        manifest = json.loads(opened.read("run/manifest.json"))
    manifest["seed"], manifest["identity"]["seed"] = 2, "2"
    found = check(altered(True, **{"run__manifest.json": json.dumps(manifest).encode()}))
    assert any("does not follow" in str(each) for each in found.problems)


@pytest.mark.parametrize("name", ["../outside.txt", "/outside.txt", "C:\\outside.txt"])
def test_names_that_lead_out_are_refused(sim, tmp_path, name):
    with zipfile.ZipFile(tmp_path / "odd.zip", "w") as odd:
        odd.writestr(name, "x")
        odd.writestr(LIST, "{}")
    said = sim("pack", "--check", "odd.zip")
    assert said.code == 2
    assert "leads out" in said.err
    assert not (tmp_path.parent / "outside.txt").exists()


@pytest.mark.parametrize("cut", [0, 10, 5000, -30])
def test_what_is_no_whole_bundle_is_the_users_input(sim, tmp_path, bundle, cut):
    (tmp_path / "torn.zip").write_bytes(bundle.read_bytes()[:cut] if cut else b"not a zip")
    said = sim("pack", "--check", "torn.zip")
    assert said.code == 2, said.out
    assert "not a whole bundle" in said.err
    assert "Traceback" not in said.err


def test_a_missing_file_and_an_empty_zip_are_told_apart(sim, tmp_path):
    assert "no such file" in sim("pack", "--check", "nothing.zip").err
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w"):
        pass
    (tmp_path / "empty.zip").write_bytes(empty.getvalue())
    assert "not a whole bundle" in sim("pack", "--check", "empty.zip").err


def test_a_run_of_other_evidence_is_not_packed_with_this_one(sim_home, made, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "note.txt").write_text("mine", encoding="utf-8")
    said = sim_home("--evidence", tmp_path / "mine", "pack", made["run"], "--to", tmp_path / "no.zip")
    assert said.code == 2
    assert "evidence is not that of the run" in said.err
    assert not (tmp_path / "no.zip").exists()


def test_rules_of_a_copy_have_the_digest_that_the_compiler_gives():
    assert sources_in(PACKAGE) == sources_digest()


def test_a_citation_says_what_it_was_and_what_must_be_said_with_it(sim_home, made):
    said = sim_home("cite", made["run"])
    assert said.code == 0, said.err
    for words in (
        made["run"],
        "CALIBRATED",
        "one Azerbaijani source",
        "'assumed' route assumed, not found",
        "seed 1",
    ):
        assert words in said.words, words
    assert sim_home("cite", made["run"], "--json").data["evidence"]
    entry = sim_home("cite", made["run"], "--bibtex").out
    assert entry.startswith("@software{caucasus_sim_")
    assert entry.count("{") == entry.count("}")
    assert sim_home("cite", "nothing_of_this_name").code == 2
