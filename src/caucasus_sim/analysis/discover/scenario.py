"""A scenario file for a box: levers in its middle, stances within it, and in comments what else the box says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.documents import parse_yaml
from caucasus_sim.ensemble.designs.factor import Factor
from caucasus_sim.errors import Mistakes
from caucasus_sim.runs.sweeps.stored import StoredSweep
from caucasus_sim.scenario.model import LeverSetting, Scenario, StanceOverride
from caucasus_sim.scenario.months import read_month
from caucasus_sim.scenario.resolve import scenario_of
from caucasus_sim.scenario.show import show
from caucasus_sim.store.files import write_bytes

DIGITS = 4  # of a value in the middle
CHOOSING = ("variant", "move", "options")
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Written:
    """The text of a scenario file, and what of the box it cannot say by itself."""

    text: str
    notes: tuple[str, ...]


def scenario_text(sweep: StoredSweep, catalogue: Catalogue, told: Row, box: Row, path: Path) -> Written:
    """The file of one box, checked: read again it is a scenario without a mistake.

    Parameters
    ----------
    told, box : mapping
        The answer of `discover`, and one of its boxes.
    path : Path
        Where it will lie; a record that the sweep starts from is looked for beside it.

    Raises
    ------
    Mistakes
        If the scenario of the sweep cannot be read any more, or the file would not be one.
    """
    label = label_of(sweep, box)
    texts = sweep.about["scenarios"]
    base = scenario_of(parse_yaml(texts[label], sweep.path / "manifest.json"), catalogue)
    made, comments, notes = _laid_over(base, sweep, catalogue, box)
    made = replace(made, name=name_of(told, box), title=f"{base.title[:60]}: box {box['number']}"[:80], variants=())
    head = [
        f"A box of `sim discover` in the sweep {told['name']}-{told['run']}.",
        box["sentence"],
        *told["reading_lines"],
        f"{told['status_line']}. Knows nothing after 15 October 2024.",
        "Levers stand in the middle of the box; behind them is how far it goes. A finding about ranges, no advice.",
        *notes,
    ]
    text = "".join(f"# {_one_line(each)}\n" for each in head) + _commented(show(made), comments)
    scenario_of(parse_yaml(text, path), catalogue)
    return Written(text, tuple(notes))


def label_of(sweep: StoredSweep, box: Row) -> str:
    """The scenario of the sweep that most points of a box are points of, the first by name among equals."""
    mask = pd.Series(True, index=sweep.design.index)
    for held in box["restrictions"]:
        if held["kind"] in CHOOSING:
            mask &= sweep.design[held["factor"]].map(level_name).isin(held["inside"])
    points = sweep.design.loc[mask, "point"]
    labels = sweep.cells.loc[sweep.cells["point"].isin(points), "variant"].astype(str).value_counts()
    return min(labels.index[labels == labels.max()])


def level_name(level: object) -> str:
    """A level as boxes name it."""
    return str(level).lower() if isinstance(level, (bool, np.bool_)) else str(level)


def name_of(told: Row, box: Row) -> str:
    """The name of a box's scenario: letters, digits and underscores."""
    about = f"{str(told['name'])[:30]}_{told['outcome'][:20]}_{told['way']}"
    plain = re.sub(r"[^A-Za-z0-9]+", "_", about).strip("_")
    return f"{plain}_box_{box['number']}"


def _laid_over(
    base: Scenario, sweep: StoredSweep, catalogue: Catalogue, box: Row
) -> tuple[Scenario, dict[str, str], list[str]]:
    """The scenario with what the box holds; comments of its levers; what it cannot say."""
    factors = {each.id: each for each in sweep.factors}
    levers = {each.id: each for each in base.levers}
    stances, readings = list(base.stances), tuple(sweep.about["readings"])
    comments: dict[str, str] = {}
    notes: list[str] = []
    for each in box["restrictions"]:
        factor = factors[each["factor"]]
        setting = _lever(catalogue, factor, each)
        if setting is not None:
            levers[setting.id] = setting
            comments[setting.id] = f"in the box: {each['words']}"
        elif factor.kind == "stance":
            stances = [*(one for one in stances if not _same(one, factor)), _stance(factor, each, box)]
        elif factor.kind == "reading":
            readings = tuple(each["inside"])
        elif factor.kind not in CHOOSING:
            notes.append(_note(factor, each))
        elif len(each["inside"]) > 1:
            notes.append(f"Of {factor.id} the box takes in {each['words']}; this file has one of them.")
    kept = tuple(levers[name] for name in sorted(levers))
    return replace(base, levers=kept, stances=tuple(stances), reading=readings), comments, notes


def _lever(catalogue: Catalogue, factor: Factor, held: Row) -> LeverSetting | None:
    """The lever that a factor sets, in the middle of the box; None if it sets none."""
    name, month = factor.target.get("lever"), factor.target.get("from")
    if factor.kind == "parameter":
        name = next((key for key, each in catalogue.levers.items() if _sets(each, factor)), None)
    if name is None or not _allowed(catalogue, name, held):
        return None
    return LeverSetting(name, middle(held, factor.type), None if month is None else read_month(month))


def _sets(lever: Any, factor: Factor) -> bool:
    return bool(lever.range is not None and lever.sets.parameter == factor.target.get("parameter"))


def _allowed(catalogue: Catalogue, name: str, held: Row) -> bool:
    span = catalogue.levers[name].range
    return span is None or span.start <= middle(held, held["type"]) <= span.end


def middle(held: Row, kind: str) -> float:
    """The middle of what was tried inside a restriction: a number that can be written down.

    >>> middle({"tried_inside": [0.2, 0.43333333]}, "number"), middle({"tried_inside": [2, 5]}, "integer")
    (0.3167, 4.0)
    """
    low, high = held["tried_inside"]
    if kind == "boolean":
        return float(high)
    centre = (low + high) / 2.0
    return float(round(centre + 1e-9)) if kind == "integer" else float(f"{centre:.{DIGITS}g}")


def _stance(factor: Factor, held: Row, box: Row) -> StanceOverride:
    target = factor.target
    low, high = (float(f"{each:.{DIGITS}g}") for each in held["tried_inside"])
    best = min(high, max(low, middle(held, "number")))
    why = f"Within box {box['number']} of a sweep: {held['words']} points"
    return StanceOverride(
        target["actor"], target["issue"], target.get("choice"), low, best, high, None, None, why, ""
    )  # fmt: skip


def _same(one: StanceOverride, factor: Factor) -> bool:
    target = factor.target
    return (one.actor, one.issue, one.choice) == (target["actor"], target["issue"], target.get("choice"))


def _note(factor: Factor, held: Row) -> str:
    if factor.kind == "lens":
        named = " ".join(f"--lens {each}" for each in held["inside"])
        return f"The box holds under some lenses; a scenario names none: run it with {named}"
    return f"{factor.id} is {held['words']} in the box; no lever sets it, so it is drawn here."


def _commented(text: str, comments: Mapping[str, str]) -> str:
    """YAML with a comment behind every lever of the box."""
    return "\n".join(_lines(text.splitlines(), comments)) + "\n"


def _lines(lines: Iterable[str], comments: Mapping[str, str]) -> Iterator[str]:
    inside = False
    for line in lines:
        inside = line == "levers:" if not line.startswith(" ") else inside
        found = re.match(r"  (\"?)([A-Za-z0-9_.]+)\1: ", line)
        told = comments.get(found[2]) if inside and found else None
        yield line if told is None else f"{line}  # {told}"


def _one_line(text: str) -> str:
    return " ".join(str(text).split())


def written(sweep: StoredSweep, catalogue: Catalogue, told: Row, folder: Path) -> list[dict[str, Any]]:
    """Every box's scenario, put into a folder whole or not at all; its file, and what it cannot say.

    Raises
    ------
    Mistakes
        If the disk refuses.
    """
    files: list[dict[str, Any]] = []
    for box in told["boxes"]:
        path = folder / f"{name_of(told, box)}.yaml"
        try:
            made = scenario_text(sweep, catalogue, told, box, path)
        except Mistakes as mistakes:
            files.append({"file": None, "notes": [f"no scenario could be made: {mistakes}"]})
            continue
        write_bytes(path, made.text.encode("utf-8"))
        files.append({"file": str(path), "notes": list(made.notes)})
    return files
