"""The Mesa model is a Mesa model like any other: in batch_run, by itself, and as SolaraViz makes it."""

from __future__ import annotations

import inspect
from pathlib import Path

import mesa
import pytest

from caucasus_sim.model.process import Government, PeaceProcess
from caucasus_sim.month.arrays import DOMAIN_NAMES, SERIES_NAMES

MONTHS = 6


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("scenarios") / "short.yaml"
    path.write_text('name: short\ntitle: Half a year\nend: "2025-03"\n', encoding="utf-8")
    return str(path)


def test_it_stops_after_its_months(short: str) -> None:
    model = PeaceProcess(scenario=short, run=3)
    model.run_model()
    assert (model.taken, model.running, model.calendar) == (MONTHS, False, "2025-03")
    before = model.worlds.tobytes()
    model.step()
    assert model.worlds.tobytes() == before and model.taken == MONTHS and not model.running


def test_the_collector_has_every_series(short: str) -> None:
    model = PeaceProcess(scenario=short)
    model.finish()
    table = model.datacollector.get_model_vars_dataframe()
    assert tuple(table.columns) == SERIES_NAMES
    assert len(table) == MONTHS
    assert (table.to_numpy(dtype="float32") == model.series).all()


def test_batch_run_gives_the_same_numbers(short: str) -> None:
    chosen = {"scenario": short, "lens": "provocation", "run": [0, 1]}
    rows = mesa.batch_run(PeaceProcess, chosen, number_processes=1, iterations=1, max_steps=100, display_progress=False)
    assert len(rows) == 2
    for row in rows:
        alone = PeaceProcess(scenario=short, lens="provocation", run=row["run"])
        alone.finish()
        assert [row[name] for name in SERIES_NAMES] == [float(each) for each in alone.series[-1]]


def test_made_as_solara_makes_it(short: str) -> None:
    """SolaraViz keeps the class and makes it again from keyword arguments, which its sliders hold as scalars."""
    first = PeaceProcess(scenario=short)
    again = type(first)(scenario=short, lens="deterrence", seed=2, run=1)
    again.step()
    assert isinstance(again, mesa.Model) and again.running
    named = inspect.signature(PeaceProcess).parameters.values()
    assert all(isinstance(each.default, str | int) for each in named)


def test_governments_are_agents_that_say_what_stands(short: str) -> None:
    model = PeaceProcess(scenario=short)
    model.step()
    governments = list(model.agents)
    assert [each.name for each in governments] == list(model.setup.actors)
    assert all(isinstance(each, Government) and set(each.standing) == set(DOMAIN_NAMES) for each in governments)


def test_two_seeds_are_two_histories(short: str) -> None:
    one, other = PeaceProcess(scenario=short, seed=1), PeaceProcess(scenario=short, seed=2)
    assert one.finish().tobytes() != other.finish().tobytes()
    assert one.worlds.tobytes() == PeaceProcess(scenario=short, seed=1).finish().tobytes()
