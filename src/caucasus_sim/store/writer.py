"""What writing into a run folder is made of: hold it, clean up, take over, put in place, note."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from threading import RLock
from typing import Any, Self

from caucasus_sim.errors import Mistake, Mistakes
from caucasus_sim.store import checking
from caucasus_sim.store.files import digest, leftovers, plain_errors, read_bytes, write_bytes
from caucasus_sim.store.layout import shard_name
from caucasus_sim.store.lock import WriterLock
from caucasus_sim.store.manifest import RUNNING, write_manifest
from caucasus_sim.store.reader import RunReader
from caucasus_sim.store.shards import shard_line
from caucasus_sim.store.status import Line


class RunWriter(RunReader):
    """The steps `RunFolder` writes with; a reader when `lock` is None."""

    def __init__(self, path: Path, manifest: dict[str, Any], lock: WriterLock | None) -> None:
        super().__init__(path, manifest, repair=lock is not None)
        self._lock = lock
        self._guard = RLock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let others write; reading goes on. Does nothing the second time."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def _ready(self) -> Self:
        with plain_errors(self.path, "clean up the run folder"):
            for path in leftovers(self.path):
                path.unlink(missing_ok=True)
        for kind, number in checking.unlisted(self.path, self._status):
            self._take_over(kind, number)
        return self

    def _take_over(self, kind: str, number: int) -> None:
        name = shard_name(kind, number)
        try:
            line = shard_line(read_bytes(self.path / name), kind, number)
        except Mistakes as mistakes:
            self._set_aside(kind, number, mistakes.all[0].what)
            return
        if self._status.columns(kind) not in ("", line["columns"]):
            self._set_aside(kind, number, "its columns are not those of this run")
            return
        self._change()
        self._status.append(line)
        self.notices.append(f"{name} was whole and is kept")

    def _set_aside(self, kind: str, number: int, why: str) -> None:
        if self._lock is None:
            super()._set_aside(kind, number, why)
            return
        with self._guard:
            self._change()
            self.notices.append(checking.quarantine(self.path, self._status, kind, number, why))

    def _put_shard(self, line: Line, data: bytes) -> None:
        kind, number = line["kind"], line["number"]
        with self._guard:
            self._held()
            if self._status.columns(kind) not in ("", line["columns"]):
                raise ValueError(f"the {kind} of {self.path} have other columns")
            before = self._status.shard(kind, number)
            if before is not None and checking.looks_whole(self.path, before):
                if before["digest"] != line["digest"]:
                    raise RuntimeError(f"{shard_name(kind, number)} is finished, with other bytes")
                return
            self._change()
        write_bytes(self.path / shard_name(kind, number), data)
        with self._guard:
            self._status.append(line)

    def receive_shard(self, line: Line) -> None:
        """Note a shard that a worker has put in place with `deliver`.

        Raises
        ------
        Mistakes
            If what lies here is not what the worker's line tells: it wrote on a disk of its own, or the columns differ.
        RuntimeError
            If the shard is finished with other bytes, or this folder is not open for writing.
        """
        kind, number = line["kind"], line["number"]
        with self._guard:
            self._held()
            before = self._status.shard(kind, number)
            if before is not None and checking.looks_whole(self.path, before) and before["digest"] != line["digest"]:
                raise RuntimeError(f"{shard_name(kind, number)} is finished, with other bytes")
            why = checking.fault(self.path, line, self._status.columns(kind))
            if why:
                expected = "workers that write into this very folder"
                raise Mistakes([Mistake(f"a worker's shard is not here: {why}", str(self.path), expected=expected)])
            if before is None:
                self._change()
                self._status.append(line)

    def _write_once(self, name: str, data: bytes) -> None:
        line = self._status.files().get(name)
        if line is not None and line["digest"] != digest(data):
            raise RuntimeError(f"{self.path} holds another {name.partition('.')[0]}")
        self._put_file(name, data)

    def _put_file(self, name: str, data: bytes) -> Path:
        line: Line = {"what": "file", "name": name, "bytes": len(data), "digest": digest(data)}
        with self._guard:
            self._held()
            if self._status.files().get(name) != line or not checking.is_whole(self.path, line):
                self._change()
                write_bytes(self.path / name, data)
                self._status.append(line)
        return self.path / name

    def _refuse_gaps(self) -> None:
        have = {path.name for path in self.shard_paths("outcomes")}
        names = [shard_name("outcomes", number) for number in range(int(self.manifest.get("shards", 0)))]
        absent = [name for name in names if PurePosixPath(name).name not in have]
        if absent:
            raise RuntimeError(f"{self.path}: {len(absent)} shards are missing, the first is {absent[0]}")

    def _held(self) -> None:
        if self._lock is None:
            raise RuntimeError(f"{self.path} is not open for writing")

    def _change(self) -> None:
        """Before anything changes: this folder must be held, and is no longer complete."""
        self._held()
        if self.complete:
            self.manifest = {key: value for key, value in self.manifest.items() if key != "status"}
            self.manifest["state"] = RUNNING
            write_manifest(self.path, self.manifest)
