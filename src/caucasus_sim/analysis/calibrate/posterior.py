"""Posterior by rejection and regression adjustment (Beaumont, Zhang and Balding 2002; form from memory)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from caucasus_sim.analysis.calibrate.table import Table

SHARE = 0.1  # of the table that is accepted
DRAWS = 134  # kept of every clock


@dataclass(frozen=True)
class Accepted:
    """Adjusted draws of one clock: ``z`` f8 [n, parameters], ``open_ease`` f8 [n], ``weight`` f8 [n] summing to one."""

    z: np.ndarray
    open_ease: np.ndarray
    weight: np.ndarray

    def resampled(self, n: int) -> tuple[np.ndarray, np.ndarray]:
        """``n`` draws of equal weight, taken at even steps of the summed weights."""
        at = np.searchsorted(np.cumsum(self.weight), (np.arange(n) + 0.5) / n)
        at = np.minimum(at, len(self.weight) - 1)
        return self.z[at], self.open_ease[at]


def adjusted(
    table: Table, observed: np.ndarray, informs: np.ndarray, leave: int | None = None, share: float = SHARE
) -> Accepted:
    """Rows of a table near what was observed, moved to where they would lie at it by local linear regression.

    Parameters
    ----------
    observed : f8 [statistics]
    informs : bool [statistics, parameters + 1], which statistic speaks of which quantity; the last is the ease of the
        articles left open
    leave : a row that is left out, because it plays the truth
    share : of the table that is accepted

    Weights are Epanechnikov's in the distance, each statistic in units of its spread over the table.
    """
    usable = np.isfinite(table.open_ease)
    if leave is not None:
        usable[leave] = False
    spread = np.maximum(table.found[usable].std(axis=0), 1e-9)
    away = (table.found - observed) / spread
    distance = np.sqrt((away * away).sum(axis=1))
    distance[~usable] = np.inf
    kept = np.argsort(distance, kind="stable")[: max(50, int(share * usable.sum()))]
    reach = distance[kept[-1]] * (1.0 + 1e-9) + 1e-12
    weight = 1.0 - (distance[kept] / reach) ** 2 + 1e-6
    answers = np.column_stack([table.z[kept], table.open_ease[kept]])
    moved = answers - away[kept] @ slopes(away[kept], answers, weight, informs)
    return Accepted(moved[:, :-1], moved[:, -1], weight / weight.sum())


def slopes(away: np.ndarray, answers: np.ndarray, weight: np.ndarray, informs: np.ndarray) -> np.ndarray:
    """Weighted least-squares slopes, f8 [statistics, answers]; zero where a statistic does not speak of a quantity."""
    found = np.zeros(informs.shape)
    for k in range(answers.shape[1]):
        speaks = informs[:, k]
        design = np.column_stack([np.ones(len(away)), away[:, speaks]])
        gram = design.T @ (design * weight[:, None]) + 1e-8 * weight.sum() * np.eye(design.shape[1])
        found[speaks, k] = np.linalg.solve(gram, design.T @ (answers[:, k] * weight))[1:]
    return found
