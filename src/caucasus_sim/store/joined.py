"""All shards of a finished run as one file: a question to a million histories opens one file and not a thousand.

It is made when it is first wanted and is nothing but a copy: it may be deleted, it is in no ledger, and its name is the
digest of the ledger it was made from, so that it never answers for other shards.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from caucasus_sim.errors import Mistakes
from caucasus_sim.store.files import TEMPORARY
from caucasus_sim.store.layout import JOINED
from caucasus_sim.store.reader import RunReader

FEWEST = 32  # shards; fewer are opened as fast as one
TOGETHER = 100  # shards a row group


def joined(run: RunReader, kind: str) -> list[str]:
    """The files that hold all shards of a kind: one for a large finished run, else the shards themselves."""
    shards = run.shard_paths(kind)
    if not run.complete or len(shards) < FEWEST:
        return [str(path) for path in shards]
    path = run.path / JOINED / f"{kind}-{run.manifest['status']}.parquet"
    rows = int(run.manifest["cells"]) if kind == "outcomes" else None
    if not _is_whole(path, rows):
        try:
            _write(path, shards)
        except (OSError, pa.ArrowException, Mistakes):  # a disk that is full or only read: slower, and no worse
            return [str(each) for each in shards]
    return [str(path)]


def _is_whole(path: Path, rows: int | None) -> bool:
    try:
        found = pq.read_metadata(path).num_rows
    except (OSError, pa.ArrowException):
        return False
    return rows is None or bool(found == rows)


def _write(path: Path, shards: list[Path]) -> None:
    """Shard by shard, so that memory stays flat; in place whole or not at all."""
    path.parent.mkdir(exist_ok=True)
    for old in path.parent.glob(f"{path.name.partition('-')[0]}-*.parquet"):
        old.unlink(missing_ok=True)
    temporary = path.with_name(f"{TEMPORARY}{os.getpid()}-{path.name}")
    schema = pq.read_schema(shards[0]).remove_metadata()
    try:
        with pq.ParquetWriter(temporary, schema, compression="zstd") as writer:
            for first in range(0, len(shards), TOGETHER):
                some = [pq.read_table(each, schema=schema) for each in shards[first : first + TOGETHER]]
                writer.write_table(pa.concat_tables(some).replace_schema_metadata(None))
        temporary.replace(path)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
