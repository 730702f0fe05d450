"""Where the spread of an outcome comes from: the reading's draws, the mechanisms', both together, or luck.

Blocks of eight runs cross two draws of stances, two of mechanisms and two of luck. What runs have in common when
they share only one of these is a covariance, so no share is built in; a share may come out slightly negative.
"""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd

ORDER = ("reading_draw", "mechanism_draw", "luck")


def variance_split(plan: pd.DataFrame, values: pd.Series) -> dict[str, float]:
    """Shares of variance of an outcome within lenses and readings, over all blocks of a variant; none if constant.

    ``values`` has the rows of ``plan``, or more, by index.
    """
    cubes = [cubes_of(cells, values.loc[cells.index]) for _, cells in plan.groupby(["lens", "reading"])]
    centred = np.concatenate([cube - cube.mean() for cube in cubes])
    if len(centred) < 2 or centred.var() == 0.0:
        return {}
    total = float((centred * centred).mean())
    reading = common(centred, same=(True, False, False))
    mechanism = common(centred, same=(False, True, False))
    both = common(centred, same=(True, True, False))
    split = {
        "reading": reading,
        "mechanism": mechanism,
        "interaction": both - reading - mechanism,
        "luck": total - both,
    }
    return {name: part / total for name, part in split.items()}


def cubes_of(plan: pd.DataFrame, values: pd.Series) -> np.ndarray:
    """Values as f8 [blocks, 2, 2, 2] in the order reading, mechanism, luck."""
    named = [pd.factorize(plan[key], sort=True)[0] for key in ("variant", "lens", "reading")]
    numbered = [plan[key].to_numpy() for key in ("block", *ORDER)]
    order = np.lexsort([*named, *numbered][::-1])
    return values.to_numpy(dtype=np.float64)[order].reshape(-1, 2, 2, 2)


def common(centred: np.ndarray, same: tuple[bool, bool, bool]) -> float:
    """Mean product of two runs of a block that share exactly the named draws."""
    products = []
    for place in product((0, 1), repeat=3):
        partner = tuple(k if shared else 1 - k for k, shared in zip(place, same, strict=True))
        (a, b, c), (d, e, f) = place, partner
        products.append((centred[:, a, b, c] * centred[:, d, e, f]).mean())
    return float(np.mean(products))
