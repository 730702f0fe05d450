"""The Mesa model: governments as agents that take the very stages the compiled ensemble runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import mesa
import numpy as np

from caucasus_sim.month.arrays import DOMAIN_NAMES, DOMAINS, SERIES_NAMES, calendar
from caucasus_sim.month.opening import prepare
from caucasus_sim.month.order import STAGES, take_down, take_stage
from caucasus_sim.packing.setup import Legs, Setup, load_setup
from caucasus_sim.packing.starting import Cells, starting_worlds


class Government(mesa.Agent):
    """A government: it holds a place in the world's arrays and no formula."""

    def __init__(self, model: PeaceProcess, place: int, name: str) -> None:
        super().__init__(model)
        self.place = place
        self.name = name

    def take(self, number: int) -> None:
        """Take one stage of the month for this government."""
        run = self.model
        take_stage(number, run.worlds, 0, run.draws, 0, run.book, run.luck, self.place)

    def step(self) -> None:
        """Mesa's own name for an agent's turn: all stages that governments take, in order."""
        for number, (_, of_governments) in enumerate(STAGES):
            if of_governments:
                self.take(number)

    @property
    def standing(self) -> dict[str, str]:
        """The standing choice in every domain, in words."""
        rows = self.model.worlds[0].choice[self.place]
        return {DOMAIN_NAMES[d]: self.model.setup.rows[int(rows[d])].text for d in range(DOMAINS)}


class PeaceProcess(mesa.Model):
    """One history of a scenario under one lens.

    Parameters
    ----------
    scenario : name or path of a scenario file, with ``name:variant`` for one of its variants
    lens : name of a lens
    seed : seed of all luck and draws
    run : number of the history: its draws and luck are those of this id
    """

    def __init__(
        self, scenario: str = "baseline", lens: str = "agnostic", seed: int = 1, run: int = 0, reading: str = "bulletin"
    ) -> None:
        super().__init__(rng=seed)
        setup = load_setup(scenario, seed)
        one = np.array([run])
        legs = setup.legs(lens, reading, one, one)
        self.begin(setup, legs, run, starting_worlds(setup, Cells(lens, reading, one, one, np.array([0]), one), legs))

    @classmethod
    def of(cls, setup: Setup, legs: np.ndarray | Legs, luck: int, start: np.ndarray | None = None) -> PeaceProcess:
        """A model on a setup and one draw, DRAW [1] or legs of them, that exist already.

        ``start`` WORLD [1] is ready for its first month; without it the evidence's start is made ready.
        """
        model = cls.__new__(cls)
        mesa.Model.__init__(model, rng=0)
        model.begin(setup, legs if isinstance(legs, tuple) else ((setup.first, legs),), luck, start)
        return model

    def begin(self, setup: Setup, legs: Legs, luck: int, start: np.ndarray | None = None) -> None:
        """Lay out the world, the governments and the collector."""
        self.setup = setup
        self.legs = legs
        self.draws = legs[0][1]
        self.book = setup.book
        self.luck = int(luck)
        self.worlds = setup.start.copy() if start is None else start.copy()
        if start is None:
            prepare(self.worlds, self.draws, np.zeros(1, dtype=np.int64), self.book)
        self.series = np.zeros((setup.steps, len(SERIES_NAMES)), dtype=np.float32)
        self.taken = 0
        self.watchers: list[Callable[[PeaceProcess], None]] = []
        for place, name in enumerate(setup.actors):
            Government(self, place, name)
        self.datacollector = mesa.DataCollector(
            model_reporters={name: _reporter(k) for k, name in enumerate(SERIES_NAMES)}
        )

    def step(self) -> None:
        """One month: every stage in order, governments through their AgentSet."""
        if self.taken >= self.setup.steps:
            self.running = False
            return
        self.draws = [draws for first, draws in self.legs if first <= self.setup.first + self.taken][-1]
        for number, (_, of_governments) in enumerate(STAGES):
            if of_governments:
                self.agents.do("take", number)
            else:
                take_stage(number, self.worlds, 0, self.draws, 0, self.book, self.luck, -1)
        take_down(self.worlds, 0, self.book, self.series[self.taken])
        self.taken += 1
        self.datacollector.collect(self)
        for watch in self.watchers:
            watch(self)
        self.running = self.taken < self.setup.steps

    @property
    def calendar(self) -> str:
        """The month that was last lived through."""
        return calendar(int(self.worlds[0].month))

    def finish(self) -> np.ndarray:
        """Live through all months that are left; the last world, WORLD [1]."""
        while self.running and self.taken < self.setup.steps:
            self.step()
        return self.worlds


def _reporter(number: int) -> Callable[[Any], float]:
    return lambda model: float(model.series[model.taken - 1, number])
