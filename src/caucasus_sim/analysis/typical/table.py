"""The typical histories of a variant as data: shares by lens, and the milestones of the history in the middle."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from caucasus_sim.analysis.compare.arms import Arm, only, read_arms
from caucasus_sim.analysis.paired import in_twenty
from caucasus_sim.analysis.standing import standing_of_run
from caucasus_sim.analysis.summary import readers
from caucasus_sim.analysis.typical.groups import Groups, distances, grouped, waits
from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.errors import Mistake, Mistakes
from caucasus_sim.month.arrays import calendar
from caucasus_sim.runs.request import known_names
from caucasus_sim.store.folder import RunFolder

MOST_HISTORIES = 2000  # the first of the plan: distances of all pairs are kept in memory


def typical(
    path: Path,
    catalogue: Catalogue,
    variant: str | None = None,
    lenses: tuple[str, ...] = (),
    groups: int | None = None,
    most: int = MOST_HISTORIES,
) -> dict[str, Any]:
    """Group the histories of a stored run's variant by what happened when.

    Parameters
    ----------
    path : Path
        The run's folder.
    variant : str or None
        The run's last variant, if none is named.
    lenses : tuple of str
        Only these.
    groups : int or None
        How many groups; as many as stand apart most, if it is not said.
    most : int
        Only so many histories, the first of the plan.

    Raises
    ------
    Mistakes
        If the run has no such variant or lens, or fewer histories than groups.
    """
    known_names(lenses, tuple(catalogue.lenses), "lens")
    arm = _chosen(path, variant, lenses, most)
    names = [name for name in arm.outcomes if _is_milestone(catalogue, str(name))]
    first = arm.outcomes[names].astype("float64").to_numpy()
    if groups is not None and len(first) < groups:
        what = f"{len(first)} histories cannot make {groups} groups"
        raise Mistakes([Mistake(what, str(path), expected="fewer groups, or a run of more histories")])
    found = grouped(distances(waits(first, arm.start, arm.end)), groups)
    readings = sorted(set(arm.cells["reading"]))
    known = [name for name in readings if name in catalogue.readings]
    status, line = standing_of_run(catalogue, RunFolder.open(path).no_sweep().manifest)
    return {
        "status": status,
        "status_line": line,
        "reading_lines": catalogue.reading_lines(known),
        "readers": readers(catalogue, known),
        "run": arm.run,
        "scenario": arm.scenario,
        "variant": arm.variant,
        "assumed": list(arm.assumed),
        "until": calendar(arm.end),
        "histories": len(first),
        "milestones": [str(name) for name in names],
        "structure": found.structure,
        "silhouette": None if np.isnan(found.silhouette) else found.silhouette,
        "groups": [
            _group(arm, found, number, [str(name) for name in names], catalogue) for number in range(len(found.middle))
        ],
    }


def _chosen(path: Path, variant: str | None, lenses: tuple[str, ...], most: int) -> Arm:
    """The histories to be grouped: of one variant, not more than can be held beside each other."""
    arm = only(read_arms(path, variant)[-1], lenses, ())
    if arm.cells.empty:
        raise Mistakes([Mistake("this run has no history of these lenses", str(path), expected="a lens that was run")])
    few = arm.cells["cell"].rank() <= most
    return replace(arm, cells=arm.cells[few], outcomes=arm.outcomes[few])


def _is_milestone(catalogue: Catalogue, name: str) -> bool:
    return name in catalogue.outcomes and catalogue.outcomes[name].kind == "month"


def _group(arm: Arm, found: Groups, number: int, names: list[str], catalogue: Catalogue) -> dict[str, Any]:
    members, middle = found.of == number, int(found.middle[number])
    cell, outcomes = arm.cells.iloc[middle], arm.outcomes.iloc[middle]
    dated = sorted((int(month), str(name)) for name, month in outcomes[names].items() if pd.notna(month))
    by_lens = {str(lens): float(part.mean()) for lens, part in _by_lens(arm, members)}
    return {
        "histories": int(members.sum()),
        "share_by_lens": by_lens,
        "in_20_by_lens": {lens: in_twenty(share) for lens, share in by_lens.items()},
        "typical": {
            "cell": int(cell["cell"]),
            "lens": str(cell["lens"]),
            "reading": str(cell["reading"]),
            "end_state": str(outcomes.get("end_state", "")),
            "story": [
                {"month": calendar(m), "what": name, "title": catalogue.outcomes[name].title} for m, name in dated
            ],
        },
    }


def _by_lens(arm: Arm, members: np.ndarray) -> Any:
    return pd.Series(members, index=arm.cells.index).groupby(arm.cells["lens"])
