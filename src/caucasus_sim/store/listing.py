"""Which runs there are, which one a user means, and whether a run's bytes are those that were written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from caucasus_sim.errors import Mistake, Mistakes, nearest
from caucasus_sim.store import checking
from caucasus_sim.store.files import digest_of_file, leftovers, plain_errors
from caucasus_sim.store.identity import is_id
from caucasus_sim.store.layout import KINDS, MANIFEST, PLAN, STATUS, shard_name
from caucasus_sim.store.lock import is_held
from caucasus_sim.store.manifest import COMPLETE, has_manifest, is_changed, read_manifest
from caucasus_sim.store.status import Status

STOPPED = "stopped"
DAMAGED = "damaged"
_SHORTEST = 3  # characters of an id


@dataclass(frozen=True)
class RunRow:
    """One run as a list shows it.

    Attributes
    ----------
    path : Path
        Its directory.
    id, name : str
        Its twelve digits, and what the user called it.
    created : str
        ISO time, as the manifest has it.
    state : str
        'complete', 'running', 'stopped' (nobody writes it; it can be resumed) or 'damaged' (its manifest is).
    cells : int or None
        How many runs its plan has, if the manifest says.
    title : str
        Of its scenario.
    """

    path: Path
    id: str
    name: str
    created: str
    state: str
    cells: int | None
    title: str


def list_runs(root: Path | str) -> list[RunRow]:
    """Every run in a folder, newest first; an empty list if there is no such folder."""
    folder = Path(root)
    with plain_errors(folder, "look into this folder"):
        paths = [path for path in folder.iterdir() if has_manifest(path)] if folder.is_dir() else []
    rows = sorted((_row(path) for path in paths), key=lambda row: row.path.name)
    return sorted(rows, key=lambda row: row.created, reverse=True)


def resolve(root: Path | str, reference: str | Path) -> Path:
    """The directory of the run a user means.

    Parameters
    ----------
    root : path
        Where runs are kept.
    reference : str or path
        A path, the folder's name, an id or its beginning (3 characters or more), or a name (then its newest run).

    Raises
    ------
    Mistakes
        If no run or several answer to it; with the nearest name.
    """
    text = str(reference)
    if has_manifest(Path(text)):
        return Path(text)
    rows = list_runs(root)
    for answers in (lambda row: text in (row.id, row.path.name), lambda row: text == row.name):
        found = [row for row in rows if answers(row)]
        if found:
            return found[0].path
    return _by_beginning(Path(root), text, rows)


def find_run(root: Path | str, run: str) -> Path | None:
    """The directory of the run with this id in any state; None if there is none."""
    return next((row.path for row in list_runs(root) if row.id == run), None)


def find_complete(root: Path | str, run: str) -> Path | None:
    """The directory of the finished run with this id, if every byte of it is as it was written: it is not run again."""
    for row in list_runs(root):
        if row.id == run and row.state == COMPLETE and _intact(row.path):
            return row.path
    return None


def verify(run: Path | str) -> list[Mistake]:
    """Every problem of a run folder, with the file it is about; reads every byte and changes nothing.

    An empty list means that what is there is what was written. Not to be complete is no problem by itself, nor is what
    a writer left that was killed: see `unsettled`.
    """
    folder = Path(run)
    try:
        manifest = read_manifest(folder)
        status = Status(folder)
    except Mistakes as mistakes:
        return list(mistakes.all)
    rows = _ledger_problems(folder, manifest, status) + _shard_problems(folder, status)
    rows += _file_problems(folder, status) + _misnamed(folder)
    return rows + (_left(folder, status) if manifest["state"] == COMPLETE else [])


def unsettled(run: Path | str) -> list[Mistake]:
    """What a killed writer left in a run that is not complete: nothing is damaged, and resuming it clears it away."""
    folder = Path(run)
    try:
        complete = read_manifest(folder)["state"] == COMPLETE
        return [] if complete else _left(folder, Status(folder))
    except Mistakes:
        return []  # of a folder that cannot be read `verify` tells


def _row(path: Path) -> RunRow:
    try:
        manifest = read_manifest(path)
    except Mistakes:
        return RunRow(path, "", path.name, "", DAMAGED, None, "")
    state = str(manifest["state"])
    if state != COMPLETE and not is_held(path):
        state = STOPPED
    cells = manifest.get("cells")
    told = [str(manifest.get(key) or "") for key in ("created", "title")]
    named = str(manifest["id"]), str(manifest["name"])
    return RunRow(path, *named, told[0], state, cells if isinstance(cells, int) else None, told[1])


def _by_beginning(root: Path, text: str, rows: list[RunRow]) -> Path:
    found = [row for row in rows if row.id.startswith(text)] if len(text) >= _SHORTEST else []
    if len(found) == 1:
        return found[0].path
    if found:
        listed = ", ".join(sorted(row.id for row in found))
        raise Mistakes([Mistake(f"{len(found)} runs begin with {text!r}", str(root), expected=f"one of {listed}")])
    near = nearest(text, {name for row in rows for name in (row.name, row.id) if name})
    raise Mistakes([Mistake(f"no run {text!r}", str(root), expected=_expected(rows), nearest=near)])


def _expected(rows: list[RunRow]) -> str:
    if not rows:
        return "a run; there are none here yet"
    names = list(dict.fromkeys(row.name for row in rows))[:8]
    return "the name, the id or the path of a run, such as " + ", ".join(names)


def _intact(folder: Path) -> bool:
    status, manifest = Status(folder), read_manifest(folder)
    if not status.path.exists() or digest_of_file(status.path) != manifest.get("status") or is_changed(manifest):
        return False
    shards = [(line, status.columns(kind)) for kind in KINDS for line in status.shards(kind).values()]
    files = status.files().values()
    return bool(shards) and not (
        any(checking.fault(folder, line, columns) for line, columns in shards)
        or any(not checking.is_whole(folder, line) for line in files)
        or checking.unlisted(folder, status)
    )


def _ledger_problems(folder: Path, manifest: dict[str, Any], status: Status) -> list[Mistake]:
    rows = []
    path = str(folder / STATUS)
    if is_changed(manifest):
        rows.append(Mistake("changed since it was written", str(folder / MANIFEST)))
    if manifest["state"] != COMPLETE:
        return rows
    if not status.path.exists():
        rows.append(Mistake("gone", path))
    elif digest_of_file(status.path) != manifest.get("status"):
        rows.append(Mistake("changed since the run was finished", path))
    absent = set(range(int(manifest.get("shards", 0)))) - set(status.shards("outcomes"))
    rows += [Mistake("missing", str(folder / shard_name("outcomes", number))) for number in sorted(absent)]
    if not is_id(str(manifest["id"])):
        rows.append(Mistake(f"{manifest['id']!r} is not the id of a run", str(folder / MANIFEST)))
    return rows


def _shard_problems(folder: Path, status: Status) -> list[Mistake]:
    rows = []
    for kind in KINDS:
        for number, line in status.shards(kind).items():
            why = checking.fault(folder, line, status.columns(kind))
            if why:
                rows.append(Mistake(why, str(folder / shard_name(kind, number))))
    return rows


def _file_problems(folder: Path, status: Status) -> list[Mistake]:
    rows = [] if PLAN in status.files() else [Mistake("the plan is missing", str(folder / PLAN))]
    for name, line in sorted(status.files().items()):
        path = folder / name
        if not path.is_file():
            rows.append(Mistake("gone", str(path)))
        elif digest_of_file(path) != line["digest"]:
            rows.append(Mistake("changed since it was written", str(path)))
    return rows


def _misnamed(folder: Path) -> list[Mistake]:
    pattern = re.compile(r"part-\d{5,}\.parquet")
    odd = [path for kind in KINDS for path in sorted((folder / kind).glob("*")) if not pattern.fullmatch(path.name)]
    return [Mistake("no shard has such a name", str(path)) for path in odd if path not in leftovers(folder)]


def _left(folder: Path, status: Status) -> list[Mistake]:
    """Traces of a writer that was killed between two of its steps; none while one is at work."""
    if is_held(folder):
        return []
    rows = []
    if status.unreadable:
        what = f"{status.unreadable} lines cannot be read"
        rows.append(Mistake(what, str(status.path), expected="to resume the run"))
    stray = [folder / shard_name(*each) for each in checking.unlisted(folder, status)]
    rows += [Mistake("not in the ledger", str(path), expected="to resume the run") for path in stray]
    return rows + [Mistake("left by a writer that was killed", str(path)) for path in leftovers(folder)]
