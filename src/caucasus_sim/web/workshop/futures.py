"""What could come: many histories from where the room is, under every lens, with and without what the teams order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from caucasus_sim.ensemble.histories import run_histories
from caucasus_sim.month.arrays import NEVER
from caucasus_sim.packing.setup import Legs, Setup
from caucasus_sim.web.workshop.blocks import books_of
from caucasus_sim.web.workshop.ground import DRAWS, Ground, Script, in_force, instructed, spans, with_script

Shares = dict[str, dict[str, float]]  # of every lens, of every question: the share of histories


@dataclass(frozen=True)
class Question:
    """Something that happens or not: an outcome with a month of first occurrence."""

    id: str
    title: str
    first: int


def questions_of(setup: Setup) -> tuple[Question, ...]:
    """What the scenario watches and what can be said yes or no to."""
    outcomes = setup.catalogue.outcomes
    found = []
    for name in setup.scenario.watch or tuple(outcomes):
        start = outcomes[name].start
        if start.first is not None and start.before is None:
            found.append(Question(name, outcomes[name].title, setup.catalogue.first(start.first)))
    return tuple(found[:6])


class Futures:
    """Histories of one round from the room's position; draws are made once and kept.

    Every set has the same draws and luck whatever was ordered, so that a difference has one cause. The first history of
    the room's own lens and reading is the room's own.
    """

    def __init__(self, ground: Ground, threads: int = 2) -> None:
        self.ground, self.threads = ground, threads
        self.questions = questions_of(ground.setup)
        self.ids = ground.draw + np.arange(DRAWS)

    def shares(self, world: np.ndarray, script: Script, first: int, until: int, runs: int) -> Shares:
        """The share of ``runs`` histories of every lens in which each question's event has happened by the end."""
        lenses = tuple(self.ground.setup.catalogue.lenses)
        return {lens: self._of_lens(lens, world, script, first, until, runs) for lens in lenses}

    def _of_lens(
        self, lens: str, world: np.ndarray, script: Script, first: int, until: int, runs: int
    ) -> dict[str, float]:
        each = max(1, runs // len(self.ground.readings))
        setup = with_script(self.ground.setup, script)
        parts = [self._worlds(setup, lens, name, world, script, first, until, each) for name in self.ground.readings]
        months = np.concatenate([part["first"] for part in parts])
        return {question.id: float((months[:, question.first] != NEVER).mean()) for question in self.questions}

    def _worlds(
        self,
        setup: Setup,
        lens: str,
        reading: str,
        world: np.ndarray,
        script: Script,
        first: int,
        until: int,
        runs: int,
    ) -> np.ndarray:
        """The last worlds of one lens and reading, WORLD [runs]."""
        legs = instructed(setup, setup.legs(lens, reading, self.ids, self.ids), script)
        cell = np.arange(runs, dtype=np.int64)
        lives = Lives(setup, legs, books_of(setup, script.blocks), cell % DRAWS, self.ground.luck + cell)
        return lives.lived(np.repeat(world, runs), first, until, self.threads)


@dataclass(frozen=True, eq=False)
class Lives:
    """Many histories side by side: their draws and books by step, and which draw and which luck each of them has."""

    setup: Setup
    legs: Legs
    books: Legs
    draw_of: np.ndarray
    luck_of: np.ndarray

    def lived(self, worlds: np.ndarray, first: int, until: int, threads: int = 2) -> np.ndarray:
        """The worlds, WORLD [n], after a month up to, not including, another."""
        begin, end = self.setup.step_of(first), self.setup.step_of(until)
        for step, last in spans(begin, end, self.legs, self.books):
            worlds = run_histories(
                in_force(self.books, step),
                worlds,
                in_force(self.legs, step),
                self.draw_of,
                self.luck_of,
                last - step,
                keep_series=False,
                threads=threads,
                prepared=worlds,
                begin=step,
            ).worlds
        return worlds


def over_lenses(shares: Mapping[str, Mapping[str, float]], question: str) -> tuple[int, int]:
    """The range over lenses of a share, each as a count in 20."""
    counts = [round(20 * each[question]) for each in shares.values()]
    return min(counts), max(counts)


def mean_change(after: Shares, before: Shares, question: str) -> float:
    """How much larger a share is after than before, the lenses side by side; only its sign is ever shown."""
    return float(np.mean([after[lens][question] - before[lens][question] for lens in after]))


def largest_reasons(changes: Iterable[dict[str, Any]], most: int = 3) -> list[dict[str, Any]]:
    """The reasons that moved something most, by government; those that moved nothing are left out."""
    known = [each for each in changes if abs(each["change"]) >= 0.02]
    chosen = sorted(known, key=lambda each: -abs(each["change"]))[:most]
    return sorted(chosen, key=lambda each: (each["actor"], each["question"]))
