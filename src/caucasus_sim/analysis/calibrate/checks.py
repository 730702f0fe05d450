"""Whether the estimate can be trusted: ranks of known truths, contraction, and what the posterior predicts."""

from __future__ import annotations

import numpy as np
from scipy import stats

from caucasus_sim.analysis.calibrate.posterior import Accepted, adjusted
from caucasus_sim.analysis.calibrate.table import Table

BINS = 10
RANKED = 99
NOT_INFORMED = 0.1


def ranks(table: Table, truths: np.ndarray, informs: np.ndarray) -> np.ndarray:
    """Ranks of known truths among draws of their own posterior, f8 [truths, parameters + 1] between 0 and 1.

    Each truth is a run of the table, taken as if it were the record and left out. Where the method is right, ranks are
    even. The last column is the ease of the articles left open.
    """
    found = []
    for n in truths:
        z, ease = adjusted(table, table.found[n], informs, leave=int(n)).resampled(RANKED)
        draws = np.column_stack([z, ease])
        truth = np.append(table.z[n], table.open_ease[n])
        found.append(((draws < truth).sum(axis=0) + 0.5) / (RANKED + 1))
    return np.array(found)


def flatness(found: np.ndarray) -> np.ndarray:
    """Chance of ranks at least as uneven if they were even, f8 [columns]: Kolmogorov and Smirnov's test."""
    return np.array([stats.kstest(column, "uniform").pvalue for column in found.T])


def coverage(found: np.ndarray, inside: float = 0.9) -> np.ndarray:
    """Share of truths inside the central interval of their posterior, f8 [columns]."""
    edge = 0.5 * (1.0 - inside)
    return ((found > edge) & (found < 1.0 - edge)).mean(axis=0)


def contraction(parts: list[Accepted]) -> np.ndarray:
    """1 - posterior variance / prior variance on the scale where every prior is standard normal, f8 [parameters + 1].

    Clocks count alike. The prior of the articles left open is that of runs from October 2024, standard normal as well.
    """
    draws = np.concatenate([np.column_stack(part.resampled(400)) for part in parts])
    return 1.0 - draws.var(axis=0)
