"""Trying settings: how often the outcome comes about in each, kept as it is found so that a search can go on later."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from caucasus_sim.analysis.explain.contributions import Estimate, estimate
from caucasus_sim.analysis.explain.play import World, batches, lived, pack
from caucasus_sim.analysis.reach.goal import Goal
from caucasus_sim.analysis.reach.knobs import Knob, Setting, applied, size_of
from caucasus_sim.packing.setup import Setup, set_up
from caucasus_sim.store.files import append_line


@dataclass(frozen=True)
class Try:
    """A setting, the size of its changes, and the share of histories in which the outcome came about."""

    setting: dict[str, float]
    size: float
    share: float


@dataclass
class Tries:
    """All settings tried so far on the same draws and luck; each is tried once and written to ``file``."""

    setup: Setup
    knobs: tuple[Knob, ...]
    goal: Goal
    cells: pd.DataFrame
    file: Path
    threads: int = 2
    found: dict[str, Try] = field(default_factory=dict)
    kept: int = 0  # how many were read from the file

    def __post_init__(self) -> None:
        """Take up what an earlier search has left; a last line that was cut off is left out."""
        if self.file.is_file():
            for line in self.file.read_text(encoding="utf-8").splitlines():
                self._take_up(line)
        self.kept = len(self.found)

    def _take_up(self, line: str) -> None:
        try:
            told = json.loads(line)
        except json.JSONDecodeError:
            return
        setting = {str(name): float(value) for name, value in told["setting"].items()}
        self.found[key_of(setting)] = Try(setting, size_of(self.knobs, setting), float(told["share"]))

    def of(self, setting: Setting) -> Try:
        """A setting tried, or taken from before."""
        changed = {knob.id: float(setting[knob.id]) for knob in self.knobs if knob.id in setting}
        key = key_of(changed)
        if key not in self.found:
            share = float(shares(self.setup, self.knobs, changed, self.goal, self.cells, self.threads).mean())
            self.found[key] = Try(changed, size_of(self.knobs, changed), share)
            append_line(self.file, json.dumps({"setting": changed, "share": share}))
        return self.found[key]

    def reached(self) -> list[Try]:
        """Those that reach the goal on these draws, the smallest changes first."""
        found = (each for each in self.found.values() if self.goal.distance(each.share) <= 0.0)
        return sorted(found, key=lambda each: (each.size, key_of(each.setting)))


def key_of(setting: Setting) -> str:
    """The same text for the same setting."""
    return json.dumps(dict(sorted(setting.items())))


def shares(
    setup: Setup, knobs: Sequence[Knob], setting: Setting, goal: Goal, cells: pd.DataFrame, threads: int
) -> np.ndarray:
    """Whether the outcome came about in every cell, f8 [cells], with the changes of a setting."""
    scenario = applied(setup.scenario, knobs, setting)
    made = set_up(setup.catalogue, scenario, setup.seed, setup.actors, setup.step, drawer=setup.drawer)
    parts = [lived(World(made), pack(made, batch), goal.asked, threads) for batch in batches(cells)]
    return np.concatenate(parts)


def told_on(cells: pd.DataFrame, values: np.ndarray) -> dict[str, Any]:
    """A share with its simulation error, and under each lens and each reading."""
    whole: Estimate = estimate(values, cells["block"].to_numpy())
    table = cells.assign(value=values)
    return {
        "share": whole.mean,
        "low": max(0.0, whole.mean - whole.reach()),
        "high": min(1.0, whole.mean + whole.reach()),
        "by_lens": {str(name): float(part) for name, part in table.groupby("lens", sort=False)["value"].mean().items()},
        "by_reading": {
            str(name): float(part) for name, part in table.groupby("reading", sort=False)["value"].mean().items()
        },
    }
