"""A sweep as it lies on disk, read for analysis: its design, its cells and its outcomes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from caucasus_sim.ensemble.designs.factor import Factor, factor_of
from caucasus_sim.errors import Mistake, Mistakes
from caucasus_sim.store.folder import RunFolder

OK = "ok"


@dataclass(frozen=True)
class StoredSweep:
    """A sweep on disk.

    Parameters
    ----------
    path : Path
    kind : str
        ``grid``, ``latin_hypercube``, ``sobol`` or ``morris``.
    factors : tuple of Factor
        In the order of the design's columns; the dummy, if there is one, among them.
    design : DataFrame
        One row a point (`caucasus_sim.ensemble.designs.table`).
    cells : DataFrame
        One row a run: cell, point, replicate, variant, lens, reading, reading_draw, mechanism_draw, luck, block.
    about : dict
        The manifest.
    complete : bool
        Whether every shard is there.
    """

    path: Path
    kind: str
    factors: tuple[Factor, ...]
    design: pd.DataFrame
    cells: pd.DataFrame
    about: dict[str, Any]
    complete: bool

    def outcomes(self, names: Sequence[str] = ()) -> pd.DataFrame:
        """The cells that are finished, with status and outcomes (all, or some by name), in the order of the plan.

        A run that failed has a status other than ``ok`` and no outcomes. Cells of shards that are missing are not here.
        """
        folder = RunFolder.open(self.path)
        numbers = [int(path.stem.rpartition("-")[2]) for path in folder.shard_paths("outcomes")]
        if not numbers:
            return self.cells.iloc[:0].assign(status="")
        parts = [_chosen(folder.read_shard("outcomes", number), names) for number in numbers]
        return self.cells.merge(pa.concat_tables(parts).to_pandas(), on="cell", how="inner", validate="1:1")


def _chosen(table: pa.Table, names: Sequence[str]) -> pa.Table:
    """The columns of some outcomes, or all; an outcome told in parts is all of them."""
    wanted = {"cell", "status", *names}
    return table.select([each for each in table.column_names if not names or each.partition(".")[0] in wanted])


def is_sweep(path: Path | str) -> bool:
    """Whether a run on disk is a sweep."""
    return "design" in RunFolder.open(path).manifest


def read_sweep(path: Path | str) -> StoredSweep:
    """A sweep on disk, finished or not.

    Raises
    ------
    Mistakes
        If it is no run, no sweep, or damaged.
    """
    folder = RunFolder.open(path)
    told = folder.manifest.get("design")
    if told is None:
        what = "this run is no sweep"
        raise Mistakes([Mistake(what, str(folder.path), expected="a run that `sim sweep` made")])
    return StoredSweep(
        folder.path,
        str(told["kind"]),
        tuple(factor_of(each) for each in told["factors"]),
        folder.read_design().to_pandas(),
        folder.read_plan().to_pandas(),
        folder.manifest,
        folder.complete,
    )
