"""Settings and what is said of their order, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from caucasus_sim.analysis.paired import in_twenty
from caucasus_sim.analysis.robust.criteria import ENOUGH, REGRET, WORST, Judged

STABLE = 0.95
TITLES = {
    WORST: "In the world that is worst for it",
    REGRET: "Largest regret: how much better the best setting of a world would have done there",
    ENOUGH: "Worlds with enough",
}


def setting_name(names: Sequence[str], levels: Sequence[object]) -> str:
    """A setting in words.

    >>> setting_name(["a", "b"], [True, 0.25])
    'a yes, b 0.25'
    """
    return ", ".join(f"{name} {level_word(level)}" for name, level in zip(names, levels, strict=True))


def level_word(level: object) -> str:
    """A level in words."""
    if isinstance(level, (bool, np.bool_)):
        return "yes" if level else "no"
    return f"{level:.4g}" if isinstance(level, (float, np.floating)) else str(level)


def order_words(judged: Judged, names: Sequence[str], blocks: int) -> str:
    """Who comes first by one criterion, and whether luck could change that."""
    first = [names[k] for k in np.flatnonzero(judged.ranks == 1).tolist()]
    if len(first) == len(names):
        return "all settings do alike"
    who = first[0] if len(first) == 1 else f"{len(first)} settings alike, among them {first[0]}"
    if blocks < 2:
        return f"first: {who}; one block of draws and luck cannot say how sure that is"
    sure = float(np.nanmin([judged.first[k] for k in np.flatnonzero(judged.ranks == 1)]))
    often = f"first in {in_twenty(sure)} of 20 resamples of draws and luck"
    return f"first: {who}, {often}" + ("" if sure >= STABLE else ": NOT STABLE, more replicates may change the order")


def agree_words(firsts: Mapping[str, Sequence[str]]) -> str:
    """Whether the criteria agree on the first place."""
    common = set.intersection(*(set(each) for each in firsts.values()))
    if common:
        return f"By every criterion first: {'; '.join(sorted(common))}."
    return "No setting comes first by every criterion: which to prefer depends on what is to be avoided."


def lens_words(rows: Sequence[Mapping[str, Any]]) -> str:
    """Whether every world has the same best setting."""
    best = {tuple(each["best"]) for each in rows}
    if len(best) == 1:
        return "The same setting is best in every world."
    return f"Which setting is best depends on the world: {len(best)} different answers in {len(rows)} worlds."
