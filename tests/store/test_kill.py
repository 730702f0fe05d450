"""Kill a writer at any moment: nothing finished is lost, and resuming gives the same bytes."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from store_helpers import RUN, SHARDS, contents, resume

from caucasus_sim.store.folder import RunFolder
from caucasus_sim.store.listing import list_runs, verify

PROGRAM = str(Path(__file__).with_name("store_helpers.py"))
LUCK = random.Random(20_241_015)
MOMENTS = [(LUCK.randrange(SHARDS), LUCK.random() / 50) for _ in range(20)]  # shards finished, then some seconds


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The bytes of a run nobody killed."""
    root = tmp_path_factory.mktemp("undisturbed")
    with _start(root) as process:
        assert _said(process) == "done"
    assert process.returncode == 0
    return contents(root / f"made-{RUN}")


def test_killed_at_twenty_moments(tmp_path: Path, undisturbed: dict[str, str]) -> None:
    stopped = 0
    for number, (finished, more) in enumerate(MOMENTS):
        root = tmp_path / f"moment {number}"
        with _start(root) as process:
            while process.poll() is None and len(list(root.glob("*/outcomes/part-*.parquet"))) < finished:
                time.sleep(0.001)
            time.sleep(more)
            process.kill()
        stopped += _finished_survives(root)
        assert contents(resume(root)) == undisturbed
    assert stopped > 0, "no moment was inside the writing: the test proves nothing"


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL from inside")
def test_killed_at_every_kind_of_step(tmp_path: Path, undisturbed: dict[str, str]) -> None:
    """One folder, killed again and again at the n-th change of the disk, n growing, also in the middle of a write."""
    path = tmp_path / f"made-{RUN}"
    kills = 0
    for step in (1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 14, 19, 27, 45, 400):
        with _start(tmp_path, str(step)) as process:
            kills += process.wait(60) != 0
        assert not path.exists() or not list((path / "quarantine").glob("*"))
    assert kills >= 10
    assert contents(path) == undisturbed
    assert verify(path) == []


def _start(root: Path, *arguments: str) -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, PROGRAM, str(root), *arguments], stdout=subprocess.PIPE, text=True)
    assert _said(process) == "ready"
    return process


def _said(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def _finished_survives(root: Path) -> bool:
    """Whether the run was stopped in the middle; checks that a new writer still has every shard of the ledger."""
    rows = list_runs(root)
    if not rows or rows[0].state == "complete":
        return False
    assert rows[0].state == "stopped"
    before = RunFolder.open(rows[0].path)
    known = {kind: set(before.finished(kind)) for kind in ("outcomes", "series")}
    assert before.notices == []
    with RunFolder.open(rows[0].path, write=True) as after:
        assert all(known[kind] <= after.finished(kind) for kind in known)
    return bool(known["outcomes"])
