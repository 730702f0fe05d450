"""The answer of `sim sensitivity` as data: factor by factor under each lens and reading, with what may not be said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from caucasus_sim.analysis.sensitivity.converging import WIDE, curve, screened, stages_of, verdict
from caucasus_sim.analysis.sensitivity.gather import MORRIS, Arm, arms_of, shares_of
from caucasus_sim.analysis.sensitivity.morris import Effects, effects
from caucasus_sim.analysis.sensitivity.sobol import Indices, Three
from caucasus_sim.analysis.swept.asked import Asked, values_of
from caucasus_sim.analysis.swept.head import head_of
from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.ensemble.designs.factor import DUMMY, Factor
from caucasus_sim.runs.sweeps.stored import StoredSweep

Row = dict[str, Any]


def sensitivity(sweep: StoredSweep, catalogue: Catalogue, asked: Asked, wide: float = WIDE, seed: int = 1) -> Row:
    """Everything that a sweep says of how an outcome's spread goes with its factors.

    Raises
    ------
    Mistakes
        If the design has no blocks that change one factor alone, or there is no such outcome in it.
    """
    table = values_of(sweep, catalogue, asked)
    arms = arms_of(sweep, table)
    method = _morris if sweep.kind == MORRIS else _sobol
    told: list[Row] = [
        {"lens": arm.lens, "reading": arm.reading, "blocks": len(arm.results), "blocks_dropped": arm.dropped}
        | (method(sweep, arm, wide, seed) if len(arm.results) else _nothing())
        for arm in arms
    ]
    return {
        **head_of(sweep, catalogue, asked, table),
        "method": sweep.kind,
        "tolerance": wide,
        "blocks_of_design": int(sweep.design["design_block"].nunique()),
        "arms": told,
        "converged": all(each["verdict"]["converged"] for each in told),
        "dummy": dummy_words(told),
        "matters": matters(sweep.factors, told),
    }


def _nothing() -> Row:
    words = "not converged: no block is whole"
    return {"verdict": {"converged": False, "blocks_needed": None, "words": words}, "rows": [], "curve": []}


def _sobol(sweep: StoredSweep, arm: Arm, wide: float, seed: int) -> Row:
    stages = curve(arm.results, arm.pairs, seed)
    found = stages[-1][1]
    return {
        "verdict": verdict(found, wide),
        "variance": three(found.variance),
        "noise": three(found.noise),
        "luck": three(found.luck),
        "constant": found.constant,
        "rows": _index_rows(sweep.factors, found),
        "curve": [
            {"blocks": count, "widest": _number(each.widest), "rows": _index_rows(sweep.factors, each)}
            for count, each in stages
        ],
    }


def _index_rows(factors: Sequence[Factor], found: Indices) -> list[Row]:
    return [
        {
            **about(factor),
            "first": _range(found.first[k], found.first_low[k], found.first_high[k]),
            "total": _range(found.total[k], found.total_low[k], found.total_high[k]),
            "changed": float(found.changed[k]),
        }
        for k, factor in enumerate(factors)
    ]


def _morris(sweep: StoredSweep, arm: Arm, _: float, seed: int) -> Row:
    places = shares_of(sweep, arm.points)
    found = effects(arm.results, places, arm.pairs, seed)
    counts = stages_of(len(arm.results))
    stages = [(count, effects(arm.results[:count], places[:count], arm.pairs, seed)) for count in counts]
    return {
        "verdict": screened(found),
        "rows": _effect_rows(sweep.factors, found),
        "curve": [{"blocks": count, "rows": _effect_rows(sweep.factors, each)} for count, each in stages],
    }


def _effect_rows(factors: Sequence[Factor], found: Effects) -> list[Row]:
    return [
        {
            **about(factor),
            "mu_star": _range(found.mu_star[k], found.low[k], found.high[k]),
            "mu": _number(found.mu[k]),
            "sigma": _number(found.sigma[k]),
            "error": _number(found.error[k]),
            "changed": float(found.changed[k]),
        }
        for k, factor in enumerate(factors)
    ]


def about(factor: Factor) -> Row:
    """A factor's name, what it is, and its title."""
    return {"factor": factor.id, "kind": factor.kind, "title": factor.title or factor.id}


def three(found: Three | None) -> Row | None:
    """A value with the ends of its interval; None where it cannot be told."""
    return None if found is None else _range(*found)


def _range(value: float, low: float, high: float) -> Row:
    return {"value": _number(value), "low": _number(low), "high": _number(high)}


def _number(value: float) -> float | None:
    """A finite number, or None: what cannot be told is no zero."""
    return float(value) if np.isfinite(value) else None


def dummy_words(arms: Sequence[Row]) -> Row:
    """Whether the factor that changes nothing came out as nothing under every lens and reading."""
    rows = [row for arm in arms for row in arm["rows"] if row["kind"] == DUMMY]
    told = [row[name] for row in rows for name in ("first", "total", "mu_star") if name in row]
    known = [each for each in told if each["value"] is not None and each["low"] is not None]
    if not rows:
        return {"held": None, "words": "this design has no factor that changes nothing, so nothing checks the method"}
    if not known and all(row["changed"] == 0.0 for row in rows):
        return {"held": True, "words": "the factor that changes nothing changes no history"}
    if not known:
        return {"held": None, "words": "whether the factor that changes nothing comes out as nothing cannot be told"}
    held = all(each["low"] <= 0.0 <= each["high"] for each in known)
    words = "the factor that changes nothing comes out as nothing" if held else "THE CHECK FAILS: a factor that changes"
    return {"held": held, "words": words if held else f"{words} nothing comes out as something; trust none of this"}


def matters(factors: Sequence[Factor], arms: Sequence[Row]) -> Row:
    """Factors whose total index, or mean size of effect, lies clearly above nothing: under all arms, or some of them.

    They stand in the order of the plan; nobody is ranked.
    """
    found: Row = {"everywhere": [], "somewhere": []}
    for factor in factors:
        rows = [row for arm in arms for row in arm["rows"] if row["factor"] == factor.id]
        clear = [_clear(row) for row in rows]
        if clear and all(clear):
            found["everywhere"].append(factor.id)
        elif any(clear):
            found["somewhere"].append(factor.id)
    return found


SLIGHT = 0.01  # of the spread: less is not called something that matters


def _clear(row: Row) -> bool:
    told = row.get("total") or row.get("mu_star")
    floor = SLIGHT if "total" in row else 0.0
    return bool(told and told["low"] is not None and told["low"] > floor)


def flat(told: Row) -> pd.DataFrame:
    """One row a lens, reading, factor and measure, for CSV; every row says its standing and whose reading it is."""
    rows = [
        {
            "status": told["status"],
            "run": told["run"],
            "outcome": told["outcome"],
            "lens": arm["lens"],
            "reading": arm["reading"],
            "factor": row["factor"],
            "kind": row["kind"],
            "measure": name,
            "value": row[name],
            "low": None,
            "high": None,
            **(row[name] if isinstance(row[name], dict) else {}),
            "blocks": arm["blocks"],
            "blocks_dropped": arm["blocks_dropped"],
            "converged": arm["verdict"]["converged"],
        }
        for arm in told["arms"]
        for row in [*arm["rows"], *_beside(arm)]
        for name in ("first", "total", "mu_star", "mu", "sigma", "error", "changed", "share")
        if name in row
    ]
    return pd.DataFrame(rows)


def _beside(arm: Row) -> list[Row]:
    """The shares that are no factor's, as rows."""
    named = {"noise": "(draws and luck)", "luck": "(luck alone)"}
    return [{"factor": words, "kind": "", "share": arm[name]} for name, words in named.items() if arm.get(name)]
