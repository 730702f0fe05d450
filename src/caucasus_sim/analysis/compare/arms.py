"""What stands on one side of a comparison: the histories of one variant of a stored run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from caucasus_sim.documents import parse_yaml
from caucasus_sim.errors import Mistake, Mistakes, nearest
from caucasus_sim.scenario.months import read_month
from caucasus_sim.store.folder import RunFolder

BASELINE = "baseline"
FACTS = ("evidence", "compiled", "results", "seed")


@dataclass(frozen=True)
class Arm:
    """One variant of a stored run.

    Parameters
    ----------
    label : str
        What it is called beside the others.
    scenario, variant, run : str
        The scenario's name, the variant's, and the run's id.
    path : Path
        The run's folder.
    facts : mapping
        What must be the same on both sides before histories can be paired: digests and the seed.
    start, end : int
        First and last absolute month.
    watch, assumed : tuple of str
        Outcomes of the first page; kinds of what is assumed in this variant.
    notice : mapping
        Outcome -> smallest effect worth noticing.
    cells, outcomes : DataFrame [histories]
        The rows of the plan and of the outcomes, in the same order; histories that left their range are not here.
    left_out : int
        How many these are.
    has_series : bool
        Whether the run kept what every month was like.
    """

    label: str
    scenario: str
    variant: str
    title: str
    run: str
    path: Path
    facts: Mapping[str, str]
    start: int
    end: int
    watch: tuple[str, ...]
    assumed: tuple[str, ...]
    notice: Mapping[str, float]
    cells: pd.DataFrame
    outcomes: pd.DataFrame
    left_out: int
    has_series: bool


def read_arms(path: Path, variant: str | None = None) -> list[Arm]:
    """Every variant of a stored run, or one of them.

    Raises
    ------
    Mistakes
        If the run is not finished, or has no such variant.
    """
    run = RunFolder.open(path).no_sweep()
    known = [str(each) for each in run.manifest["variants"]]
    if variant is not None and variant not in known:
        what = f"no variant '{variant[:40]}'"
        raise Mistakes([Mistake(what, str(path), expected=", ".join(known), nearest=nearest(variant, known))])
    if not run.complete:
        raise Mistakes([Mistake("this run is not finished", str(path), expected="to run it again; it goes on")])
    plan, outcomes = run.read_plan().to_pandas(), run.read("outcomes").to_pandas()
    table = plan.merge(outcomes, on="cell", validate="one_to_one")
    wanted = known if variant is None else [variant]
    return [_arm(run, each, table[table["variant"] == each], list(plan.columns)) for each in wanted]


def _arm(run: RunFolder, variant: str, table: pd.DataFrame, plan: list[str]) -> Arm:
    told: dict[str, Any] = run.manifest
    scenario = parse_yaml(told["scenarios"][variant], run.path / "manifest.json").data
    well = table[table["status"] == "ok"].reset_index(drop=True)
    name = str(told["name"])
    identity = told.get("identity", {})
    return Arm(
        label=variant,
        scenario=BASELINE if variant == BASELINE else name,
        variant=variant,
        title=str(told.get("titles", {}).get(variant, "")),
        run=run.id,
        path=run.path,
        facts={key: str(identity.get(key, told.get(key, ""))) for key in FACTS},
        start=read_month(scenario["start"]["month"]),
        end=read_month(scenario["end"]),
        watch=tuple(told["watch"]),
        assumed=tuple(told["assumed"].get(variant, ())),
        notice=dict(told["notice"]),
        cells=well[plan],
        outcomes=well.drop(columns=plan),
        left_out=len(table) - len(well),
        has_series=bool(run.shard_paths("series")),
    )


def full_label(arm: Arm) -> str:
    """Scenario and variant, where the arms of several runs stand side by side."""
    return arm.scenario if arm.variant in (arm.scenario, BASELINE) else f"{arm.scenario}:{arm.variant}"


def only(arm: Arm, lenses: Sequence[str], readings: Sequence[str]) -> Arm:
    """An arm with the histories of these lenses and readings alone; all where none is named."""
    kept = pd.Series(data=True, index=arm.cells.index)
    for column, wanted in (("lens", lenses), ("reading", readings)):
        if wanted:
            kept &= arm.cells[column].isin(wanted)
    cells, outcomes = (table[kept].reset_index(drop=True) for table in (arm.cells, arm.outcomes))
    return replace(arm, cells=cells, outcomes=outcomes)
