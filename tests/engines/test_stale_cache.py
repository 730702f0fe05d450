"""After a number in a rule has been edited no old machine code answers."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import caucasus_sim
from caucasus_sim.compiled import is_compiled

# One step, derive, with a rule of another file in it: the worth of a route to an actor of no opinion, on no terms.
ONE_STEP = """
import numpy as np
from caucasus_sim.month.arrays import BOOK, DRAW, WORLD
from caucasus_sim.month.opening import take_draws
from caucasus_sim.month.steps import STEPS
kept = int("_derive" not in STEPS.missing())
draws, book = np.zeros(1, DRAW), np.zeros(1, BOOK)
book["actors"], book["routes"], book["stock_start"] = 1, 1, 1.0
draws["position"][0, 0, 1:] = 0.5
book["opening_slot"] = book["law_slot"] = book["operator_slot"] = book["guard_slot"] = 1
STEPS.compile(["_derive"])
steps = np.array([STEPS.address("_derive")])
take_draws(np.zeros(1, WORLD), draws, book, steps, np.array([0]))
print(float(draws["position"][0, 0, 0]), kept)
"""
RULE, NUMBER, EDITED = "rules/decide.py", "return 2.0 * opening - 1.0", "return 2.0 * opening - 0.75"


def run_once(place: Path) -> tuple[float, int]:
    """What the step gives in a process of its own, and whether its code came out of the cache."""
    environment = {**os.environ, "PYTHONPATH": str(place), "XDG_CACHE_HOME": str(place / "cache")}
    environment |= {"LOCALAPPDATA": str(place / "cache"), "HOME": str(place / "cache")}
    done = subprocess.run(
        [sys.executable, "-c", ONE_STEP], env=environment, capture_output=True, text=True, timeout=300, check=False
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
    for name in ("__init__.py", "apart.py", "compiled.py", "keeping.py", "luck.py"):
        shutil.copy(source / name, tmp_path / "caucasus_sim" / name)
    assert run_once(tmp_path) == (0.0, 0)
    assert run_once(tmp_path) == (0.0, 1), "the second process should have found the code of the first"
    rule = tmp_path / "caucasus_sim" / RULE
    text = rule.read_text(encoding="utf-8")
    assert text.count(NUMBER) == 1
    rule.write_text(text.replace(NUMBER, EDITED), encoding="utf-8")
    worth, hits = run_once(tmp_path)
    assert (worth > 0.0, hits) == (True, 0)


WARM = """
from caucasus_sim.month.steps import STEPS
STEPS.compile({names!r})
print(*sorted(set(STEPS.steps) - set(STEPS.missing())))
"""


@pytest.mark.skipif(not is_compiled(), reason="compilation is switched off")
def test_a_machine_knows_which_steps_it_keeps(tmp_path: Path) -> None:
    """Also where the sources are newer than what is kept, as in a clone at the place of an earlier one."""
    environment = os.environ | dict.fromkeys(("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"), str(tmp_path))
    for names in (["_check", "_ties"], []):
        done = subprocess.run(
            [sys.executable, "-c", WARM.format(names=names)],
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-2000:]
        assert done.stdout.split() == ["_check", "_ties"]
        for file in tmp_path.rglob("*.nbi"):
            os.utime(file, (1.0, 1.0))


HELPED = """
import sys
from caucasus_sim import apart
from caucasus_sim.month.steps import STEPS
apart.HELP = {help!r} or apart.HELP
STEPS.steps = {{name: step for name, step in STEPS.steps.items() if name in ("_check", "_ties", "_observe")}}
own, compiled = [], STEPS.compile
STEPS.compile = lambda names: (own.extend(n for n in names if n in STEPS.missing()), compiled(names))
print(len(STEPS.table()), len(own), len(STEPS.missing()))
"""


@pytest.mark.slow
@pytest.mark.skipif(not is_compiled(), reason="compilation is switched off")
@pytest.mark.parametrize(("helper", "alone"), [("", False), ("raise SystemExit(1)", True)])
def test_another_process_helps_and_need_not(helper: str, alone: bool, tmp_path: Path) -> None:
    """On a machine of several processors others compile some steps; if they fail, all are compiled here."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path), "LOCALAPPDATA": str(tmp_path), "HOME": str(tmp_path)}
    script = HELPED.format(help=helper)
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    addresses, own, missing = map(int, done.stdout.split())
    assert (addresses, missing) == (3, 0)
    assert own == 3 if alone or os.cpu_count() == 1 else own < 3
