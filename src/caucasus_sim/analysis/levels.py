"""How often watched events happen, as counts of twenty with two intervals, where the lenses are calibrated."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from scipy import special

from caucasus_sim.analysis.measures import is_event, measured
from caucasus_sim.analysis.paired import about
from caucasus_sim.analysis.spread import common, cubes_of
from caucasus_sim.coding.catalogue import Catalogue

INSIDE = 0.9


def levels(
    catalogue: Catalogue, plan: pd.DataFrame, outcomes: pd.DataFrame, watched: Sequence[str]
) -> list[dict[str, Any]]:
    """A row for every watched event and variant: shares by lens, simulation error, and what we do not know."""
    rows = []
    for name in watched:
        if is_event(catalogue, name):
            values = measured(catalogue, outcomes, name)
            for variant, cells in plan.groupby("variant", sort=False):
                rows.append(level(str(variant), name, catalogue.outcomes[name].title, cells, values))
    return rows


def level(variant: str, name: str, title: str, cells: pd.DataFrame, values: pd.Series) -> dict[str, Any]:
    """One event in one variant, over lenses and readings."""
    found = [arm(part, values) for _, part in cells.groupby(["lens", "reading"])]
    shares = cells.assign(value=values.loc[cells.index]).groupby("lens")["value"].mean()
    overall = float(shares.mean())
    error = math.sqrt(sum(each["error"] ** 2 for each in found)) / len(found)
    low, high = min(each["low"] for each in found), max(each["high"] for each in found)
    return {
        "outcome": name,
        "title": title,
        "variant": variant,
        "share": overall,
        "by_lens": {str(lens): float(share) for lens, share in shares.items()},
        "simulation_error": 1.645 * error,
        "unknown": [low, high],
        "words": told(overall, shares, 1.645 * error, low, high),
    }


def arm(part: pd.DataFrame, values: pd.Series) -> dict[str, float]:
    """Share under one lens and reading, its error over blocks, and the middle nine tenths over draws of assumptions.

    The variance over draws is the covariance of two histories that share their draws and not their luck; shares are
    spread over draws as a beta with that mean and variance.
    """
    cubes = cubes_of(part, values.loc[part.index])
    share = float(cubes.mean())
    blocks = cubes.reshape(len(cubes), -1).mean(axis=1)
    error = float(blocks.std(ddof=1) / math.sqrt(len(blocks))) if len(blocks) > 1 else math.inf
    between = common(cubes - share, same=(True, True, False))
    low, high = beta_interval(share, between)
    return {"share": share, "error": error, "low": low, "high": high}


def beta_interval(share: float, between: float) -> tuple[float, float]:
    """The middle nine tenths of a beta with this mean and variance.

    >>> beta_interval(0.5, 0.0), beta_interval(0.0, 0.1)
    ((0.5, 0.5), (0.0, 0.0))
    >>> tuple(round(each, 2) for each in beta_interval(0.5, 1 / 12))
    (0.05, 0.95)
    """
    most = share * (1.0 - share)
    if most <= 0.0 or between <= 0.0:
        return share, share
    weight = most / min(between, 0.999 * most) - 1.0
    edges = np.array([0.5 - INSIDE / 2, 0.5 + INSIDE / 2])
    low, high = special.betaincinv(share * weight, (1.0 - share) * weight, edges)
    return float(low), float(high)


def told(share: float, by_lens: pd.Series, error: float, low: float, high: float) -> str:
    """The level in words: a count, its range over lenses, and the two intervals."""
    lowest, highest = (round(20 * float(each)) for each in (by_lens.min(), by_lens.max()))
    over = f"{lowest} under every lens" if lowest == highest else f"{lowest} to {highest} over the lenses"
    wide = "not known from one block" if math.isinf(error) else f"{20 * error:.1f} in 20"
    return (
        f"{about(share)} ({over}); simulation error {wide}; "
        f"what we do not know: {math.floor(20 * low)} to {math.ceil(20 * high)} in 20"
    )
