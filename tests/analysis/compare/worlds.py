"""Two sides whose histories share what a plan's blocks share; small enough to be made 500 times over."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

PLACES = {"reading": [0, 0, 0, 0, 1, 1, 1, 1], "mechanism": [0, 0, 1, 1, 0, 0, 1, 1], "luck": [0, 1, 0, 1, 0, 1, 0, 1]}


class Sides(NamedTuple):
    """Values of either side, f8 [8 blocks, measures], and the block and draw of every row."""

    own: np.ndarray
    other: np.ndarray
    block: np.ndarray
    draw: np.ndarray


def two_sides(
    rng: np.random.Generator, blocks: int, measures: int, effect: float = 0.0, common: float = 1.0, own: float = 1.0
) -> Sides:
    """Both sides: draws and luck in common (standard deviation ``common`` each), noise of their own, and an effect."""
    block = np.repeat(np.arange(blocks), 8)
    shared = sum(common * rng.normal(size=(2 * blocks, measures))[_ids(name, blocks)] for name in PLACES)
    sides = [shared + own * rng.normal(size=(8 * blocks, measures)) for _ in range(2)]
    draw = 4 * block + np.tile([0, 0, 1, 1, 2, 2, 3, 3], blocks)
    return Sides(sides[0] + effect, sides[1], block, draw)


def _ids(name: str, blocks: int) -> np.ndarray:
    return 2 * np.repeat(np.arange(blocks), 8) + np.tile(PLACES[name], blocks)


def happens(sides: Sides, above: float) -> Sides:
    """The same, told as whether a threshold is passed."""
    return sides._replace(own=(sides.own > above).astype(float), other=(sides.other > above).astype(float))
