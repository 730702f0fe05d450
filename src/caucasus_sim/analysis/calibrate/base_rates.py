"""Runs from October 2024 beside the base rates of comparable processes and dyads: a check that nothing is fitted to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from caucasus_sim.analysis.calibrate.estimated import ESTIMATED
from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.coding.posterior import Posterior
from caucasus_sim.ensemble.histories import run_histories
from caucasus_sim.month.arrays import FIRST
from caucasus_sim.packing.setup import set_up
from caucasus_sim.scenario.resolve import load_scenario

# B6 of the science notes, as the model description states it: of 17 comparable processes that had run as long, so many
# signed within so many further months. A hand-picked list: plus or minus 15 points.
SIGNED = {6: 1 / 17, 12: 2 / 17, 24: 5 / 17, 75: 9 / 17}
# B1: yearly onset between neighbours with a territorial rivalry, 1946 to 2010.
YEARLY = {"crisis": 0.0565, "war": 0.0222}
TOLERANCE = 0.15
RUNS = 600


def base_rates(catalogue: Catalogue, lens: str, draws: np.ndarray, runs: int = RUNS) -> list[dict[str, Any]]:
    """Shares of runs of the baseline beside base rates, under one lens with its posterior draws.

    Parameters
    ----------
    draws : f8 [n, parameters] of the estimated parameters
    runs : how many, over all readings
    """
    known = replace(catalogue, posteriors={lens: Posterior(ESTIMATED, draws)})
    setup = set_up(known, load_scenario("baseline", known).runs[0])
    firsts = np.concatenate([_firsts(setup, lens, reading, runs // len(known.readings)) for reading in known.readings])
    rows = []
    for months, share in SIGNED.items():
        at = firsts[:, FIRST["treaty_signed"]]
        found = (at >= 0) & (at - setup.scenario.start < months)
        rows.append(_row(f"signed within {months} months (B6)", share, found))
    for name, yearly in YEARLY.items():
        share = 1.0 - (1.0 - yearly) ** (setup.scenario.months / 12)
        rows.append(_row(f"{name} within {setup.scenario.months} months (B1)", share, firsts[:, FIRST[name]] >= 0))
    return rows


def _firsts(setup, lens: str, reading: str, runs: int) -> np.ndarray:  # type: ignore[no-untyped-def]
    ids = np.arange(runs)
    legs = setup.legs(lens, reading, ids, ids)
    lived = run_histories(setup.book, setup.start, legs, ids, ids, setup.steps, False, fields=("first",))
    found: np.ndarray = lived.worlds["first"]
    return found


def _row(what: str, base: float, found: np.ndarray) -> dict[str, Any]:
    share = float(found.mean())
    return {"what": what, "base_rate": round(base, 2), "model": round(share, 2), "miss": abs(share - base) > TOLERANCE}
