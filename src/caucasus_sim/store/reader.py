"""What can be read from a run folder at any time, also while another process writes it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Self

import pyarrow as pa

from caucasus_sim.errors import Mistake, Mistakes
from caucasus_sim.store import checking
from caucasus_sim.store.files import read_json
from caucasus_sim.store.layout import DESIGN, PLAN, SUMMARY, TRACES, shard_name
from caucasus_sim.store.manifest import COMPLETE
from caucasus_sim.store.shards import decode
from caucasus_sim.store.status import Line, Status


class RunReader:
    """The reading half of `RunFolder`.

    Attributes
    ----------
    path : Path
        The directory.
    manifest : dict
        What `manifest.json` says.
    notices : list of str
        What a user should be told: shards taken over, put in quarantine, made again.
    """

    def __init__(self, path: Path, manifest: dict[str, Any], repair: bool = False) -> None:
        self.path, self.manifest = path, manifest
        self.notices: list[str] = []
        self._status = Status(path, repair)

    @property
    def id(self) -> str:
        """The run's twelve hexadecimal digits."""
        return str(self.manifest["id"])

    @property
    def complete(self) -> bool:
        """Whether the run is finished."""
        return bool(self.manifest["state"] == COMPLETE)

    def finished(self, kind: str) -> set[int]:
        """The numbers of the shards of a kind whose bytes are those that were written (every file is read).

        Others are put in `quarantine/` when this folder is open for writing; either way `notices` says so.
        """
        columns = self._status.columns(kind)
        faults = {
            number: checking.fault(self.path, line, columns) for number, line in self._status.shards(kind).items()
        }
        for number, why in faults.items():
            if why:
                self._set_aside(kind, number, why)
        return {number for number, why in faults.items() if not why}

    def missing(self, total: int, kinds: Iterable[str] = ("outcomes",)) -> list[int]:
        """Which of the shards 0 .. `total` - 1 are not finished in every one of `kinds`."""
        good = set.intersection(*(self.finished(kind) for kind in kinds))
        return [number for number in range(total) if number not in good]

    def no_sweep(self) -> Self:
        """The run itself, if all its histories differ by the plan alone.

        Raises
        ------
        Mistakes
            If it is a sweep, whose histories differ in what its points are set to.
        """
        if "design" in self.manifest:
            what = "this is a sweep: its histories differ in what its points are set to"
            expected = "a run of `sim run`; of a sweep, `sim query`, `sim rerun` and `sim trace --run N` tell"
            raise Mistakes([Mistake(what, str(self.path), expected=expected)])
        return self

    def shard_paths(self, kind: str) -> list[Path]:
        """The files of a kind that are in the ledger and have the right length, by number; no digests are read."""
        lines = self._status.shards(kind).items()
        return [self.path / shard_name(kind, number) for number, line in lines if checking.looks_whole(self.path, line)]

    def read_shard(self, kind: str, number: int) -> pa.Table:
        """One shard as it was written, without metadata; raises `Mistakes` if it is missing or damaged."""
        return _plain(self.path / shard_name(kind, number))

    def read(self, kind: str) -> pa.Table:
        """All shards of a kind, by number; a table without rows and columns if there are none."""
        tables = [_plain(path) for path in self.shard_paths(kind)]
        return pa.concat_tables(tables) if tables else pa.table({})

    def read_plan(self) -> pa.Table:
        """The plan, one row a cell; raises `Mistakes` if it is missing or damaged."""
        return _plain(self.path / PLAN)

    def has_plan(self) -> bool:
        """Whether the plan is there yet."""
        return (self.path / PLAN).is_file()

    def read_design(self) -> pa.Table:
        """The design of a sweep, one row a point; raises `Mistakes` if it is missing or damaged."""
        return _plain(self.path / DESIGN)

    def has_design(self) -> bool:
        """Whether this is a sweep, and its design is there."""
        return (self.path / DESIGN).is_file()

    def traces(self) -> list[Path]:
        """The files below `traces/`, by name."""
        return sorted(self.path / name for name in self._status.files() if name.startswith(f"{TRACES}/"))

    def failures(self) -> list[Line]:
        """What `RunFolder.fail` noted: ``shard`` and whatever it was told."""
        return self._status.failures()

    def quarantined(self) -> list[Line]:
        """What was put in quarantine: ``kind``, ``number``, ``why``."""
        return [line for line in self._status.lines if line["what"] == "quarantined"]

    def summary(self) -> dict[str, Any]:
        """What `RunFolder.finish` was given; raises `Mistakes` if the run is not finished."""
        return read_json(self.path / SUMMARY)

    def _set_aside(self, kind: str, number: int, why: str) -> None:
        self.notices.append(f"{shard_name(kind, number)} is not used: {why}")


def _plain(path: Path) -> pa.Table:
    return decode(path).replace_schema_metadata(None)
