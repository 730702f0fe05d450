"""What a user names, a stored run or a scenario, found or made ready to be run; all on the same plan."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.errors import Mistake, Mistakes
from caucasus_sim.runs.request import Request, request_run
from caucasus_sim.scenario.find import find_scenario
from caucasus_sim.store.folder import RunFolder
from caucasus_sim.store.listing import resolve
from caucasus_sim.store.manifest import has_manifest

HISTORIES = 2000
SEED = 1
_VARIANT = re.compile(r"(.{2,}):([A-Za-z0-9_]+)")


@dataclass(frozen=True)
class Wanted:
    """The plan of what has to be run; None and nothing named take a stored run's, or else what `sim run` takes."""

    runs: int | None = None
    seed: int | None = None
    lenses: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """One thing a user named: the folder of a stored run, or a request; and a variant, if one was named."""

    text: str
    variant: str | None
    path: Path | None
    request: Request | None = None


def find_all(texts: Sequence[str], catalogue: Catalogue, root: Path, wanted: Wanted) -> list[Asked]:
    """Find every run and scenario that is named; ``NAME:VARIANT`` is one variant of it.

    A name is a scenario's before it is a stored run's, so that the plan decides and not what was run last; a folder
    or an id is a run. Scenarios take the plan of the first stored run that is named with them.

    Raises
    ------
    Mistakes
        For every name that is neither, and every mistake of the scenarios, at once; and if a plan is given where
        nothing is left to run.
    """
    found: list[tuple[str, str | None, Path | None]] = []
    wrong: list[Mistake] = []
    for text in texts:
        try:
            found.append(_one(text, root))
        except Mistakes as mistakes:
            wrong.extend(mistakes.all)
    if wrong:
        raise Mistakes(wrong)
    stored = [path for _, _, path in found if path is not None]
    if len(stored) == len(found) and (wanted.runs is not None or wanted.seed is not None):
        what = "--runs and --seed have nothing to do: only stored runs are named"
        raise Mistakes([Mistake(what, "the command line", expected="the names of scenarios, or no plan")])
    plan = like(stored[0], wanted) if stored else wanted
    return [_asked(text, variant, path, catalogue, plan) for text, variant, path in found]


def like(path: Path, wanted: Wanted) -> Wanted:
    """The plan of a stored run, but for what is wanted otherwise."""
    told = RunFolder.open(path).no_sweep().manifest
    return Wanted(
        wanted.runs if wanted.runs is not None else int(told["cells"]) // len(told["variants"]),
        wanted.seed if wanted.seed is not None else int(told["seed"]),
        wanted.lenses or tuple(told["lenses"]),
        wanted.readings or tuple(told["readings"]),
    )


def _one(text: str, root: Path) -> tuple[str, str | None, Path | None]:
    """Name, variant, and the folder if it is a stored run."""
    parts = _VARIANT.fullmatch(text)
    name, variant = (text, None) if parts is None or Path(text).exists() else (parts[1], parts[2])
    if has_manifest(Path(name)):
        return name, variant, Path(name)
    try:
        find_scenario(name)
    except Mistakes as scenario:
        try:
            return name, variant, resolve(root, name)
        except Mistakes:
            told = (replace(each, expected=f"{each.expected}; or a stored run (`sim runs`)") for each in scenario.all)
            raise Mistakes(told) from None
    return name, variant, None


def _asked(text: str, variant: str | None, path: Path | None, catalogue: Catalogue, plan: Wanted) -> Asked:
    if path is not None:
        return Asked(text, variant, path)
    seed = SEED if plan.seed is None else plan.seed
    request = request_run(catalogue, text, plan.runs or HISTORIES, seed, plan.lenses, plan.readings)
    return Asked(text, variant, None, request)
