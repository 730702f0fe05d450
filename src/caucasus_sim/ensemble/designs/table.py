"""The design table: one row a point, with the settings of all factors and what a method needs to know of a point.

==============  ========  ==================================================================================
column          type      meaning
==============  ========  ==================================================================================
point           int64     0, 1, 2, ... in the order of the rows
design_block    int64     points of one block share draws and luck in every replicate
matrix          text      sobol: ``A``, ``B``, or ``AB``: the row of A with one factor taken from B
step            int64     morris: 0 .. factors, the place of the point in its trajectory
changed         text      sobol: the factor taken from B; morris: the factor changed since the step before; or null
<factor>        typed     the setting: float64, int64, bool or text
u.<factor>      float64   latin_hypercube, sobol, morris: the place between 0 and 1 the setting was made from
==============  ========  ==================================================================================
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from caucasus_sim.ensemble.designs.factor import PLACE, Factor, columns_of


def table_of(
    factors: tuple[Factor, ...],
    settings: Mapping[str, np.ndarray],
    design_block: np.ndarray,
    about: Mapping[str, np.ndarray] | None = None,
    places: np.ndarray | None = None,
) -> pd.DataFrame:
    """A design table.

    Parameters
    ----------
    settings : factor -> setting of every point
    design_block : i8 [points]
    about : further columns, as `matrix`, `step`, `changed`
    places : f8 [points, factors], where settings were made from places between 0 and 1
    """
    head = pd.DataFrame({"point": np.arange(len(design_block), dtype=np.int64), "design_block": design_block})
    parts = [head.assign(**(about or {})), columns_of(factors, settings)]
    if places is not None:
        parts.append(pd.DataFrame(places, columns=[PLACE + each.id for each in factors]))
    return pd.concat(parts, axis=1)


def at_places(factors: tuple[Factor, ...], places: np.ndarray) -> dict[str, np.ndarray]:
    """The settings of all factors at places f8 [points, factors]."""
    return {each.id: each.at(places[:, k]) for k, each in enumerate(factors)}
