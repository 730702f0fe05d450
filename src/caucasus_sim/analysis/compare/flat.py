"""A comparison as tables of plain columns, for CSV and notebooks. No p: with free histories it shrinks to anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

ABOUT = ("rank", "measure", "title", "unit", "standing", "verdict", "notice", "notice_stated", "assumed")
LEFT_OUT = ("p", "q")


def effects_table(told: Mapping[str, Any]) -> pd.DataFrame:
    """One row for every comparison, outcome, lens and reading; outcomes that are the same everywhere have no row."""
    rows = [
        {**head, **{name: row[name] for name in ABOUT}, **_without(by)}
        for head, each in _comparisons(told)
        for row in each["rows"]
        for by in row["by"]
    ]
    return pd.DataFrame(rows)


def ranked_table(told: Mapping[str, Any]) -> pd.DataFrame:
    """One row for every comparison and outcome that differs, what differs most first."""
    names = (*ABOUT, "size_from", "size_to", "noticed_under", "runs_needed")
    rows = [
        {**head, **{name: row[name] for name in names}} for head, each in _comparisons(told) for row in each["rows"]
    ]
    return pd.DataFrame(rows)


def curves_table(told: Mapping[str, Any]) -> pd.DataFrame:
    """One row for every comparison, milestone, lens, reading and month: shares in which it has not happened yet."""
    columns = ("not_yet_own", "not_yet_other", "difference", "low", "high")
    rows = [
        {**head, "outcome": curve["outcome"], "lens": by["lens"], "reading": by["reading"], "month": month}
        | {name: by[name][k] for name in columns}
        for head, each in _comparisons(told)
        for curve in each["milestones"]
        for by in curve["by"]
        for k, month in enumerate(curve["months"])
    ]
    return pd.DataFrame(rows)


def end_states_table(told: Mapping[str, Any]) -> pd.DataFrame:
    """One row for every comparison, end state that differs, horizon, lens and reading."""
    return pd.DataFrame([{**head, **row} for head, each in _comparisons(told) for row in each["end_states"]])


def _comparisons(told: Mapping[str, Any]) -> Iterator[tuple[dict[str, Any], Mapping[str, Any]]]:
    for each in told["comparisons"]:
        head = {"own": each["own"]["label"], "other": each["other"]["label"], "paired": each["paired"]}
        yield {"status": told["status"], **head}, each


def _without(by: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in by.items() if name not in LEFT_OUT}
