"""The invented world on the explore page, with few histories."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from caucasus_sim.coding.catalogue import Catalogue, load_catalogue
from caucasus_sim.scenario.resolve import load_scenario
from caucasus_sim.web.explore.app import explore_app, make_office
from caucasus_sim.web.explore.futures import Bench
from caucasus_sim.web.explore.office import Office
from caucasus_sim.web.explore.state import Settings, opened

INVENTED = Path(__file__).parents[2] / "invented"
LEVER, TWIN = "arms.to_arland", "arms.to_borland"


@pytest.fixture(scope="session")
def invented() -> Catalogue:
    return load_catalogue(INVENTED / "evidence")


@pytest.fixture(scope="session")
def begun(invented: Catalogue) -> Settings:
    scenario = load_scenario(INVENTED / "scenarios" / "baseline.yaml", invented)
    return opened(scenario, [name for name in invented.outcomes if name != "end_state"], tuple(invented.lenses))


@pytest.fixture(scope="session")
def bench(invented: Catalogue) -> Iterator[Bench]:
    made = Bench(invented, 1, tuple(invented.lenses))
    yield made
    made.close()


@pytest.fixture
def office(invented: Catalogue) -> Iterator[Office]:
    """Few histories; levels are shown, as they are where the lenses are calibrated."""
    scenario = load_scenario(INVENTED / "scenarios" / "baseline.yaml", invented)
    made = replace(make_office(invented, scenario), rough=8, rested=16)
    made.__dict__["levels"] = True
    yield made
    made.close()


@pytest.fixture
def address(served, office) -> str:
    return served(lambda place: explore_app(office, place.hosts)).address
