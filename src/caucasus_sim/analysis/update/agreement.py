"""How far histories agree with one row of a record: 1 where they are the same, less with every step away."""

from __future__ import annotations

import math

import numpy as np

from caucasus_sim.coding.update import Quantity
from caucasus_sim.scenario.record import NO, Entry

WIDTH_OF_90 = 2.0 * 1.6448536269514722  # standard deviations from the 5 % to the 95 % point of a normal belief
LEAST = 1e-300


def agreement(quantity: Quantity, entry: Entry, values: np.ndarray, width: str = "best") -> np.ndarray:
    """Likelihood of a row given each history, relative to a history that has it exactly, f8 [n] in (0, 1].

    Parameters
    ----------
    values : f8 [n]
        What each history has; not a number where it has nothing to compare.
    width : str
        Which end of the belief in the error is used: ``low``, ``best`` or ``high``.

    Notes
    -----
    Normal in the unit or its logarithm, with the error of the evidence and the reader's own belief added in squares;
    odds for every step between choices; for months a normal on a floor of ``odds``, which also stands where one has
    happened and the other has not. Errors are judgement: ``evidence/update.yaml``.
    """
    spread = float(getattr(quantity.error, width))
    if quantity.error.form == "steps":
        found = spread ** np.abs(values - entry.best)
    elif quantity.error.form == "timing":
        found = _timed(values, entry.best, spread, quantity.error.odds)
    else:
        found = _near(values, entry, spread, quantity.error.form)
    return _neutral(np.maximum(found, LEAST))


def _near(values: np.ndarray, entry: Entry, spread: float, form: str) -> np.ndarray:
    low, best, high = (_measured(np.array([each]), form)[0] for each in (entry.low, entry.best, entry.high))
    error = math.hypot(spread, (high - low) / WIDTH_OF_90)
    away = (_measured(values, form) - best) / error
    return np.asarray(np.exp(-0.5 * away * away))


def _measured(values: np.ndarray, form: str) -> np.ndarray:
    if form == "log":
        return np.log(np.maximum(values, 1e-9))
    return np.log1p(values) if form == "log1p" else values


def _timed(values: np.ndarray, month: float, spread: float, odds: float) -> np.ndarray:
    happened = values != NO
    if month == NO:
        return np.where(happened, odds, 1.0)
    away = (values - month) / spread
    return np.where(happened, odds + (1.0 - odds) * np.exp(-0.5 * away * away), odds)


def _neutral(found: np.ndarray) -> np.ndarray:
    """Where a history has nothing to compare, the mean of those that have: the row speaks neither way."""
    known = ~np.isnan(found)
    return np.where(known, found, found[known].mean() if known.any() else 1.0)
