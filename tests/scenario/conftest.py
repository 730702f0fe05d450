"""A catalogue of the invented world, and a folder to write scenarios in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from caucasus_sim.scenario.model import Scenario
from caucasus_sim.scenario.resolve import load_scenario

from .invented import Invented

Load = Callable[..., Scenario]


@pytest.fixture(scope="session")
def catalogue() -> Any:
    return Invented()


@pytest.fixture
def load(tmp_path: Path, catalogue: Any) -> Load:
    """Write ``case.yaml``, and others by name, and load it."""

    def _load(text: str, **others: str) -> Scenario:
        for name, content in {"case": text, **others}.items():
            (tmp_path / f"{name}.yaml").write_text(content, encoding="utf-8")
        return load_scenario(tmp_path / "case.yaml", catalogue, folders=[tmp_path])

    return _load
