"""The runs of a sweep as whole blocks: by block, place in it and replicate, under each lens and reading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from caucasus_sim.analysis.sensitivity.crossing import Pairs, pairs_of
from caucasus_sim.ensemble.designs.factor import PLACE
from caucasus_sim.errors import Mistake, Mistakes
from caucasus_sim.runs.sweeps.stored import StoredSweep

SOBOL, MORRIS = "sobol", "morris"
EXPECTED = "a sweep with `design: sobol` or `design: morris`"
DRAWS = ["reading_draw", "mechanism_draw"]


@dataclass(frozen=True)
class Arm:
    """The whole blocks under one lens and reading; where these are factors themselves, the names are empty.

    Parameters
    ----------
    results : f8 [blocks, places, replicates]
    points : i8 [blocks, places]
        The point of the design at every place.
    pairs : Pairs
        Which replicates share what.
    dropped : int
        Blocks left out whole, because one of their runs failed, has not been run or has no value.
    """

    lens: str
    reading: str
    results: np.ndarray
    points: np.ndarray
    pairs: Pairs
    dropped: int


def arms_of(sweep: StoredSweep, table: pd.DataFrame) -> list[Arm]:
    """Every lens and reading of a sweep, from its cells with ``value``.

    Raises
    ------
    Mistakes
        If the design is none that indices or elementary effects can be told from.
    """
    if sweep.kind not in (SOBOL, MORRIS):
        what = f"this is a {sweep.kind.replace('_', ' ')} design, which has no blocks that change one factor alone"
        raise Mistakes([Mistake(what, str(sweep.path), expected=EXPECTED)])
    points = places_of(sweep)
    kinds = {each.kind for each in sweep.factors}
    keys = [name for name in ("lens", "reading") if name not in kinds]
    groups: list[tuple[Any, pd.DataFrame]] = list(table.groupby(keys, sort=True)) if keys else [((), table)]
    return [_arm(dict(zip(keys, names, strict=True)), part, points) for names, part in groups]


def places_of(sweep: StoredSweep) -> np.ndarray:
    """The point at every place of every block, i8 [blocks, places]; A, B and the mixed ones in the order of factors."""
    design = sweep.design
    if sweep.kind == MORRIS:
        order = design["step"].to_numpy()
    else:
        mixed = {each.id: k + 2 for k, each in enumerate(sweep.factors)}
        first = design["matrix"].map({"A": 0, "B": 1}).astype("float64")
        order = first.fillna(design["changed"].map(mixed).astype("float64")).to_numpy()
    ordered = design.assign(order=order).sort_values(["design_block", "order"], kind="stable")
    blocks = design["design_block"].nunique()
    return ordered["point"].to_numpy(dtype=np.int64).reshape(blocks, -1)


def _arm(names: dict[str, str], part: pd.DataFrame, points: np.ndarray) -> Arm:
    replicates = np.sort(part["replicate"].unique())
    by_point = np.full((int(points.max()) + 1, len(replicates)), np.nan)
    by_point[part["point"].to_numpy(), np.searchsorted(replicates, part["replicate"])] = part["value"]
    values = by_point[points]
    whole = np.isfinite(values).all(axis=(1, 2))
    first = part[part["point"] == points[0, 0]].sort_values("replicate")
    pairs = pairs_of(first[DRAWS].to_numpy(), first["luck"].to_numpy())
    named = (names.get("lens", ""), names.get("reading", ""))
    return Arm(*named, values[whole], points[whole], pairs, int((~whole).sum()))


def shares_of(sweep: StoredSweep, points: np.ndarray) -> np.ndarray:
    """Places between 0 and 1 of points i8 [...], f8 [..., factors]."""
    columns = [PLACE + each.id for each in sweep.factors]
    by_point = sweep.design.set_index("point")[columns].to_numpy(dtype=np.float64)
    return np.asarray(by_point[points])
