"""Kill a writer at any moment: nothing finished is lost, and resuming gives the same bytes."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from store_helpers import RUN, contents, resume

from caucasus_sim.store.folder import RunFolder
from caucasus_sim.store.listing import list_runs, verify

PROGRAM = str(Path(__file__).with_name("store_helpers.py"))
LUCK = random.Random(20_241_015)
MOMENTS = sorted(LUCK.random() for _ in range(20))


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], float]:
    """The bytes of a run nobody killed, and the seconds it takes once it is ready."""
    root = tmp_path_factory.mktemp("undisturbed")
    with _start(root) as process:
        since = time.perf_counter()
        assert _said(process) == "done"
        seconds = time.perf_counter() - since
    assert process.returncode == 0
    return contents(root / f"made-{RUN}"), seconds


def test_killed_at_twenty_moments(tmp_path: Path, undisturbed: tuple[dict[str, str], float]) -> None:
    expected, seconds = undisturbed
    stopped = 0
    for number, share in enumerate(MOMENTS):
        root = tmp_path / f"moment {number}"
        with _start(root) as process:
            time.sleep(share * seconds)
            process.kill()
        stopped += _finished_survives(root)
        assert contents(resume(root)) == expected
    assert stopped > 0, "no moment was inside the writing: the test proves nothing"


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL from inside")
def test_killed_at_every_kind_of_step(tmp_path: Path, undisturbed: tuple[dict[str, str], float]) -> None:
    """One folder, killed again and again at the n-th change of the disk, n growing, also in the middle of a write."""
    path = tmp_path / f"made-{RUN}"
    kills = 0
    for step in (1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 14, 19, 27, 45, 400):
        with _start(tmp_path, str(step)) as process:
            kills += process.wait(60) != 0
        assert not path.exists() or not list((path / "quarantine").glob("*"))
    assert kills >= 10
    assert contents(path) == undisturbed[0]
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
