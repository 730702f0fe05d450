"""Paired differences of a test, by draw of mechanisms: what of them returns under other luck, and what does not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from caucasus_sim.analysis.claims.form import Contrast
from caucasus_sim.analysis.measures import measured
from caucasus_sim.coding.catalogue import Catalogue

ORDER = ("reading", "block", "mechanism_draw", "reading_draw", "luck")


@dataclass(frozen=True)
class Gaps:
    """Paired differences of one lens in the claim's direction (positive: as claimed).

    Parameters
    ----------
    cubes : numpy.ndarray
        f8 [blocks, 2 mechanism draws, 2 reading draws, 2 lucks].
    mechanisms, readings : numpy.ndarray
        Ids of the draws, i8 [blocks, 2] each.
    reading : numpy.ndarray
        The reading of each block, text [blocks].
    """

    cubes: np.ndarray
    mechanisms: np.ndarray
    readings: np.ndarray
    reading: np.ndarray

    def of_reading(self, name: str) -> Gaps:
        """The blocks of one reading."""
        own = self.reading == name
        return Gaps(self.cubes[own], self.mechanisms[own], self.readings[own], self.reading[own])


def gaps_of(
    catalogue: Catalogue, plan: pd.DataFrame, outcomes: pd.DataFrame, test: Contrast, lens: str, end: int
) -> Gaps:
    """The paired differences of a test under one lens; ``end`` is the last month of the scenarios."""
    values = statistic(catalogue, outcomes, test, end)
    table = plan.assign(value=values.to_numpy())
    sides = [
        table[(table["variant"] == variant) & (table["lens"] == lens)].sort_values(list(ORDER), kind="stable")
        for variant in (test.take, test.beside)
    ]
    gap = test.sign * (sides[0]["value"].to_numpy() - sides[1]["value"].to_numpy())
    cubes = {name: sides[0][name].to_numpy().reshape(-1, 2, 2, 2) for name in ("mechanism_draw", "reading_draw")}
    return Gaps(
        gap.reshape(-1, 2, 2, 2),
        cubes["mechanism_draw"][:, :, 0, 0],
        cubes["reading_draw"][:, 0, :, 0],
        sides[0]["reading"].to_numpy().astype(str).reshape(-1, 8)[:, 0],
    )


def statistic(catalogue: Catalogue, outcomes: pd.DataFrame, test: Contrast, end: int) -> pd.Series:
    """What a test measures in every history, f8 [runs]."""
    first = _measured(catalogue, outcomes, test.outcome, test.measure, end)
    if test.minus is None:
        return first
    return first - _measured(catalogue, outcomes, test.minus, test.measure, end)


def _measured(catalogue: Catalogue, outcomes: pd.DataFrame, name: str, measure: str, end: int) -> pd.Series:
    if measure != "months":
        return measured(catalogue, outcomes, name)
    return outcomes[name].astype("Float64").fillna(end + 1).astype("float64")
