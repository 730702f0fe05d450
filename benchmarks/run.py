"""Print what the engines and the command do on this machine. Nothing here is asserted anywhere.

Run: make benchmarks, or python benchmarks/run.py [RUNS]. Other load on the machine shows in every figure; quote medians
and ratios of one run.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import histories
import others
import questions

RUNS = int(sys.argv[1]) if len(sys.argv) > 1 else 2000


def shown(rates: dict[int, float] | dict[int, float | str], unit: str) -> str:
    """Rates as one line."""
    return "; ".join(f"{n:,} {unit}: {v if isinstance(v, str) else f'{v:,.0f}'}" for n, v in rates.items())


def main() -> None:
    """Measure one thing after another, and print each as soon as it is known."""
    print(f"{os.cpu_count()} processors; histories a second, 8 actors x 75 months, {RUNS:,} at a time", flush=True)
    threads = histories.of_threads(RUNS)
    print(shown(threads, "threads"), flush=True)
    print(shown(histories.of_months(RUNS), "months"), flush=True)
    print(shown(histories.of_runs(), "histories"), flush=True)
    print(shown(histories.of_actors(RUNS), "actors"), flush=True)
    fastest, mesa = max(threads.values()), others.batch(2)
    print(f"mesa.batch_run, 2 processes, same model: {mesa:,.1f}; {fastest / mesa:,.0f} times fewer", flush=True)
    ema = others.ema(200)
    line = ema if isinstance(ema, str) else f"{ema:,.0f}; {fastest / ema:,.0f} times fewer"
    print(f"EMA workbench, the same kernel one history at a time: {line}", flush=True)
    for runs in (200, 1000):
        for lever in questions.LEVERS:
            half, most = questions.what_if(runs, lever)
            print(
                f"{lever} changed, {runs} histories: {half * 1e3:.0f} ms, 95th percentile {most * 1e3:.0f}", flush=True
            )
    print(f"sim --help: {questions.help_cpu():.2f} s of CPU", flush=True)
    warm, cold = questions.runs_of_command()
    print(f"sim run baseline, 2,000 histories, all lenses: warm {warm:.1f} s; the first ever {cold:.1f} s", flush=True)
    small, large = histories.peak_megabytes(10_000), histories.peak_megabytes(100_000)
    print(f"peak memory, shard by shard: {small:,.0f} MB for 10,000 histories, {large:,.0f} MB for 100,000", flush=True)
    # In processes of their own: the sweep's memory is its own, and the page has a browser.
    subprocess.run([sys.executable, str(Path(__file__).with_name("sweeping.py")), "100000"], check=True)
    subprocess.run([sys.executable, str(Path(__file__).with_name("page.py"))], check=True)


if __name__ == "__main__":
    main()
