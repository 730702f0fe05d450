"""Medians of seconds: of an act in this process, and of a command in one of its own."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

REPEATS = 5


def median_seconds(act: Callable[[], object], repeats: int = REPEATS) -> float:
    """Median wall seconds of an act."""
    return statistics.median(seconds(act) for _ in range(repeats))


def seconds(act: Callable[[], object]) -> float:
    """Wall seconds of an act, once."""
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def percentile(taken: list[float], share: float) -> float:
    """The value that this share of the figures does not pass."""
    return sorted(taken)[min(len(taken) - 1, int(share * len(taken)))]


def command(*words: str, cache: Path | None = None) -> tuple[float, float]:
    """Wall and CPU seconds of `sim` with these words, with the user's cache or a cold one."""
    environment = os.environ | ({"XDG_CACHE_HOME": str(cache), "LOCALAPPDATA": str(cache)} if cache else {})
    before = os.times()
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-m", "caucasus_sim", *words], check=True, capture_output=True, env=environment)
    wall, after = time.perf_counter() - begun, os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return wall, used


def told(code: str, *words: str) -> float:
    """The number that some Python prints in a process of its own."""
    done = subprocess.run([sys.executable, "-c", code, *words], check=True, capture_output=True, text=True)
    return float(done.stdout)
