"""A sweep by threads and by workers of Dask, its size on disk, the memory it takes, and a question to it in SQL.

Run alone: python benchmarks/sweeping.py [RUNS]. A million runs take some minutes and say whether memory stays flat.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from measuring import median_seconds

from caucasus_sim.coding.catalogue import PACKAGED, Catalogue, load_catalogue
from caucasus_sim.ensemble.executors.cluster import Cluster
from caucasus_sim.ensemble.executors.done import Executor
from caucasus_sim.ensemble.executors.threads import Threads
from caucasus_sim.ensemble.plan import SHARD
from caucasus_sim.runs.sweeps.execute import execute_sweep
from caucasus_sim.runs.sweeps.form import read_plan
from caucasus_sim.store.query import query

PLAN = """\
question: How long does it take?
scenario: baseline
design: {{kind: grid}}
replicates: {replicates}
lenses: [agnostic]
readings: bulletin
factors:
  - {{lever: arms.to_armenia.rate, values: [0, 1, 2]}}
  - {{lever: arms.to_azerbaijan.rate, values: [0, 1, 2]}}
"""
POINTS = 9
ASKED = "SELECT treaty_signed IS NULL AS never, count(*) AS n, avg(crises) AS crises FROM outcomes GROUP BY ALL"


class Timed:
    """An executor that notes when each of its tasks was over."""

    def __init__(self, inner: Executor) -> None:
        self.inner = inner
        self.over: list[float] = []

    def run(self, work: Any, tasks: Sequence[int]) -> Iterator[Any]:
        """The tasks of the inner one."""
        for done in self.inner.run(work, tasks):
            self.over.append(time.perf_counter())
            yield done

    def rate(self, several: int) -> float:
        """Histories a second once each worker has done its first shard, which loads the program."""
        first = 2 * several
        return SHARD * (len(self.over) - first) / (self.over[-1] - self.over[first - 1])


def swept(catalogue: Catalogue, root: Path, runs: int, executor: Executor) -> Path:
    """Run a sweep of about so many runs; its folder."""
    root.mkdir(parents=True, exist_ok=True)
    file = root / "plan.yaml"
    file.write_text(PLAN.format(replicates=max(1, runs // POINTS)), encoding="utf-8")
    return execute_sweep(read_plan(file, catalogue), root / "runs", (PACKAGED,), executor).path


def rates(runs: int = 24_000) -> dict[str, float]:
    """Histories a second by each executor, one after the other on the same sweep."""
    catalogue, found = load_catalogue(), {}
    ways: dict[str, tuple[Executor, int]] = {"1 thread": (Threads(1), 1), "2 threads": (Threads(2), 2)}
    if find_spec("distributed") is not None:
        ways |= {"1 worker of Dask": (Cluster(1), 1), "2 workers of Dask": (Cluster(2), 2)}
    for name, (executor, several) in ways.items():
        with tempfile.TemporaryDirectory() as folder:
            timed = Timed(executor)
            swept(catalogue, Path(folder), runs, timed)
            found[name] = timed.rate(several)
    return found


def large(runs: int) -> dict[str, float]:
    """Seconds, MB on disk and MB of memory at most of one sweep, then seconds of a question, the first and later."""
    catalogue = load_catalogue()
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        path = swept(catalogue, Path(folder), runs, Threads(2))
        seconds = time.perf_counter() - begun
        size = sum(each.stat().st_size for each in path.rglob("*") if each.is_file())
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        begun = time.perf_counter()
        query(ASKED, [path])
        first = time.perf_counter() - begun
        later = median_seconds(lambda: query(ASKED, [path]))
    return {"seconds": seconds, "MB on disk": size / 1e6, "MB of memory": memory, "first": first, "later": later}


def show(runs: int) -> None:
    """Print all of it, the large sweep at a tenth of its size first, so that memory can be seen to stay flat."""
    found = rates()
    print("; ".join(f"{name}: {rate:,.0f} histories a second" for name, rate in found.items()), flush=True)
    if "2 workers of Dask" in found:
        print(f"2 workers against 1: {found['2 workers of Dask'] / found['1 worker of Dask']:.2f} times", flush=True)
    for count in (runs // 10, runs):
        told = large(count)
        print(
            f"{count:,} runs: {told['seconds']:.0f} s, {told['MB on disk']:.0f} MB on disk, at most "
            f"{told['MB of memory']:.0f} MB of memory; a question in SQL {told['first']:.2f} s the first time, "
            f"{told['later']:.2f} s later",
            flush=True,
        )


if __name__ == "__main__":
    show(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
