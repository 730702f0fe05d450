"""The moves of the histories that a run has kept as stories, as a table."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa

from caucasus_sim.store.layout import RUN_COLUMN
from caucasus_sim.store.reader import RunReader

MOVES = pa.schema(
    [
        (RUN_COLUMN, pa.string()),
        ("cell", pa.int64()),
        ("month", pa.int32()),
        ("actor", pa.string()),
        ("domain", pa.string()),
        ("move", pa.string()),
        ("text", pa.string()),
        ("ordered", pa.bool_()),
        ("chance", pa.float64()),
    ]
)
ORDERED = "ordered by the scenario"


def moves_of(runs: list[RunReader]) -> pa.Table:
    """One row a move: month counted from year 0; `chance` is null where the scenario ordered it."""
    rows = [{RUN_COLUMN: run.id, **row} for run in runs for path in run.traces() for row in _moves(path)]
    return pa.Table.from_pylist(rows, schema=MOVES)


def _moves(path: Path) -> Iterator[dict[str, Any]]:
    story = _story(path)
    for entry in story.get("months", ()):
        year, _, month = str(entry["month"]).partition("-")
        for move in entry.get("moves", ()):
            yield {
                "cell": story["cell"]["cell"],
                "month": int(year) * 12 + int(month) - 1,
                **{key: move.get(key) for key in ("actor", "domain", "move", "text", "chance")},
                "ordered": move.get("why") == ORDERED,
            }


def _story(path: Path) -> dict[str, Any]:
    """A story; nothing where the file is another one, or damaged (`sim verify` says so)."""
    if path.suffix != ".json":
        return {}
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) and isinstance(told.get("cell"), dict) else {}
