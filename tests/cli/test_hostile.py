"""What hostile testing found: damage that `sim run` mends, and surroundings in which `sim` still tells the truth."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from caucasus_sim.store.files import TEMPORARY

from .conftest import SMALL, run_apart

RUN = ("run", "zangezur_open", *SMALL)


@pytest.fixture
def copy(home: Path, made, tmp_path: Path) -> Path:
    """A copy of the small run, in a folder of runs of its own; without what other tests have asked of it."""
    path = tmp_path / "runs" / Path(made["path"]).name
    shutil.copytree(home / made["path"], path, ignore=shutil.ignore_patterns("explain"))
    return path


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def sums(folder: Path) -> dict[str, str]:
    """Every file whose bytes the clock, the command and earlier damage do not touch."""
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    kept = {name: path for name, path in files.items() if "quarantine" not in name}
    return {
        name: hashlib.sha256(path.read_bytes()).hexdigest()
        for name, path in kept.items()
        if name not in ("manifest.json", "status.jsonl", "report.html")
    }


@pytest.mark.parametrize(
    "name",
    ["outcomes/part-00000.parquet", "series/part-00000.parquet", "plan.parquet", "summary.json", "status.jsonl"],
)
def test_one_changed_bit_is_seen_and_mended(sim, copy, name):
    before = sums(copy)
    flip(copy / name)
    assert sim("verify", copy).code == 2
    said = sim(*RUN, "--out", copy.parent, "--json")
    assert said.code == 0, said.err
    assert said.data["fresh"] is True
    assert sim("verify", copy).code == 0
    assert sums(copy) == before


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text.replace('"readings"', '"reedings"'),
        lambda text: text.replace('"id": "', '"id": "x'),
        lambda text: text[:100],
        lambda text: "",
    ],
)
def test_a_damaged_manifest_is_written_again(sim, copy, damage: Callable[[str], str]):
    before, path = sums(copy), copy / "manifest.json"
    whole = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(damage(path.read_text(encoding="utf-8")), encoding="utf-8")
    assert sim("verify", copy).code == 2
    said = sim(*RUN, "--out", copy.parent, "--json")
    assert said.code == 0, said.err
    mended = json.loads(path.read_text(encoding="utf-8"))
    assert {**mended, **dict.fromkeys(("created", "command", "status", "digest"))} == {
        **whole,
        **dict.fromkeys(("created", "command", "status", "digest")),
    }
    assert sums(copy) == before
    assert sim("verify", copy).code == 0


def test_series_that_were_not_kept_are_made_when_they_are_asked_for(sim, copy, tmp_path):
    out = tmp_path / "other"
    assert sim(*RUN, "--out", out, "--no-series").code == 0
    (folder,) = out.iterdir()
    assert not (folder / "series").exists()
    assert sim(*RUN, "--out", out, "--json").data["fresh"] is True
    assert sums(folder) == sums(copy)
    assert json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["series"] is True
    assert sim(*RUN, "--out", out, "--no-series", "--json").data["fresh"] is False


def test_a_run_on_a_disk_that_is_only_read_can_be_looked_at(sim, copy, monkeypatch):
    def refuse(*_, **__):
        raise OSError(errno.EROFS, "read-only")

    monkeypatch.setattr("caucasus_sim.store.files._write_and_flush", refuse)
    said = sim(*RUN, "--out", copy.parent)
    assert said.code == 0, said.err
    assert "nothing was run again" in said.words


def test_verify_says_that_a_run_is_not_finished(sim, copy):
    path = copy / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    del manifest["digest"], manifest["status"]
    path.write_text(json.dumps({**manifest, "state": "running"}), encoding="utf-8")
    assert sim("verify", copy, "--json").data["finished"] is False
    assert "not finished yet" in sim("verify", copy).out


def test_a_lens_named_twice_is_one_lens(sim):
    said = sim(*RUN, "--lens", "agnostic", "--lens", "agnostic", "--json")
    assert said.data["summary"]["runs"]["lenses"] == ["agnostic"]
    assert said.data["summary"]["runs"]["cells"] == 200


@pytest.mark.parametrize(
    "words",
    [
        ("run", "baseline", "--runs", "1000000000000"),
        ("run", "baseline", "--out", "a" * 300),
        ("run", "a\udcff.yaml"),
        ("query", "SELECT '\udcff'"),
        ("runs", "--out", "a" * 300),
    ],
)
def test_what_no_machine_can_do_is_the_users_mistake(sim, home, words):
    said = sim(*words, *(("--out", home / "runs") if words[0] == "query" else ()))
    assert said.code == 2
    assert "Traceback" not in said.err


def test_a_record_that_would_not_be_read_is_refused(sim, tmp_path):
    (tmp_path / "late.yaml").write_text(
        "name: late\nextends: baseline\nstart: {month: 2026-01, record: news}\n", encoding="utf-8"
    )
    said = sim("run", "late.yaml", *SMALL)
    assert said.code == 2
    assert "late.yaml:3" in said.err
    assert not (tmp_path / "runs").exists()


@pytest.mark.parametrize("words", [("list", "levers", "zzzz"), ("run", "baseline", "--runs", "0"), ("rnu",)])
def test_json_of_a_mistake_is_one_document(sim, words):
    said = sim(*words, "--json")
    assert said.code == 2
    assert said.data["mistakes"]


def test_lists_and_blocks_in_an_answer_are_json(sim_home):
    said = sim_home("query", "SELECT [1, 2] AS a, {'b': [0.5, NULL]} AS c, 'NaN'::DOUBLE AS d", "--json")
    assert said.data == [{"a": [1, 2], "c": {"b": [0.5, None]}, "d": None}]


@pytest.mark.parametrize("columns", ["0", "1", "x", "9" * 30])
def test_an_odd_width_hides_nothing(home, columns):
    said = run_apart("list", "lenses", folder=home, COLUMNS=columns)
    assert said.code == 0
    assert "agnostic" in said.out


def test_a_locale_without_letters_still_finds_the_file(home, tmp_path):
    name = "m\u00e4rz.yaml"
    (tmp_path / name).write_text("name: march\nextends: baseline\nend: 1999-01\n", encoding="utf-8")
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    said = run_apart("run", name, folder=tmp_path, **plain)
    assert said.code == 2
    assert "yaml:3" in said.err


def test_without_memory_or_disk_there_is_a_sentence(sim, monkeypatch):
    for error, words in ((MemoryError(), "memory"), (OSError(errno.ENOSPC, "full", "x.csv"), "disk is full")):

        def broken(*_, error=error, **__):
            raise error

        monkeypatch.setattr("caucasus_sim.runs.request.request_run", broken)
        said = sim("run", "baseline")
        assert said.code == 2
        assert words in said.err


def test_a_fault_without_a_disk_for_its_account_is_told_all_the_same(sim, monkeypatch):
    def broken(*_, **__):
        raise ZeroDivisionError("a test")

    def full(*_, **__):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("caucasus_sim.runs.request.request_run", broken)
    monkeypatch.setattr(tempfile, "NamedTemporaryFile", full)
    said = sim("run", "baseline")
    assert said.code == 1
    assert "raise ZeroDivisionError" in said.err
    assert "Traceback" not in said.err


@pytest.mark.skipif(os.name == "nt", reason="no such streams there")
@pytest.mark.parametrize(("closed", "code"), [(">&-", 0), ("2>&-", 0), (">&- 2>&-", 0), ("| true", 0)])
def test_nobody_listens(home, closed, code):
    command = f"set -o pipefail; '{sys.executable}' -m caucasus_sim list lenses {closed}"
    done = subprocess.run(["bash", "-c", command], cwd=home, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr
    assert not done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device there")
def test_an_output_that_is_full_is_no_fault_of_ours(home):
    command = [sys.executable, "-m", "caucasus_sim", "list", "lenses"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, cwd=home, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert "disk is full" in done.stderr


@pytest.fixture
def heeding_ctrl_c():
    """Processes started here heed Ctrl-C, even where a shell that runs tests in the background has it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(os.name == "nt", reason="no such signal there")
@pytest.mark.usefixtures("heeding_ctrl_c")
def test_ctrl_c_held_down_is_one_interruption(home, tmp_path):
    command = [sys.executable, "-m", "caucasus_sim", "run", "baseline", "--runs", "200000", "--out", str(tmp_path)]
    with subprocess.Popen(command, cwd=home, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        until = time.monotonic() + 60
        while not list(tmp_path.glob("*/manifest.json")) and process.poll() is None and time.monotonic() < until:
            time.sleep(0.05)
        for _ in range(5):
            process.send_signal(signal.SIGINT)
            time.sleep(0.05)
        _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in told
    assert told.count("interrupted") == 1
    assert not list(tmp_path.rglob(f"{TEMPORARY}*"))
