"""How two sides come apart over time, as data: survival curves of milestones, and end states year by year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from caucasus_sim.analysis.compare import end_states, milestones
from caucasus_sim.analysis.compare.arms import Arm
from caucasus_sim.analysis.compare.effects import Effects
from caucasus_sim.analysis.compare.pairing import Pairs, Stratum
from caucasus_sim.analysis.compare.rows import Row, counts_in_20
from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.month.arrays import END_STATES, calendar


def milestones_of(pairs: Pairs, catalogue: Catalogue, outcomes: Sequence[str]) -> list[dict[str, Any]]:
    """Survival curves of the milestones asked for, or else of those that the scenarios watch."""
    watched = dict.fromkeys(outcomes or (*pairs.own.watch, *pairs.other.watch))
    names = [name for name in watched if name in catalogue.outcomes and catalogue.outcomes[name].kind == "month"]
    both = [name for name in names if all(name in arm.outcomes for arm in (pairs.own, pairs.other))]
    return [_milestone(pairs, catalogue, name) for name in both]


def _milestone(pairs: Pairs, catalogue: Catalogue, name: str) -> dict[str, Any]:
    months = range(pairs.own.start, pairs.own.end + 1)
    return {
        "outcome": name,
        "title": catalogue.outcomes[name].title,
        "months": [calendar(month) for month in months],
        "by": [_curve(pairs, stratum, name, *each) for stratum, each in milestones.followed(pairs, name).items()],
    }


def _curve(pairs: Pairs, stratum: Stratum, name: str, by_month: Effects, waiting: Effects) -> dict[str, Any]:
    """What has happened by each month, under one lens and reading; ``months_earlier`` is above 0 if it comes sooner."""
    lens, reading = stratum
    both = [_survival(pairs, arm, stratum, name) for arm in (pairs.own, pairs.other)]
    years = [month - pairs.own.start for month in end_states.horizons(pairs.own.start, pairs.own.end)]
    return {
        "lens": lens,
        "reading": reading,
        "not_yet_own": both[0],
        "not_yet_other": both[1],
        "difference": by_month.mean.tolist(),
        "low": by_month.low.tolist(),
        "high": by_month.high.tolist(),
        "by_year": [_at_month(pairs, by_month, k) for k in years],
        "months_earlier": -float(waiting.mean[0]),
        "months_earlier_error": float(waiting.error[0]),
        "months_earlier_direction": str(waiting.direction[0]).translate(str.maketrans("+-", "-+")),
    }


def _at_month(pairs: Pairs, effects: Effects, k: int) -> Row:
    told: Row = {"month": calendar(pairs.own.start + k), "direction": str(effects.direction[k])}
    told["differ"] = int(effects.differ[k])
    return {**told, **counts_in_20(effects, k)}


def _survival(pairs: Pairs, arm: Arm, stratum: Stratum, name: str) -> list[float]:
    own = (arm.cells["lens"] == stratum[0]) & (arm.cells["reading"] == stratum[1])
    happened = milestones.happened_by(arm.outcomes.loc[own, name], pairs.own.start, pairs.own.end)
    return [float(each) for each in milestones.survival(happened)]


def end_states_of(pairs: Pairs) -> list[Row]:
    """Every end state that differs at some horizon, by horizon, lens and reading."""
    arms = (pairs.own, pairs.other)
    if not all(arm.has_series for arm in arms) and not all("end_state" in arm.outcomes for arm in arms):
        return []
    months = end_states.horizons(pairs.own.start, pairs.own.end)
    if not all(arm.has_series for arm in arms):
        months = months[-1:]
    found = end_states.followed(pairs, months)
    differ = {k for each in found.values() for effects in each.values() for k in np.flatnonzero(effects.differ)}
    return [
        {"state": END_STATES[k], "month": calendar(month), "lens": lens, "reading": reading} | _state(effects, k)
        for k in sorted(int(each) for each in differ)
        for month, each in found.items()
        for (lens, reading), effects in each.items()
    ]


def _state(effects: Effects, k: int) -> Row:
    told: Row = {"direction": str(effects.direction[k]), "effect": float(effects.mean[k])}
    return {**told, "simulation_error": float(effects.error[k]), **counts_in_20(effects, k)}
