"""Proper scores: whoever says what it believes scores best in expectation. Lower is better in all of them.

Brier, "Verification of forecasts expressed in terms of probability", Monthly Weather Review 78, 1950. Logarithmic:
Good, "Rational decisions", Journal of the Royal Statistical Society B 14, 1952. Continuous ranked probability score
and its fair form for an ensemble, whose expectation does not hang on the size of the ensemble: Gneiting and Raftery,
Journal of the American Statistical Association 102, 2007; Ferro, Quarterly Journal of the Royal Meteorological
Society 140, 2014 (cited from memory; the formulas are tested against another implementation).
"""

from __future__ import annotations

import numpy as np


def brier(chance: np.ndarray, happened: np.ndarray) -> np.ndarray:
    """Squared distance of a chance from what happened, 0 best, 1 worst; any shapes that broadcast.

    >>> float(brier(np.array(0.75), np.array(1.0)))
    0.0625
    """
    gap = np.asarray(chance, dtype=np.float64) - np.asarray(happened, dtype=np.float64)
    return gap * gap


def log_score(chance: np.ndarray, happened: np.ndarray) -> np.ndarray:
    """Minus the log of the chance given to what happened; infinite where that was said to be impossible.

    >>> float(log_score(np.array(0.5), np.array(0.0))) == float(np.log(2.0))
    True
    """
    said = np.asarray(chance, dtype=np.float64)
    given = np.where(np.asarray(happened, dtype=np.float64) > 0.5, said, 1.0 - said)
    with np.errstate(divide="ignore"):
        return -np.log(given)


def share_of(count: np.ndarray, histories: np.ndarray) -> np.ndarray:
    """A chance for the log score from a count of histories: (count + 1/2) / (histories + 1).

    A few dozen histories without an event do not make it impossible. The half is Jeffreys' prior for a proportion
    (Krichevsky and Trofimov, IEEE Transactions on Information Theory 27, 1981; cited from memory).

    >>> float(share_of(np.array(0), np.array(9)))
    0.05
    """
    return (np.asarray(count, dtype=np.float64) + 0.5) / (np.asarray(histories, dtype=np.float64) + 1.0)


def fair_crps(ensemble: np.ndarray, answer: np.ndarray) -> np.ndarray:
    """Continuous ranked probability score of an ensemble, in the unit of the answer, corrected for its size.

    Parameters
    ----------
    ensemble : f8 [..., members]
        Two members or more; NaN otherwise.
    answer : f8 [...]

    Returns
    -------
    f8 [...]
        Mean distance of a member from the answer, less half the mean distance of two different members. It may come
        out a little below 0 for one answer, never in expectation.

    >>> float(fair_crps(np.array([1.0, 3.0]), np.array(2.0)))
    0.0
    """
    values = np.sort(np.asarray(ensemble, dtype=np.float64), axis=-1)
    members = values.shape[-1]
    if members < 2:
        return np.full(np.shape(answer), np.nan)
    away = np.mean(np.abs(values - np.asarray(answer, dtype=np.float64)[..., None]), axis=-1)
    # Of sorted values each is the larger of so many pairs, less so many in which it is the smaller.
    rank = 2.0 * np.arange(members) - (members - 1)
    apart = np.sum(rank * values, axis=-1) / (0.5 * members * (members - 1))
    return away - 0.5 * apart
