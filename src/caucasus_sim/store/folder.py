"""`RunFolder`: the directory of one plan, written by one process, readable by all, at any time.

Whatever is killed, whenever it is killed, what was finished stays, and doing what is missing gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any, Self

import pyarrow as pa

from caucasus_sim.errors import Mistake, Mistakes
from caucasus_sim.store import checking
from caucasus_sim.store.files import digest, plain_errors, read_bytes, write_bytes, write_json
from caucasus_sim.store.identity import folder_name
from caucasus_sim.store.layout import DESIGN, PLAN, RESERVED, SUMMARY, TRACES, shard_name
from caucasus_sim.store.lock import WriterLock
from caucasus_sim.store.manifest import (
    COMPLETE,
    file_line,
    has_manifest,
    is_lost,
    new_manifest,
    own_entries,
    read_manifest,
    write_manifest,
)
from caucasus_sim.store.reader import RunReader
from caucasus_sim.store.shards import encode, encoded, shard_line
from caucasus_sim.store.writer import RunWriter


class RunFolder(RunWriter):
    """The folder of one plan, from `create` or `open`; a writer lets go by `finish`, `close` or ``with``."""

    @classmethod
    def create(cls, root: Path | str, name: str, id: str, manifest: Mapping[str, Any]) -> Self:
        """Make ``<root>/<name>-<id>/`` with a manifest in state 'running', and hold it for writing.

        Parameters
        ----------
        root : path
            Where runs are kept; made if missing.
        name : str
            As the user wrote it; characters a file system may refuse become ``_`` in the folder's name.
        id : str
            From `run_id`.
        manifest : mapping
            Anything that is JSON. `listing` shows ``created`` (ISO text, default now), ``title`` (of the scenario) and
            ``cells`` (number); `finish` checks ``shards`` (how many of outcomes there must be).

        Raises
        ------
        Mistakes
            If the run exists (then `open` it), another process writes it, or the disk refuses. A folder whose manifest
            cannot be read any more gets a new one, and keeps its shards.
        ValueError
            If the manifest sets an entry of the store's own (id, name, state, layout, status).
        """
        path = Path(root) / folder_name(name, id)
        with plain_errors(path, "make the run folder"):
            path.mkdir(parents=True, exist_ok=True)
        lock = WriterLock(path)
        try:
            if has_manifest(path) and not is_lost(path, id):
                raise Mistakes([Mistake("this run exists", str(path), expected="to resume it, or to use its results")])
            first = new_manifest(name, id, manifest)
            write_manifest(path, first)
            return cls(path, first, lock)._ready()
        except BaseException:
            lock.release()
            raise

    @classmethod
    def open(cls, path: Path | str, write: bool = False) -> Self:
        """Open a run to read, or to write what is missing.

        A writer removes temporary files of killed writers, cuts a torn last line off the ledger, and takes over whole
        shards the ledger does not know.

        Raises
        ------
        Mistakes
            If this is no run folder, or (writing) another process writes it or the disk refuses.
        """
        folder = Path(path)
        manifest = read_manifest(folder)
        if not write:
            return cls(folder, manifest, None)
        lock = WriterLock(folder)
        try:
            return cls(folder, read_manifest(folder), lock)._ready()
        except BaseException:
            lock.release()
            raise

    def retell(self, told: Mapping[str, Any]) -> None:
        """Make the manifest say this and nothing else, where it was damaged or more is kept than before.

        Raises
        ------
        Mistakes
            If the disk refuses.
        """
        with self._guard:
            if {**own_entries(self.manifest), **told} != self.manifest:
                self._change()
                self.manifest = {**own_entries(self.manifest), **told}
                write_manifest(self.path, self.manifest)

    def write_plan(self, table: pa.Table) -> None:
        """Keep the plan, one row a cell; writing the same plan again changes nothing.

        Raises
        ------
        Mistakes
            If the disk refuses.
        RuntimeError
            If another plan is there: one directory holds one plan.
        """
        self._write_once(PLAN, encode(table, kind="plan"))

    def write_design(self, table: pa.Table) -> None:
        """Keep the design of a sweep, one row a point, as `write_plan` keeps the plan."""
        self._write_once(DESIGN, encode(table, kind="design"))

    def write_shard(self, kind: str, number: int, table: pa.Table, content: str = "") -> str:
        """Put one shard in place whole, note it, and give its digest; safe from several threads of the writer.

        Parameters
        ----------
        kind : str
            'outcomes' or 'series'.
        number : int
            From 0, fixed by the plan.
        table : pyarrow.Table
            Every shard of a kind has the same columns; none is called ``run_id``.
        content : str
            A hash of everything the shard depends on, for `reuse_shard`.

        Raises
        ------
        Mistakes
            Disk full and the like; the shard is then not there, and everything before it is.
        ValueError
            If the columns are not those of the shards before.
        RuntimeError
            If the shard is finished with other bytes, or this folder is not open for writing.
        """
        data, line = encoded(table, kind, number, content)
        self._put_shard(line, data)
        return str(line["digest"])

    def reuse_shard(self, kind: str, number: int, content: str, source: RunReader | Path | str) -> bool:
        """Copy a shard of another run that was made from the same content; whether it is now here.

        A missing, damaged or foreign shard of the source is not taken.

        Raises
        ------
        Mistakes
            If the disk refuses, or `source` is no run folder.
        """
        other = source if isinstance(source, RunReader) else RunFolder.open(source)
        line = other._status.shard(kind, number)
        if line is None or not content or line.get("content") != content:
            return False
        if checking.fault(other.path, line, self._status.columns(kind)):
            return False
        data = read_bytes(other.path / shard_name(kind, number))
        self._put_shard(shard_line(data, kind, number), data)
        return True

    def write_trace(self, name: str, data: bytes) -> Path:
        """Keep any file below `traces/`, whole or not at all; its path."""
        return self._put_file(f"{TRACES}/{_inside(name)}", data)

    def write_extra(self, name: str, data: bytes) -> Path:
        """Put something derived (a report) into the folder, whole or not at all; it has no digest and needs no lock."""
        inside = _inside(name)
        if inside.parts[0] in RESERVED:
            raise ValueError(f"{name!r} belongs to the store")
        write_bytes(self.path / inside, data)
        return self.path / inside

    def fail(self, number: int, **told: Any) -> None:
        """Note that shard `number` failed, with anything that is JSON (cell, stage, month, message)."""
        with self._guard:
            self._change()
            self._status.append({**told, "what": "failure", "shard": number})

    def finish(self, summary: Mapping[str, Any]) -> None:
        """Write `summary.json`, seal the ledger, set the state 'complete' and let go.

        Raises
        ------
        Mistakes
            If the disk refuses; the run is then still 'running' and can be finished later.
        RuntimeError
            If the manifest says how many ``shards`` there are and some are missing.
        """
        with self._guard:
            self._change()
            self._refuse_gaps()
            write_json(self.path / SUMMARY, summary)
            self._status.append(file_line(self.path, SUMMARY))
            sealed = self._status.seal()
            self.manifest = {**self.manifest, "state": COMPLETE, "status": digest(sealed)}
            write_manifest(self.path, self.manifest)
        self.close()


def _inside(name: str) -> PurePosixPath:
    path = PurePosixPath(name)
    if not path.parts or path.is_absolute() or ".." in path.parts or set(name) & set(":\\"):
        raise ValueError(f"{name!r} is not a name inside the run folder")
    return path
