"""What players contribute to an outcome: exact values, intervals over blocks, and how far lenses and readings agree."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
from scipy import special

from caucasus_sim.analysis.explain.shapley import Scheme, Weights, pairs_per_run, per_run, weighed
from caucasus_sim.analysis.readings import Directions, verdict_over

SURE = 0.95
ROUNDING = 1e-12
OPPOSITE = {"+": "-", "-": "+", "0": "0"}


@dataclass(frozen=True)
class Estimate:
    """A mean over runs and its standard error; blocks of runs, which share draws and luck, are the units."""

    mean: float
    error: float
    blocks: int

    def reach(self, family: int = 1) -> float:
        """Half the width of the interval: at 95 %, for this many estimates together."""
        if self.blocks < 2:
            return math.inf
        return -float(special.stdtrit(self.blocks - 1, (1.0 - SURE) / (2 * family))) * self.error

    def direction(self, family: int = 1) -> str:
        """``+``, ``-``, or ``0`` where the interval does not tell."""
        if abs(self.mean) <= max(self.reach(family), ROUNDING):
            return "0"
        return "+" if self.mean > 0.0 else "-"


def estimate(values: np.ndarray, blocks: np.ndarray) -> Estimate:
    """The mean of values f8 [runs] with its error over blocks, of the same length."""
    means = pd.Series(values).groupby(blocks).mean().to_numpy()
    error = float(means.std(ddof=1) / math.sqrt(len(means))) if len(means) > 1 else math.inf
    return Estimate(float(values.mean()), error, len(means))


def contributions(
    scheme: Scheme, players: Sequence[tuple[str, str]], values: np.ndarray, cells: pd.DataFrame, words: tuple[str, str]
) -> dict[str, Any]:
    """What every player contributes, which pairs interact, and whether it adds up.

    Parameters
    ----------
    players : id and title of each
    values : f8 [coalitions, cells]
    words : for more and for less of the outcome
    """
    own = per_run(scheme, values)
    exact = weighed(scheme.weights, values.mean(axis=1).tolist())
    rows = [
        {"player": player, "title": title} | _row(scheme.weights, k, own[k], values, cells, words)
        for k, (player, title) in enumerate(players)
    ]
    for row, value in zip(rows, exact, strict=True):
        row["contribution"] = float(value)
    return {
        "exact": scheme.exact,
        "coalitions": len(scheme.coalitions),
        "histories": values.size,
        "players": rows,
        "interactions": interactions(scheme, players, values, cells),
        "sum": added_up(scheme, exact, values),
    }


def _row(
    weights: Weights, k: int, own: np.ndarray, values: np.ndarray, cells: pd.DataFrame, words: tuple[str, str]
) -> dict[str, Any]:
    """One player: the interval, every lens, and what its absence would mean, over readings and lenses."""
    whole = estimate(own, cells["block"].to_numpy())
    lenses = cells["lens"].unique()
    family = len(lenses) * cells["reading"].nunique()
    told = {
        str(reading): {
            str(lens): _part(own, cells, (cells["reading"] == reading) & (cells["lens"] == lens)).direction(family)
            for lens in lenses
        }
        for reading in cells["reading"].unique()
    }
    absent = {reading: {lens: OPPOSITE[way] for lens, way in each.items()} for reading, each in told.items()}
    return {
        "low": whole.mean - whole.reach(),
        "high": whole.mean + whole.reach(),
        "by_lens": {str(lens): _exact_mean(weights[k], values, cells["lens"] == lens) for lens in lenses},
        "by_reading_and_lens": told,
        "if_absent": supposed(absent, OPPOSITE[whole.direction()], words),
        "runs_that_differ": float((np.abs(own) > 0.0).mean()),
    }


def supposed(absent: Directions, together: str, words: tuple[str, str]) -> str:
    """What would have been, over readings and lenses; where no pair of them is clear alone, over all together.

    >>> supposed({"a": {"x": "0"}}, "-", ("more often", "less often"))
    'less often over all readings and lenses together, clear under none of them alone'
    """
    if together == "0" or any(way != "0" for each in absent.values() for way in each.values()):
        return verdict_over(absent, words)
    word = words[0] if together == "+" else words[1]
    return f"{word} over all readings and lenses together, clear under none of them alone"


def _part(own: np.ndarray, cells: pd.DataFrame, chosen: pd.Series) -> Estimate:
    place = chosen.to_numpy()
    return estimate(own[place], cells["block"].to_numpy()[place])


def _exact_mean(weights: tuple[Fraction, ...], values: np.ndarray, chosen: pd.Series) -> float:
    return float(weighed((weights,), values[:, chosen.to_numpy()].mean(axis=1).tolist())[0])


def interactions(
    scheme: Scheme, players: Sequence[tuple[str, str]], values: np.ndarray, cells: pd.DataFrame
) -> list[dict[str, Any]]:
    """The pairs that do more, or less, together than each alone, beyond simulation error for all pairs together."""
    found = pairs_per_run(scheme, values)
    blocks = cells["block"].to_numpy()
    rows = []
    for (i, j), own in zip(scheme.pairs, found, strict=True):
        whole = estimate(own, blocks)
        if whole.direction(len(scheme.pairs)) != "0":
            reach = whole.reach(len(scheme.pairs))
            pair = [players[i][1], players[j][1]]
            rows.append(
                {"pair": pair, "interaction": whole.mean, "low": whole.mean - reach, "high": whole.mean + reach}
            )
    return rows


def added_up(scheme: Scheme, exact: Sequence[Fraction], values: np.ndarray) -> dict[str, Any]:
    """The efficiency check: the sum of contributions beside the difference between everybody and nobody.

    Raises
    ------
    ArithmeticError
        Where an exact scheme does not add up to the last digit.
    """
    everybody = float(values[-1].mean())
    if not scheme.exact:
        return {"everybody": everybody, "nobody": None, "difference": None, "contributions": float(sum(exact))}
    nobody = float(values[0].mean())
    total, difference = sum(exact, Fraction(0)), Fraction(everybody) - Fraction(nobody)
    if total != difference:
        raise ArithmeticError(f"contributions add up to {float(total)!r}, not to {float(difference)!r}")
    return {
        "everybody": everybody,
        "nobody": nobody,
        "difference": float(difference),
        "contributions": float(total),
    }
