"""The invented world of the warm-up: evidence and a scenario in which no name and no number stands for anything."""

from __future__ import annotations

from pathlib import Path

from caucasus_sim.coding.catalogue import Catalogue

_PACKAGE = Path(__file__).resolve().parents[2]


def invented_world() -> Path:
    """Its folder: inside the package when installed, else where the tests have it."""
    inside = _PACKAGE / "invented"
    return inside if inside.is_dir() else _PACKAGE.parent.parent / "tests" / "invented"


def invented_evidence() -> Path:
    """The folder of its evidence, to be given to ``load_catalogue``."""
    return invented_world() / "evidence"


def warm_up_scenario() -> Path:
    """Its scenario for a first round of one year."""
    return invented_world() / "warm_up.yaml"


def is_invented(catalogue: Catalogue) -> bool:
    """Whether a catalogue is the invented world's."""
    return catalogue.root.resolve() == invented_evidence().resolve()
