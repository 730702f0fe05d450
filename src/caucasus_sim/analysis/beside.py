"""Variants side by side under the same luck: each beside the baseline, and each beside every other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from caucasus_sim.analysis.measures import measured, words_of
from caucasus_sim.analysis.paired import SAME, Difference, difference_of, of_twenty
from caucasus_sim.coding.catalogue import Catalogue

BASELINE = "baseline"


class SideBySide:
    """One outcome of every variant under each lens: a row for each draw and luck, a column for each variant."""

    def __init__(self, catalogue: Catalogue, plan: pd.DataFrame, outcomes: pd.DataFrame, name: str) -> None:
        table = plan.assign(value=measured(catalogue, outcomes, name).to_numpy())
        wide = table.pivot_table(index=[*SAME, "block"], columns="variant", values="value", observed=True)
        self._values = {str(name): wide[name].to_numpy() for name in wide.columns}
        self._blocks = wide.index.get_level_values("block").to_numpy()
        lenses = wide.index.get_level_values("lens").to_numpy()
        self._rows = {str(lens): np.flatnonzero(lenses == lens) for lens in sorted(set(lenses))}

    def by_lens(self, variant: str, against: str) -> dict[str, Difference]:
        """The paired difference under every lens; a history without its twin is no pair."""
        gaps = self._values[variant] - self._values[against]
        known = {lens: rows[~np.isnan(gaps[rows])] for lens, rows in self._rows.items()}
        return {lens: difference_of(gaps[rows], self._blocks[rows]) for lens, rows in known.items()}


def beside_baseline(
    catalogue: Catalogue, found: dict[str, SideBySide], variants: Sequence[str]
) -> list[dict[str, Any]]:
    """Every outcome of every variant beside the baseline's, under each lens; none if there is no baseline."""
    if BASELINE not in variants:
        return []
    others = [variant for variant in variants if variant != BASELINE]
    return [row_of(catalogue, name, each, one, BASELINE) for name, each in found.items() for one in others]


def among_variants(catalogue: Catalogue, found: dict[str, SideBySide], variants: Sequence[str]) -> list[dict[str, Any]]:
    """Every outcome of every two variants of the scenario beside each other, the earlier one first."""
    others = [variant for variant in variants if variant != BASELINE]
    pairs = list(combinations(others, 2))
    return [row_of(catalogue, name, each, one, other) for name, each in found.items() for one, other in pairs]


def row_of(catalogue: Catalogue, name: str, found: SideBySide, variant: str, against: str) -> dict[str, Any]:
    """One outcome of two variants, lens by lens and in words."""
    by_lens = {lens: lens_row(each) for lens, each in found.by_lens(variant, against).items()}
    return {
        "outcome": name,
        "title": catalogue.outcomes[name].title,
        "variant": variant,
        "against": against,
        "verdict": verdict_of(catalogue, name, by_lens),
        "by_lens": by_lens,
    }


def lens_row(found: Difference) -> dict[str, Any]:
    """One lens's difference: direction, and in how many of 20 paired worlds there is more or less."""
    more, less = of_twenty(found.more, found.less)
    return {
        "direction": found.direction,
        "more_in_20": more,
        "less_in_20": less,
        "difference": found.mean,
        "simulation_error": found.error,
        "pairs": found.pairs,
        "pairs_that_differ": round((found.more + found.less) * found.pairs),
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
