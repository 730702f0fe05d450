"""The outcome that is asked about in a sweep, as numbers that are missing where they are missing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from caucasus_sim.analysis.measures import is_event, is_named, measured
from caucasus_sim.analysis.up_to import month_within, wrong_outcome
from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.errors import Mistake, Mistakes
from caucasus_sim.month.arrays import calendar
from caucasus_sim.runs.sweeps.stored import OK, StoredSweep
from caucasus_sim.scenario.model import Scenario
from caucasus_sim.store.folder import RunFolder


@dataclass(frozen=True)
class Asked:
    """An outcome as it stood at the end of an absolute month; None is the end of the run."""

    outcome: str
    last: int | None = None

    def words(self, catalogue: Catalogue) -> str:
        """What is asked, in words."""
        until = "" if self.last is None else f" by {calendar(self.last)}"
        return f"{catalogue.outcomes[self.outcome].title}{until}"


def asked_of(catalogue: Catalogue, scenario: Scenario, outcome: str, by: str, where: str = "--outcome") -> Asked:
    """What a user asks about.

    Raises
    ------
    Mistakes
        Everything that is wrong with it: the outcome's name, the month, a month that a sweep cannot tell.
    """
    wrong = wrong_outcome(catalogue, outcome, where)
    month = month_within(by, scenario, "--by") if by else scenario.end
    if isinstance(month, Mistake):
        wrong.append(month)
    elif not wrong:
        wrong += untold(catalogue, outcome, month, scenario.end)
    if wrong or isinstance(month, Mistake):
        raise Mistakes(wrong)
    return Asked(outcome, month if month < scenario.end else None)


def untold(catalogue: Catalogue, outcome: str, month: int, end: int) -> list[Mistake]:
    """The mistake in asking for an earlier month where only the last is kept: a sweep keeps no monthly series."""
    if month >= end or catalogue.outcomes[outcome].kind == "month":
        return []
    what = f"a sweep keeps '{outcome}' as it stands at the end, {calendar(end)}, and not in {calendar(month)}"
    return [Mistake(what, "--by", expected="no month, or an outcome whose kind is month; see `sim list outcomes`")]


def values_of(sweep: StoredSweep, catalogue: Catalogue, asked: Asked) -> pd.DataFrame:
    """The cells of a sweep with ``status`` and ``value``, in the order of the plan.

    A run that failed, was not run yet, or has no value of this outcome has a missing value (NaN), never a zero. What is
    missing because it never happened (a month, a route that was not agreed) is the answer no, and 0.

    Raises
    ------
    Mistakes
        If the sweep was made without this outcome.
    """
    stored = RunFolder.open(sweep.path).read("outcomes").column_names
    names = [each for each in stored if each == asked.outcome or each.startswith(f"{asked.outcome}.")]
    if not names:
        what = f"this sweep does not have '{asked.outcome}'"
        raise Mistakes([Mistake(what, str(sweep.path), expected="a sweep that has finished runs with this outcome")])
    found = sweep.outcomes(names)
    told = found[["cell", "status"]].assign(value=_numbers(catalogue, asked, found, names))
    return sweep.cells.merge(told, on="cell", how="left", validate="1:1")


def _numbers(catalogue: Catalogue, asked: Asked, found: pd.DataFrame, names: list[str]) -> np.ndarray:
    values = measured(catalogue, found, asked.outcome)
    if asked.last is not None:
        values = (found[asked.outcome] <= asked.last).fillna(False).astype("float64")
    numbers = values.to_numpy(dtype=np.float64, copy=True)
    never = is_event(catalogue, asked.outcome) or is_named(catalogue, asked.outcome)
    lacking = np.zeros(len(found), dtype=np.bool_) if never else found[names].isna().any(axis=1).to_numpy()
    numbers[lacking | (found["status"] != OK).to_numpy()] = np.nan
    return numbers
