"""Dask for real: processes that are killed with -9, and the same bytes as from threads."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

pytest.importorskip("distributed")

from caucasus_sim.ensemble.executors.cluster import Cluster
from caucasus_sim.ensemble.executors.threads import Threads
from caucasus_sim.errors import Mistakes

from .conftest import SMALL, written
from .running import Counting, contents, run, shards, wait_for

ROOT = Path(__file__).parents[2]
ENV = {**os.environ, "PYTHONPATH": str(ROOT)}


def deadly(folder: Path, task: int) -> int:
    """Task 3 kills whoever does it; task 5 kills its first worker only; the others add one."""
    mark = folder / f"{task}"
    if task == 3 or (task == 5 and not mark.exists()):
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if task == 6:
        raise ValueError("six")
    return task + 1


@pytest.mark.skipif(os.name == "nt", reason="kill -9")
def test_dead_workers_are_data_and_the_others_go_on(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "tests"))  # where workers find this very file
    done = {each.task: each for each in Cluster(2).run(partial(deadly, tmp_path), range(8))}
    assert sorted(done) == list(range(8))
    assert {task: each.receipt for task, each in done.items() if not each.error} == {0: 1, 1: 2, 2: 3, 4: 5, 5: 6, 7: 8}
    assert "workers died over this shard" in done[3].error
    assert "ValueError: six" in done[6].error


def test_threads_tell_the_same(tmp_path):
    done = {each.task: each for each in Threads(2).run(partial(deadly, tmp_path), [0, 6, 1])}
    assert {task: each.receipt for task, each in done.items()} == {0: 1, 1: 2, 6: None}
    assert "ValueError: six" in done[6].error


def test_no_scheduler_is_said_in_words(monkeypatch):
    monkeypatch.setattr("caucasus_sim.ensemble.executors.cluster.PATIENCE", 1)
    with pytest.raises(Mistakes, match="no scheduler of Dask answers"):
        list(Cluster(scheduler="tcp://127.0.0.1:9").run(int, [0]))


def test_workers_that_cannot_read_the_work_are_not_waited_for(tmp_path, monkeypatch):
    """They close over the first task; the sweep ends with words, and not never."""
    monkeypatch.setattr("caucasus_sim.ensemble.executors.cluster.PATIENCE", 5)
    monkeypatch.setattr("caucasus_sim.ensemble.executors.cluster.ALONE", 5)
    with pytest.raises(Mistakes, match="no worker of Dask is left"):
        list(Cluster(1).run(partial(deadly, tmp_path), [0]))


def test_workers_of_another_version_are_refused_before_the_first_task(tmp_path, monkeypatch):
    monkeypatch.setattr("caucasus_sim.ensemble.executors.cluster.__version__", "0.0.1")
    with pytest.raises(Mistakes, match=r"1 of 1 workers of Dask cannot run this: caucasus_sim .* is installed there"):
        list(Cluster(1).run(partial(deadly, tmp_path), [0]))
    assert not list(tmp_path.iterdir())


def test_dask_that_is_missing_is_said_in_words(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(Mistakes, match=r"Dask is not installed.*caucasus-sim\[scale\]"):
        list(Cluster(1).run(int, [0]))


@pytest.mark.slow
def test_the_scheduler_then_the_driver_are_killed_and_threads_do_the_rest(tmp_path, plan):
    """A sweep on a scheduler of its own process; nothing finished is lost, and the bytes are those of threads."""
    sweep = plan(SMALL % 120)
    file, out = written(tmp_path / "question", SMALL % 120), tmp_path / "runs"
    with scheduler(tmp_path) as (address, boss):
        driver = [sys.executable, "-m", "tests.sweeps.running", str(file), str(out), address]
        with subprocess.Popen(driver, env=ENV, stderr=subprocess.PIPE, text=True) as process:
            wait_for(lambda: shards(out) or process.poll() is not None)
            boss.kill()
            error = process.communicate(timeout=200)[1]
        assert process.returncode != 0
        assert "the scheduler of Dask is gone" in error, error[-2000:]
    kept = len(shards(out))
    assert kept >= 1
    counting = Counting()
    mine = run(sweep, out, counting)
    assert len(counting.asked) <= sweep.shards - kept
    assert contents(mine) == contents(run(sweep, tmp_path / "threads"))


@pytest.mark.slow
def test_workers_of_dask_write_the_bytes_of_threads(tmp_path, plan):
    sweep = plan(SMALL % 60)
    assert sweep.shards == 2
    assert contents(run(sweep, tmp_path / "dask", Cluster(2))) == contents(run(sweep, tmp_path / "threads"))


class scheduler:  # noqa: N801
    """A scheduler and one worker, each a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "scheduler.json"

    def __enter__(self):
        told = ["--scheduler-file", str(self.file)]
        quiet = {"env": ENV, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        boss = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--port", "0", "--no-dashboard", *told]
        self.boss = subprocess.Popen(boss, **quiet)
        wait_for(self.file.exists)
        hand = [sys.executable, "-m", "distributed.cli.dask_worker", "--nthreads", "1", "--no-dashboard", *told]
        self.hand = subprocess.Popen([*hand, "--death-timeout", "10"], **quiet)
        import json

        return json.loads(self.file.read_text(encoding="utf-8"))["address"], self.boss

    def __exit__(self, *_):
        for process in (self.hand, self.boss):
            process.terminate()
        for process in (self.hand, self.boss):
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
