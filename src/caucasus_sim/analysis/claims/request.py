"""What is run for a claim: its scenarios side by side under the same draws and luck, most of it without a theory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from caucasus_sim.analysis.claims.find import scenario_folders
from caucasus_sim.analysis.claims.form import Claim
from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.ensemble.plan import BLOCK, Plan, default_plan
from caucasus_sim.errors import Mistake, Mistakes
from caucasus_sim.packing.setup import pick_variant
from caucasus_sim.runs.request import Request
from caucasus_sim.scenario.model import Scenario
from caucasus_sim.scenario.resolve import load_scenario

PRIOR = "agnostic"  # the lens under which no contested effect has a sign of its own


def request_claim(catalogue: Catalogue, claim: Claim, runs: int, seed: int = 1) -> Request:
    """A request for the scenarios of a claim.

    Parameters
    ----------
    runs : histories of every scenario under the sign-free prior, over all readings together; every other lens gets
        half as many

    Raises
    ------
    Mistakes
        Where a scenario is wrong or unknown, or scenarios do not cover the same months.
    """
    scenarios = scenarios_of(catalogue, claim)
    lenses, readings = prior_first(tuple(catalogue.lenses)), tuple(catalogue.readings)
    plan = claim_plan(tuple(scenarios), lenses, readings, runs)
    about = replace(
        next(iter(scenarios.values())),
        name=f"claim_{claim.id}",
        variant="",
        title=claim.claim,
        question=f"Does the claim's direction hold: {claim.claim}",
        bears_on=claim.passages,
        watch=tuple(dict.fromkeys(test.outcome for test in claim.tests)),
    )
    return Request(catalogue, about, scenarios, plan, lenses, readings, seed)


def scenarios_of(catalogue: Catalogue, claim: Claim) -> dict[str, Scenario]:
    """Every scenario of a claim under the name that the claim gives it, all of the same months."""
    folders = scenario_folders(claim.path)
    found: dict[str, Scenario] = {}
    mistakes: list[Mistake] = []
    for label in claim.scenarios:
        name, _, variant = label.partition("/")
        try:
            found[label] = pick_variant(load_scenario(name, catalogue, folders), variant)
        except Mistakes as wrong:
            mistakes += [replace(each, file=str(claim.path)) if each.file == name else each for each in wrong.all]
    spans = {(each.start, each.end) for each in found.values()}
    if len(spans) > 1:
        mistakes.append(Mistake("its scenarios cover different months", str(claim.path), expected="the same months"))
    if mistakes:
        raise Mistakes(mistakes)
    return found


def prior_first(lenses: tuple[str, ...]) -> tuple[str, ...]:
    """The lenses with the sign-free prior first; a Mistake if the evidence has none."""
    if PRIOR not in lenses:
        what = f"the evidence has no lens '{PRIOR}'"
        raise Mistakes([Mistake(what, "evidence/lenses", expected="a lens under which no effect has a sign")])
    return PRIOR, *(lens for lens in lenses if lens != PRIOR)


def claim_plan(labels: Sequence[str], lenses: Sequence[str], readings: Sequence[str], runs: int) -> Plan:
    """Blocks of eight for every scenario: ``runs`` under the first lens, half as many under each of the others."""
    first, others = tuple(lenses[:1]), tuple(lenses[1:])
    parts = [default_plan(labels, first, readings, runs).cells]
    if others:
        parts.append(default_plan(labels, others, readings, max(BLOCK, runs // 2) * len(others)).cells)
    cells = pd.concat(parts, ignore_index=True)
    return Plan(cells.assign(cell=range(len(cells))))
