"""A sweep, complete: its points, the scenarios they are points of, and the cells that are run."""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from typing import Any

import numpy as np
import pandas as pd

from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.compiled import sources_digest
from caucasus_sim.ensemble.designs.factor import Factor, Level
from caucasus_sim.ensemble.plan import SHARD
from caucasus_sim.runs.request import LIBRARIES, RESULT_VERSION
from caucasus_sim.scenario.model import Scenario
from caucasus_sim.scenario.show import show
from caucasus_sim.store.files import digest, json_text
from caucasus_sim.store.identity import run_id

EIGHT = 8
EIGHTS, OWN = "eights", "own"  # how replicates share draws
# Reading draw, mechanism draw and luck of each place in a block of eight, as bits: every even number of places has both
# of each equally often, and the first two have nothing in common.
PLACES = np.array([0b000, 0b111, 0b011, 0b100, 0b101, 0b010, 0b110, 0b001])
CHOOSING = ("variant", "move", "options")


@dataclass(frozen=True)
class World:
    """A scenario that points are points of: what the factors that choose among scenarios are set to in it."""

    label: str
    settings: Mapping[str, Level]
    scenario: Scenario


@dataclass(frozen=True)
class Sweep:
    """One sweep, complete: what it is, and nothing about how fast or where it runs.

    Parameters
    ----------
    design : DataFrame
        One row a point.
    worlds : tuple of World
        A scenario for every combination of settings that choose among scenarios.
    lenses, readings : tuple of str
        Under each of which every point is run, unless they are factors.
    replicates : int
        Runs of every point under each lens and reading.
    names : tuple of str
        The outcomes that are kept; all where it is empty.
    eights : bool
        Whether replicates come in blocks of eight that share draws and luck two by two; else each has its own.
    """

    catalogue: Catalogue
    name: str
    title: str
    question: str
    kind: str
    factors: tuple[Factor, ...]
    design: pd.DataFrame
    worlds: tuple[World, ...]
    lenses: tuple[str, ...]
    readings: tuple[str, ...]
    replicates: int
    seed: int
    names: tuple[str, ...] = ()
    eights: bool = True

    @property
    def points(self) -> int:
        """How many points there are."""
        return len(self.design)

    @property
    def arms(self) -> tuple[tuple[str, str], ...]:
        """The pairs of lens and reading under which every point is run; '' where it is a factor."""
        kinds = {each.kind for each in self.factors}
        lenses = ("",) if "lens" in kinds else self.lenses
        readings = ("",) if "reading" in kinds else self.readings
        return tuple((lens, reading) for lens in lenses for reading in readings)

    @property
    def size(self) -> int:
        """How many cells there are."""
        return self.points * len(self.arms) * self.replicates

    @property
    def shards(self) -> int:
        """How many shards of 1,000 consecutive cells."""
        return -(-self.size // SHARD)

    @cached_property
    def id(self) -> str:
        """Twelve hex digits that change with anything that could change a result."""
        return run_id(self.identity)

    @cached_property
    def identity(self) -> dict[str, str]:
        """The parts of the identity."""
        told = [each.about() for each in self.factors]
        about = [self.kind, told, self.arms, self.replicates, self.names, self.eights]
        about.append([dict(world.settings) for world in self.worlds])
        return {
            **{f"scenario {world.label}": show(world.scenario) for world in self.worlds},
            **self.made_with(),
            "seed": str(self.seed),
            "sweep": json.dumps(about, sort_keys=True),
            "design": digest(self.design.to_csv(index=False).encode("utf-8")),
        }

    def made_with(self) -> dict[str, str]:
        """What of the program, the evidence and the machine a result depends on."""
        return {
            **{name: version(name) for name in LIBRARIES},
            "evidence": self.catalogue.digest,
            "compiled": sources_digest(),
            "machine": platform.machine(),
            "results": RESULT_VERSION,
        }

    @cached_property
    def world_of(self) -> np.ndarray:
        """The number of every point's world, i8 [points]."""
        keys = [each.id for each in self.factors if each.kind in CHOOSING]
        if not keys:
            return np.zeros(self.points, dtype=np.int64)
        number = {tuple(world.settings[key] for key in keys): k for k, world in enumerate(self.worlds)}
        rows = zip(*(self.design[key].tolist() for key in keys), strict=True)
        return np.array([number[row] for row in rows], dtype=np.int64)

    def cells(self, first: int = 0, last: int | None = None) -> pd.DataFrame:
        """Cells ``first`` to before ``last``: replicate by replicate, in each arm by arm and point by point."""
        cell = np.arange(first, self.size if last is None else min(last, self.size), dtype=np.int64)
        replicate, rest = np.divmod(cell, self.points * len(self.arms))
        arm, point = np.divmod(rest, self.points)
        blocks = self.design["design_block"].to_numpy()
        block = (replicate // EIGHT if self.eights else replicate) * (int(blocks.max()) + 1) + blocks[point]
        place = PLACES[replicate % EIGHT] if self.eights else np.zeros(len(cell), dtype=np.int64)
        each = 2 if self.eights else 1
        labels = np.array([world.label for world in self.worlds], dtype=object)
        return pd.DataFrame(
            {
                "cell": cell,
                "point": point,
                "replicate": replicate,
                "variant": labels[self.world_of[point]],
                "lens": self._arm("lens", 0, arm, point),
                "reading": self._arm("reading", 1, arm, point),
                "reading_draw": block * each + (place >> 2),
                "mechanism_draw": block * each + ((place >> 1) & 1),
                "luck": block * each + (place & 1),
                "block": block,
            }
        )

    def _arm(self, kind: str, which: int, arm: np.ndarray, point: np.ndarray) -> np.ndarray:
        own = [each.id for each in self.factors if each.kind == kind]
        if own:
            return np.asarray(self.design[own[0]].to_numpy(dtype=object)[point])
        return np.array([each[which] for each in self.arms], dtype=object)[arm]

    def shard(self, number: int) -> pd.DataFrame:
        """The cells of one shard."""
        return self.cells(number * SHARD, (number + 1) * SHARD)

    def content(self, number: int) -> str:
        """A hash of everything that a shard's results depend on: the same shard of a longer sweep has the same."""
        cells = self.shard(number)
        own = self.design[self.design["point"].isin(cells["point"].unique())]
        parts: dict[str, Any] = dict(self.identity)
        parts |= {"sweep": json.dumps([each.about() for each in self.factors]), "design": own.to_csv(index=False)}
        parts |= {"cells": cells.to_csv(index=False), "names": ",".join(self.names)}
        return digest(json_text(parts).encode("utf-8"))
