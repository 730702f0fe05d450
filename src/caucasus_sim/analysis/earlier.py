"""Which twin got there first: in how many of a hundred paired worlds a milestone came earlier or later."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from caucasus_sim.analysis.beside import BASELINE
from caucasus_sim.analysis.paired import SAME
from caucasus_sim.coding.catalogue import Catalogue


def earlier_rows(
    catalogue: Catalogue, plan: pd.DataFrame, outcomes: pd.DataFrame, names: Sequence[str]
) -> list[dict[str, Any]]:
    """A row for every milestone and variant beside the baseline: counts of a hundred pairs under each lens.

    Never is later than any month. Empty without a baseline, and for outcomes that are no milestones.
    """
    milestones = [name for name in names if catalogue.outcomes[name].kind == "month"]
    variants = [str(each) for each in dict.fromkeys(plan["variant"])]
    if BASELINE not in variants:
        return []
    twins = {variant: _twins(plan, variant) for variant in variants if variant != BASELINE and milestones}
    return [
        {"outcome": name, "variant": variant, "by_lens": _by_lens(pairs, outcomes[name])}
        for name in milestones
        for variant, pairs in twins.items()
    ]


def _twins(plan: pd.DataFrame, variant: str) -> pd.DataFrame:
    """Where each history of a variant and its twin in the baseline stand in the plan, with the lens."""
    placed = plan[[*SAME, "variant"]].assign(place=np.arange(len(plan)))
    sides = [placed[placed["variant"] == each] for each in (variant, BASELINE)]
    return sides[0].merge(sides[1], on=list(SAME), suffixes=("_own", "_other"), validate="one_to_one")


def _by_lens(pairs: pd.DataFrame, firsts: pd.Series) -> dict[str, dict[str, int]]:
    return {
        str(lens): counted(firsts.iloc[part["place_own"]], firsts.iloc[part["place_other"]])
        for lens, part in pairs.groupby("lens")
    }


def counted(own: pd.Series, other: pd.Series) -> dict[str, int]:
    """Pairs of a hundred in which the first is earlier, or later, to the nearest; and how many pairs there are.

    >>> counted(pd.Series([1, None, 3, None]), pd.Series([2, 5, 3, None]))
    {'earlier_in_100': 25, 'later_in_100': 25, 'pairs': 4}
    """
    first, second = (months.astype("float64").fillna(np.inf).to_numpy() for months in (own, other))
    shares = {"earlier_in_100": (first < second).mean(), "later_in_100": (first > second).mean()}
    return {**{name: int(share * 100 + 0.5) for name, share in shares.items()}, "pairs": len(first)}
