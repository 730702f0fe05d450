"""Small sweeps of the invented world, short enough for one core."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from caucasus_sim.coding.catalogue import Catalogue, load_catalogue
from caucasus_sim.runs.sweeps.form import read_plan
from caucasus_sim.runs.sweeps.sweep import Sweep

INVENTED = Path(__file__).resolve().parents[1] / "invented"
LAYERS = (INVENTED / "evidence",)
SHORT = "name: short\ntitle: Six months\nextends: baseline\nend: 2031-06\nwatch: [treaty_signed]\n"
SMALL = """\
question: Does anything follow?
scenario: short
design: {kind: grid}
replicates: %d
lenses: [agnostic]
factors:
  - {lever: arms.own_arland, values: [0, 1, 2]}
  - {lever: effects.mediation, range: [-1, 1], steps: 3}
  - {stance: {actor: ostria, issue: route_opening}, values: [0, 100]}
"""


@pytest.fixture(scope="session")
def invented() -> Catalogue:
    return load_catalogue(LAYERS[0])


@pytest.fixture
def plan(tmp_path: Path, invented: Catalogue) -> Callable[[str], Sweep]:
    """Write a plan beside the invented scenarios, and read it."""
    return lambda text, name="plan": read_plan(written(tmp_path / "question", text, name), invented)


def written(folder: Path, text: str, name: str = "plan") -> Path:
    """A plan in a folder with the invented scenarios beside it."""
    folder.mkdir(exist_ok=True, parents=True)
    for scenario in (INVENTED / "scenarios").glob("*.yaml"):
        shutil.copy(scenario, folder)
    (folder / "short.yaml").write_text(SHORT, encoding="utf-8")
    path = folder / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def small(plan: Callable[[str], Sweep]) -> Sweep:
    """18 points x 200 replicates: 3,600 histories of six months, in four shards."""
    return plan(SMALL % 200)
