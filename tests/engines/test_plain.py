"""Without compilation the same bits, slowly: twelve months in a process of their own."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Sequence

import numpy as np
import pytest

from caucasus_sim.compiled import is_compiled
from caucasus_sim.packing.setup import Setup, packaged, set_up
from caucasus_sim.scenario.find import shipped_scenarios
from caucasus_sim.scenario.resolve import load_scenario

from .conftest import INVENTED, SCENARIOS
from .running import compiled, draws_of

MONTHS = 12
LAST_INVENTED = "ordered/assumed"
PLAIN = """
import hashlib, sys
from pathlib import Path
import numpy as np
from caucasus_sim.coding.catalogue import load_catalogue
from caucasus_sim.compiled import is_compiled
from caucasus_sim.ensemble.histories import run_histories
from caucasus_sim.packing.setup import set_up
from caucasus_sim.scenario.resolve import load_scenario
root, months, runs, names = sys.argv[1] or None, int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:]
assert not is_compiled()
catalogue = load_catalogue(root)
drawers = {}
for name in names:
    scenario = load_scenario(name, catalogue, [Path(name).parent] if root else None).runs[-1]
    setup = set_up(catalogue, scenario, drawer=drawers.get(scenario.start))
    drawers[scenario.start] = setup.drawer
    n = np.arange(runs)
    draws = setup.draws("agnostic", next(iter(catalogue.readings)), n, n)
    found = run_histories(setup.book, setup.start, draws, n, n, months, threads=1)
    print(hashlib.sha256(draws.tobytes() + found.worlds.tobytes() + found.series.tobytes()).hexdigest())
"""


def told_plainly(root: str, names: Sequence[str], runs: int) -> list[str]:
    environment = {**os.environ, "NUMBA_DISABLE_JIT": "1"}
    arguments = [sys.executable, "-c", PLAIN, root, str(MONTHS), str(runs), *names]
    done = subprocess.run(arguments, env=environment, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.split()


def told_compiled(setup: Setup, runs: int) -> str:
    draws = draws_of(setup, runs)
    found = compiled(setup, draws, MONTHS)
    assert found.series is not None
    return hashlib.sha256(draws.tobytes() + found.worlds.tobytes() + found.series.tobytes()).hexdigest()


@pytest.mark.plain
@pytest.mark.skipif(not is_compiled(), reason="compilation is switched off")
class TestPlain:
    def test_invented(self, setups: dict[str, Setup]) -> None:
        path = SCENARIOS / "ordered.yaml"
        assert told_plainly(str(INVENTED / "evidence"), [str(path)], 2) == [told_compiled(setups[LAST_INVENTED], 2)]

    def test_every_scenario_that_ships(self, shipped_baseline: Setup) -> None:
        """The last variant of each, which differs most from the baseline."""
        names = list(shipped_scenarios())
        found = dict(zip(names, told_plainly("", names, 1), strict=True))
        for name in names:
            scenario = load_scenario(name, packaged()).runs[-1]
            shared = shipped_baseline.drawer if scenario.start == shipped_baseline.scenario.start else None
            assert found[name] == told_compiled(set_up(packaged(), scenario, drawer=shared), 1), scenario.label


def test_the_draws_hold_no_stray_number(setups: dict[str, Setup]) -> None:
    draws = draws_of(setups["baseline"], 50)
    assert all(np.isfinite(draws[name]).all() for name in draws.dtype.names)
