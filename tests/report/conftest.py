"""A small run of a shipped scenario with its report, a run of the invented world, and a browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from caucasus_sim.coding.catalogue import Catalogue, load_catalogue
from caucasus_sim.report.facts import RunFacts, gather
from caucasus_sim.report.run_report import FILE, run_report
from caucasus_sim.runs.execute import execute
from caucasus_sim.runs.request import request_run

INVENTED = Path(__file__).parents[1] / "invented"
LENSES = ("agnostic", "deterrence")


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="session")
def stored(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """64 histories of five variants under two lenses and both readings."""
    request = request_run(catalogue, "zangezur_open", 64, lenses=LENSES)
    return execute(request, tmp_path_factory.mktemp("runs"), keep_series=False, threads=1).path


@pytest.fixture(scope="session")
def facts(stored: Path, catalogue: Catalogue) -> RunFacts:
    return gather(stored, catalogue)


@pytest.fixture(scope="session")
def page(stored: Path, catalogue: Catalogue, facts: RunFacts) -> Path:
    """The report of the small run, on disk."""
    path = stored / FILE
    path.write_bytes(run_report(stored, catalogue, facts.summary))
    return path


@pytest.fixture(scope="session")
def invented() -> Catalogue:
    return load_catalogue(INVENTED / "evidence")


@pytest.fixture(scope="session")
def invented_run(invented: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of a world that nothing was calibrated on."""
    lenses = tuple(invented.lenses)[:2]
    scenario = INVENTED / "scenarios" / "ordered.yaml"
    request = request_run(invented, scenario, 32, lenses=lenses, with_baseline=False)
    return execute(request, tmp_path_factory.mktemp("invented"), threads=1).path
