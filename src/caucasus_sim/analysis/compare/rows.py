"""One row for every outcome of a comparison, as data: what differs under each lens and reading, and how surely."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from caucasus_sim.analysis.compare.effects import Effects
from caucasus_sim.analysis.compare.measures import Measure
from caucasus_sim.analysis.compare.noticing import OPEN, PASSES, blocks_needed, noticed, runs_needed, smallest
from caucasus_sim.analysis.compare.pairing import ByStratum, Pairs, Stratum
from caucasus_sim.analysis.compare.ranking import common_size, discovery_rates, rank_key
from caucasus_sim.analysis.compare.verdicts import SAME, standing, verdict
from caucasus_sim.analysis.paired import of_twenty
from caucasus_sim.analysis.summary import ASSUMED_OUTCOMES

Row = dict[str, Any]


def ranked_rows(pairs: Pairs, measures: Sequence[Measure], effects: ByStratum) -> list[Row]:
    """A row for every measure, what differs most first; equal ones in the order of the evidence."""
    rates = adjusted(effects)
    assumed = {ASSUMED_OUTCOMES.get(kind) for arm in (pairs.own, pairs.other) for kind in arm.assumed}
    rows = [row_of(pairs, each, k, effects, rates) for k, each in enumerate(measures)]
    for row in rows:
        row["assumed"] = row["outcome"] in assumed
    rows.sort(key=lambda row: row.pop("key"))
    return [{"rank": number, **row} for number, row in enumerate(rows, start=1)]


def adjusted(effects: ByStratum) -> Mapping[Stratum, np.ndarray]:
    """Adjusted p of every measure, over all lenses, readings and measures in which anything differs; 1 for the rest."""
    p = np.stack([each.p for each in effects.values()])
    differ = np.stack([each.differ > 0 for each in effects.values()])
    found = np.ones_like(p)
    if differ.any():
        found[differ] = discovery_rates(p[differ])
    return dict(zip(effects, found, strict=True))


def row_of(pairs: Pairs, measure: Measure, k: int, effects: ByStratum, rates: Mapping[Stratum, np.ndarray]) -> Row:
    """One measure under every lens and reading."""
    least, stated = smallest(measure, pairs.own.notice, pairs.other.notice)
    by = [_stratum_row(stratum, each, k, least) | {"q": rates[stratum][k]} for stratum, each in effects.items()]
    directions = {stratum: row["direction"] for stratum, row in zip(effects, by, strict=True)}
    anything = any(each.differ[k] > 0 for each in effects.values())
    sizes = [row["size"] for row in by]
    found = standing(list(directions.values()), anything)
    return {
        "measure": measure.id,
        "outcome": measure.outcome,
        "title": measure.title,
        "unit": measure.unit,
        "event": measure.event,
        "standing": found,
        "verdict": verdict(directions, measure.words, anything),
        "size_of_all": common_size(sizes),
        "size_from": min(sizes),
        "size_to": max(sizes),
        "notice": least,
        "notice_stated": stated,
        "noticed_under": sum(row["noticed"] == PASSES for row in by) if least is not None else None,
        "runs_needed": _most(by, "runs_needed", len(by)) if found != SAME else 0,
        "by": by,
        "key": rank_key(found, sizes, sum(row["direction"] != "0" for row in by)),
    }


def _most(by: Sequence[Row], name: str, strata: int) -> int | None:
    """What the lens and reading that needs most takes, for all of them."""
    values = [row[name] for row in by]
    return None if any(value is None for value in values) else max(values) * strata


def _stratum_row(stratum: Stratum, each: Effects, k: int, least: float | None) -> Row:
    lens, reading = stratum
    told = noticed(float(each.low[k]), float(each.high[k]), least)
    enough: int | None = each.blocks
    if told == PASSES and not each.clear[k]:
        told, enough = OPEN, None  # too few blocks to be sure that there is any difference
    elif told == OPEN and least is not None:
        enough = blocks_needed(float(each.high[k] - each.mean[k]), each.blocks, abs(abs(float(each.mean[k])) - least))
    return {
        "lens": lens,
        "reading": reading,
        "direction": str(each.direction[k]),
        "effect": float(each.mean[k]),
        "simulation_error": float(each.error[k]),
        "low": float(each.low[k]),
        "high": float(each.high[k]),
        "size": float(each.size[k]),
        **counts_in_20(each, k),
        "noticed": told,
        "pairing_gain": _known(each.pairing_gain[k]),
        "luck_gain": _known(each.luck_gain[k]),
        "blocks": each.blocks,
        "pairs": each.pairs,
        "runs_needed": runs_needed(enough, 1, each.blocks) if least is not None else None,
        "p": float(each.p[k]),
    }


def counts_in_20(each: Effects, k: int) -> Row:
    """Of twenty draws, and of twenty pairs, in how many there is more and less; None where there are no pairs."""
    names = ("draws_more_in_20", "draws_less_in_20", "pairs_more_in_20", "pairs_less_in_20")
    if np.isnan(each.more[k]):
        return dict.fromkeys(names)
    draws = of_twenty(float(each.draws_more[k]), float(each.draws_less[k]))
    return dict(zip(names, (*draws, *of_twenty(float(each.more[k]), float(each.less[k]))), strict=True))


def _known(value: float) -> float | None:
    """A variance ratio; None where nothing varies. It is infinite where every pair differs by the same."""
    return None if np.isnan(value) else float(value)
