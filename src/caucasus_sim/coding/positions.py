"""Where a weighing of all stances would end: weighted mean, weighted median and probabilistic Condorcet winner.

These are positions on the scale, not probabilities of an outcome: nobody is bound by them, and consents decide.
They are printed beside the dynamics so that a reader can see how far the dynamics depart from a plain weighing.
"""

from __future__ import annotations

import numpy as np

NEAR = 1e-12


def weighted_mean(positions: np.ndarray, strength: np.ndarray) -> float:
    """Mean of positions f8 [actors] weighted by strength (capability x salience); NaN if nobody has any."""
    total = float(np.sum(strength))
    return float(np.sum(positions * strength)) / total if total > 0.0 else float("nan")


def weighted_median(positions: np.ndarray, strength: np.ndarray) -> float:
    """Position with half of the strength on either side of it; NaN if nobody has any.

    Where exactly half lies on one side, two positions qualify, and it is the middle between them. Neither the order of
    the actors nor an actor counted as two of half its strength changes it.
    """
    order = np.argsort(positions, kind="stable")
    below = np.cumsum(strength[order])
    total = float(np.sum(strength))
    if not total > 0.0:
        return float("nan")
    first = int(np.argmax(below >= (0.5 - NEAR) * total))
    last = int(np.argmax(below > (0.5 + NEAR) * total))
    return float(0.5 * (positions[order[first]] + positions[order[last]]))


def support(positions: np.ndarray, strength: np.ndarray, first: float, second: float) -> float:
    """Share of all support that goes to the first of two positions, 0..1; 0.5 if nobody prefers either.

    An actor supports the nearer one with its strength times how much nearer it is (linear loss), so that this is the
    chance of the first in a vote between the two whose lots follow the support: equation 31 of Scholz, Calbert and
    Smith, "Unravelling Bueno de Mesquita's group decision model", Journal of Theoretical Politics 23(4), 2011 (read in
    others' transcripts).
    """
    gain = strength * (np.abs(positions - second) - np.abs(positions - first))
    total = float(np.sum(np.abs(gain)))
    return float(np.sum(np.maximum(gain, 0.0))) / total if total > 0.0 else 0.5


def condorcet(positions: np.ndarray, strength: np.ndarray) -> float:
    """The actors' position whose least support against any other is largest; NaN if nobody has strength.

    With linear loss it is a position that no other beats, the strength-weighted median; where several are unbeaten, it
    is the middle between the outermost of them.
    """
    heard = positions[strength > 0.0]
    if len(heard) == 0:
        return float("nan")
    candidates = np.unique(heard)
    least = np.array([min(support(positions, strength, one, other) for other in candidates) for one in candidates])
    winners = candidates[least >= min(0.5, float(np.max(least))) - NEAR]
    return float(0.5 * (winners[0] + winners[-1]))


def collective(positions: np.ndarray, weights: np.ndarray, capability: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Weighted mean and Condorcet winner of every draw and slot, f8 [n, slots] each.

    ``positions`` and ``weights`` as drawn, f8 [n, actors, slots]; ``capability`` of the same shape, or any that
    broadcasts to it, such as [actors, 1].
    """
    strength = weights * np.broadcast_to(capability, positions.shape)
    draws, _, slots = positions.shape
    means, winners = np.empty((draws, slots)), np.empty((draws, slots))
    for draw in range(draws):
        for slot in range(slots):
            means[draw, slot] = weighted_mean(positions[draw, :, slot], strength[draw, :, slot])
            winners[draw, slot] = condorcet(positions[draw, :, slot], strength[draw, :, slot])
    return means, winners
