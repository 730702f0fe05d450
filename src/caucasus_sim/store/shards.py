"""Tables as Parquet bytes: the same table gives the same bytes.

Fixed writer options, one chunk a column, no metadata but our own (kind, number, content, version), no clock. What
cannot be fixed is the name and version of the library, which Parquet puts into every file; versions are in a run's id.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from caucasus_sim.errors import Mistake, Mistakes
from caucasus_sim.store.files import digest, read_bytes, write_bytes
from caucasus_sim.store.layout import RUN_COLUMN, VERSION, shard_name
from caucasus_sim.store.status import Line

_PREFIX = "caucasus_sim."
_OPTIONS: dict[str, Any] = {
    "version": "2.6",
    "data_page_version": "1.0",
    "compression": "zstd",
    "compression_level": 3,
    "row_group_size": 131_072,
    "data_page_size": 1 << 20,
    "use_dictionary": True,
    "write_statistics": True,
    "write_page_checksum": True,
    "store_schema": True,
}


def fingerprint(schema: pa.Schema) -> str:
    """What stands for a table's columns: their names, types and order."""
    return digest(repr([(each.name, str(each.type), each.nullable) for each in schema]).encode("utf-8"))


def encode(table: pa.Table, **about: str | int) -> bytes:
    """A table as Parquet bytes; equal tables and equal `about` give equal bytes.

    Parameters
    ----------
    table : pyarrow.Table
        Any rows; how they are chunked, and metadata of the table and its columns, do not matter and are not kept.
    about : str or int
        Kept in the file's metadata, beside the version of this layout.

    Raises
    ------
    ValueError
        If a column is called ``run_id``, which the views of `query` add.
    """
    if RUN_COLUMN in table.column_names:
        raise ValueError(f"no column may be called {RUN_COLUMN!r}")
    plain = _bare(table).unify_dictionaries().combine_chunks()
    told = {"version": VERSION, **about}
    plain = plain.replace_schema_metadata({f"{_PREFIX}{key}": str(told[key]) for key in sorted(told)})
    sink = pa.BufferOutputStream()
    pq.write_table(plain, sink, **_OPTIONS)
    return bytes(sink.getvalue().to_pybytes())


def decode(path: Path) -> pa.Table:
    """Read a Parquet file written here, every page against its checksum.

    Raises
    ------
    Mistakes
        If the file is missing or damaged.
    """
    return _decode(read_bytes(path), str(path))


def shard_line(data: bytes, kind: str, number: int) -> Line:
    """The line of the ledger about a shard's bytes, from nothing but the bytes, every page against its checksum.

    Raises
    ------
    Mistakes
        If the bytes are damaged, or are another shard or another layout.
    """
    table = _decode(data, shard_name(kind, number))
    return _line_of(data, table.schema, table.num_rows, kind, number)


def encoded(table: pa.Table, kind: str, number: int, content: str) -> tuple[bytes, Line]:
    """A shard as bytes, and the line of the ledger about them; nothing is read back that has just been written."""
    data = encode(table, kind=kind, number=number, content=content)
    schema = pq.read_schema(pa.BufferReader(data))
    return data, _line_of(data, schema, table.num_rows, kind, number)


def _line_of(data: bytes, schema: pa.Schema, rows: int, kind: str, number: int) -> Line:
    told = _about(schema)
    found = (told.get("kind"), told.get("number"), told.get("version"))
    if found != (kind, str(number), str(VERSION)):
        raise Mistakes([Mistake(f"this is not shard {number} of {kind} in layout {VERSION}", shard_name(kind, number))])
    return {
        "what": "shard",
        "kind": kind,
        "number": number,
        "rows": rows,
        "bytes": len(data),
        "digest": digest(data),
        "columns": fingerprint(schema),
        "version": VERSION,
        "content": told.get("content", ""),
    }


def deliver(folder: Path, kind: str, number: int, table: pa.Table, content: str = "") -> Line:
    """Put a shard in place whole, as a worker that does not hold the folder; the line for `RunFolder.receive_shard`.

    Raises
    ------
    Mistakes
        Disk full and the like.
    """
    data, line = encoded(table, kind, number, content)
    write_bytes(folder / shard_name(kind, number), data)
    return line


def _decode(data: bytes, name: str) -> pa.Table:
    try:
        with pq.ParquetFile(pa.BufferReader(data), page_checksum_verification=True) as file:
            return file.read(use_threads=False)  # small files: threads cost more than they save
    except (pa.ArrowException, OSError, ValueError) as error:
        what = f"damaged Parquet file ({_first_line(error)})"
        raise Mistakes([Mistake(what, name, expected="to resume the run, which makes it again")]) from error


def _bare(table: pa.Table) -> pa.Table:
    fields = [field.remove_metadata() for field in table.schema]
    return pa.Table.from_arrays(table.columns, schema=pa.schema(fields))


def _about(schema: pa.Schema) -> dict[str, str]:
    metadata = schema.metadata or {}
    told = {key.decode("utf-8", "replace"): value.decode("utf-8", "replace") for key, value in metadata.items()}
    return {key.removeprefix(_PREFIX): value for key, value in told.items() if key.startswith(_PREFIX)}


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
