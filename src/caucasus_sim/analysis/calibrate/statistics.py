"""Statistics of runs from an earlier start, one for each datum of the record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from caucasus_sim.month.arrays import FIRST, SERIES
from caucasus_sim.packing.setup import Setup

# The fields of a last world that statistics, and the ease of open articles, are read from.
READ = ("first", "route", "deal")


@dataclass(frozen=True)
class Observed:
    """Runs as far as the record goes, series f4 [n, months, series], and the month of the change.

    ``worlds`` are the last ones, [n], with the fields of ``READ``.
    """

    setup: Setup
    worlds: np.ndarray
    series: np.ndarray
    change: int

    def monthly(self, name: str) -> np.ndarray:
        """One monthly series, f4 [n, months]."""
        return self.series[:, :, SERIES[name]]

    def months(self, low: float, high: float, after: bool) -> np.ndarray:
        """Number of months with deaths from ``low`` to ``high``, before or after the change."""
        deaths = self.monthly("fatalities")
        part = deaths[:, self.change :] if after else deaths[:, : self.change]
        return ((part >= low) & (part <= high)).sum(axis=1).astype(np.float64)


CRISIS = 26


def _tabled(runs: Observed) -> np.ndarray:
    option = list(runs.setup.catalogue.routes).index("crossroads")
    return (runs.worlds["route"][:, option] >= 1).astype(np.float64)


STATISTICS: dict[str, Callable[[Observed], np.ndarray]] = {
    "articles_agreed": lambda runs: runs.monthly("articles_agreed")[:, -1],
    "incidents_before": lambda runs: runs.months(5, CRISIS - 1, after=False),
    "incidents_after": lambda runs: runs.months(5, CRISIS - 1, after=True),
    "crises_before": lambda runs: runs.months(CRISIS, np.inf, after=False),
    "crises_after": lambda runs: runs.months(CRISIS, np.inf, after=True),
    "protocols": lambda runs: runs.monthly("protocols")[:, -1],
    "released": lambda runs: (runs.monthly("detainees").min(axis=1) < 0.75 * runs.setup.book[0].held_start) * 1.0,
    "meetings": lambda runs: runs.monthly("met").sum(axis=1),
    "bloc_frozen": lambda runs: (runs.monthly("bloc_0")[:, -1] <= 1) * 1.0,
    "crossroads_tabled": _tabled,
    "small_incidents": lambda runs: runs.monthly("incidents")[:, runs.change :].sum(axis=1),
    "signed": lambda runs: (runs.worlds["first"][:, FIRST["treaty_signed"]] >= 0) * 1.0,
}


def statistics_of(runs: Observed, names: tuple[str, ...]) -> np.ndarray:
    """Statistics of every run, f8 [n, names]."""
    return np.column_stack([np.asarray(STATISTICS[name](runs), dtype=np.float64) for name in names])
