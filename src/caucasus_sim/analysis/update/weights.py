"""Weights of histories from a record, within each lens and reading, and the refusal where too few are left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from caucasus_sim.analysis.update.agreement import agreement
from caucasus_sim.coding.update import Quantity
from caucasus_sim.errors import Mistake
from caucasus_sim.scenario.record import Record

ROUTE = "reweight"
MOST_NAMED = 3


@dataclass(frozen=True)
class Weighted:
    """Weights of the histories of one lens and reading.

    Parameters
    ----------
    lens, reading : str
    cells : i8 [n]
        The histories.
    weights : f8 [n]
        They sum to 1.
    effective : float
        The effective sample size: 1 over the sum of squared weights.
    against : tuple of (row, surprise, effective without it)
        Rows of the record, the one that the histories contradict most first. The surprise is the number of halvings
        of the mean agreement: 0 where every history has it, 10 where it is as rare as one in a thousand.
    """

    lens: str
    reading: str
    cells: np.ndarray
    weights: np.ndarray
    effective: float
    against: tuple[tuple[int, float, float], ...]


def weigh(
    told: pd.DataFrame, cells: pd.DataFrame, record: Record, quantities: Mapping[str, Quantity], width: str = "best"
) -> list[Weighted]:
    """Weights of histories within every lens and reading: lenses are never weighed against each other.

    Parameters
    ----------
    told : f8 [cells, rows]
        From :func:`caucasus_sim.runs.rewind.rewound`.
    cells : the rows of the plan
    width : str
        Which end of the belief in the errors is used.

    Notes
    -----
    Rows count as independent; several rows of one quantity share the weight of one, since what moves a quantity in one
    month moves it in the next.
    """
    places = [int(k) for k in told.columns]
    many = Counter(record.entries[k].id for k in places)
    logs = {
        k: np.log(agreement(quantities[record.entries[k].id], record.entries[k], told[k].to_numpy(), width))
        / many[record.entries[k].id]
        for k in places
    }
    table = pd.DataFrame(logs, index=told.index)
    about = cells.set_index("cell").loc[told.index]
    pairs = sorted(set(zip(about["lens"].astype(str), about["reading"].astype(str), strict=True)))
    own = {pair: (about["lens"] == pair[0]) & (about["reading"] == pair[1]) for pair in pairs}
    return [_weighted(*pair, table[own[pair].to_numpy()]) for pair in pairs]


def _weighted(lens: str, reading: str, logs: pd.DataFrame) -> Weighted:
    total = logs.to_numpy().sum(axis=1)
    weights = _shares(total)
    against = sorted(
        ((int(k), _surprise(logs[k].to_numpy()), effective(_shares(total - logs[k].to_numpy()))) for k in logs.columns),
        key=lambda each: (-each[1], each[0]),
    )
    return Weighted(lens, reading, logs.index.to_numpy(), weights, effective(weights), tuple(against))


def _shares(logs: np.ndarray) -> np.ndarray:
    """Weights that sum to 1 from logarithms, f8 [n]."""
    raised = np.exp(logs - logs.max())
    return np.asarray(raised / raised.sum())


def effective(weights: np.ndarray) -> float:
    """How many equally weighted histories these are worth (Kish).

    >>> effective(np.array([0.25, 0.25, 0.25, 0.25])), effective(np.array([1.0, 0.0]))
    (4.0, 1.0)
    """
    return float(1.0 / np.sum(weights * weights))


def _surprise(logs: np.ndarray) -> float:
    return float(-np.log2(np.mean(np.exp(logs))))


def collapsed(found: Iterable[Weighted], fewest: float) -> list[Weighted]:
    """The lenses and readings under which too few histories are left."""
    return [each for each in found if each.effective < fewest]


def refusal(found: Iterable[Weighted], record: Record, fewest: float) -> list[Mistake]:
    """Why the record cannot be put on the histories: for every collapsed lens, the rows against it."""
    told = []
    for each in collapsed(found, fewest):
        named = [record.entries[k] for k, _, _ in each.against[:MOST_NAMED]]
        rows = "; ".join(f"'{entry.id}' = {entry.written} (line {entry.line})" for entry in named)
        what = f"route {ROUTE} refused under the lens {each.lens} (reading {each.reading}): "
        what += f"{each.effective:.1f} of {len(each.cells)} histories are left; most against them: {rows}"
        expected = f"at least {fewest:g}: more histories (`sim run --runs`), or `--route restart`"
        told.append(Mistake(what, record.path, named[0].line if named else 0, 0, expected))
    return told


def as_data(found: Iterable[Weighted], record: Record, fewest: float) -> list[dict[str, Any]]:
    """Effective samples and the rows against them, for JSON and the page."""
    return [
        {
            "lens": each.lens,
            "reading": each.reading,
            "histories": len(each.cells),
            "effective": round(each.effective, 2),
            "collapsed": each.effective < fewest,
            "against": [
                {"row": record.entries[k].id, "line": record.entries[k].line, "surprise_bits": round(surprise, 2),
                 "effective_without": round(without, 2)}
                for k, surprise, without in each.against[:MOST_NAMED]
            ],
        }
        for each in found
    ]  # fmt: skip
