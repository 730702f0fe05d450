"""The journal of a session on disk: one line an event, on the disk before anybody is told of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from caucasus_sim.errors import Mistake, Mistakes
from caucasus_sim.store.files import append_line, json_text, read_bytes, write_bytes

NAME = "journal.jsonl"
PRIVATE = ("text", "words", "name", "why")
FORGOTTEN = "(erased)"


class Journal:
    """The events of one session, in memory and in its folder."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self.events: list[dict[str, Any]] = list(_read(self.path)) if self.path.exists() else []

    def append(self, kind: str, at: float, by: str, **what: Any) -> dict[str, Any]:
        """Write one event and give it back; it is on the disk when this returns."""
        event = {"seq": len(self.events) + 1, "at": at, "kind": kind, "by": by, **what}
        append_line(self.path, json_text(event))
        self.events.append(event)
        return event


def forget(folder: Path) -> int:
    """Erase what people wrote and were called; the moves and results stay. Gives how many events lost something."""
    journal = Journal(folder)
    kept = [_erased(event) for event in journal.events]
    write_bytes(journal.path, "".join(json_text(event) + "\n" for event in kept).encode())
    (folder / "keys.json").unlink(missing_ok=True)
    return sum(old != new for old, new in zip(journal.events, kept, strict=True))


def _erased(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: FORGOTTEN if key in PRIVATE and each else _erased(each) for key, each in value.items()}
    return [_erased(each) for each in value] if isinstance(value, list) else value


def _read(path: Path) -> Iterator[dict[str, Any]]:
    """Whole lines only: one without its end was being written when the power went, and nobody was told of it."""
    lines = read_bytes(path).split(b"\n")
    if lines[-1]:
        write_bytes(path, b"\n".join([*lines[:-1], b""]))
    for number, line in enumerate(lines[:-1], 1):
        try:
            event = json.loads(line)
        except ValueError as error:
            raise Mistakes([Mistake(f"not a journal: {error}", str(path), number)]) from None
        yield event
