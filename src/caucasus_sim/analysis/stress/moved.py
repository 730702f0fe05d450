"""How far a headline moves between two readings under the same draws and luck."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from caucasus_sim.analysis.measures import words_of
from caucasus_sim.analysis.paired import Difference, difference, of_twenty
from caucasus_sim.analysis.stress.headlines import lens_names, of_lens
from caucasus_sim.coding.catalogue import Catalogue


def moves(
    catalogue: Catalogue, before: pd.DataFrame, after: pd.DataFrame, outcomes: Sequence[str], differences: bool
) -> dict[str, dict[str, Any]]:
    """For every outcome: how its headline moves under each lens, and a verdict.

    ``size`` is the move in units of the spread of histories before it, so that outcomes can be compared.

    Where headlines are ``differences`` from a baseline, their direction may turn or be lost.
    """
    return {name: _moved(catalogue, before, after, name, differences) for name in outcomes}


def _moved(
    catalogue: Catalogue, before: pd.DataFrame, after: pd.DataFrame, name: str, differences: bool
) -> dict[str, Any]:
    by_lens = {lens: _under(before, after, lens, name, differences) for lens in lens_names(before)}
    return {"by_lens": by_lens, "verdict": verdict(by_lens, words_of(catalogue, name))}


def _under(before: pd.DataFrame, after: pd.DataFrame, lens: str, name: str, differences: bool) -> dict[str, Any]:
    blocks = before.loc[before["lens"] == lens, "block"].to_numpy()
    old, new = of_lens(before, lens, name), of_lens(after, lens, name)
    found = difference(pd.DataFrame({"own": new, "other": old, "block": blocks}))
    more, less = of_twenty(found.more, found.less)
    told = {
        "direction": found.direction,
        "more_in_20": more,
        "less_in_20": less,
        "difference": found.mean,
        "simulation_error": found.error,
        "size": abs(found.mean) / spread if (spread := float(old.std())) > 0.0 else 0.0,
    }
    if differences:
        told["headline_before"] = _alone(old, blocks).direction
        told["headline_after"] = _alone(new, blocks).direction
    return told


def _alone(values: object, blocks: object) -> Difference:
    return difference(pd.DataFrame({"own": values, "other": 0.0, "block": blocks}))


def verdict(by_lens: dict[str, dict[str, Any]], words: tuple[str, str]) -> str:
    """All lenses together in words.

    >>> told = {"direction": "+", "headline_before": "+", "headline_after": "0"}
    >>> verdict({"a": told, "b": told | {"direction": "0"}}, ("more", "less"))
    'more under 1 of 2 lenses; lost under 2'
    """
    counts = {sign: sum(each["direction"] == sign for each in by_lens.values()) for sign in "+-"}
    told = [f"{word} under {counts[sign]}" for sign, word in zip("+-", words, strict=True) if counts[sign]]
    parts = [f"{', '.join(told)} of {len(by_lens)} lenses" if told else "no clear move under any lens"]
    both = [each for each in by_lens.values() if "headline_before" in each]
    before_after = [(each["headline_before"], each["headline_after"]) for each in both]
    turned = sum({before, after} == {"+", "-"} for before, after in before_after)
    lost = sum(before != "0" and after == "0" for before, after in before_after)
    parts += [f"{word} under {count}" for word, count in (("turned", turned), ("lost", lost)) if count]
    return "; ".join(parts)
