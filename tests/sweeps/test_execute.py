"""Whatever is killed or damaged: nothing finished is lost, what is missing is run, and the bytes are the same."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from caucasus_sim.ensemble.executors.threads import Threads
from caucasus_sim.errors import Mistakes
from caucasus_sim.runs.sweeps.execute import Told, execute_sweep
from caucasus_sim.runs.sweeps.form import read_plan
from caucasus_sim.runs.sweeps.progress import progress_of
from caucasus_sim.runs.sweeps.rebuild import changed_since, rebuilt_sweep
from caucasus_sim.runs.sweeps.stored import read_sweep
from caucasus_sim.store.files import TEMPORARY
from caucasus_sim.store.folder import RunFolder
from caucasus_sim.store.listing import verify

from .conftest import LAYERS, SMALL, written
from .running import Counting, contents, run, shards, wait_for


@pytest.fixture(scope="module")
def whole(tmp_path_factory, invented):
    """A sweep nobody disturbed."""
    folder = tmp_path_factory.mktemp("undisturbed")
    sweep = read_plan(written(folder / "question", SMALL % 120), invented)
    return sweep, run(sweep, folder / "runs")


@pytest.fixture(scope="module")
def invented():
    from caucasus_sim.coding.catalogue import load_catalogue

    return load_catalogue(LAYERS[0])


def test_threads_change_no_byte(whole, tmp_path):
    sweep, path = whole
    assert contents(run(sweep, tmp_path, Threads(3))) == contents(path)
    assert verify(path) == []


def test_a_sweep_that_exists_is_not_run_again(whole):
    sweep, path = whole
    counting = Counting()
    assert run(sweep, path.parent, counting) == path
    assert counting.asked == []


def test_a_sweep_is_remade_from_its_folder(whole, invented):
    sweep, path = whole
    folder = RunFolder.open(path)
    again = rebuilt_sweep(folder, invented)
    assert changed_since(folder, again) == []
    assert again.cells().equals(sweep.cells())
    stored = read_sweep(path)
    assert stored.complete
    assert [each.id for each in stored.factors] == [each.id for each in sweep.factors]
    table = stored.outcomes(["treaty_signed"])
    assert len(table) == sweep.size
    assert table.groupby("point").size().eq(120).all()
    assert stored.design["effects.mediation"].dtype == "float64"


def test_interrupted_it_does_exactly_the_rest(whole, tmp_path):
    sweep, path = whole
    first = Counting(stop=1)
    with pytest.raises(KeyboardInterrupt):
        run(sweep, tmp_path, first)
    kept = [each.name for each in shards(tmp_path)]
    told = progress_of(sweep.id, sweep.shards, sweep.size, tmp_path)
    assert told["state"] == "stopped"
    assert 1 <= told["shards"] <= len(kept), "one that was put in place as the driver stopped is noted by the next"
    again = Counting()
    assert contents(run(sweep, tmp_path, again)) == contents(path)
    assert again.asked == [n for n in range(sweep.shards) if f"part-{n:05d}.parquet" not in kept]


@pytest.mark.parametrize("how", ["truncated", "older schema", "gone"])
def test_a_damaged_shard_alone_is_made_again(whole, tmp_path, how):
    sweep, path = whole
    mine = Path(shutil.copytree(path, tmp_path / path.name))
    part = mine / "outcomes" / "part-00001.parquet"
    if how == "gone":
        part.unlink()
    elif how == "truncated":
        part.write_bytes(part.read_bytes()[:-100])
    else:
        lines = (mine / "status.jsonl").read_text("utf-8").splitlines()
        aged = [line.replace('"version": 1', '"version": 0') if '"number": 1,' in line else line for line in lines]
        assert aged != lines
        (mine / "status.jsonl").write_text("\n".join(aged) + "\n", encoding="utf-8")
    counting = Counting()
    assert run(sweep, tmp_path, counting) == mine
    assert counting.asked == [1]
    same = {name: each for name, each in contents(mine).items() if not name.startswith(("quarantine", "status"))}
    assert same == {name: each for name, each in contents(path).items() if not name.startswith("status")}


def test_more_replicates_copy_what_is_finished(whole, tmp_path, invented):
    _, path = whole
    more = read_plan(written(tmp_path / "question", SMALL % 170), invented)
    counting, told = Counting(), Told()
    grown = execute_sweep(more, path.parent, LAYERS, counting, told=told).path
    assert (told.taken, counting.asked) == (2, [2, 3]), "the two whole shards; the third was not full"
    assert (grown / "outcomes" / "part-00000.parquet").read_bytes() == (
        path / "outcomes" / "part-00000.parquet"
    ).read_bytes()
    alone = run(more, tmp_path / "alone")
    assert contents(alone) == contents(grown)


def test_two_sweeps_into_one_folder(whole, tmp_path):
    sweep, _ = whole
    with pytest.raises(KeyboardInterrupt):
        run(sweep, tmp_path, Counting(stop=1))
    (folder,) = tmp_path.iterdir()
    with RunFolder.open(folder, write=True), pytest.raises(Mistakes, match="being written already"):
        run(sweep, tmp_path)


def test_a_full_disk_keeps_what_is_finished(whole, tmp_path, monkeypatch):
    sweep, path = whole
    real, left = os.write, [3]  # the design, the plan and one shard

    def full(handle, data):
        if bytes(data[:4]) == b"PAR1":
            left[0] -= 1
            if left[0] < 0:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(handle, data)

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", full)
        with pytest.raises(Mistakes, match="the disk is full"):
            run(sweep, tmp_path)
    kept = len(shards(tmp_path))
    assert 0 < kept < sweep.shards
    assert not list(tmp_path.rglob(f"{TEMPORARY}*"))
    counting = Counting()
    assert contents(run(sweep, tmp_path, counting)) == contents(path)
    assert len(counting.asked) == sweep.shards - kept


def test_the_driver_is_killed(whole, tmp_path):
    sweep, path = whole
    plan = written(tmp_path / "question", SMALL % 120)
    out = tmp_path / "runs"
    command = [sys.executable, "-m", "tests.sweeps.running", str(plan), str(out), "threads"]
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(command, env=env) as process:
        wait_for(lambda: shards(out) or process.poll() is not None)
        process.kill()
    kept = {each.name: each.read_bytes() for each in shards(out)}
    assert kept
    counting = Counting()
    mine = run(sweep, out, counting)
    assert contents(mine) == contents(path)
    assert len(counting.asked) == sweep.shards - len(kept)


def test_a_shard_that_cannot_be_run_is_told_and_the_others_are_kept(whole, tmp_path, monkeypatch):
    sweep, path = whole
    from caucasus_sim.runs.sweeps import execute

    real = execute.tables_of

    def poisoned(ground, number, *rest):
        if number == 1:
            raise MemoryError("too much")
        return real(ground, number, *rest)

    with monkeypatch.context() as patched:
        patched.setattr(execute, "tables_of", poisoned)
        with pytest.raises(Mistakes, match=r"1 of the shards could not be run \(shard 1\): MemoryError: too much"):
            run(sweep, tmp_path)
    assert [each.name for each in shards(tmp_path)] == ["part-00000.parquet", "part-00002.parquet"]
    told = progress_of(sweep.id, sweep.shards, sweep.size, tmp_path)
    assert told["given_up"] == ["shard 1 was given up: MemoryError: too much"]
    counting = Counting()
    mine = run(sweep, tmp_path, counting)
    assert counting.asked == [1]
    tables = {name: each for name, each in contents(mine).items() if name.endswith(".parquet")}
    assert tables == {name: each for name, each in contents(path).items() if name.endswith(".parquet")}
    assert json.loads((mine / "manifest.json").read_text("utf-8"))["state"] == "complete"
