"""A claim's tests read off a finished run, as data that can be written as JSON."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from caucasus_sim.analysis.claims.form import Claim, Contrast
from caucasus_sim.analysis.claims.gaps import Gaps, gaps_of
from caucasus_sim.analysis.claims.posterior import posterior_weights
from caucasus_sim.analysis.claims.request import PRIOR
from caucasus_sim.analysis.claims.rests import break_even, inputs_of, rests_on
from caucasus_sim.analysis.claims.sign import Sign, sign_of
from caucasus_sim.analysis.claims.verdict import NO_POSTERIOR, built_in, verdict_of
from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.documents import parse_yaml
from caucasus_sim.scenario.months import read_month
from caucasus_sim.store.folder import RunFolder

Weights = Callable[[Catalogue, str, int, np.ndarray], np.ndarray | None]


def results_of(path: Path, catalogue: Catalogue, claim: Claim, weights: Weights = posterior_weights) -> dict[str, Any]:
    """All tests of a claim from its run; ``weights`` gives the posterior, see :mod:`.posterior`."""
    run = RunFolder.open(path)
    plan, outcomes = run.read_plan().to_pandas(), run.read("outcomes").to_pandas()
    about = run.manifest
    end = read_month(parse_yaml(about["scenarios"][about["variants"][0]], path / "manifest.json").data["end"])
    seed = int(about["seed"])
    rows = [_tested(catalogue, plan, outcomes, test, seed, end, weights) for test in claim.tests]
    return {
        "id": claim.id,
        "claim": claim.claim,
        "whose": claim.whose,
        "passages": list(claim.passages),
        "redesigned": claim.redesigned,
        "untested": claim.untested,
        "file": str(claim.path),
        "run": run.id,
        "histories": len(plan),
        "readings": list(about["readings"]),
        "tests": rows,
    }


def _tested(
    catalogue: Catalogue,
    plan: pd.DataFrame,
    outcomes: pd.DataFrame,
    test: Contrast,
    seed: int,
    end: int,
    weights: Weights,
) -> dict[str, Any]:
    lenses = list(dict.fromkeys(plan["lens"]))
    gaps = {lens: gaps_of(catalogue, plan, outcomes, test, lens, end) for lens in lenses}
    inputs = inputs_of(catalogue, gaps[PRIOR], PRIOR, seed)
    rests = rests_on(inputs, gaps[PRIOR])
    leading = next((rest for rest in rests if rest.clear), None)
    prior = sign_of(gaps[PRIOR], varies=leading is not None)
    others = {lens: sign_of(each) for lens, each in gaps.items() if lens != PRIOR}
    posteriors = {lens: _posterior(catalogue, each, lens, seed, weights) for lens, each in gaps.items()}
    turning = break_even(inputs, rests, gaps[PRIOR])
    return {
        **asdict(test),
        "title": titled(catalogue, test),
        "unit": unit_of(catalogue, test),
        "prior": asdict(prior),
        "built_in": built_in(prior),
        "by_reading": _by_reading(gaps[PRIOR], varies=leading is not None),
        "by_lens": {lens: asdict(each) for lens, each in {PRIOR: prior, **others}.items()},
        "by_lens_and_reading": {lens: _by_reading(each) for lens, each in gaps.items()},
        "posterior": {lens: _told(each) for lens, each in posteriors.items()},
        "rests_on": [asdict(rest) for rest in rests],
        "break_even": None if turning is None else asdict(turning),
        "verdict": verdict_of(prior, posteriors[PRIOR], leading),
    }


def _by_reading(gaps: Gaps, varies: bool = False) -> dict[str, dict[str, Any]]:
    return {str(name): asdict(sign_of(gaps.of_reading(name), varies=varies)) for name in dict.fromkeys(gaps.reading)}


def _posterior(catalogue: Catalogue, gaps: Gaps, lens: str, seed: int, weights: Weights) -> Sign | None:
    given = weights(catalogue, lens, seed, gaps.mechanisms)
    return None if given is None else sign_of(gaps, given, varies=True)


def _told(posterior: Sign | None) -> Any:
    return NO_POSTERIOR if posterior is None else asdict(posterior)


def titled(catalogue: Catalogue, test: Contrast) -> str:
    """What is compared, in words."""
    title = catalogue.outcomes[test.outcome].title
    title = f"{title}: months until it" if test.measure == "months" else title
    return title if test.minus is None else f"{title}, less: {catalogue.outcomes[test.minus].title}"


def unit_of(catalogue: Catalogue, test: Contrast) -> str:
    """The unit of a difference."""
    units = {"happened": "share of histories", "months": "months"}
    return units.get(test.measure, catalogue.outcomes[test.outcome].unit)
