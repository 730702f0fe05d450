"""The ledger of a run: one line for every finished shard or file, and every failure.

Lines are added one by one, so a kill can tear at most the last, which readers skip and the next writer cuts off. A
later line about the same thing wins. When the run is finished the ledger is sealed: sorted and without repetition, so
that its bytes do not tell in which order shards were finished, or how often the run was killed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from caucasus_sim.store.files import append_line, json_text, plain_errors, read_bytes, write_bytes
from caucasus_sim.store.layout import KINDS, STATUS

Line = dict[str, Any]

_NEEDED: dict[str, tuple[str, ...]] = {
    "shard": ("kind", "number", "digest", "bytes"),
    "file": ("name", "digest", "bytes"),
    "quarantined": ("kind", "number"),
    "failure": (),
}


class Status:
    """What `status.jsonl` of one folder says.

    Parameters
    ----------
    folder : Path
        The run folder; the file need not exist.
    repair : bool
        Cut off a torn last line (writers only).

    Attributes
    ----------
    lines : list of dict
        Every readable line in order; ``what`` is 'shard', 'file', 'failure' or 'quarantined'.
    unreadable : int
        How many lines could not be read; a torn last line is one.
    """

    def __init__(self, folder: Path, repair: bool = False) -> None:
        self.path = folder / STATUS
        data = read_bytes(self.path) if self.path.exists() else b""
        if repair and not data.endswith(b"\n"):
            data = self._cut(data)
        read = [_parse(text) for text in data.splitlines()]
        self.lines: list[Line] = [line for line in read if line is not None]
        self.unreadable = len(read) - len(self.lines)
        self._last: dict[tuple[str, int], Line] = {}
        for line in self.lines:
            self._index(line)

    def append(self, line: Mapping[str, Any]) -> None:
        """Add a line to the file, then to `lines`; raises `Mistakes` if the disk refuses."""
        append_line(self.path, json_text(line))
        self.lines.append(dict(line))
        self._index(dict(line))

    def shard(self, kind: str, number: int) -> Line | None:
        """The line of one shard; None if it has none, or was put in quarantine since."""
        line = self._last.get((kind, number))
        return line if line is not None and line["what"] == "shard" else None

    def shards(self, kind: str) -> dict[int, Line]:
        """The last word on each shard of a kind: number -> its line, without those put in quarantine since."""
        found = sorted(key for key, line in self._last.items() if key[0] == kind and line["what"] == "shard")
        return {number: self._last[kind, number] for kind, number in found}

    def columns(self, kind: str) -> str:
        """The fingerprint every shard of a kind must have: that of the first one; '' before there is one."""
        first = (line for key, line in self._last.items() if key[0] == kind and line["what"] == "shard")
        return next((str(line.get("columns", "")) for line in first), "")

    def files(self) -> dict[str, Line]:
        """The last word on each other file: its name in the folder -> its line."""
        return {line["name"]: line for line in self.lines if line["what"] == "file"}

    def failures(self) -> list[Line]:
        """Every failure noted, in order."""
        return [line for line in self.lines if line["what"] == "failure"]

    def seal(self) -> bytes:
        """Rewrite the file sorted, without repetition and without files that are gone, and give its bytes.

        Whoever finishes a run has just written all that it needs, so a file that is gone was never one, or was damaged
        in name.
        """
        there = {name: line for name, line in self.files().items() if (self.path.parent / name).is_file()}
        kinds = sorted({line["kind"] for line in self.lines if line["what"] == "shard"})
        rest = {json_text(line): line for line in self.lines if line["what"] not in ("file", "shard")}
        kept = [rest[text] for text in sorted(rest)]  # first, because a later line about a shard wins
        kept += [there[name] for name in sorted(there)]
        kept += [line for kind in kinds for line in self.shards(kind).values()]
        data = "".join(json_text(line) + "\n" for line in kept).encode("utf-8")
        write_bytes(self.path, data)
        self.lines, self.unreadable = kept, 0
        return data

    def _index(self, line: Line) -> None:
        if line["what"] in ("shard", "quarantined"):
            self._last[line["kind"], line["number"]] = line

    def _cut(self, data: bytes) -> bytes:
        whole = data[: data.rfind(b"\n") + 1]
        if self.path.exists():
            with plain_errors(self.path, "write"):
                os.truncate(self.path, len(whole))
        return whole


def _parse(text: bytes) -> Line | None:
    try:
        line = json.loads(text.decode("utf-8"))
    except ValueError:
        return None
    return line if isinstance(line, dict) and _complete(line) else None


def _complete(line: Line) -> bool:
    needed = _NEEDED.get(str(line.get("what")))
    return needed is not None and all(key in line for key in needed) and line.get("kind", KINDS[0]) in KINDS
