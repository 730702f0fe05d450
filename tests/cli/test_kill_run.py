"""Kill the real `sim run` at twenty random moments: what is finished is readable, and the rest gives the same bytes."""

from __future__ import annotations

import hashlib
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from caucasus_sim.store.folder import RunFolder

from .conftest import run_here

RUN = ("run", "baseline", "--lens", "agnostic", "--lens", "deterrence", "--runs", "5024", "--quiet")
SHARD, CELLS = 1000, 5024  # four shards are run and put in place together, then two
KILLS, IN_ONE_FOLDER = 20, 5
LUCK = random.Random(20_241_015)
PATIENCE = 300.0  # seconds


def start(out: Path) -> subprocess.Popen:
    command = [sys.executable, "-m", "caucasus_sim", *RUN, "--out", str(out)]
    return subprocess.Popen(command, cwd=out.parent, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def wait_for_folder(out: Path, process: subprocess.Popen) -> float:
    """The moment at which the run's folder is there, or the process has ended."""
    until = time.monotonic() + PATIENCE
    while not list(out.glob("*/manifest.json")) and process.poll() is None and time.monotonic() < until:
        time.sleep(0.02)
    return time.monotonic()


def sums(out: Path) -> dict[str, str]:
    """The bytes of every table of the one run of a folder."""
    (folder,) = (path for path in out.iterdir() if path.is_dir())
    tables = sorted(folder.rglob("*.parquet"))
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in tables}


def finished_tables(out: Path) -> int:
    return len(list(out.glob("*/outcomes/part-*.parquet")))


def check_readable(out: Path) -> str:
    """What is finished is listed, whole and can be asked; the state of the run."""
    (row,) = run_here("runs", "--out", out, "--json").data
    checked = run_here("verify", row["path"], "--json")
    assert checked.code == 0, checked.out + checked.err
    assert checked.data["whole"] is True
    numbers = [int(path.stem.rpartition("-")[2]) for path in RunFolder.open(row["path"]).shard_paths("outcomes")]
    if numbers:
        asked = run_here("query", "SELECT count(*) AS n FROM outcomes", "--out", out, "--json")
        assert asked.code == 0, asked.err
        assert asked.data[0]["n"] == sum(min(SHARD, CELLS - SHARD * number) for number in numbers)
    return row["state"]


def killed(out: Path, within: float) -> float | None:
    """Kill a run at a random moment of its work; None, or the seconds of its work if it ended before that.

    Every other moment is a random time; the rest come at a random time after a random shard has been finished, since
    on a slow machine most of the time may lie in front of the first shard or behind the last.
    """
    shard = LUCK.choice((0, 0, 0, 1, 4, 4))
    with start(out) as process:
        begun = wait_for_folder(out, process)
        while shard and finished_tables(out) < shard and process.poll() is None:
            time.sleep(0.002)
        try:
            process.wait(LUCK.random() * (0.2 if shard else within))
        except subprocess.TimeoutExpired:
            process.kill()
            return None
    assert process.returncode == 0
    return time.monotonic() - begun


@pytest.mark.slow
def test_killed_at_twenty_random_moments(tmp_path):
    whole = tmp_path / "undisturbed"
    with start(whole) as process:
        begun = wait_for_folder(whole, process)
        assert process.wait(PATIENCE) == 0
    seconds, expected = time.monotonic() - begun, sums(whole)
    assert {name.partition("/")[0] for name in expected} >= {"outcomes", "series", "plan.parquet"}

    kills, states, number = 0, [], 0
    while kills < KILLS:
        number += 1
        assert number <= 2 * KILLS, "the run ends before it can be killed"
        out = tmp_path / f"killed {number}"
        for _ in range(min(IN_ONE_FOLDER, KILLS - kills)):  # again and again, until the run is complete
            took = killed(out, seconds)
            if took is not None:
                seconds = min(seconds, took) if not states or states[-1][0] != number else seconds
                break
            kills += 1
            states.append((number, check_readable(out), finished_tables(out)))
        with start(out) as process:
            assert process.wait(PATIENCE) == 0
        assert check_readable(out) == "complete"
        assert sums(out) == expected
        assert not [path for path in out.rglob("*") if "quarantine" in path.parts]
    between = [tables for _, state, tables in states if state == "stopped" and 0 < tables < len(range(0, CELLS, SHARD))]
    assert between, "no kill came between two shards"
    print(f"{kills} kills in {number} folders; folder, state, finished shards after each: {states}")
