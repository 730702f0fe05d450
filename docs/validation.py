"""The validation page: what was held against what, and how it came out. Every figure is from posterior/figures.json."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from caucasus_sim.coding.catalogue import Catalogue
from markdown import page, table

LIMITS = """
**Limits first.** The purpose is to explore scenarios and to teach, not to forecast leaders. The record up to October
2024 can inform eight parameters of {parameters}, and informs fewer: what narrows a prior by less than a tenth of its
variance is called *not informed*. The rest is literature or judgement, carried as priors. Stances are read from two
sources by machine readers. Within 75 months the model signs far less often than comparable processes did; the page says
so below, and nothing was tuned to it.
"""
INFORMED = """
## How much the record informs

Contraction: 1 - posterior variance / prior variance. Width: of the middle nine tenths, as a share of the prior's.
Cover: of known truths by that interval, where 0.90 is right; p: chance of ranks as uneven as those found if they were
even. An interval that covers only because it is wide shows by its width.

"""
PREDICTED = """
## What the posterior predicts of the record

Mean and middle nine tenths of runs that start in March 2022, before and after; each datum is used once, as likelihood
or as check.

"""
BESIDE = """
## Beside base rates

Runs of the baseline from October 2024. Checks: nothing is fitted to them.

"""


def validation(catalogue: Catalogue) -> str:
    """What each estimated parameter owes to the record, what the posterior predicts, and base rates beside it."""
    told = json.loads((catalogue.root / "posterior" / "figures.json").read_text(encoding="utf-8"))
    whose = "; ".join(catalogue.reading_lines(list(catalogue.readings)))
    parts = [*_parameters(told), *_targets(catalogue, told), *_base_rates(told)]
    made = f"\nEvery figure is rebuilt by `make validation`. Whose reading: {whose}.\n"
    return page("Validation", LIMITS.format(parameters=len(catalogue.parameters)), *parts, made)


def _parameters(told: dict[str, Any]) -> Iterator[str]:
    yield INFORMED
    rows = [
        (f"`{name}`", lens, each["contraction"], "" if each["informed"] else "not informed", each["width_90"],
         each["coverage_90"], each["rank_p"])
        for name in next(iter(told.values()))["parameters"]
        for lens, figures in told.items()
        for each in [figures["parameters"][name]]
    ]  # fmt: skip
    yield table(("parameter", "lens", "contraction", "", "width", "cover", "p"), rows)
    truths = {figures["truths"] for figures in told.values()}
    yield f"Known truths a lens: {', '.join(map(str, sorted(truths)))}; reference runs a lens and first month: "
    yield f"{', '.join(str(each) for each in sorted({figures['runs'] for figures in told.values()}))}.\n"


def _targets(catalogue: Catalogue, told: dict[str, Any]) -> Iterator[str]:
    yield PREDICTED
    rows = []
    for name, target in catalogue.targets.items():
        for lens, figures in told.items():
            each = figures["predicted"]["2022-03"][name]
            spreads = [_spread(each[when]) for when in ("prior", "posterior")]
            rows.append((target.title, target.use, lens, each["observed"], *spreads))
    yield table(("datum", "used as", "lens", "observed", "prior", "posterior"), rows)


def _base_rates(told: dict[str, Any]) -> Iterator[str]:
    yield BESIDE
    rows = [
        (each["what"], lens, each["base_rate"], each["model"], "**miss**" if each["miss"] else "")
        for lens, figures in told.items()
        for each in figures["base_rates"]
    ]
    yield table(("what", "lens", "base rate", "model", "more than 15 points off"), rows)


def _spread(told: list[float]) -> str:
    return f"{told[0]:g} ({told[1]:g} to {told[2]:g})"
