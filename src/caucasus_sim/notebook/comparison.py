"""A comparison in a notebook: tables of pandas, and a page that says whose reading it is."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import pandas as pd

from caucasus_sim.analysis.compare.flat import curves_table, effects_table, end_states_table, ranked_table
from caucasus_sim.analysis.compare.words import counts, folded, gain_line, looked_line, noticing, sizes
from caucasus_sim.notebook.page import banner, paragraph, table
from caucasus_sim.notebook.pictures import comparison_picture, shown

TOP = 10


class Comparison:
    """What differs between scenarios or variants.

    Attributes
    ----------
    data : dict
        All of it, as `sim compare --json` prints it.
    """

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data

    @property
    def status(self) -> str:
        """What every result of it must say."""
        return str(self.data["status"])

    @cached_property
    def differs(self) -> pd.DataFrame:
        """One row an outcome that differs, most first: verdict over the lenses, sizes, worth noticing, runs needed."""
        return ranked_table(self.data)

    @cached_property
    def effects(self) -> pd.DataFrame:
        """One row an outcome, lens and reading: effect, simulation error, counts of 20, variance ratios."""
        return effects_table(self.data)

    @cached_property
    def curves(self) -> pd.DataFrame:
        """Milestones month by month: shares of histories in which one has not happened yet, on either side."""
        return curves_table(self.data)

    @cached_property
    def end_states(self) -> pd.DataFrame:
        """End states that differ, at the end of every year."""
        return end_states_table(self.data)

    def __repr__(self) -> str:
        told = [self.data["status_line"], *self.data["reading_lines"]]
        for each in self.data["comparisons"]:
            told.append(f"{_names(each)}: {looked_line(each['looked_at'])}")
            told += [f"  {row['measure']}: {row['verdict']}" for row, _ in folded(each["rows"])[:3]]
        return "\n".join(told)

    def _repr_html_(self) -> str:
        head = banner(self.data["status_line"], [*self.data["reading_lines"], self.data["readers"]])
        parts = "".join(_part(each) for each in self.data["comparisons"] if each["first"])
        return head + shown(comparison_picture(self.data)) + parts


def _part(each: Mapping[str, Any]) -> str:
    paired = "" if each["paired"] else f" NOT paired: {'; '.join(each['why_unpaired'])}."
    head = paragraph(_names(each), strong=True) + paragraph(looked_line(each["looked_at"]) + paired)
    if not each["rows"]:
        return head
    rows = [
        {
            "outcome": row["title"] + (" [assumed, not a finding]" if row["assumed"] else ""),
            "over the lenses": row["verdict"],
            "more : less of 20 draws": counts(row["by"], "draws"),
            "size in spreads": sizes(row),
            "worth noticing": noticing(row),
        }
        for row, _ in folded(each["rows"])[:TOP]
    ]
    return head + table(pd.DataFrame(rows)) + paragraph(gain_line(each["gains"]))


def _names(each: Mapping[str, Any]) -> str:
    return f"{each['own']['label']} beside {each['other']['label']}"
