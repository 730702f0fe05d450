"""The headlines of a scenario under one reading: each watched outcome of every history, beside its twin's."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from caucasus_sim.analysis.measures import measured
from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.ensemble.plan import Plan, default_plan
from caucasus_sim.packing.drawer import Drawer
from caucasus_sim.packing.setup import Setup, actors_of, set_up
from caucasus_sim.runs.shards import run_shard
from caucasus_sim.scenario.model import Scenario

Done = Callable[[int], None]
KEY = ["lens", "block", "reading_draw", "mechanism_draw", "luck"]


@dataclass(frozen=True)
class Question:
    """What is put under stress.

    ``scenarios`` holds the variant, last, and the baseline before it where there is one; ``outcomes`` are those
    watched.
    """

    scenarios: Mapping[str, Scenario]
    outcomes: tuple[str, ...]
    lenses: tuple[str, ...]
    reading: str
    runs: int
    seed: int
    threads: int

    @property
    def plan(self) -> Plan:
        """The same cells for every change: the same draws and luck."""
        return default_plan(tuple(self.scenarios), self.lenses, (self.reading,), self.runs)


def headlines(
    catalogue: Catalogue, asked: Question, done: Done | None = None, anchor: Drawer | None = None
) -> pd.DataFrame:
    """One row for every draw, luck and lens: its keys, and for every outcome the variant's value less the baseline's.

    Without a baseline to compare with, the value itself. With an ``anchor``, the odds of moves and consents hold at the
    middle stances of that drawer; else at those of ``catalogue``, where a change of level alone would cancel out.
    """
    cells = asked.plan.cells
    outcomes = run_shard(setups_of(catalogue, asked, anchor), cells, False, asked.threads, done).outcomes.to_pandas()
    values = {name: measured(catalogue, outcomes, name).to_numpy() for name in asked.outcomes}
    table = cells[["variant", *KEY]].assign(**values).set_index(KEY)
    sides = [table[table["variant"] == label].drop(columns="variant").sort_index() for label in asked.scenarios]
    return (sides[-1] - sides[0] if len(sides) > 1 else sides[-1]).reset_index()


def setups_of(catalogue: Catalogue, asked: Question, anchor: Drawer | None = None) -> dict[str, Setup]:
    """Every scenario packed, all with the same draws."""
    actors = actors_of(catalogue, asked.scenarios.values())
    drawer = None if anchor is None else replace(anchor, catalogue=catalogue, anchor=anchor, kept=OrderedDict())
    found: dict[str, Setup] = {}
    for label, scenario in asked.scenarios.items():
        found[label] = set_up(catalogue, scenario, asked.seed, actors, drawer=drawer)
        drawer = found[label].drawer
    return found


def anchor_of(catalogue: Catalogue, asked: Question) -> Drawer:
    """The drawer whose middle stances the odds hold at, when other evidence is drawn."""
    return next(iter(setups_of(catalogue, asked).values())).drawer


def of_lens(table: pd.DataFrame, lens: str, outcome: str) -> np.ndarray:
    """One outcome's headline under a lens, f8 [histories], in the order of the keys."""
    return np.asarray(table.loc[table["lens"] == lens, outcome].to_numpy(dtype=np.float64))


def lens_names(table: pd.DataFrame) -> Sequence[str]:
    """The lenses of a table, sorted."""
    return sorted(table["lens"].unique())
