"""The reference table: runs from an earlier start under draws of the prior, with the statistics of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from scipy import special

from caucasus_sim.analysis.calibrate.estimated import CHANGE, ESTIMATED, LAST, normal_places
from caucasus_sim.analysis.calibrate.statistics import READ, Observed, statistics_of
from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.ensemble.histories import run_histories
from caucasus_sim.luck import keyed_uniform
from caucasus_sim.packing.drawer import article_spread
from caucasus_sim.packing.draws import settle
from caucasus_sim.packing.setup import Setup, set_up
from caucasus_sim.packing.state import State, month_of
from caucasus_sim.scenario.resolve import load_scenario

CHUNK = 500
SEED = 20241015
VIOLENCE = ("incident_rate", "crisis_rate")


@dataclass(frozen=True)
class Table:
    """One row a run.

    ``z`` f8 [n, parameters] as drawn; ``open_ease`` f8 [n] of the articles left open, nan where none is; ``found`` f8
    [n, statistics].
    """

    z: np.ndarray
    open_ease: np.ndarray
    found: np.ndarray


def setup_at(catalogue: Catalogue, clock: str) -> Setup:
    """The baseline from an earlier start to the end of the record."""
    baseline = load_scenario("baseline", catalogue).runs[0]
    earlier = replace(baseline, start=month_of(clock), end=month_of(LAST) - 1)
    return set_up(catalogue.before(), earlier, SEED)


def reference_table(
    catalogue: Catalogue,
    lens: str,
    clock: str,
    runs: int,
    names: tuple[str, ...],
    done: Callable[[int], None] | None = None,
    values: np.ndarray | None = None,
    threads: int = 2,
) -> Table:
    """Runs of one lens from one start.

    Parameters
    ----------
    runs : how many; every run has a draw and a luck of its own, and takes the readings in turn
    names : statistics to keep
    values : f8 [runs, parameters] in the evidence's units, in the place of prior draws
    done : called with the number of runs finished
    """
    setup = setup_at(catalogue, clock)
    parts = []
    readings = list(catalogue.readings)
    for number, first in enumerate(range(0, runs, CHUNK)):
        ids = np.arange(first, min(runs, first + CHUNK))
        given = None if values is None else values[ids]
        parts.append(_rows(setup, lens, readings[number % len(readings)], ids, names, given, threads))
        if done is not None:
            done(len(ids))
    return Table(*(np.concatenate([getattr(part, name) for part in parts]) for name in ("z", "open_ease", "found")))


def _rows(
    setup: Setup,
    lens: str,
    reading: str,
    ids: np.ndarray,
    names: tuple[str, ...],
    given: np.ndarray | None,
    threads: int,
) -> Table:
    later = setup.draws(lens, reading, ids, ids)
    if given is not None:
        _overwrite(setup, later, given)
    before = later.copy()
    for name in VIOLENCE:
        before[name] *= regime(setup.catalogue, ids)
    change = month_of(CHANGE) - setup.scenario.start
    legs = ((0, before), (change, later))
    place = np.arange(len(ids))
    histories = run_histories(setup.book, setup.start, legs, place, ids, setup.steps, threads=threads, fields=READ)
    assert histories.series is not None
    found = statistics_of(Observed(setup, histories.worlds, histories.series, change), names)
    return Table(normal_places(SEED, ids), open_ease(setup, later, histories.worlds, ids), found)


def _overwrite(setup: Setup, draws: np.ndarray, given: np.ndarray) -> None:
    """Put given values in the place of drawn ones; the odds of articles follow their ease."""
    added = given[:, ESTIMATED.index("article_ease")] - draws["article_ease"]
    for name, values in zip(ESTIMATED, given.T, strict=True):
        draws[name] = values
    for i in setup.book[0].principal:
        draws["deal_log_odds"][:, i, : int(setup.book[0].articles)] += added[:, None]
    settle(draws, setup.book)


def regime(catalogue: Catalogue, ids: np.ndarray) -> np.ndarray:
    """How much more violent the earlier regime was, f8 [n]: a lognormal between the ends of its belief."""
    low, best, high = State(catalogue).belief("violence_before")
    sigma = np.log(high / low) / (2.0 * special.ndtri(0.95))
    drawn: np.ndarray = best * np.exp(sigma * special.ndtri(keyed_uniform(SEED, "violence before", "", ids)))
    return drawn


def open_ease(setup: Setup, draws: np.ndarray, worlds: np.ndarray, ids: np.ndarray) -> np.ndarray:
    """Ease of the articles that are still open at the end, in log odds against the evidence's odds, f8 [n].

    What runs from October 2024 need: the easy articles have closed, and must not set the pace of the hard ones.
    """
    articles = int(setup.book[0].articles)
    still = worlds["deal"][:, :articles] != 2
    harder = np.column_stack([article_spread(draws, setup.seed, m, ids) for m in range(articles)])
    count = still.sum(axis=1)
    mean = np.where(still, harder, 0.0).sum(axis=1) / np.maximum(count, 1)
    return np.where(count > 0, setup.drawer.ease + draws["article_ease"] + mean, np.nan)


def with_errors(table: Table, errors: np.ndarray) -> Table:
    """The table as an imperfect record would have it: each statistic off by its error, f8 [statistics]."""
    lots = np.random.default_rng(SEED).standard_normal(table.found.shape)
    return replace(table, found=table.found + errors * lots)
