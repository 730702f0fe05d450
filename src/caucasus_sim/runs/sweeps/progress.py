"""How far a sweep is, told from its folder alone: also while another process runs it, and after that was killed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from caucasus_sim.ensemble.plan import SHARD
from caucasus_sim.runs.sweeps.stored import OK
from caucasus_sim.store.folder import RunFolder
from caucasus_sim.store.listing import list_runs

LATELY = 20  # shards whose times tell the rate


def progress_of(run: str, shards: int, size: int, root: Path) -> dict[str, Any]:
    """State, finished shards and cells, failed runs, runs a second lately, seconds left, shards given up."""
    row = next((each for each in list_runs(root) if each.id == run), None)
    if row is None:
        return {"state": "not begun", "shards": 0, "cells": 0, "failed": 0, "rate": 0.0, "left": 0.0, "given_up": []}
    folder = RunFolder.open(row.path)
    paths = folder.shard_paths("outcomes")
    cells = sum(min(SHARD, size - SHARD * int(path.stem.rpartition("-")[2])) for path in paths)
    rate = _rate(paths) if row.state == "running" else 0.0
    return {
        "state": row.state,
        "shards": len(paths),
        "cells": cells,
        "failed": sum(_failed(folder, int(path.stem.rpartition("-")[2])) for path in paths),
        "rate": rate,
        "left": (size - cells) / rate if rate else 0.0,
        "given_up": _given_up(folder, {int(path.stem.rpartition("-")[2]) for path in paths}),
    }


def _rate(paths: list[Path]) -> float:
    times = sorted(path.stat().st_mtime for path in paths)[-LATELY:]
    return SHARD * (len(times) - 1) / (times[-1] - times[0]) if len(times) > 1 and times[-1] > times[0] else 0.0


def _failed(folder: RunFolder, number: int) -> int:
    return int((folder.read_shard("outcomes", number).column("status").to_pandas() != OK).sum())


def _given_up(folder: RunFolder, finished: set[int]) -> list[str]:
    told = {int(line["shard"]): str(line.get("message", "")) for line in folder.failures()}
    return [
        f"shard {number} was given up: {(message.strip().splitlines() or ['no reason noted'])[-1]}"
        for number, message in sorted(told.items())
        if number not in finished
    ]
