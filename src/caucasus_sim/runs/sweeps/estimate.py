"""What a sweep will take, measured on some of its own runs before it begins."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from caucasus_sim.errors import Mistake, Mistakes
from caucasus_sim.runs.shards import to_arrow
from caucasus_sim.runs.sweeps.lived import Ground
from caucasus_sim.runs.sweeps.tables import outcomes_and_series
from caucasus_sim.store.shards import encode

SAMPLE = 200  # runs, one behind the other as a shard has them
ROOM = 1.2  # so much more space must be free than is expected to be needed


@dataclass(frozen=True)
class Budget:
    """Runs a second of one processor, and bytes a run."""

    runs: int
    rate: float
    bytes_per_run: float

    def seconds(self, processors: int) -> float:
        """How long the sweep takes on so many processors."""
        return self.runs / (self.rate * max(processors, 1))

    @property
    def size(self) -> float:
        """Bytes on disk."""
        return self.runs * self.bytes_per_run


def estimate(ground: Ground, keep_series: bool) -> Budget:
    """Measure a sample of the sweep's own runs; the first of them, which packs and compiles, is left out."""
    sweep = ground.sweep
    first = max(0, sweep.size // 2 - SAMPLE)
    cells = sweep.cells(first, first + SAMPLE)
    outcomes_and_series(ground, cells.iloc[:1], keep_series)
    begun = time.perf_counter()
    tables = outcomes_and_series(ground, cells, keep_series)
    seconds = time.perf_counter() - begun
    sizes = (len(encode(to_arrow(table))) for table in tables if table is not None)
    return Budget(sweep.size, len(cells) / seconds, sum(sizes) / len(cells))


def need_room(budget: Budget, out: Path) -> None:
    """See that a sweep fits on the disk.

    Raises
    ------
    Mistakes
        Where it does not.
    """
    place = next(each for each in (out.absolute(), *out.absolute().parents) if each.exists())
    free = shutil.disk_usage(place).free
    if free < ROOM * budget.size:
        what = f"about {budget.size / 1e6:,.0f} MB are needed, and {free / 1e6:,.0f} MB are free"
        raise Mistakes(
            [Mistake(what, str(place), expected="free space, fewer replicates, or `outcomes:` that name few")]
        )
