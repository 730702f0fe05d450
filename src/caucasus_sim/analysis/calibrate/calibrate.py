"""One lens calibrated: its joint posterior draws, and every figure that says how far to trust them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from caucasus_sim.analysis.calibrate import checks
from caucasus_sim.analysis.calibrate.estimated import CLOCKS, ESTIMATED, values_at
from caucasus_sim.analysis.calibrate.posterior import DRAWS, Accepted, adjusted
from caucasus_sim.analysis.calibrate.table import SEED, Table, reference_table, with_errors
from caucasus_sim.coding.catalogue import Catalogue

RUNS = 12_000
TRUTHS = 90
COLUMNS = (*ESTIMATED, "article_ease_open")


@dataclass(frozen=True)
class Calibrated:
    """``draws`` f8 [n, parameters] in the evidence's units, for runs from October 2024; ``figures`` for the record."""

    lens: str
    draws: np.ndarray
    figures: dict[str, Any]


def calibrate(
    catalogue: Catalogue,
    lens: str,
    runs: int = RUNS,
    truths: int = TRUTHS,
    done: Callable[[int], None] | None = None,
    threads: int = 2,
) -> Calibrated:
    """Estimate the eight parameters under one lens.

    Parameters
    ----------
    runs : of the reference table, for each of the three first months
    truths : known truths whose ranks are looked at, over all three
    done : called with the number of runs finished
    """
    names = tuple(catalogue.targets)
    used = [k for k, name in enumerate(names) if catalogue.targets[name].use == "likelihood"]
    errors = np.array([catalogue.targets[name].error for name in names])
    informs = speaking(catalogue, [names[k] for k in used])
    parts, ranks, predicted = [], [], {}
    for number, clock in enumerate(CLOCKS):
        table = with_errors(reference_table(catalogue, lens, clock, runs, names, done, threads=threads), errors)
        seen = np.array([catalogue.targets[name].observed[clock] for name in names])
        informed = Table(table.z, table.open_ease, table.found[:, used])
        part = adjusted(informed, seen[used], informs)
        parts.append(part)
        ranks.append(checks.ranks(informed, _truths(table, number, truths // len(CLOCKS)), informs))
        again = _predicted(catalogue, lens, clock, names, part, threads)
        predicted[clock] = _told(names, seen, table.found, again)
    draws = np.concatenate([_shipped(catalogue, part) for part in parts])
    return Calibrated(lens, draws, {**_figures(parts, np.concatenate(ranks)), "predicted": predicted})


def speaking(catalogue: Catalogue, names: list[str]) -> np.ndarray:
    """Which datum speaks of which estimated quantity, bool [statistics, parameters + 1]."""
    told = [[name in catalogue.targets[each].informs for name in ESTIMATED] for each in names]
    return np.array([[*row, row[ESTIMATED.index("article_ease")]] for row in told])


def _shipped(catalogue: Catalogue, part: Accepted) -> np.ndarray:
    """Draws for runs from October 2024: the ease of articles is that of those left open."""
    z, ease = part.resampled(DRAWS)
    values = values_at(catalogue, z)
    bounds = catalogue.parameters["article_ease"].range
    values[:, ESTIMATED.index("article_ease")] = np.clip(ease, bounds.start, bounds.end)
    return values


def _truths(table: Table, number: int, count: int) -> np.ndarray:
    """Rows that play the truth, others for every first month since draws are the same: runs with an article open."""
    usable = np.flatnonzero(np.isfinite(table.open_ease))
    return usable[number * count : (number + 1) * count]


def _predicted(
    catalogue: Catalogue, lens: str, clock: str, names: tuple[str, ...], part: Accepted, threads: int
) -> np.ndarray:
    """Statistics of fresh runs under the posterior, f8 [n, statistics]."""
    values = values_at(catalogue, part.resampled(4 * DRAWS)[0])
    return reference_table(catalogue, lens, clock, len(values), names, values=values, threads=threads).found


def _told(names: tuple[str, ...], seen: np.ndarray, prior: np.ndarray, posterior: np.ndarray) -> dict[str, Any]:
    """Each datum beside what prior and posterior predict: mean and the middle nine tenths."""

    def spread(found: np.ndarray) -> list[float]:
        return [round(float(value), 2) for value in (found.mean(), *np.quantile(found, [0.05, 0.95]))]

    return {
        name: {"observed": float(seen[k]), "prior": spread(prior[:, k]), "posterior": spread(posterior[:, k])}
        for k, name in enumerate(names)
    }


def _figures(parts: list[Accepted], ranks: np.ndarray) -> dict[str, Any]:
    """Contraction, ranks and coverage of every estimated quantity."""
    columns = zip(
        COLUMNS, checks.contraction(parts), checks.flatness(ranks), checks.coverage(ranks), _widths(parts), strict=True
    )
    return {
        "seed": SEED,
        "truths": len(ranks),
        "parameters": {
            name: {
                "contraction": round(float(contracted), 2),
                "informed": bool(contracted >= checks.NOT_INFORMED),
                "rank_p": round(float(flat), 3),
                "coverage_90": round(float(covered), 2),
                "width_90": round(float(width), 2),
            }
            for name, contracted, flat, covered, width in columns
        },
    }


def _widths(parts: list[Accepted]) -> np.ndarray:
    """Width of the middle nine tenths against the prior's, f8 [columns], on the scale where the prior is normal."""
    draws = np.concatenate([np.column_stack(part.resampled(400)) for part in parts])
    low, high = np.quantile(draws, [0.05, 0.95], axis=0)
    return (high - low) / (2.0 * 1.6449)
