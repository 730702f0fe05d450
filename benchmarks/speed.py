"""Speeds of the engines and of the command, as ratios measured in one run. Nothing here is asserted anywhere.

Run: python benchmarks/speed.py [RUNS]. Other load on the machine shows in every figure; quote medians and ratios.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

RUNS = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
REPEATS = 5
BATCH = 40


def median_seconds(act: Callable[[], object], repeats: int = REPEATS) -> float:
    """Median wall seconds of an act."""
    taken = []
    for _ in range(repeats):
        begun = time.perf_counter()
        act()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def ensemble(runs: int, threads: int) -> float:
    """Histories a second of the compiled ensemble, 8 actors and 75 months, without monthly series."""
    from caucasus_sim.ensemble.histories import run_histories
    from caucasus_sim.packing.setup import load_setup

    setup = load_setup("baseline")
    ids = np.arange(64)
    legs = setup.legs("agnostic", "bulletin", ids, ids)
    place, luck = np.arange(runs) % 64, np.arange(runs)
    act = lambda: run_histories(setup.book, setup.start, legs, place, luck, setup.steps, False, threads)  # noqa: E731
    act()
    return runs / median_seconds(act)


def batch(processes: int) -> float:
    """Histories a second of mesa.batch_run on the very same model."""
    from mesa import batch_run

    from caucasus_sim.model.process import PeaceProcess

    options = {"scenario": "baseline", "lens": "agnostic", "seed": 1, "run": list(range(BATCH))}
    begun = time.perf_counter()
    batch_run(PeaceProcess, options, max_steps=75, number_processes=processes, display_progress=False)
    return BATCH / (time.perf_counter() - begun)


def command(*words: str, cache: Path | None = None) -> tuple[float, float]:
    """Wall and CPU seconds of `sim` with these words, with the user's cache or a cold one."""
    environment = os.environ | ({"XDG_CACHE_HOME": str(cache)} if cache else {})
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-m", "caucasus_sim", *words], check=True, capture_output=True, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter() - begun, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def peak_megabytes(runs: int) -> float:
    """Peak memory of a plan of many cells, run shard by shard as `sim run` does, in a process of its own."""
    code = (
        "import resource\n"
        "from caucasus_sim.coding.catalogue import load_catalogue\n"
        "from caucasus_sim.runs.request import request_run\n"
        "from caucasus_sim.runs.shards import run_shard\n"
        f"request = request_run(load_catalogue(), 'baseline', runs={runs})\n"
        "setups = request.setups()\n"
        "for number in range(request.plan.shards):\n"
        "    run_shard(setups, request.plan.shard(number), False, 2)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)\n"
    )
    return float(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout)


def main() -> None:
    print(f"{os.cpu_count()} processors, {RUNS} histories, 8 actors x 75 months; medians of {REPEATS}")
    two, one = ensemble(RUNS, 2), ensemble(RUNS, 1)
    print(f"compiled ensemble: {two:,.0f} histories/s on 2 threads, {one:,.0f} on 1 ({two / one:.2f} times)")
    mesa = batch(2)
    print(f"mesa.batch_run, 2 processes, same model: {mesa:,.1f} histories/s; {two / mesa:,.0f} times fewer")
    print(f"sim --help: {statistics.median(command('--help')[1] for _ in range(REPEATS)):.2f} s of CPU")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        warm = [command("run", "baseline", "--out", str(place / str(k)), "--quiet")[0] for k in range(3)]
        print(f"sim run baseline, 2,000 histories, all lenses, warm: {statistics.median(warm):.1f} s")
        cold = command("run", "baseline", "--out", str(place / "cold"), "--quiet", cache=place / "cache")[0]
        print(f"the first ever (compiling): {cold:.1f} s; {cold / statistics.median(warm):.1f} times the warm one")
    print(f"100,000 histories, shard by shard: {peak_megabytes(100_000):,.0f} MB at the peak")


if __name__ == "__main__":
    main()
