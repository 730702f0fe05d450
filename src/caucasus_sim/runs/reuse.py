"""Finished shards of other runs: what has been run under another plan is copied, not run again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from caucasus_sim.errors import Mistakes
from caucasus_sim.store.folder import RunFolder
from caucasus_sim.store.listing import DAMAGED, list_runs


def relatives(root: Path, own: Path, name: str, made_with: Mapping[str, str]) -> list[RunFolder]:
    """Other runs of this name that the same program made with the same evidence; a shard's hash decides for each."""
    found = []
    for row in list_runs(root):
        if row.name == name and row.path != own and row.state != DAMAGED:
            try:
                other = RunFolder.open(row.path)
            except Mistakes:
                continue
            before = other.manifest.get("identity", {})
            if all(before.get(key) == value for key, value in made_with.items()):
                found.append(other)
    return found


def reused(folder: RunFolder, others: Sequence[RunFolder], kinds: Sequence[str], number: int, content: str) -> bool:
    """Whether a shard, in all kinds, could be copied from another run."""
    return any(all(folder.reuse_shard(kind, number, content, other) for kind in kinds) for other in others)
