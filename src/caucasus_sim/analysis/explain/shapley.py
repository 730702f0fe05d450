"""Shapley values and their interactions, as weights of the values of coalitions: pure arithmetic on numbers of sets.

A coalition is a number whose bit k says whether player k is present. Weights are fractions, so that contributions add
up to the difference between everybody and nobody exactly.

Shapley, "A value for n-person games", Contributions to the Theory of Games II, 1953. Interactions: the Shapley
interaction index of Grabisch and Roubens, International Journal of Game Theory 28(4), 1999.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import combinations
from math import factorial

import numpy as np

Weights = tuple[tuple[Fraction, ...], ...]
MOST = 10  # players: 1,024 coalitions


@dataclass(frozen=True)
class Scheme:
    """Which coalitions are played, and what each counts for in the contribution of each player.

    Parameters
    ----------
    players : int
        How many there are.
    coalitions : tuple of int
        Bits of who is present.
    weights : tuple of tuple of Fraction
        [players][coalitions].
    pairs : tuple of (int, int)
        Those whose interaction is told; empty where not all coalitions are played.
    pair_weights : tuple of tuple of Fraction
        [pairs][coalitions].
    exact : bool
        Whether contributions add up to the difference between everybody and nobody.
    """

    players: int
    coalitions: tuple[int, ...]
    weights: Weights
    pairs: tuple[tuple[int, int], ...]
    pair_weights: Weights
    exact: bool

    def absent(self, coalition: int) -> tuple[int, ...]:
        """The players who are not in a coalition."""
        return tuple(k for k in range(self.players) if not coalition >> k & 1)


def scheme_of(players: int, quick: bool = False) -> Scheme:
    """All coalitions; or, for the quick form, everybody and everybody but one."""
    return leave_one_out(players) if quick else all_coalitions(players)


@lru_cache
def all_coalitions(players: int) -> Scheme:
    """The exact form: 2^players coalitions, the empty one first and the full one last."""
    every = tuple(range(1 << players))
    pairs = tuple(combinations(range(players), 2))
    weights = tuple(tuple(value_weight(players, k, each) for each in every) for k in range(players))
    pair_weights = tuple(tuple(pair_weight(players, i, j, each) for each in every) for i, j in pairs)
    return Scheme(players, every, weights, pairs, pair_weights, exact=True)


@lru_cache
def leave_one_out(players: int) -> Scheme:
    """The quick form: what the outcome loses if one player alone is absent; these need not add up to anything."""
    full = (1 << players) - 1
    coalitions = (*(full ^ (1 << k) for k in range(players)), full)
    weights = tuple(
        tuple(Fraction(1 if each == full else -1 if each == full ^ (1 << k) else 0) for each in coalitions)
        for k in range(players)
    )
    return Scheme(players, coalitions, weights, (), (), exact=False)


def value_weight(players: int, player: int, coalition: int) -> Fraction:
    """What a coalition's value counts for in a player's Shapley value.

    >>> [str(value_weight(2, 0, each)) for each in (0b00, 0b01, 0b10, 0b11)]
    ['-1/2', '1/2', '-1/2', '1/2']
    """
    present = coalition >> player & 1
    others = coalition.bit_count() - present
    size = Fraction(factorial(others) * factorial(players - others - 1), factorial(players))
    return size if present else -size


def pair_weight(players: int, one: int, other: int, coalition: int) -> Fraction:
    """What a coalition's value counts for in the interaction of two players.

    >>> [str(pair_weight(2, 0, 1, each)) for each in (0b00, 0b01, 0b10, 0b11)]
    ['1', '-1', '-1', '1']
    """
    present = (coalition >> one & 1) + (coalition >> other & 1)
    others = coalition.bit_count() - present
    size = Fraction(factorial(others) * factorial(players - others - 2), factorial(players - 1))
    return -size if present == 1 else size


def weighed(weights: Weights, values: Sequence[float]) -> list[Fraction]:
    """Exact sums of the values of coalitions, one for each row of weights."""
    fractions = [Fraction(float(value)) for value in values]
    return [sum((w * v for w, v in zip(row, fractions, strict=True)), Fraction(0)) for row in weights]


def per_run(scheme: Scheme, values: np.ndarray) -> np.ndarray:
    """The contribution of every player in every run by itself, f8 [players, runs], from values f8 [coalitions, runs].

    What is weighed are differences between two coalitions, so that whoever changes nothing contributes exactly 0.
    """
    place = {coalition: n for n, coalition in enumerate(scheme.coalitions)}
    own = np.zeros((scheme.players, values.shape[1]))
    for k, row in enumerate(scheme.weights):
        for coalition, weight in zip(scheme.coalitions, row, strict=True):
            if weight > 0:
                own[k] += float(weight) * (values[place[coalition]] - values[place[coalition ^ (1 << k)]])
    return own


def pairs_per_run(scheme: Scheme, values: np.ndarray) -> np.ndarray:
    """The interaction of every pair in every run, f8 [pairs, runs]; exactly 0 where either changes nothing."""
    place = {coalition: n for n, coalition in enumerate(scheme.coalitions)}
    own = np.zeros((len(scheme.pairs), values.shape[1]))
    for n, ((i, j), row) in enumerate(zip(scheme.pairs, scheme.pair_weights, strict=True)):
        for coalition, weight in zip(scheme.coalitions, row, strict=True):
            if coalition >> i & 1 and coalition >> j & 1:
                both, first = values[place[coalition]], values[place[coalition ^ (1 << j)]]
                second, neither = values[place[coalition ^ (1 << i)]], values[place[coalition ^ (1 << i) ^ (1 << j)]]
                own[n] += float(weight) * ((both - first) - (second - neither))
    return own
