"""Elementary effects of a Morris design: how far an outcome moves when one factor alone is moved, and how unevenly.

In words
    A trajectory changes one factor after the other. Each change, over the share of the factor's range it was, is an
    elementary effect, averaged over replicates of the same luck. Their mean is `mu`, the mean of their sizes `mu_star`
    (large: it matters), their spread over trajectories `sigma` (large: it matters by turns, or together with others).
    The spread is told without the part that is draws and luck, by products of replicates. Sizes keep a part, which
    `error` tells: what draws and luck move one effect by (root mean square).

Source
    Morris, Technometrics 33(2), 1991; `mu_star`: Campolongo, Cariboni, Saltelli, Environmental Modelling & Software
    22(10), 2007. Cited from memory.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from caucasus_sim.analysis.sensitivity.crossing import Pairs, crossed, ends, free, resampled
from caucasus_sim.analysis.sensitivity.sobol import FEWEST


@dataclass(frozen=True)
class Effects:
    """Elementary effects f8 [factors], in the outcome's unit over the factor's whole range; `mu_star` with interval.

    ``changed`` says in what share of histories a change of the factor alone changes the outcome.
    """

    trajectories: int
    replicates: int
    mu: np.ndarray
    mu_star: np.ndarray
    low: np.ndarray
    high: np.ndarray
    sigma: np.ndarray
    error: np.ndarray
    changed: np.ndarray


def steps_of(values: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Elementary effects f8 [trajectories, factors, replicates].

    Parameters
    ----------
    values : f8 [trajectories, factors + 1, replicates]
    places : f8 [trajectories, factors + 1, factors]
        Every point as shares 0..1 of the factors' ranges; two neighbours differ in one factor.

    Raises
    ------
    ValueError
        If two neighbours differ in none or several factors, or a trajectory changes one twice.
    """
    moved = np.diff(places, axis=1)
    if not ((moved != 0.0).sum(axis=2) == 1).all() or not ((moved != 0.0).sum(axis=1) == 1).all():
        raise ValueError("a trajectory must change every factor once, one after the other")
    which = (moved != 0.0).argmax(axis=2)
    size = np.take_along_axis(moved, which[:, :, None], axis=2)
    found = np.empty((len(values), places.shape[2], values.shape[2]))
    np.put_along_axis(found, which[:, :, None], np.diff(values, axis=1) / size, axis=1)
    return found


def effects(values: np.ndarray, places: np.ndarray, pairs: Pairs | None = None, seed: int = 1) -> Effects:
    """Elementary effects with 95 % intervals of `mu_star` by resampling whole trajectories; shapes as in `steps_of`.

    ``pairs`` says which replicates share what; left out, no two of them share anything.
    """
    if not np.isfinite(values).all():
        raise ValueError("a trajectory with a missing value must be left out whole")
    found = steps_of(values, places)
    many, _, replicates = found.shape
    means = found.mean(axis=2)
    sizes = np.abs(means)
    low, high = ends(resampled(many, seed) @ sizes / many) if many >= FEWEST else _nothing(means.shape[1])
    shared = free(replicates) if pairs is None else pairs
    centred = found - means.mean(axis=0)[None, :, None]
    between = crossed(centred, centred, shared.apart)
    spread = np.sqrt(np.maximum(between.sum(axis=0) / max(many - 1, 1), 0.0))
    luck = np.maximum((sizes * sizes - crossed(found, found, shared.apart)).mean(axis=0), 0.0)
    error = np.sqrt(luck) if shared.told_apart else np.full(means.shape[1], np.nan)
    return Effects(
        many,
        replicates,
        means.mean(axis=0),
        sizes.mean(axis=0),
        low,
        high,
        spread,
        error,
        (found != 0.0).mean(axis=(0, 2)),
    )


def _nothing(factors: int) -> tuple[np.ndarray, np.ndarray]:
    return np.full(factors, -np.inf), np.full(factors, np.inf)
