"""The four designs: a full grid, a Latin hypercube, Saltelli's matrices on a Sobol sequence, Morris' trajectories."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable

import numpy as np
import pandas as pd

from caucasus_sim.ensemble.designs.factor import Factor
from caucasus_sim.ensemble.designs.table import at_places, table_of

GRID, LATIN, SOBOL, MORRIS = "grid", "latin_hypercube", "sobol", "morris"
LEVELS = 4  # of a Morris design: a jump of 2 of 3 steps, so that every level is as likely
SPACED = 3  # settings of a range in a grid, where the plan does not say how many


def grid(factors: tuple[Factor, ...], counts: dict[str, int]) -> pd.DataFrame:
    """Every combination; the last factor changes first. All points are one block: they share draws and luck."""
    axes = [each.spaced(counts.get(each.id, SPACED)) for each in factors]
    chosen = np.array(list(itertools.product(*(range(len(axis)) for axis in axes))), dtype=np.int64)
    settings = {each.id: axes[k][chosen[:, k]] for k, each in enumerate(factors)}
    return table_of(factors, settings, np.zeros(len(chosen), dtype=np.int64))


def latin_hypercube(factors: tuple[Factor, ...], points: int, seed: int, shared: bool = False) -> pd.DataFrame:
    """Points with one in every layer of every factor. Each is a block of its own unless luck is ``shared``."""
    from scipy.stats import qmc  # noqa: PLC0415  # a second, which no grid waits for

    places = qmc.LatinHypercube(len(factors), rng=_dice(LATIN, seed)).random(points)
    blocks = np.zeros(points, dtype=np.int64) if shared else np.arange(points, dtype=np.int64)
    return table_of(factors, at_places(factors, places), blocks, None, places)


def sobol(factors: tuple[Factor, ...], base: int, seed: int) -> pd.DataFrame:
    """Saltelli's design: for every base row A, B and, for each factor, A with that factor of B. A base row is a block.

    ``base`` is a power of two, for the balance of the sequence. Points = base x (factors + 2).
    """
    from scipy.stats import qmc  # noqa: PLC0415  # as above

    k = len(factors)
    rows = qmc.Sobol(2 * k, scramble=True, rng=_dice(SOBOL, seed)).random_base2(int(math.log2(base)))
    first, second = rows[:, :k], rows[:, k:]
    mixed = np.repeat(first[:, None, :], k, axis=1)
    mixed[:, range(k), range(k)] = second
    places = np.concatenate([first[:, None], second[:, None], mixed], axis=1).reshape(-1, k)
    about = {
        "matrix": np.array(["A", "B", *["AB"] * k] * base, dtype=object),
        "changed": np.array([None, None, *(each.id for each in factors)] * base, dtype=object),
    }
    return table_of(factors, at_places(factors, places), np.repeat(np.arange(base), k + 2), about, places)


def morris(factors: tuple[Factor, ...], trajectories: int, seed: int) -> pd.DataFrame:
    """Trajectories that change one factor a step, by two of three steps of its range. A trajectory is a block."""
    dice, k = _dice(MORRIS, seed), len(factors)
    jump = LEVELS / (2.0 * (LEVELS - 1))
    places = np.empty((trajectories, k + 1, k))
    changed = np.empty((trajectories, k + 1), dtype=object)
    for t in range(trajectories):
        here = dice.integers(0, LEVELS, k) / (LEVELS - 1.0)
        places[t, 0], changed[t, 0] = here, None
        for step, j in enumerate(dice.permutation(k), 1):
            here = here.copy()
            here[j] += jump if here[j] + jump <= 1.0 + 1e-9 else -jump
            places[t, step], changed[t, step] = here, factors[j].id
    flat = np.clip(places.reshape(-1, k), 0.0, 1.0)
    about = {"step": np.tile(np.arange(k + 1), trajectories), "changed": changed.reshape(-1)}
    blocks = np.repeat(np.arange(trajectories), k + 1)
    return table_of(factors, at_places(factors, flat), blocks, about, flat)


def _dice(design: str, seed: int) -> np.random.Generator:
    """Numbers of a design, apart from those of every other design; none of them is luck of a history."""
    return np.random.default_rng([seed, *design.encode()])


SAMPLED: dict[str, Callable[[tuple[Factor, ...], int, int], pd.DataFrame]] = {
    LATIN: latin_hypercube,
    SOBOL: sobol,
    MORRIS: morris,
}
DESIGNS = (GRID, *SAMPLED)
