"""Sweeps run for tests, here or in a process of their own that can be killed (PLAN OUT EXECUTOR)."""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from caucasus_sim.coding.catalogue import load_catalogue
from caucasus_sim.ensemble.executors.cluster import Cluster
from caucasus_sim.ensemble.executors.threads import Threads
from caucasus_sim.runs.sweeps.execute import execute_sweep
from caucasus_sim.runs.sweeps.form import read_plan

LAYERS = (Path(__file__).resolve().parents[1] / "invented" / "evidence",)


@dataclass
class Counting:
    """An executor that notes which shards it was asked for, and stops after some."""

    stop: int = 10**9
    asked: list[int] = field(default_factory=list)

    def run(self, work: Any, tasks: Sequence[int]) -> Iterator[Any]:
        self.asked += tasks
        for number, done in enumerate(Threads(1).run(work, tasks)):
            yield done
            if number + 1 == self.stop:
                raise KeyboardInterrupt


def run(sweep: Any, root: Path, executor: Any = None, series: bool = False) -> Path:
    return execute_sweep(sweep, root, LAYERS, executor or Threads(1), series).path


def contents(path: Path) -> dict[str, str]:
    """Every file of a run but the manifest, which has a clock: name -> digest."""
    files = [each for each in sorted(path.rglob("*")) if each.is_file() and each.name != "manifest.json"]
    return {each.relative_to(path).as_posix(): hashlib.sha256(each.read_bytes()).hexdigest() for each in files}


def shards(root: Path) -> list[Path]:
    return sorted(root.glob("*/outcomes/part-*.parquet"))


def wait_for(condition: Any, seconds: float = 240.0) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "nothing happened"
        time.sleep(0.02)


if __name__ == "__main__":
    plan, out, how = sys.argv[1:4]
    chosen = Threads(1) if how == "threads" else Cluster(scheduler=how) if "://" in how else Cluster(int(how))
    run(read_plan(plan, load_catalogue(LAYERS[0])), Path(out), chosen)
    print("done", flush=True)
