"""A claim's tests read off a finished run, as data that can be written as JSON."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from caucasus_sim.analysis.claims.form import Claim, Contrast
from caucasus_sim.analysis.claims.gaps import Gaps, gaps_of
from caucasus_sim.analysis.claims.request import PRIOR
from caucasus_sim.analysis.claims.rests import break_even, inputs_of, rests_on
from caucasus_sim.analysis.claims.sign import sign_of
from caucasus_sim.analysis.claims.verdict import NO_POSTERIOR, built_in, verdict_of
from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.documents import parse_yaml
from caucasus_sim.scenario.months import read_month
from caucasus_sim.store.folder import RunFolder

ByLens = dict[str, Gaps]


def results_of(path: Path, catalogue: Catalogue, claim: Claim, posterior: Path | None = None) -> dict[str, Any]:
    """All tests of a claim from its run before the record, and from its run with the posterior where there is one."""
    run = RunFolder.open(path)
    prior, seed = _gaps(run, catalogue, claim), int(run.manifest["seed"])
    after = None if posterior is None else _gaps(RunFolder.open(posterior), catalogue, claim)
    rows = [_tested(catalogue, test, prior[test.id], after[test.id] if after else None, seed) for test in claim.tests]
    return {
        "id": claim.id,
        "claim": claim.claim,
        "whose": claim.whose,
        "passages": list(claim.passages),
        "redesigned": claim.redesigned,
        "untested": claim.untested,
        "file": str(claim.path),
        "run": run.id if posterior is None else RunFolder.open(posterior).id,
        "run_before_record": run.id,
        "readings": list(run.manifest["readings"]),
        "tests": rows,
    }


def _gaps(run: RunFolder, catalogue: Catalogue, claim: Claim) -> dict[str, ByLens]:
    """The paired differences of every test under every lens, the sign-free prior first."""
    plan, outcomes = run.read_plan().to_pandas(), run.read("outcomes").to_pandas()
    about = run.manifest
    end = read_month(parse_yaml(about["scenarios"][about["variants"][0]], run.path / "manifest.json").data["end"])
    lenses = list(dict.fromkeys(plan["lens"]))
    return {
        test.id: {lens: gaps_of(catalogue, plan, outcomes, test, lens, end) for lens in lenses} for test in claim.tests
    }


def _tested(catalogue: Catalogue, test: Contrast, gaps: ByLens, after: ByLens | None, seed: int) -> dict[str, Any]:
    inputs = inputs_of(catalogue, gaps[PRIOR], PRIOR, seed)
    rests = rests_on(inputs, gaps[PRIOR])
    leading = next((rest for rest in rests if rest.clear), None)
    varies = leading is not None
    prior = sign_of(gaps[PRIOR], varies=varies)
    others = {lens: sign_of(each) for lens, each in gaps.items() if lens != PRIOR}
    posteriors = {lens: sign_of(each, varies=varies and lens == PRIOR) for lens, each in (after or {}).items()}
    turning = break_even(inputs, rests, gaps[PRIOR])
    return {
        **asdict(test),
        "title": titled(catalogue, test),
        "unit": unit_of(catalogue, test),
        "prior": asdict(prior),
        "built_in": built_in(prior),
        "by_reading": _by_reading(gaps[PRIOR], varies),
        "by_lens": {lens: asdict(each) for lens, each in {PRIOR: prior, **others}.items()},
        "by_lens_and_reading": {lens: _by_reading(each) for lens, each in gaps.items()},
        "posterior": {lens: asdict(posteriors[lens]) if posteriors else NO_POSTERIOR for lens in gaps},
        "rests_on": [asdict(rest) for rest in rests],
        "break_even": None if turning is None else asdict(turning),
        "verdict": verdict_of(prior, posteriors.get(PRIOR), leading),
    }


def _by_reading(gaps: Gaps, varies: bool = False) -> dict[str, dict[str, Any]]:
    return {str(name): asdict(sign_of(gaps.of_reading(name), varies=varies)) for name in dict.fromkeys(gaps.reading)}


def titled(catalogue: Catalogue, test: Contrast) -> str:
    """What is compared, in words."""
    title = catalogue.outcomes[test.outcome].title
    title = f"{title}: months until it" if test.measure == "months" else title
    return title if test.minus is None else f"{title}, less: {catalogue.outcomes[test.minus].title}"


def unit_of(catalogue: Catalogue, test: Contrast) -> str:
    """The unit of a difference."""
    units = {"happened": "share of histories", "months": "months"}
    return units.get(test.measure, catalogue.outcomes[test.outcome].unit)
