"""The compiled ensemble and Mesa give the same bits, worlds and series, in every scenario that ships, claims too."""

from __future__ import annotations

from pathlib import Path

import pytest

from caucasus_sim.analysis.claims.find import packaged_claims
from caucasus_sim.packing.setup import Setup, packaged, set_up
from caucasus_sim.scenario.find import shipped_scenarios
from caucasus_sim.scenario.resolve import load_scenario

from .running import by_mesa, compiled, differing, draws_of

RUNS = 2
CLAIMED = sorted((packaged_claims() / "scenarios").glob("*.yaml"))
SHIPPED = sorted({path.parent for path in shipped_scenarios().values()})
INVENTED = ("baseline", "ordered/offered", "ordered/assumed")


def same_in_both(setup: Setup, lens: str, runs: int) -> None:
    draws = draws_of(setup, runs, lens)
    histories = compiled(setup, draws)
    assert histories.series is not None
    for run in range(runs):
        model = by_mesa(setup, draws, run)
        assert differing(histories.worlds[run : run + 1], model.worlds) == [], f"{setup.scenario.label}, run {run}"
        assert histories.series[run].tobytes() == model.series.tobytes(), f"{setup.scenario.label}, run {run}"


@pytest.mark.parametrize("name", shipped_scenarios())
def test_every_variant_that_ships(name: str, shipped_baseline: Setup) -> None:
    catalogue = packaged()
    lenses = list(catalogue.lenses)
    for number, scenario in enumerate(load_scenario(name, catalogue).runs):
        shared = shipped_baseline.drawer if scenario.start == shipped_baseline.scenario.start else None
        same_in_both(set_up(catalogue, scenario, drawer=shared), lenses[number % len(lenses)], RUNS)


@pytest.mark.parametrize("path", CLAIMED, ids=lambda path: path.stem)
def test_every_variant_that_only_claims_use(path: Path, shipped_baseline: Setup) -> None:
    catalogue = packaged()
    lenses = list(catalogue.lenses)
    folders = [path.parent, *SHIPPED]
    for number, scenario in enumerate(load_scenario(path, catalogue, folders).runs):
        shared = shipped_baseline.drawer if scenario.start == shipped_baseline.scenario.start else None
        same_in_both(set_up(catalogue, scenario, drawer=shared), lenses[number % len(lenses)], 1)


@pytest.mark.parametrize("label", INVENTED)
@pytest.mark.parametrize("lens", ["agnostic", "alarm"])
def test_the_invented_world(label: str, lens: str, setups: dict[str, Setup]) -> None:
    same_in_both(setups[label], lens, 8)


def test_every_invented_variant_is_named_here(setups: dict[str, Setup]) -> None:
    assert sorted(setups) == sorted(INVENTED)
