"""The old run beside the record, row by row: where the record lies among the histories, lens by lens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from caucasus_sim.coding.update import Quantity
from caucasus_sim.month.arrays import calendar
from caucasus_sim.scenario.record import NO, Entry, Record
from caucasus_sim.scenario.record_rows import spelled

# Shares of histories in words; the model is not calibrated, so that no share is a chance.
WORDS = ((0.0, "in no history"), (0.05, "in almost none"), (0.35, "in few"), (0.65, "in about half"), (0.95, "in most"))
ALL = "in almost all"
LOW, HIGH = 0.05, 0.95
ONE_WORD = "over all lenses"


def rows_of(
    told: pd.DataFrame, cells: pd.DataFrame, record: Record, quantities: Mapping[str, Quantity]
) -> list[dict[str, Any]]:
    """One row for every row of the record, in its order: what it says, and where it lies under each lens.

    Parameters
    ----------
    told : f8 [cells, rows]
        From :func:`caucasus_sim.runs.rewind.rewound`.
    cells : the rows of the plan
    """
    lens_of = cells.set_index("cell").loc[told.index, "lens"]
    found = []
    for k in map(int, told.columns):
        entry = record.entries[k]
        quantity = quantities[entry.id]
        lenses = {
            str(lens): under(quantity, entry, part.to_numpy()) for lens, part in told[k].groupby(lens_of, sort=True)
        }
        found.append(
            {
                "id": entry.id,
                "question": quantity.question,
                "month": calendar(entry.month),
                "record": told_in_words(quantity, entry),
                "source": entry.source,
                "line": entry.line,
                "by_lens": lenses,
                "verdict": verdict([each["where"] for each in lenses.values()]),
            }
        )
    return found


def told_in_words(quantity: Quantity, entry: Entry) -> str:
    """What the record says, in the form's own unit."""
    if quantity.kind in ("choice", "month", "event"):
        return spelled(quantity, entry.best)
    values = (entry.best,) if entry.known else (entry.low, entry.best, entry.high)
    return f"{' / '.join(spelled(quantity, value) for value in values)} {quantity.unit}"


def under(quantity: Quantity, entry: Entry, values: np.ndarray) -> dict[str, Any]:
    """Where a row of the record lies among the histories of one lens."""
    known = values[~np.isnan(values)]
    if len(known) == 0:
        return {"where": "nothing to compare", "middle": None, "from": None, "to": None, "share_as_recorded": None}
    if quantity.kind in ("choice", "event"):
        return _among_kinds(quantity, entry, known)
    low, middle, high = np.quantile(known, [LOW, 0.5, HIGH])
    where = "inside"
    if entry.high < low:
        where = "record below nearly all histories"
    elif entry.low > high:
        where = "record above nearly all histories"
    spell = {name: spelled(quantity, value) for name, value in (("middle", middle), ("from", low), ("to", high))}
    return {"where": where, **spell, "share_as_recorded": None}


def _among_kinds(quantity: Quantity, entry: Entry, values: np.ndarray) -> dict[str, Any]:
    """A choice, or whether something has happened: how common the record's answer is, and the commonest."""
    if quantity.kind == "event":
        same = (values != NO) == (entry.best != NO)
        usual = "no" if np.mean(values == NO) >= 0.5 else spelled(quantity, float(np.median(values[values != NO])))
    else:
        same = values == entry.best
        usual = spelled(quantity, float(pd.Series(values).mode().iloc[0]))
    share = float(np.mean(same))
    return {"where": in_words(share), "middle": usual, "from": None, "to": None, "share_as_recorded": share}


def in_words(share: float) -> str:
    """A share of histories in words.

    >>> in_words(0.0), in_words(0.2), in_words(1.0)
    ('in no history', 'in few', 'in almost all')
    """
    return next((word for end, word in WORDS if share <= end), ALL)


def verdict(words: list[str]) -> str:
    """All lenses in one cell: the word they share, or that they differ.

    >>> verdict(["inside", "inside"]), verdict(["in few", "in most"])
    ('inside', 'the lenses differ: in few, in most')
    """
    distinct = list(dict.fromkeys(words))
    return distinct[0] if len(distinct) == 1 else f"the lenses differ: {', '.join(distinct)}"
