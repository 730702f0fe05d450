"""The plan: a table of what is to be run, one row (cell) a run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

BLOCK = 8
SHARD = 1000
COLUMNS = ("cell", "variant", "lens", "reading", "reading_draw", "mechanism_draw", "luck", "block")


@dataclass(frozen=True)
class Plan:
    """Cells in a fixed order; shards are runs of 1,000 consecutive cells."""

    cells: pd.DataFrame

    def __len__(self) -> int:
        return len(self.cells)

    @property
    def shards(self) -> int:
        """How many shards the plan has."""
        return -(-len(self.cells) // SHARD)

    def shard(self, number: int) -> pd.DataFrame:
        """The cells of one shard."""
        return self.cells.iloc[number * SHARD : (number + 1) * SHARD]


def default_plan(variants: Sequence[str], lenses: Sequence[str], readings: Sequence[str], runs: int) -> Plan:
    """Blocks of eight (2 readings' draws x 2 mechanisms x 2 lucks) for every variant and lens.

    ``runs`` histories a variant, over all lenses and readings together, rounded up to whole blocks. The blocks
    come first in the order, so that a plan cut short is balanced over variants and lenses. Draws and luck have
    the same ids in every variant and lens: they share their luck.
    """
    arms = [(variant, lens, reading) for lens in lenses for reading in readings for variant in variants]
    blocks = max(1, -(-runs // (BLOCK * len(lenses) * len(readings))))
    block = np.repeat(np.arange(blocks), BLOCK * len(arms))
    arm = np.tile(np.repeat(np.arange(len(arms)), BLOCK), blocks)
    place = np.tile(np.arange(BLOCK), blocks * len(arms))
    names = np.array(arms, dtype=object).reshape(len(arms), 3)
    cells = pd.DataFrame(
        {
            "cell": np.arange(len(block), dtype=np.int64),
            "variant": names[arm, 0].astype(str),
            "lens": names[arm, 1].astype(str),
            "reading": names[arm, 2].astype(str),
            "reading_draw": block * 2 + (place >> 2),
            "mechanism_draw": block * 2 + ((place >> 1) & 1),
            "luck": block * 2 + (place & 1),
            "block": block,
        }
    )
    return Plan(cells)
