"""The summary of a run: what its question's answer is, how far the lenses agree, and what it hangs on."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from caucasus_sim.analysis.basis import basis_of
from caucasus_sim.analysis.beside import BASELINE, SideBySide, among_variants, beside_baseline
from caucasus_sim.analysis.hangs import hangs_on
from caucasus_sim.analysis.levels import levels
from caucasus_sim.analysis.measures import is_event, measured
from caucasus_sim.analysis.paired import about
from caucasus_sim.analysis.positions import collective_positions, watched_issues
from caucasus_sim.analysis.readings import over_readings
from caucasus_sim.analysis.spread import variance_split
from caucasus_sim.analysis.standing import is_calibrated, standing, standing_line
from caucasus_sim.analysis.worth import worth_rows
from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.ensemble.plan import BLOCK
from caucasus_sim.store.folder import RunFolder

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
    notice = {name: smallest for name, smallest in about_run["notice"].items() if name in catalogue.outcomes}
    named = list(dict.fromkeys([*watched, *notice]))
    beside = {name: SideBySide(catalogue, plan, outcomes, name) for name in named}
    every = over_readings(catalogue, plan, outcomes, beside_baseline(catalogue, beside, about_run["variants"]))
    rows = [row for row in every if row["outcome"] in watched]
    sizes = per_variant(plan, about_run)
    return {
        "status": standing(catalogue, about_run["lenses"]),
        "status_line": standing_line(catalogue, about_run["lenses"]),
        "scenario": about_run["name"],
        "title": about_run["title"],
        "question": about_run["question"],
        "answer": answer(catalogue, rows, plan, outcomes, watched, about_run),
        "reading_lines": catalogue.reading_lines(about_run["readings"]),
        "readers": readers(catalogue, about_run["readings"]),
        "started_from": about_run.get("started_from", []),
        "runs": {
            "cells": len(plan),
            **sizes,
            "variants": about_run["variants"],
            "titles": about_run.get("titles", {}),
            "lenses": about_run["lenses"],
            "readings": about_run["readings"],
            "blocks": int(plan["block"].nunique()),
        },
        "watched": rows,
        "levels": levels(catalogue, plan, outcomes, watched) if is_calibrated(catalogue, about_run["lenses"]) else [],
        "among": among_variants(catalogue, {name: beside[name] for name in watched}, about_run["variants"]),
        "notice": notice,
        "worth": worth_rows(every, notice, units(catalogue, notice), *sizes.values()),
        "hangs": hangs_on(catalogue, plan, outcomes, named, int(about_run["seed"])),
        "spread": spreads(catalogue, plan, outcomes, watched),
        "positions": positions(catalogue, about_run["readings"], named),
        "basis": basis_of(catalogue, about_run["readings"]),
        "assumed": assumed(catalogue, plan, outcomes, about_run),
        "checks": run.summary(),
    }


def per_variant(plan: pd.DataFrame, about_run: dict[str, Any]) -> dict[str, int]:
    """Histories of every variant, and of one block under every lens and reading."""
    runs = int((plan["variant"] == plan["variant"].iloc[-1]).sum())
    return {"per_variant": runs, "block_of_variant": BLOCK * len(about_run["lenses"]) * len(about_run["readings"])}


def units(catalogue: Catalogue, names: Iterable[str]) -> dict[str, str]:
    """The unit of an outcome's effect; empty for what happens or not, where it is a share of histories."""
    return {name: "" if is_event(catalogue, name) else catalogue.outcomes[name].unit for name in names}


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
    told = f"Inside this model, '{first[0]['title']}' beside the baseline: " + "; ".join(parts) + "."
    return told + _unchanged([row for row in rows if row["outcome"] != watched[0]])


def _unchanged(rows: list[dict[str, Any]]) -> str:
    """The other outcomes that no variant changes clearly: what a question asks may be among them."""
    clear = {row["outcome"] for row in rows if any(each["direction"] != "0" for each in row["by_lens"].values())}
    clear |= {row["outcome"] for row in rows if any("+" in s or "-" in s for s in _signs(row))}
    titles = dict.fromkeys(f"'{row['title']}'" for row in rows if row["outcome"] not in clear)
    return f" No variant clearly changes {', '.join(titles)}." if titles else ""


def _signs(row: dict[str, Any]) -> list[list[str]]:
    """The directions under every reading, where several were run."""
    return [list(found.values()) for found in row.get("by_reading", {}).values()]


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
    seen = f"'{title}' is seen least under the lens {means.index[0]} and most under {means.index[-1]}"
    if is_calibrated(catalogue, means.index):
        return f"Inside this model, {seen}: {about(float(means.iloc[0]))} to {about(float(means.iloc[-1]))} histories."
    return f"Inside this model, before calibration, {seen}; how often is not shown until the model is calibrated."


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


def positions(catalogue: Catalogue, readings: list[str], watched: list[str]) -> list[dict[str, Any]]:
    """Weighted mean and Condorcet winner of the stances on what is watched: positions, not probabilities."""
    issues = watched_issues(catalogue, watched)
    return [row for reading in readings for row in collective_positions(catalogue, reading, issues)]


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
                unaided = f"in this model {about(float(share))} of the baseline's runs get there"
            rows.append({"what": kind, "unaided": unaided})
        found[variant] = rows
    return found
