"""Which assumptions the watched outcomes hang on most: rank correlations over the draws a run already has.

All histories of one draw of mechanisms share every parameter, whatever their variant, lens, reading or luck; all of
one draw of readings share every stance. The mean outcome of a draw is set beside the value that an assumption has in
it. A rank correlation sees what goes one way; it misses an assumption that matters by turns, and says nothing of what
is never drawn: stances on which every coder is silent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

import numpy as np
import pandas as pd
from scipy import special

from caucasus_sim.analysis.assumptions import MECHANISM, Assumption, of_mechanisms, of_reading
from caucasus_sim.analysis.measures import measured, words_of
from caucasus_sim.coding.catalogue import Catalogue

TOP = 3
FEWEST = 8  # draws; fewer say nothing
MOST_BLOCKS = 2500  # of a very large run the first blocks are looked at, which are balanced over variants and lenses
CHANCE = 0.05  # how often chance alone may pass the bar, in all correlations of a run together


def hangs_on(
    catalogue: Catalogue, plan: pd.DataFrame, outcomes: pd.DataFrame, names: Sequence[str], seed: int
) -> dict[str, Any]:
    """The assumptions on which the named outcomes hang most, with how far chance alone would reach.

    Returns
    -------
    ``draws``: how many; ``tried``: assumptions that vary; ``chance``: the correlation that chance alone passes in one
    run of twenty, None with too few draws; ``top``: the three that go with the outcomes most, each with its
    ``basis`` and, for every outcome that varies, ``correlation``, ``clear`` and ``same_sign_lenses``;
    ``strongest``: the one assumption for each outcome, by name.
    """
    early = plan[plan["block"] < MOST_BLOCKS]
    table = early.assign(**{name: measured(catalogue, outcomes, name)[early.index] for name in names})
    ids = np.unique(early[MECHANISM].to_numpy())
    told: dict[str, Any] = {"draws": len(ids), "tried": 0, "chance": None, "top": [], "strongest": {}}
    if len(ids) < FEWEST or not names:
        return told
    found = correlations(inputs(catalogue, early, seed, ids), table, names)
    if found.empty:
        return told
    tried = found["assumption"].nunique()
    chance = bar(len(ids), len(found))
    said = {name: words_of(catalogue, name) for name in names}
    top = [told_of(found[found["assumption"] == name], chance, said) for name in best_of(found, chance)]
    return told | {"tried": tried, "chance": round(chance, 3), "top": top, "strongest": strongest(found, chance)}


def best_of(found: pd.DataFrame, chance: float) -> list[str]:
    """First the assumptions that pass the bar anywhere, by their sum of squares; then those that come nearest to it."""
    squares = found["correlation"] ** 2
    by_name = squares.groupby(found["assumption"], sort=False).agg(["sum", "max"])
    by_name["clear"] = by_name["max"] > chance**2
    by_name["score"] = by_name["sum"].where(by_name["clear"], by_name["max"])
    return list(by_name.sort_values(["clear", "score"], ascending=False, kind="stable").index[:TOP])


def inputs(catalogue: Catalogue, plan: pd.DataFrame, seed: int, ids: np.ndarray) -> list[Assumption]:
    """Every assumption that varies between the draws of a plan; mechanisms' and readings' draws have the same ids."""
    lenses = tuple(sorted(plan["lens"].unique()))
    every = list(of_mechanisms(catalogue, seed, ids, lenses))
    for reading in plan["reading"].unique():
        every += of_reading(catalogue, str(reading), seed, ids, lenses)
    return [each for each in every if each.lenses and np.ptp(each.drawn) > 0.0]


def correlations(every: Iterable[Assumption], table: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """One row for each assumption and each outcome that varies: rank correlation, and lenses with the same sign."""
    rows: list[dict[str, Any]] = []
    for (draw, lenses, reading), group in groupby(every, key=lambda each: (each.draw, each.lenses, each.reading)):
        members = list(group)
        own = table[table["lens"].isin(lenses) & ((table["reading"] == reading) | (reading == ""))]
        values = ranked(np.stack([each.drawn for each in members], axis=1))
        pooled = values.T @ ranked(own.groupby(draw)[list(names)].mean().to_numpy()) / len(values)
        by_lens = [
            values.T @ ranked(part.groupby(draw)[list(names)].mean().to_numpy()) / len(values)
            for _, part in own.groupby("lens")
        ]
        same = (np.sign(by_lens) == np.sign(pooled)).sum(axis=0)
        rows += [
            row_of(each, name, pooled[i, k], int(same[i, k]), len(by_lens))
            for i, each in enumerate(members)
            for k, name in enumerate(names)
            if np.ptp(own[name].to_numpy()) > 0.0
        ]
    return pd.DataFrame(rows)


def ranked(values: np.ndarray) -> np.ndarray:
    """Ranks of every column with mean 0 and variance 1, f8 [draws, columns]; 0 for a column that does not vary."""
    ranks = pd.DataFrame(values).rank().to_numpy()
    centred = ranks - ranks.mean(axis=0)
    spread = centred.std(axis=0)
    return centred / np.where(spread > 0.0, spread, 1.0)


def row_of(assumption: Assumption, outcome: str, correlation: float, same: int, lenses: int) -> dict[str, Any]:
    """One correlation with what it is of."""
    return {
        "assumption": assumption.id,
        "title": assumption.title,
        "basis": assumption.basis,
        "draw": assumption.draw,
        "outcome": outcome,
        "correlation": float(correlation),
        "same_sign_lenses": same,
        "lenses": lenses,
    }


def bar(draws: int, tried: int) -> float:
    """The rank correlation that the largest of ``tried`` passes by chance in one run of twenty (normal, Bonferroni).

    >>> round(bar(100, 1), 2), round(bar(100, 1000), 2)
    (0.2, 0.41)
    """
    return min(1.0, -float(special.ndtri(CHANCE / (2 * tried))) / float(np.sqrt(draws - 1)))


def told_of(rows: pd.DataFrame, chance: float, said: Mapping[str, tuple[str, str]]) -> dict[str, Any]:
    """One assumption with its correlation with every outcome, the strongest first."""
    first = rows.iloc[0]
    by_size = rows.reindex(rows["correlation"].abs().sort_values(ascending=False, kind="stable").index)
    outcomes = [
        {
            "outcome": row["outcome"],
            "word": said[row["outcome"]][0 if row["correlation"] > 0.0 else 1],
            "correlation": round(row["correlation"], 3),
            "clear": abs(row["correlation"]) > chance,
            "same_sign_lenses": int(row["same_sign_lenses"]),
            "lenses": int(row["lenses"]),
        }
        for row in by_size.to_dict("records")
    ]
    about = {key: first[key] for key in ("assumption", "title", "basis", "draw")}
    return about | {"clear": any(each["clear"] for each in outcomes), "outcomes": outcomes}


def strongest(found: pd.DataFrame, chance: float) -> dict[str, Any]:
    """For every outcome the assumption it goes with most, whether or not chance could do it."""
    best = found.loc[found["correlation"].abs().groupby(found["outcome"], sort=False).idxmax()]
    return {
        row["outcome"]: {
            **{key: row[key] for key in ("assumption", "title", "basis")},
            "correlation": round(row["correlation"], 3),
            "clear": abs(row["correlation"]) > chance,
        }
        for row in best.to_dict("records")
    }
