"""Whether a record can tell the lenses apart, and only if it can, how much likelier it is under each.

Runs of one lens play the record; runs of all lenses near it vote for the lens it came from. A record that cannot bring
back the lens that made it says nothing about which lens is right.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from caucasus_sim.analysis.calibrate.estimated import CLOCKS
from caucasus_sim.analysis.calibrate.table import reference_table, with_errors
from caucasus_sim.coding.catalogue import Catalogue

RUNS = 4000
TRUTHS = 200
NEAR = 0.02  # of all runs vote
ENOUGH = 0.7  # of known lenses that must come back, chance being one in as many as there are
RESAMPLES = 400


def lens_scores(
    catalogue: Catalogue,
    runs: int = RUNS,
    truths: int = TRUTHS,
    done: Callable[[int], None] | None = None,
    threads: int = 2,
) -> dict[str, Any]:
    """The confusion of lenses, and their log scores where at least seven tenths come back.

    Parameters
    ----------
    runs : of every lens and first month
    truths : of every lens and first month, that play the record
    done : called with the number of runs finished
    """
    lenses = tuple(catalogue.lenses)
    confusions, logs = [], []
    for clock in CLOCKS:
        found, seen = tables(catalogue, lenses, clock, runs, done, threads)
        confusions.append(confusion(found, truths))
        logs.append(log_shares(found, seen))
    whole = np.mean(confusions, axis=0)
    recovered = float(np.diag(whole).mean())
    told: dict[str, Any] = {
        "lenses": list(lenses),
        "confusion": np.round(whole, 3).tolist(),
        "recovered": round(recovered, 3),
        "chance": round(1.0 / len(lenses), 3),
        "enough": recovered >= ENOUGH,
    }
    if told["enough"]:
        told["differences"] = differences(lenses, np.array(logs))
    return told


def tables(
    catalogue: Catalogue,
    lenses: tuple[str, ...],
    clock: str,
    runs: int,
    done: Callable[[int], None] | None,
    threads: int,
) -> tuple[np.ndarray, np.ndarray]:
    """Statistics of runs under every lens in units of their spread, f8 [lenses, runs, statistics]; and the record's."""
    used = {name: target for name, target in catalogue.targets.items() if target.use == "likelihood"}
    errors = np.array([target.error for target in used.values()])
    found = np.array(
        [
            with_errors(reference_table(catalogue, lens, clock, runs, tuple(used), done, threads=threads), errors).found
            for lens in lenses
        ]
    )
    spread = np.maximum(found.reshape(-1, found.shape[2]).std(axis=0), 1e-9)
    seen = np.array([target.observed[clock] for target in used.values()])
    return found / spread, seen / spread


def confusion(found: np.ndarray, truths: int) -> np.ndarray:
    """The share of runs of each lens (rows) that runs near them give to each (columns), f8 [lenses, lenses]."""
    lenses, runs, _ = found.shape
    told = np.zeros((lenses, lenses))
    for lens in range(lenses):
        for n in range(min(truths, runs)):
            told[lens, vote(found, found[lens, n], leave=n)] += 1.0
    return told / min(truths, runs)


def vote(found: np.ndarray, seen: np.ndarray, leave: int) -> int:
    """The lens that has most of the runs near what was seen, without run ``leave`` and its twins under other lenses.

    Ties go by the run's number, so that no lens gains by its place.
    """
    away = distance(found, seen)
    away[:, leave] = np.inf
    near = np.argsort(away, axis=None, kind="stable")[: max(1, int(NEAR * away.size))]
    counts = np.bincount(near // away.shape[1], minlength=len(found))
    best = np.flatnonzero(counts == counts.max())
    return int(best[leave % len(best)])


def distance(found: np.ndarray, seen: np.ndarray) -> np.ndarray:
    """How far every run lies from what was seen, f8 [lenses, runs]."""
    return np.sqrt(((found - seen) ** 2).sum(axis=2))


def log_shares(found: np.ndarray, seen: np.ndarray) -> np.ndarray:
    """Log of the share of each lens's runs that lie near the record, resampled, f8 [resamples, lenses]."""
    away = distance(found, seen)
    reach = np.quantile(away, NEAR)
    near = (away <= reach).mean(axis=1)
    lots = np.random.default_rng(1).binomial(away.shape[1], near, (RESAMPLES, len(near)))
    return np.log((lots + 0.5) / (away.shape[1] + 1.0))


def differences(lenses: tuple[str, ...], logs: np.ndarray) -> list[dict[str, Any]]:
    """Log scores against the mean of all lenses, with the middle nine tenths; first months count alike."""
    scores = logs.mean(axis=0)
    gaps = scores - scores.mean(axis=1, keepdims=True)
    low, middle, high = np.quantile(gaps, [0.05, 0.5, 0.95], axis=0)
    rows = zip(lenses, low, middle, high, strict=True)
    return [
        {"lens": lens, "low": round(float(a), 2), "difference": round(float(b), 2), "high": round(float(c), 2)}
        for lens, a, b, c in rows
        if math.isfinite(b)
    ]
