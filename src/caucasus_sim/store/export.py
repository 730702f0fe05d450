"""Tables a user takes away: CSV and Parquet."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow as pa

from caucasus_sim.errors import Mistake, Mistakes, nearest
from caucasus_sim.store.files import write_bytes
from caucasus_sim.store.shards import encode

SUFFIXES = (".csv", ".parquet")


def export(table: pa.Table | pd.DataFrame, path: Path | str) -> Path:
    """Write a table whole to a path ending in .csv (UTF-8, comma, header) or .parquet; a file there is replaced.

    Parameters
    ----------
    table : pyarrow.Table or pandas.DataFrame
        Its columns are kept, an index is not; a missing value is an empty field in CSV.
    path : path
        Where to; its folder is made if missing.

    Raises
    ------
    Mistakes
        If the ending is another one, or the disk refuses; nothing half-written is left.
    """
    target = Path(path)
    suffix = target.suffix.lower()
    if suffix not in SUFFIXES:
        near = nearest(suffix, SUFFIXES)
        what = f"cannot export to {suffix or 'a file without ending'}"
        raise Mistakes([Mistake(what, str(target), expected=" or ".join(SUFFIXES), nearest=near)])
    write_bytes(target, _csv(table) if suffix == ".csv" else _parquet(table))
    return target


def _csv(table: pa.Table | pd.DataFrame) -> bytes:
    frame = table.to_pandas(integer_object_nulls=True) if isinstance(table, pa.Table) else table
    return str(frame.to_csv(index=False, lineterminator="\n")).encode("utf-8")


def _parquet(table: pa.Table | pd.DataFrame) -> bytes:
    columns = table if isinstance(table, pa.Table) else pa.Table.from_pandas(table, preserve_index=False)
    return encode(columns)
