"""After a number in a rule has been edited no old machine code answers."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import caucasus_sim
from caucasus_sim.compiled import is_compiled, is_warm
from caucasus_sim.packing.setup import Setup

from .running import compiled, draws_of

# One entry, derive, with a rule of another file in it: the worth of a route to an actor of no opinion, on no terms.
ONE_ENTRY = """
import numpy as np
from caucasus_sim.month.arrays import BOOK, DRAW
from caucasus_sim.month.prepare import derive
draws, book = np.zeros(1, DRAW), np.zeros(1, BOOK)
book["actors"], book["routes"], book["stock_start"] = 1, 1, 1.0
draws["position"][0, 0, 1:] = 0.5
book["opening_slot"] = book["law_slot"] = book["operator_slot"] = book["guard_slot"] = 1
derive(draws, book)
hits = derive.stats.cache_hits
print(float(draws["position"][0, 0, 0]), hits.total() if hasattr(hits, "total") else 0)
"""
RULE, NUMBER, EDITED = "rules/decide.py", "return 2.0 * opening - 1.0", "return 2.0 * opening - 0.75"


def run_once(place: Path) -> tuple[float, int]:
    """What the entry gives in a process of its own, and whether its code came out of the cache."""
    environment = {**os.environ, "PYTHONPATH": str(place), "XDG_CACHE_HOME": str(place / "cache")}
    environment |= {"LOCALAPPDATA": str(place / "cache"), "HOME": str(place / "cache")}
    done = subprocess.run(
        [sys.executable, "-c", ONE_ENTRY], env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    worth, hits = done.stdout.split()
    return float(worth), int(hits)


@pytest.mark.slow
@pytest.mark.skipif(not is_compiled(), reason="compilation is switched off")
def test_an_edited_rule_is_compiled_again(tmp_path: Path) -> None:
    source = Path(caucasus_sim.__file__).parent
    for name in ("rules", "month"):
        shutil.copytree(source / name, tmp_path / "caucasus_sim" / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("__init__.py", "compiled.py", "luck.py"):
        shutil.copy(source / name, tmp_path / "caucasus_sim" / name)
    assert run_once(tmp_path) == (0.0, 0)
    assert run_once(tmp_path) == (0.0, 1), "the second process should have found the code of the first"
    rule = tmp_path / "caucasus_sim" / RULE
    text = rule.read_text(encoding="utf-8")
    assert text.count(NUMBER) == 1
    rule.write_text(text.replace(NUMBER, EDITED), encoding="utf-8")
    worth, hits = run_once(tmp_path)
    assert (worth > 0.0, hits) == (True, 0)


@pytest.mark.skipif(not is_compiled(), reason="compilation is switched off")
def test_a_warm_machine_knows_that_it_is_warm(setups: dict[str, Setup]) -> None:
    setup = setups["baseline"]
    compiled(setup, draws_of(setup, 1), 1)
    assert is_warm()
