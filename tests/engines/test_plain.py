"""Without compilation the same bits, slowly: twelve months in a process of their own."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys

import numpy as np
import pytest

from caucasus_sim.compiled import is_compiled
from caucasus_sim.packing.setup import Setup, packaged, set_up
from caucasus_sim.scenario.resolve import load_scenario

from .conftest import INVENTED, SCENARIOS
from .running import compiled, draws_of

MONTHS = 12
PLAIN = """
import hashlib, sys
from pathlib import Path
import numpy as np
from caucasus_sim.coding.catalogue import load_catalogue
from caucasus_sim.compiled import is_compiled
from caucasus_sim.ensemble.histories import run_histories
from caucasus_sim.packing.setup import set_up
from caucasus_sim.scenario.resolve import load_scenario
root, name, months = sys.argv[1] or None, sys.argv[2], int(sys.argv[3])
assert not is_compiled()
catalogue = load_catalogue(root)
setup = set_up(catalogue, load_scenario(name, catalogue, [Path(name).parent] if root else None).runs[0])
n = np.arange(2)
draws = setup.draws("agnostic", next(iter(catalogue.readings)), n, n)
found = run_histories(setup.book, setup.start, draws, n, n, months, threads=1)
print(hashlib.sha256(draws.tobytes() + found.worlds.tobytes() + found.series.tobytes()).hexdigest())
"""


def told_plainly(root: str, name: str) -> str:
    environment = {**os.environ, "NUMBA_DISABLE_JIT": "1"}
    arguments = [sys.executable, "-c", PLAIN, root, name, str(MONTHS)]
    done = subprocess.run(arguments, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.strip()


def told_compiled(setup: Setup) -> str:
    draws = draws_of(setup, 2)
    found = compiled(setup, draws, MONTHS)
    assert found.series is not None
    return hashlib.sha256(draws.tobytes() + found.worlds.tobytes() + found.series.tobytes()).hexdigest()


@pytest.mark.plain
@pytest.mark.skipif(not is_compiled(), reason="compilation is switched off")
class TestPlain:
    def test_invented(self, setups: dict[str, Setup]) -> None:
        path = SCENARIOS / "ordered.yaml"
        assert told_plainly(str(INVENTED / "evidence"), str(path)) == told_compiled(setups["ordered/offered"])

    def test_shipped(self) -> None:
        setup = set_up(packaged(), load_scenario("zangezur_open", packaged()).runs[0])
        assert told_plainly("", "zangezur_open") == told_compiled(setup)


def test_the_draws_hold_no_stray_number(setups: dict[str, Setup]) -> None:
    draws = draws_of(setups["baseline"], 50)
    assert all(np.isfinite(draws[name]).all() for name in draws.dtype.names)
