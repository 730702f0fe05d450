"""What every result of a sweep says first: its standing, whose reading it is, how it was made, and what is missing."""

from __future__ import annotations

from typing import Any

import pandas as pd

from caucasus_sim.analysis.measures import is_event
from caucasus_sim.analysis.standing import standing_of_run
from caucasus_sim.analysis.swept.asked import Asked
from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.documents import parse_yaml
from caucasus_sim.errors import Mistake, Mistakes
from caucasus_sim.month.arrays import calendar
from caucasus_sim.runs.sweeps.stored import OK, StoredSweep
from caucasus_sim.scenario.model import Scenario
from caucasus_sim.scenario.resolve import scenario_of

INSIDE = "inside this model"


def base_scenario(sweep: StoredSweep, catalogue: Catalogue) -> Scenario:
    """The scenario that a sweep varies, as it lies in the sweep's folder.

    Raises
    ------
    Mistakes
        If it cannot be read any more.
    """
    texts = sweep.about.get("scenarios") or {}
    if not texts:
        raise Mistakes([Mistake("the scenario of this sweep is gone", str(sweep.path), expected="a whole manifest")])
    return scenario_of(parse_yaml(next(iter(texts.values())), sweep.path / "manifest.json"), catalogue)


def head_of(sweep: StoredSweep, catalogue: Catalogue, asked: Asked, table: pd.DataFrame) -> dict[str, Any]:
    """The part that the results of all methods share, as data that can be written as JSON."""
    short, line = standing_of_run(catalogue, sweep.about)
    readings = [str(each) for each in sweep.about["readings"]]
    return {
        "status": short,
        "status_line": line,
        "calibrated": short != "UNCALIBRATED",
        "reading_lines": catalogue.reading_lines(readings),
        "run": str(sweep.about["id"]),
        "name": str(sweep.about["name"]),
        "title": str(sweep.about.get("title") or ""),
        "question": str(sweep.about.get("question") or ""),
        "outcome": asked.outcome,
        "asked": asked.words(catalogue),
        "comes_about_or_not": is_event(catalogue, asked.outcome),
        "by": None if asked.last is None else calendar(asked.last),
        "unit": catalogue.outcomes[asked.outcome].unit,
        "design": sweep.kind,
        "factors": [each.about() for each in sweep.factors],
        "points": len(sweep.design),
        "replicates": int(sweep.cells["replicate"].nunique()),
        "lenses": sorted(map(str, sweep.cells["lens"].unique())),
        "readings": readings,
        "cells": len(table),
        "missing": missing_of(table),
    }


def missing_of(table: pd.DataFrame) -> dict[str, Any]:
    """How many runs failed and how, were not run yet, or have no value of the outcome."""
    status = table["status"].astype("object")
    unrun = status.isna()
    failed = ~unrun & (status != OK)
    lacking = (status == OK) & table["value"].isna()
    why = status[failed].value_counts()
    return {
        "failed": int(failed.sum()),
        "failures": {str(name): int(count) for name, count in why.items()},
        "not_run": int(unrun.sum()),
        "without_value": int(lacking.sum()),
    }


def missing_words(missing: dict[str, Any]) -> str:
    """What is missing in words; empty where nothing is.

    >>> missing_words({"failed": 2, "not_run": 0, "without_value": 1, "failures": {}})
    '2 runs failed, 1 run has no value of this outcome'
    """
    told = [
        (missing["failed"], "failed", "failed"),
        (missing["not_run"], "has not been run yet", "have not been run yet"),
        (missing["without_value"], "has no value of this outcome", "have no value of this outcome"),
    ]
    parts = [f"{many:,} run{'s' * (many > 1)} {one if many == 1 else more}" for many, one, more in told if many]
    return ", ".join(parts)
