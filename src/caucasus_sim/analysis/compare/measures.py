"""Every outcome as numbers that can be compared: what happens or not as 1 or 0, states one by one, numbers as such."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.month.arrays import END_STATES

EVENTS = ("month", "yes_no")


@dataclass(frozen=True)
class Measure:
    """One column of numbers.

    Parameters
    ----------
    id : str
        The outcome's name; with ``=`` and the state for an outcome that is a state.
    outcome, title, unit : str
        Of the catalogue.
    kind : str
        Of the catalogue: month, yes_no, number, series or state.
    value : str or None
        The state that is counted.
    """

    id: str
    outcome: str
    title: str
    unit: str
    kind: str
    value: str | None = None

    @property
    def event(self) -> bool:
        """Whether it happens or not."""
        return self.kind in EVENTS or self.value is not None

    @property
    def words(self) -> tuple[str, str]:
        """Words for more and for less of it."""
        return ("more often", "less often") if self.event else ("more", "less")


def measures_of(catalogue: Catalogue, sides: Sequence[pd.DataFrame], named: Sequence[str] = ()) -> list[Measure]:
    """Every measure of the columns that both sides have, in their order; only of ``named`` outcomes if any are."""
    shared = [column for column in sides[0].columns if all(column in side for side in sides[1:])]
    found = (each for column in shared for each in _measures(catalogue, column, sides))
    return [each for each in found if not named or each.outcome in named]


def _measures(catalogue: Catalogue, column: str, sides: Sequence[pd.DataFrame]) -> Iterator[Measure]:
    base, _, part = column.partition(".")
    if base not in catalogue.outcomes:
        return
    outcome = catalogue.outcomes[base]
    title = f"{outcome.title}: {part.replace('_', ' ')}" if part else outcome.title
    if all(_is_number(side[column]) for side in sides) or outcome.kind in EVENTS:
        yield Measure(column, base, title, outcome.unit, outcome.kind)
        return
    for value in _states(column, sides):
        told = f"{title}: {value.replace('_', ' ')}"
        yield Measure(f"{column}={value}", base, told, "state", outcome.kind, value)


def _states(column: str, sides: Sequence[pd.DataFrame]) -> list[str]:
    """The states there are, those of an end state from treaty to war, others by the alphabet."""
    seen = {str(each) for side in sides for each in side[column].dropna().unique()}
    return [each for each in END_STATES if each in seen] + sorted(seen - set(END_STATES))


def _is_number(values: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)


def matrix(outcomes: pd.DataFrame, measures: Sequence[Measure]) -> np.ndarray:
    """The measures of every history, f8 [histories, measures]; a number that is null counts as 0."""
    found = np.empty((len(outcomes), len(measures)))
    for k, each in enumerate(measures):
        found[:, k] = _numbers(outcomes, each)
    return found


def _numbers(outcomes: pd.DataFrame, measure: Measure) -> pd.Series:
    if measure.value is not None:
        return (outcomes[measure.id.partition("=")[0]] == measure.value).fillna(value=False)
    values = outcomes[measure.id]
    if not measure.event:
        return values.astype("float64").fillna(0.0)
    return values.astype("boolean").fillna(value=False) if measure.kind == "yes_no" else values.notna()
