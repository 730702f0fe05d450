"""The summary of a run: what its question's answer is, how far the lenses agree, and what it hangs on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from caucasus_sim.analysis.basis import basis_of
from caucasus_sim.analysis.measures import is_event, measured, words_of
from caucasus_sim.analysis.paired import about, difference, of_twenty, pair
from caucasus_sim.analysis.positions import collective_positions
from caucasus_sim.analysis.readings import over_readings
from caucasus_sim.analysis.spread import variance_split
from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.store.folder import RunFolder

BASELINE = "baseline"
ASSUMED_OUTCOMES = {
    "constitution": "amendment_in_force_armenia",
    "treaty": "treaty_signed",
    "partial": "partial_signed",
    "interim": "interim_signed",
    "route": "route_open",
    "borders": "third_border_open",
}


def summarise(path: Path, catalogue: Catalogue) -> dict[str, Any]:
    """The summary of a finished run, as data that can be written as JSON."""
    run = RunFolder.open(path)
    plan = run.read_plan().to_pandas()
    outcomes = run.read("outcomes").to_pandas()
    about_run = run.manifest
    watched = [watch for watch in about_run["watch"] if watch in catalogue.outcomes]
    rows = watched_rows(catalogue, plan, outcomes, watched, about_run["variants"])
    rows = over_readings(catalogue, plan, outcomes, rows, BASELINE)
    return {
        "status": "UNCALIBRATED",
        "scenario": about_run["name"],
        "title": about_run["title"],
        "question": about_run["question"],
        "answer": answer(catalogue, rows, plan, outcomes, watched, about_run),
        "reading_lines": catalogue.reading_lines(about_run["readings"]),
        "readers": readers(catalogue, about_run["readings"]),
        "started_from": about_run.get("started_from", []),
        "runs": {
            "cells": len(plan),
            "per_variant": int((plan["variant"] == plan["variant"].iloc[-1]).sum()),
            "variants": about_run["variants"],
            "titles": about_run.get("titles", {}),
            "lenses": about_run["lenses"],
            "readings": about_run["readings"],
            "blocks": int(plan["block"].nunique()),
        },
        "watched": rows,
        "spread": spreads(catalogue, plan, outcomes, watched),
        "positions": positions(catalogue, about_run["readings"]),
        "basis": basis_of(catalogue, about_run["readings"]),
        "assumed": assumed(catalogue, plan, outcomes, about_run),
        "checks": run.summary(),
    }


def watched_rows(
    catalogue: Catalogue, plan: pd.DataFrame, outcomes: pd.DataFrame, watched: list[str], variants: list[str]
) -> list[dict[str, Any]]:
    """Every watched outcome of every variant beside the baseline, under each lens."""
    others = [variant for variant in variants if variant != BASELINE]
    if BASELINE not in variants:
        return []
    rows = []
    for name in watched:
        values = measured(catalogue, outcomes, name)
        for variant in others:
            pairs = pair(plan, values, variant, BASELINE)
            by_lens = {str(lens): lens_row(part) for lens, part in pairs.groupby("lens", sort=True)}
            verdict = verdict_of(catalogue, name, by_lens)
            title = catalogue.outcomes[name].title
            rows.append({"outcome": name, "title": title, "variant": variant, "verdict": verdict, "by_lens": by_lens})
    return rows


def lens_row(pairs: pd.DataFrame) -> dict[str, Any]:
    """One lens's difference: direction, and in how many of 20 paired worlds there is more or less."""
    found = difference(pairs)
    return {
        "direction": found.direction,
        "more_in_20": of_twenty(found.more, found.less)[0],
        "less_in_20": of_twenty(found.more, found.less)[1],
        "difference": found.mean,
        "simulation_error": found.error,
        "pairs": found.pairs,
    }


def verdict_of(catalogue: Catalogue, name: str, by_lens: dict[str, dict[str, Any]]) -> str:
    """The lenses together in words."""
    more, less = words_of(catalogue, name)
    directions = [each["direction"] for each in by_lens.values()]
    up, down = directions.count("+"), directions.count("-")
    if up and down:
        return "the lenses disagree on the direction"
    if not up and not down:
        return "no clear difference under any lens"
    word, count = (more, up) if up else (less, down)
    if count == len(directions):
        return f"{word} under every lens"
    return f"{word} under {count} of {len(directions)} lenses, no clear difference under the others"


def answer(
    catalogue: Catalogue,
    rows: list[dict[str, Any]],
    plan: pd.DataFrame,
    outcomes: pd.DataFrame,
    watched: list[str],
    about_run: dict[str, Any],
) -> str:
    """The scenario's question answered in one sentence, inside this model."""
    if not watched:
        return "This scenario watches no outcome; name some under `watch`."
    if not rows:
        return _answer_alone(catalogue, plan, outcomes, watched)
    first = [row for row in rows if row["outcome"] == watched[0]]
    parts = [f"{row['variant']}, {row['verdict']}{_counts(row)}" for row in first]
    return f"Inside this model, '{first[0]['title']}' beside the baseline: " + "; ".join(parts) + "."


def _counts(row: dict[str, Any]) -> str:
    more = [each["more_in_20"] for each in row["by_lens"].values()]
    less = [each["less_in_20"] for each in row["by_lens"].values()]
    return f" (more in {_span(more)}, less in {_span(less)} of 20 paired worlds)"


def _span(counts: list[int]) -> str:
    return str(min(counts)) if min(counts) == max(counts) else f"{min(counts)} to {max(counts)}"


def _answer_alone(catalogue: Catalogue, plan: pd.DataFrame, outcomes: pd.DataFrame, watched: list[str]) -> str:
    """Without anything to compare with: which lens sees most and which least of the first watched event."""
    events = [name for name in watched if is_event(catalogue, name)] or watched
    values = measured(catalogue, outcomes, events[0])
    means = values.groupby(plan["lens"]).mean().sort_values()
    title = catalogue.outcomes[events[0]].title
    if float(means.iloc[-1] - means.iloc[0]) == 0.0:
        return f"Inside this model, the lenses do not differ on: {title}."
    return (
        f"Inside this model, before calibration, '{title}' is seen least under the lens {means.index[0]} "
        f"and most under {means.index[-1]}; how often is not shown until the model is calibrated."
    )


def spreads(
    catalogue: Catalogue, plan: pd.DataFrame, outcomes: pd.DataFrame, watched: list[str]
) -> list[dict[str, Any]]:
    """Where the spread of each watched outcome comes from, in the last variant, within lenses and readings."""
    last = plan["variant"].iloc[-1]
    rows = []
    for name in watched:
        values = measured(catalogue, outcomes, name)
        split = variance_split(plan[plan["variant"] == last], values)
        if split:
            rows.append({"outcome": name, "variant": last, **{part: round(share, 3) for part, share in split.items()}})
    return rows


def positions(catalogue: Catalogue, readings: list[str]) -> list[dict[str, Any]]:
    """Weighted mean and Condorcet winner of the stances: positions, not probabilities."""
    return [row for reading in readings for row in collective_positions(catalogue, reading)]


def readers(catalogue: Catalogue, readings: list[str]) -> str:
    """Who coded the stances."""
    kinds = {coder.kind for name in readings for coder in catalogue.readings[name].about.coders.values()}
    if kinds == {"machine"}:
        return "coded by machine readers; their agreement is repeatability, not truth"
    return "coded by " + " and ".join(sorted(f"{kind} readers" for kind in kinds))


def assumed(
    catalogue: Catalogue, plan: pd.DataFrame, outcomes: pd.DataFrame, about_run: dict[str, Any]
) -> dict[str, Any]:
    """What was assumed in each variant, and how often the baseline gets there unaided."""
    found = {}
    for variant, kinds in about_run["assumed"].items():
        rows = []
        for kind in kinds:
            name = ASSUMED_OUTCOMES.get(kind)
            unaided = "not counted"
            if name is not None and name in outcomes and BASELINE in about_run["variants"]:
                share = measured(catalogue, outcomes, name)[plan["variant"] == BASELINE].mean()
                unaided = f"in this uncalibrated model {about(float(share))} of the baseline's runs get there"
            rows.append({"what": kind, "unaided": unaided})
        found[variant] = rows
    return found
