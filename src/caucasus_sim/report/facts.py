"""Everything a run's report is made of: its stored tables, its summary, and what else follows from them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from caucasus_sim.analysis.beside import BASELINE
from caucasus_sim.analysis.earlier import earlier_rows
from caucasus_sim.analysis.standing import PARTLY, standing_of_run
from caucasus_sim.analysis.summary import summarise
from caucasus_sim.analysis.typical.table import typical
from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.documents import parse_yaml
from caucasus_sim.errors import Mistake, Mistakes
from caucasus_sim.scenario.diff import Difference, diff_scenarios
from caucasus_sim.scenario.months import read_month
from caucasus_sim.scenario.resolve import scenario_of
from caucasus_sim.store.folder import RunFolder

TYPICAL_OF = 800  # histories; all pairs of them are compared, and a report must not keep its reader waiting
ABOUT = ("name", "title", "question", "bears_on", "watch", "notice")  # what a scenario says of itself


@dataclass(frozen=True)
class RunFacts:
    """A stored run, ready to be told.

    Parameters
    ----------
    summary, manifest : mapping
        Of `analysis.summary`, and of the folder.
    status, status_line : str
        How far calibrated; a run of other evidence than the reader's is not called calibrated.
    plan, outcomes : DataFrame [histories]
        In the same order.
    start, end : int
        First and last absolute month.
    earlier, explained : list
        Of `analysis.earlier`; answers of `sim explain` that lie beside the run.
    typical : mapping
        Of `analysis.typical`.
    differences : mapping
        Variant -> what its scenario has otherwise than the baseline; text where this version cannot read them.
    """

    catalogue: Catalogue
    summary: Mapping[str, Any]
    manifest: Mapping[str, Any]
    status: str
    status_line: str
    plan: pd.DataFrame
    outcomes: pd.DataFrame
    start: int
    end: int
    earlier: Sequence[Mapping[str, Any]]
    typical: Mapping[str, Any]
    explained: Sequence[Mapping[str, Any]]
    differences: Mapping[str, Sequence[Difference] | str]

    @property
    def calibrated(self) -> bool:
        """Whether how often something happens may be shown; else directions alone."""
        return self.status == PARTLY

    @property
    def variants(self) -> list[str]:
        """All variants, the baseline first if there is one."""
        return [str(each) for each in self.manifest["variants"]]

    @property
    def watched(self) -> list[str]:
        """The outcomes of the first page, as far as the evidence has them."""
        return [name for name in self.manifest["watch"] if name in self.catalogue.outcomes]


def gather(path: Path, catalogue: Catalogue, summary: Mapping[str, Any] | None = None) -> RunFacts:
    """Gather the facts of a finished run; ``summary`` where it has been made already.

    Raises
    ------
    Mistakes
        If this is no finished run.
    """
    run = RunFolder.open(path)
    if not run.complete:
        raise Mistakes([Mistake("this run is not finished", str(path), expected="to run it again; it goes on")])
    plan, outcomes = run.read_plan().to_pandas(), run.read("outcomes").to_pandas()
    last = parse_yaml(run.manifest["scenarios"][run.manifest["variants"][-1]], path / "manifest.json").data
    watched = [name for name in run.manifest["watch"] if name in catalogue.outcomes]
    status, line = standing_of_run(catalogue, run.manifest)
    return RunFacts(
        catalogue=catalogue,
        summary=summary if summary is not None else summarise(path, catalogue),
        manifest=run.manifest,
        status=status,
        status_line=line,
        plan=plan,
        outcomes=outcomes,
        start=read_month(last["start"]["month"]),
        end=read_month(last["end"]),
        earlier=earlier_rows(catalogue, plan, outcomes, watched),
        typical=typical(path, catalogue, most=TYPICAL_OF),
        explained=_explained(path),
        differences=_differences(run, catalogue),
    )


def _explained(path: Path) -> list[dict[str, Any]]:
    """Answers of `sim explain`, in the order of their names."""
    return [json.loads(each.read_text(encoding="utf-8")) for each in sorted((path / "explain").glob("*.json"))]


def _differences(run: RunFolder, catalogue: Catalogue) -> dict[str, Sequence[Difference] | str]:
    texts = {label: run.manifest["scenarios"][label] for label in run.manifest["variants"]}
    if BASELINE not in texts or len(texts) < 2:
        return {}
    try:
        place = run.path / "manifest.json"
        read = {label: scenario_of(parse_yaml(text, place), catalogue) for label, text in texts.items()}
    except Mistakes as mistakes:
        return {label: f"this version cannot read it: {mistakes.all[0].what}" for label in texts if label != BASELINE}
    return {
        label: [row for row in diff_scenarios(read[BASELINE], each) if row.what not in ABOUT and _is_own(row.what)]
        for label, each in read.items()
        if label != BASELINE
    }


def _is_own(what: str) -> bool:
    """Whether a row is about what happens, and not about what is worth noticing."""
    return not what.startswith("notice ")
