"""Outcomes of runs by the names of the register: months of first occurrence, numbers, last values of series."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import numpy as np
import pandas as pd

from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.coding.schema import Outcome
from caucasus_sim.month.arrays import END_STATES, NEVER, SERIES_NAMES, WORLD
from caucasus_sim.month.order import take_down_all
from caucasus_sim.packing.setup import Setup

OPTION = SERIES_NAMES.index("route_option")
END_STATE = SERIES_NAMES.index("end_state")


def outcome_columns(
    setup: Setup, worlds: np.ndarray, last: np.ndarray, names: Collection[str] | None = None
) -> pd.DataFrame:
    """One row a run, one column an outcome.

    Parameters
    ----------
    worlds : WORLD [n], the last worlds
    last : f4 [n, series], the last row of the monthly series
    names : the outcomes wanted; all if left out

    Returns
    -------
    Months are absolute and null for "never"; states are their names; every other outcome is a number.
    """
    outcomes = setup.catalogue.outcomes
    wanted = ((name, outcomes[name]) for name in outcomes if names is None or name in names)
    columns = (each for name, outcome in wanted for each in _columns_of(setup, name, outcome, worlds, last))
    return pd.DataFrame(dict(columns))


def _columns_of(
    setup: Setup, name: str, outcome: Outcome, worlds: np.ndarray, last: np.ndarray
) -> Iterator[tuple[str, pd.Series]]:
    source = outcome.start
    if source.first is not None:
        months = worlds["first"][:, setup.catalogue.first(source.first)]
        if source.before is None:
            yield name, as_months(months)
        else:
            yield name, came_before(months, worlds["first"][:, setup.catalogue.first(source.before)])
    elif source.series is not None:
        yield name, _from_series(setup, source.series, source.attribute, last)
    elif source.each == "system":
        field, p = _sided(setup, str(source.field))
        for k, system in enumerate(setup.systems):
            yield f"{name}.{system}", pd.Series(worlds[field][:, k, p])
    else:
        yield name, _from_field(setup, str(source.field), worlds)


def last_rows(setup: Setup, worlds: np.ndarray) -> np.ndarray:
    """The row of the monthly series that each of WORLD [n] would leave now, f4 [n, series]."""
    rows = np.zeros((len(worlds), len(SERIES_NAMES)), dtype=np.float32)
    take_down_all(worlds, setup.book, rows)
    return rows


def fields_read(catalogue: Catalogue) -> tuple[str, ...]:
    """The fields of a world that some outcome is read from, and the one that says whether it kept its range."""
    sources = [str(outcome.start.field) for outcome in catalogue.outcomes.values() if outcome.start.field is not None]
    always = ("first", "status")
    return tuple(name for name in WORLD.names or () if name in always or any(s.startswith(name) for s in sources))


def as_months(months: np.ndarray) -> pd.Series:
    """Absolute months with null for "never"."""
    return pd.Series(pd.arrays.IntegerArray(months.astype(np.int32), months == NEVER))


def came_before(months: np.ndarray, other: np.ndarray) -> pd.Series:
    """Whether something happened before another thing, which may never have happened; null if it did not happen."""
    earlier = (months != NEVER) & ((other == NEVER) | (months < other))
    return pd.Series(pd.arrays.BooleanArray(earlier, months == NEVER))


def _from_series(setup: Setup, name: str, attribute: str | None, last: np.ndarray) -> pd.Series:
    k = setup.catalogue.series(name)
    values = last[:, k]
    if attribute is not None:
        words = [str(getattr(route, attribute)) for route in setup.catalogue.routes.values()]
        return _words(words, values)
    if k == END_STATE:
        return _words(END_STATES, values)
    if k == OPTION:
        return _words(list(setup.catalogue.routes), values)
    return pd.Series(values.astype(np.float64))


def _words(words: Sequence[str], numbers: np.ndarray) -> pd.Series:
    """The word of each number; null for -1."""
    known = pd.array([*words, None], dtype="string")
    return pd.Series(known.take(numbers.astype(np.int64)))


def _from_field(setup: Setup, field: str, worlds: np.ndarray) -> pd.Series:
    if field in (worlds.dtype.names or ()):
        return pd.Series(worlds[field].astype(np.float64))
    if field.startswith("delivered_by_"):
        rest, p = _sided(setup, field)
        return pd.Series(worlds["delivered_by"][:, setup.actors.index(rest.removeprefix("delivered_by_")), p])
    rest, p = _sided(setup, field)
    return pd.Series(worlds[rest][:, p].astype(np.float64))


def _sided(setup: Setup, field: str) -> tuple[str, int]:
    for p, principal in enumerate(setup.catalogue.principals):
        if field.endswith(f"_{principal}"):
            return field.removesuffix(f"_{principal}"), p
    raise KeyError(field)


def series_names(setup: Setup) -> tuple[str, ...]:
    """Names of the monthly series as the evidence writes them, in the order of the arrays."""
    spelled = {number: name for name, number in setup.catalogue.numbers.series.items()}
    return tuple(spelled.get(k, SERIES_NAMES[k]) for k in range(len(SERIES_NAMES)))
