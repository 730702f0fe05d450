"""A scenario under stress, as data that can be written as JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from caucasus_sim.analysis.stress.changes import Change, changes_of
from caucasus_sim.analysis.stress.headlines import Done, Question, anchor_of, headlines
from caucasus_sim.analysis.stress.leading import Candidate, candidates
from caucasus_sim.analysis.stress.moved import moves
from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.coding.derived import with_reading
from caucasus_sim.coding.schema_reading import Reading
from caucasus_sim.packing.setup import actors_of

Under = Callable[[Reading], pd.DataFrame]  # the headlines under a derived reading
TRIED = 3  # times as many stances are tried as are reported


def worlds_needed(catalogue: Catalogue, asked: Question, stances: int) -> int:
    """How many histories a stress takes."""
    changes = changes_of(catalogue, asked.reading, actors_of(catalogue, asked.scenarios.values()))
    tried = len(candidates(catalogue, asked.reading, TRIED * stances))
    return len(asked.plan) * (1 + sum(each.touched > 0 for each in changes) + 2 * tried)


def stressed(catalogue: Catalogue, asked: Question, stances: int, done: Done | None = None) -> dict[str, Any]:
    """How far each headline moves with every change of the reading, and the stances that matter most.

    Parameters
    ----------
    stances : how many stances to report; three times as many are moved from end to end
    done : called with the number of histories finished, after each chunk
    """
    before, anchor = headlines(catalogue, asked, done), anchor_of(catalogue, asked)

    def under(reading: Reading) -> pd.DataFrame:
        return headlines(with_reading(catalogue, reading), asked, done, anchor)

    changes = changes_of(catalogue, asked.reading, actors_of(catalogue, asked.scenarios.values()))
    tried = [
        _end_to_end(catalogue, asked, each, under) for each in candidates(catalogue, asked.reading, TRIED * stances)
    ]
    return {
        "reading": asked.reading,
        "variant": list(asked.scenarios)[-1],
        "against": next(iter(asked.scenarios)) if len(asked.scenarios) > 1 else None,
        "histories": len(before),
        "outcomes": {name: catalogue.outcomes[name].title for name in asked.outcomes},
        "changes": [_changed(catalogue, asked, before, each, under) for each in changes],
        "stances_tried": len(tried),
        "stances": sorted(tried, key=lambda each: -float(each["largest_size"]))[:stances],
    }


def _changed(
    catalogue: Catalogue, asked: Question, before: pd.DataFrame, change: Change, under: Under
) -> dict[str, Any]:
    after = under(change.reading) if change.touched else before
    told = {"kind": change.kind, "name": change.name, "words": change.words, "stances_touched": change.touched}
    return told | {"outcomes": moves(catalogue, before, after, asked.outcomes, len(asked.scenarios) > 1)}


def _end_to_end(catalogue: Catalogue, asked: Question, each: Candidate, under: Under) -> dict[str, Any]:
    reading = catalogue.readings[asked.reading]
    low, high = (under(each.at_end(reading, end)) for end in (0, 1))
    found = moves(catalogue, low, high, asked.outcomes, len(asked.scenarios) > 1)
    sizes = [told["size"] for name in found for told in found[name]["by_lens"].values()]
    return {
        "actor": each.actor,
        "issue": each.slot.issue,
        "choice": each.slot.choice,
        "question": catalogue.issues[each.slot.issue].question,
        "low": round(each.low, 1),
        "high": round(each.high, 1),
        "passages": list(each.passages),
        "stake": round(each.stake, 4),
        "largest_size": max(sizes, default=0.0),
        "outcomes": found,
    }
