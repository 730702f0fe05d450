"""The invented world and the packaged one, ready to run in both engines."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from caucasus_sim.coding.catalogue import Catalogue, load_catalogue
from caucasus_sim.packing.setup import Setup, packaged, set_up
from caucasus_sim.scenario.model import Scenario
from caucasus_sim.scenario.resolve import load_scenario

INVENTED = Path(__file__).parents[1] / "invented"
SCENARIOS = INVENTED / "scenarios"


@pytest.fixture(scope="session")
def invented() -> Catalogue:
    return load_catalogue(INVENTED / "evidence")


@pytest.fixture(scope="session")
def maker() -> ModuleType:
    """The script that writes the invented world: ``files()`` is all of it, to be bent and written elsewhere."""
    spec = importlib.util.spec_from_file_location("invented_make", INVENTED / "make.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def scenario_in() -> Callable[[Catalogue, str], Scenario]:
    """An invented scenario by name, read with a catalogue of the invented world or one bent from it."""
    return lambda catalogue, name: load_scenario(SCENARIOS / f"{name}.yaml", catalogue, [SCENARIOS])


@pytest.fixture(scope="session")
def setups(invented: Catalogue, scenario_in: Callable[[Catalogue, str], Scenario]) -> dict[str, Setup]:
    """Every variant of every invented scenario."""
    names = sorted(path.stem for path in SCENARIOS.glob("*.yaml"))
    return {each.label: set_up(invented, each) for name in names for each in scenario_in(invented, name).runs}


@pytest.fixture(scope="session")
def shipped_baseline() -> Setup:
    """The shipped baseline; other shipped variants of the same start share its draws."""
    return set_up(packaged(), load_scenario("baseline", packaged()).runs[0])
