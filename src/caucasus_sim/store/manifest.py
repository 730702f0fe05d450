"""The manifest of a run folder: what was run, and whether it is finished."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from caucasus_sim.errors import Mistake, Mistakes
from caucasus_sim.store.files import digest, digest_of_file, json_text, read_json, write_json
from caucasus_sim.store.layout import LAYOUT, MANIFEST

RUNNING = "running"
COMPLETE = "complete"
_NEEDED = ("id", "name", "state", "layout")
_OURS = (*_NEEDED, "status", "digest")


def new_manifest(name: str, run: str, told: Mapping[str, Any]) -> dict[str, Any]:
    """A first manifest: the caller's own entries beside id, name, state, layout and the time it was created (UTC).

    Raises
    ------
    ValueError
        If the caller sets an entry that belongs to the store.
    """
    taken = sorted(set(told) & set(_OURS))
    if taken:
        raise ValueError(f"the store itself writes {', '.join(taken)} into the manifest")
    created = told.get("created") or datetime.now(UTC).isoformat(timespec="seconds")
    return {**told, "id": run, "name": name, "state": RUNNING, "layout": LAYOUT, "created": created}


def own_entries(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """The entries that the store itself wrote."""
    return {key: value for key, value in manifest.items() if key in (*_OURS, "created")}


def has_manifest(folder: Path) -> bool:
    """Whether a folder is a run folder."""
    return (folder / MANIFEST).is_file()


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a run folder.

    Raises
    ------
    Mistakes
        If the folder holds no run, the manifest is damaged, or a newer program wrote it.
    """
    path = folder / MANIFEST
    if not path.is_file():
        raise Mistakes([Mistake("this is not a run folder", str(folder), expected=f"a folder with a {MANIFEST}")])
    manifest = read_json(path)
    lacking = [key for key in _NEEDED if key not in manifest]
    if lacking:
        raise Mistakes([Mistake(f"the manifest lacks {', '.join(lacking)}", str(path))])
    if manifest["layout"] != LAYOUT:
        what = f"layout {manifest['layout']} of another version of the program"
        raise Mistakes([Mistake(what, str(path), expected=f"layout {LAYOUT}")])
    return manifest


def write_manifest(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Replace the manifest whole, with the digest of what it says; raises `Mistakes` if the disk refuses."""
    write_json(folder / MANIFEST, {**manifest, "digest": _digest(manifest)})


def is_finished(folder: Path) -> bool:
    """Whether the manifest says that the run is complete; False if it cannot be read."""
    try:
        return bool(read_manifest(folder)["state"] == COMPLETE)
    except Mistakes:
        return False


def is_changed(manifest: Mapping[str, Any]) -> bool:
    """Whether a manifest says something else than was written; one without a digest cannot tell."""
    return "digest" in manifest and manifest["digest"] != _digest(manifest)


def is_lost(folder: Path, run: str) -> bool:
    """Whether nobody can say any more what this manifest was of: it cannot be read, or names another run."""
    try:
        manifest = read_json(folder / MANIFEST)
    except Mistakes:
        return True
    return manifest.get("id") != run or any(key not in manifest for key in _NEEDED)


def _digest(manifest: Mapping[str, Any]) -> str:
    return digest(json_text({key: value for key, value in manifest.items() if key != "digest"}).encode("utf-8"))


def file_line(folder: Path, name: str) -> dict[str, Any]:
    """The line of the ledger about a file that is not a shard."""
    path = folder / name
    return {"what": "file", "name": name, "bytes": path.stat().st_size, "digest": digest_of_file(path)}
