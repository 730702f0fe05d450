"""Sweeps on disk whose outcomes a test makes up: design, plan, shards and manifest are as a sweep leaves them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.ensemble.designs.factor import DUMMY, Factor
from caucasus_sim.ensemble.plan import SHARD
from caucasus_sim.runs.shards import to_arrow
from caucasus_sim.scenario.resolve import load_scenario
from caucasus_sim.scenario.show import show
from caucasus_sim.store.folder import RunFolder
from caucasus_sim.store.identity import run_id

PLACES = np.array([0b000, 0b111, 0b011, 0b100, 0b101, 0b010, 0b110, 0b001])  # reading draw, mechanism draw, luck
CHECK = Factor(DUMMY, DUMMY, "number", "Changes nothing: a check", low=0.0, high=1.0)
Outcomes = Callable[[pd.DataFrame, np.random.Generator], Mapping[str, object]]


def cells_of(
    design: pd.DataFrame, replicates: int, arms: Sequence[tuple[str, str]], label: str, own: Sequence[str]
) -> pd.DataFrame:
    """Replicate by replicate, in each arm by arm, point by point; lens and reading may be factors of the design."""
    points = len(design)
    cell = np.arange(points * len(arms) * replicates)
    replicate, rest = np.divmod(cell, points * len(arms))
    arm, point = np.divmod(rest, points)
    blocks = design["design_block"].to_numpy()
    block = (replicate // 8) * (blocks.max() + 1) + blocks[point]
    place = PLACES[replicate % 8]
    names = {
        name: design[name].to_numpy(object)[point] if name in own else np.array([each[k] for each in arms])[arm]
        for k, name in enumerate(("lens", "reading"))
    }
    return pd.DataFrame(
        {
            "cell": cell,
            "point": point,
            "replicate": replicate,
            "variant": label,
            **{name: pd.Series(each).astype(str) for name, each in names.items()},
            "reading_draw": block * 2 + (place >> 2),
            "mechanism_draw": block * 2 + ((place >> 1) & 1),
            "luck": block * 2 + (place & 1),
            "block": block,
        }
    )


def stored_sweep(
    root: Path,
    catalogue: Catalogue,
    kind: str,
    factors: Sequence[Factor],
    design: pd.DataFrame,
    outcomes: Outcomes,
    replicates: int = 2,
    lenses: Sequence[str] = (),
    readings: Sequence[str] = (),
    scenario: str | Path = "baseline",
    name: str = "made_up",
    shards: int | None = None,
    seed: int = 1,
) -> Path:
    """A sweep with made-up outcomes; ``outcomes`` gets the cells joined with the design, and dice.

    With ``shards`` only the first so many are finished.
    """
    lenses, readings = (tuple(each) for each in (lenses or [next(iter(catalogue.lenses))],
                                                  readings or [next(iter(catalogue.readings))]))  # fmt: skip
    base = load_scenario(scenario, catalogue)
    label = base.name
    cells = cells_of(design, replicates, [(a, b) for a in lenses for b in readings], label, [f.kind for f in factors])
    made = outcomes(cells.merge(design.drop(columns=["lens", "reading"], errors="ignore"), on="point"),
                    np.random.default_rng(seed))  # fmt: skip
    table = pd.DataFrame({"cell": cells["cell"], "status": "ok", **made})
    manifest = {
        "title": "A sweep that a test made up",
        "question": "Does it come out as it was made?",
        "cells": len(cells),
        "shards": -(-len(cells) // SHARD),
        "shard_size": SHARD,
        "series": False,
        "variants": [label],
        "lenses": list(lenses),
        "readings": list(readings),
        "watch": [each for each in made if each in catalogue.outcomes],
        "package": "0.0",
        "command": f"sim sweep {name}",
        "notice": {},
        "seed": seed,
        "scenarios": {label: show(base)},
        "identity": {"evidence": catalogue.digest},
        "design": {
            "kind": kind,
            "points": len(design),
            "replicates": replicates,
            "factors": [each.about() for each in factors],
        },
    }
    id_ = run_id({"name": name, "kind": kind, "design": design.to_csv(), "outcomes": table.to_csv()})
    with RunFolder.create(root, name, id_, manifest) as folder:
        folder.write_design(to_arrow(design))
        folder.write_plan(to_arrow(cells))
        for number in range(manifest["shards"] if shards is None else shards):
            folder.write_shard("outcomes", number, arrow(table.iloc[number * SHARD : (number + 1) * SHARD]))
        if shards is None:
            folder.finish({})
        return folder.path


def arrow(table: pd.DataFrame) -> pa.Table:
    return to_arrow(table.reset_index(drop=True))


def months(happens: np.ndarray, month: int) -> pd.Series:
    """A month of first occurrence where it happens, else null."""
    return pd.Series(np.where(happens, month, 0), dtype="Int32").mask(~happens)
