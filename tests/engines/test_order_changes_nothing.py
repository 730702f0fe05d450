"""Threads, chunks, legs and the order of governments inside a stage leave every bit as it is."""

from __future__ import annotations

import numpy as np
import pytest

from caucasus_sim.ensemble import histories
from caucasus_sim.model.process import PeaceProcess
from caucasus_sim.month.arrays import SERIES_NAMES
from caucasus_sim.month.opening import prepare
from caucasus_sim.month.order import STAGES, simulate, take_stage
from caucasus_sim.packing.setup import Setup, packaged, set_up
from caucasus_sim.scenario.find import shipped_scenarios
from caucasus_sim.scenario.resolve import load_scenario

from .running import by_mesa, compiled, differing, draws_of

N = 40


@pytest.fixture(scope="module")
def busy(setups: dict[str, Setup]) -> Setup:
    return setups["ordered/offered"]


@pytest.fixture(scope="module")
def draws(busy: Setup) -> np.ndarray:
    return draws_of(busy, N)


@pytest.fixture(scope="module")
def whole(busy: Setup, draws: np.ndarray) -> histories.Histories:
    return compiled(busy, draws)


def assert_same(one: histories.Histories, other: histories.Histories) -> None:
    assert differing(one.worlds, other.worlds) == []
    assert one.series is not None and other.series is not None
    assert one.series.tobytes() == other.series.tobytes()


@pytest.mark.parametrize("size", [1, 7, 39, 40, 1000])
@pytest.mark.parametrize("threads", [1, 2])
def test_chunks_and_threads(
    size: int, threads: int, busy: Setup, draws: np.ndarray, whole: histories.Histories, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut = histories.chunks
    monkeypatch.setattr(histories, "chunks", lambda n: cut(n, size))
    assert_same(whole, compiled(busy, draws, threads=threads))


def test_cells_may_come_in_any_order(busy: Setup, draws: np.ndarray, whole: histories.Histories) -> None:
    turned = np.random.default_rng(5).permutation(N)
    again = histories.run_histories(busy.book, busy.start, draws, turned, turned, busy.steps, threads=1)
    assert differing(again.worlds, whole.worlds[turned]) == []


def test_series_are_not_needed(busy: Setup, draws: np.ndarray, whole: histories.Histories) -> None:
    n = np.arange(N)
    bare = histories.run_histories(busy.book, busy.start, draws, n, n, busy.steps, keep_series=False, threads=1)
    assert bare.series is None
    assert differing(bare.worlds, whole.worlds) == []


@pytest.mark.parametrize("cut", [1, 30, 74])
def test_two_legs_are_one(cut: int, busy: Setup, draws: np.ndarray, whole: histories.Histories) -> None:
    assert_same(whole, in_two_legs(busy, draws, cut))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_governments_take_a_stage_in_any_order(seed: int, busy: Setup, draws: np.ndarray) -> None:
    rng = np.random.default_rng(seed)
    model = PeaceProcess.of(busy, draws[seed : seed + 1], seed)
    governments = list(model.agents)
    for _ in range(busy.steps):
        for number, (_, of_governments) in enumerate(STAGES):
            if of_governments:
                for place in rng.permutation(len(governments)):
                    governments[place].take(number)
            else:
                take_stage(number, model.worlds, 0, model.draws, 0, model.book, model.luck, -1)
    assert differing(model.worlds, by_mesa(busy, draws, seed).worlds) == []


@pytest.mark.parametrize("name", shipped_scenarios())
def test_every_scenario_that_ships(name: str, shipped_baseline: Setup, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two threads and chunks of three, two legs, and governments in turned order: all against one thread in one leg."""
    catalogue = packaged()
    scenario = load_scenario(name, catalogue).runs[-1]
    shared = shipped_baseline.drawer if scenario.start == shipped_baseline.scenario.start else None
    setup = set_up(catalogue, scenario, drawer=shared)
    draws = draws_of(setup, 7)
    whole = compiled(setup, draws)
    cut = histories.chunks
    monkeypatch.setattr(histories, "chunks", lambda n: cut(n, 3))
    assert_same(whole, compiled(setup, draws, threads=2))
    assert_same(whole, in_two_legs(setup, draws, setup.steps // 3))
    assert differing(whole.worlds[6:], in_turned_order(setup, draws, 6).worlds) == []


def in_two_legs(setup: Setup, draws: np.ndarray, cut: int) -> histories.Histories:
    """The histories stopped once, kept as bytes, and taken up again."""
    n = np.arange(len(draws))
    worlds = np.repeat(setup.start, len(draws))
    series = np.zeros((len(draws), setup.steps, len(SERIES_NAMES)), dtype=np.float32)
    prepare(worlds, draws, n, setup.book)
    for first, last in ((0, cut), (cut, setup.steps)):
        simulate(worlds, draws, n, setup.book, n, first, last, series, True)
        worlds = np.frombuffer(worlds.tobytes(), dtype=worlds.dtype).copy()  # a checkpoint is a copy of the bytes
    return histories.Histories(worlds, series, series[:, -1])


def in_turned_order(setup: Setup, draws: np.ndarray, luck: int) -> PeaceProcess:
    """One history agent by agent, the last government first in every stage."""
    model = PeaceProcess.of(setup, draws[luck : luck + 1], luck)
    for _ in range(setup.steps):
        for number, (_, of_governments) in enumerate(STAGES):
            if of_governments:
                for agent in reversed(list(model.agents)):
                    agent.take(number)
            else:
                take_stage(number, model.worlds, 0, model.draws, 0, model.book, model.luck, -1)
    return model


def test_a_government_may_take_its_stages_at_once(busy: Setup, draws: np.ndarray) -> None:
    """Mesa's ``step`` of an agent takes all its stages one after another; nothing in them waits for the others."""
    model = PeaceProcess.of(busy, draws[:1], 0)
    for _ in range(busy.steps):
        for number, (name, of_governments) in enumerate(STAGES):
            if name == "appraise":
                for agent in model.agents:
                    agent.step()
            elif not of_governments:
                take_stage(number, model.worlds, 0, model.draws, 0, model.book, model.luck, -1)
    assert differing(model.worlds, by_mesa(busy, draws, 0).worlds) == []


def test_another_order_of_the_actors_in_the_arrays(busy: Setup, whole: histories.Histories) -> None:
    """Sums over actors may differ in their last bit; what happens does not."""
    turned = set_up(busy.catalogue, busy.scenario, order=("velmar", "borland", "ostria", "arland"))
    other = compiled(turned, draws_of(turned, N))
    same = (other.worlds["first"] == whole.worlds["first"]).all(axis=1)
    assert same.sum() >= N - 1
    np.testing.assert_allclose(other.worlds["trust"][same], whole.worlds["trust"][same], rtol=1e-9)
    np.testing.assert_allclose(other.worlds["stock"][same], whole.worlds["stock"][same], rtol=1e-9)
