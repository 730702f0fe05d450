"""A small run every test of the store can make; also the program the kill tests start and kill."""

from __future__ import annotations

import hashlib
import os
import signal
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa

from caucasus_sim.store.folder import RunFolder
from caucasus_sim.store.identity import run_id

SHARDS = 12
CELLS = 40  # a shard
RUN = run_id({"plan": "a plan", "scenario": "invented"})
MANIFEST = {"created": "2031-01-01T00:00:00+00:00", "title": "An invented world", "cells": SHARDS * CELLS, "seed": 7}


def outcomes(number: int, rows: int = CELLS) -> pa.Table:
    """One shard of outcomes: cell, month or never (null), a share, a word."""
    cells = [number * CELLS + row for row in range(rows)]
    return pa.table(
        {
            "cell": pa.array(cells, pa.int64()),
            "treaty_signed": pa.array([None if cell % 3 else 24_300 + cell for cell in cells], pa.int64()),
            "share": pa.array([cell / 7 for cell in cells], pa.float64()),
            "end_state": pa.array(["calm" if cell % 2 else "open" for cell in cells]),
        }
    )


def series(number: int, rows: int = CELLS) -> pa.Table:
    """One shard of series: cell, month, trust."""
    cells = [number * CELLS + row for row in range(rows)]
    months, trust = [24_300 + cell % 5 for cell in cells], [0.1 * (cell % 9) for cell in cells]
    return pa.table({"cell": cells, "month": months, "trust": trust})


def plan() -> pa.Table:
    """A row a cell."""
    return pa.table({"cell": list(range(SHARDS * CELLS)), "luck": [cell % 8 for cell in range(SHARDS * CELLS)]})


def content(number: int) -> str:
    """The content hash of a shard."""
    return f"content-{number}"


def make(root: Path, name: str = "made", run: str = RUN, **told: object) -> RunFolder:
    """A new folder with its plan, open for writing."""
    folder = RunFolder.create(root, name, run, {**MANIFEST, **told})
    folder.write_plan(plan())
    return folder


def fill(folder: RunFolder, keep_series: bool = True) -> None:
    """Do what is missing, and finish."""
    folder.write_plan(plan())
    kinds = ("outcomes", "series") if keep_series else ("outcomes",)
    for number in folder.missing(SHARDS, kinds):
        folder.write_shard("outcomes", number, outcomes(number), content(number))
        if keep_series:
            folder.write_shard("series", number, series(number), content(number))
    folder.write_trace("run 1.json", b"{}\n")
    folder.finish({"cells": SHARDS * CELLS})


def whole(root: Path, name: str = "made", run: str = RUN, keep_series: bool = True, **told: object) -> RunFolder:
    """A finished run."""
    folder = make(root, name, run, **told)
    fill(folder, keep_series)
    return folder


def resume(root: Path) -> Path:
    """Create the run, or open it where it was left; finish it; its path."""
    path = root / f"made-{RUN}"
    folder = RunFolder.open(path, write=True) if (path / "manifest.json").exists() else make(root)
    fill(folder)
    return path


def contents(folder: Path) -> dict[str, str]:
    """Every file of a folder: name -> digest."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def _die_at(step: int) -> None:
    """Kill this process without warning at the `step`-th call that changes the disk."""
    left = [step]

    def counted(name: str) -> None:
        real = getattr(os, name)

        def call(handle: Any, rest: Any = None) -> Any:
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            if name == "write" and left[0] == 1:  # torn in the middle, then killed at the next step
                rest = bytes(rest)[: len(rest) // 2]
            return real(handle) if rest is None else real(handle, rest)

        setattr(os, name, call)

    for name in ("write", "fsync", "replace"):
        counted(name)


if __name__ == "__main__":
    print("ready", flush=True)
    if len(sys.argv) > 2:
        _die_at(int(sys.argv[2]))
    resume(Path(sys.argv[1]))
    print("done", flush=True)
