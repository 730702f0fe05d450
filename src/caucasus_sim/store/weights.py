"""Weights of draws as a Parquet file."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from caucasus_sim.errors import Mistake, Mistakes

COLUMNS = ("lens", "seed", "mechanism_draw", "weight")


def read_weights(path: Path) -> pd.DataFrame:
    """The weights of draws, one row for every lens, seed and mechanism draw.

    Raises
    ------
    Mistakes
        Where the file cannot be read, lacks a column, names a draw twice, or has weights that are none.
    """
    try:
        table = pq.read_table(path, columns=list(COLUMNS)).to_pandas()
    except (pa.ArrowException, OSError, ValueError, KeyError) as error:
        what = f"the weights of draws cannot be read: {' '.join(str(error).split())[:200]}"
        raise Mistakes([Mistake(what, str(path), expected=f"a Parquet file with {', '.join(COLUMNS)}")]) from None
    lacking = [name for name in COLUMNS if name not in table]
    if lacking:
        what = f"the weights of draws lack {', '.join(lacking)}"
        raise Mistakes([Mistake(what, str(path), expected=f"the columns {', '.join(COLUMNS)}")])
    weights = pd.to_numeric(table["weight"], errors="coerce")
    if not ((weights >= 0.0) & (weights < float("inf"))).all():
        raise Mistakes([Mistake("a weight is below 0 or no number", str(path), expected="numbers of at least 0")])
    if table.duplicated(["lens", "seed", "mechanism_draw"]).any():
        raise Mistakes([Mistake("a draw has two weights", str(path), expected="each draw once for a lens and seed")])
    return table.assign(weight=weights.astype("float64"))
