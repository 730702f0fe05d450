"""Which shards of a folder can be trusted, and what happens to the others.

A shard is finished when its file has the digest of its line in the ledger, in this layout and with the columns of its
run. Whatever is damaged or foreign goes to `quarantine/` and is made again.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from caucasus_sim.store.files import digest_of_file, plain_errors
from caucasus_sim.store.layout import KINDS, QUARANTINE, VERSION, shard_name
from caucasus_sim.store.status import Line, Status

_PART = re.compile(r"part-(\d{5,})\.parquet")


def looks_whole(folder: Path, line: Line) -> bool:
    """Whether the file of a line exists with the right length; cheap, no digest."""
    name = line.get("name") or shard_name(line["kind"], line["number"])
    try:
        return bool((folder / name).stat().st_size == line["bytes"])
    except OSError:
        return False


def is_whole(folder: Path, line: Line) -> bool:
    """Whether the file of a line has the bytes that were written; reads it."""
    return looks_whole(folder, line) and digest_of_file(folder / line["name"]) == line["digest"]


def fault(folder: Path, line: Line, columns: str) -> str:
    """What is wrong with the file of a shard's line; '' if nothing is."""
    path = folder / shard_name(line["kind"], line["number"])
    if not path.is_file():
        return "gone"
    if line.get("version") != VERSION:
        return f"layout {line.get('version')}, not {VERSION}"
    if columns and line.get("columns") != columns:
        return "its columns are not those of this run"
    if path.stat().st_size != line["bytes"]:
        return f"{path.stat().st_size} bytes, {line['bytes']} were written"
    return "" if digest_of_file(path) == line["digest"] else "changed since it was written"


def unlisted(folder: Path, status: Status) -> list[tuple[str, int]]:
    """Shards on disk the ledger does not know: their kind and number."""
    found = [(kind, number) for kind in KINDS for number in _numbers(folder / kind)]
    return [(kind, number) for kind, number in found if status.shard(kind, number) is None]


def quarantine(folder: Path, status: Status, kind: str, number: int, why: str) -> str:
    """Move a shard out of the way, note it in the ledger, and give the sentence to say."""
    name = shard_name(kind, number)
    path = folder / name
    if path.exists():
        _move(path, folder / QUARANTINE / f"{kind}-{path.name}")
        why = f"{why}; moved to {QUARANTINE}/"
    status.append({"what": "quarantined", "kind": kind, "number": number, "why": why})
    return f"{name} is not used and will be made again: {why}"


def _move(path: Path, target: Path) -> None:
    with plain_errors(target, "move a damaged shard"):
        target.parent.mkdir(exist_ok=True)
        free, number = target, 0
        while free.exists():
            number += 1
            free = target.with_name(f"{target.name}.{number}")
        os.replace(path, free)


def _numbers(folder: Path) -> list[int]:
    matches = [_PART.fullmatch(path.name) for path in folder.glob("part-*.parquet")]
    return sorted(int(match.group(1)) for match in matches if match)
