"""A small stored run of the invented world with two variants, and questions about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from caucasus_sim.analysis.scoring.asks import Span
from caucasus_sim.analysis.scoring.table import span_of
from caucasus_sim.coding.catalogue import Catalogue, load_catalogue
from caucasus_sim.runs.execute import execute
from caucasus_sim.runs.request import request_run
from caucasus_sim.store.folder import RunFolder

INVENTED = Path(__file__).parents[1] / "invented"
EXAMPLE = INVENTED / "questions.yaml"
VARIANT = "offered"


@pytest.fixture(scope="session")
def invented() -> Catalogue:
    return load_catalogue(INVENTED / "evidence")


@pytest.fixture(scope="session")
def stored(invented: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """32 histories of either variant under two lenses."""
    root = tmp_path_factory.mktemp("a run")
    lenses = tuple(invented.lenses)[:2]
    request = request_run(invented, INVENTED / "scenarios" / "ordered.yaml", 32, lenses=lenses, with_baseline=False)
    return execute(request, root, threads=1).path


@pytest.fixture(scope="session")
def span(stored: Path) -> Span:
    return span_of(RunFolder.open(stored), VARIANT)


@pytest.fixture
def asking(tmp_path: Path):
    """Write questions to a file in a folder of its own."""

    def write(text: str) -> Path:
        path = tmp_path / "questions.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write
