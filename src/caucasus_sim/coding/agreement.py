"""How far coders agree: Krippendorff's alpha, and what exchanging the principals' names changes.

Between machine coders agreement is only repeatability: two readings by machines that may share the same habits. It says
that the codebook is followed the same way twice, not that the reading is right.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from caucasus_sim.coding.pool import Slot, slots_of
from caucasus_sim.coding.schema_reading import Coding

if TYPE_CHECKING:
    from caucasus_sim.coding.catalogue import Catalogue

RESAMPLES = 2000
INTERVAL = (5.0, 95.0)


@dataclass(frozen=True)
class Estimate:
    """A number with a 90 % bootstrap interval over cells, and how many cells it rests on."""

    value: float
    low: float
    high: float
    cells: int


@dataclass(frozen=True)
class Agreement:
    """Agreement of the pooled coders of a reading on the cells that all who speak back with passages.

    ``called`` is ``repeatability`` while every coder is a machine, else ``reliability``. ``spoken_by_all`` counts cells
    on which every coder says something, ``spoken_by_some`` those on which only some do.
    """

    called: str
    scales: Estimate
    approvals: Estimate
    together: Estimate
    spoken_by_all: int
    spoken_by_some: int


@dataclass(frozen=True)
class SwapComparison:
    """Swapped minus pooled codings of the principals in points of the scale: mean with sign, and mean size."""

    signed: Estimate
    absolute: Estimate
    between_pooled: Estimate  # the same size between the pooled coders themselves: what re-reading alone does
    by_principal: dict[str, tuple[Estimate, Estimate]]


def alpha_interval(units: np.ndarray) -> float:
    """Krippendorff's alpha with the interval metric; units f8 [units, coders], NaN where a coder says nothing.

    One minus observed over expected disagreement, both as mean squared differences of pairs: 1 is perfect, 0 is what
    chance would give. Units with fewer than two values count for nothing. NaN if nothing varies.
    """
    paired = units[np.sum(~np.isnan(units), axis=1) >= 2]
    counts = np.sum(~np.isnan(paired), axis=1)
    values = paired[~np.isnan(paired)]
    if len(values) == 0:
        return float("nan")
    spread = counts * np.nansum(paired**2, axis=1) - np.nansum(paired, axis=1) ** 2
    observed = np.sum(2.0 * spread / (counts - 1)) / len(values)
    expected = 2.0 * (len(values) * np.sum(values**2) - np.sum(values) ** 2) / (len(values) * (len(values) - 1))
    return float(1.0 - observed / expected) if expected > 0.0 else float("nan")


def bootstrap(units: np.ndarray, statistic: Callable[[np.ndarray], float], seed: int = 1) -> Estimate:
    """A statistic of units f8 [units, ...] with an interval from resampling units."""
    if len(units) == 0:
        return Estimate(float("nan"), float("nan"), float("nan"), 0)
    chance = np.random.default_rng(seed)
    picks = chance.integers(0, len(units), size=(RESAMPLES, len(units)))
    found = np.array([statistic(units[pick]) for pick in picks])
    found = found[~np.isnan(found)]
    low, high = np.percentile(found, INTERVAL) if len(found) else (np.nan, np.nan)
    return Estimate(statistic(units), float(low), float(high), len(units))


def agreement(catalogue: Catalogue, reading: str) -> Agreement:
    """Agreement of the pooled coders on likeliest values, as shares of the scale, with intervals."""
    codings = catalogue.readings[reading].pooled
    slots = slots_of(catalogue)
    scales = _backed(codings, [slot for slot in slots if slot.choice is None])
    approvals = _backed(codings, [slot for slot in slots if slot.choice is not None])
    everywhere = np.array([_values(codings, actor, slot) for actor in _actors(codings) for slot in slots])
    spoken = np.sum(~np.isnan(everywhere), axis=1)
    return Agreement(
        "repeatability" if catalogue.readings[reading].machines_only else "reliability",
        bootstrap(scales, alpha_interval),
        bootstrap(approvals, alpha_interval),
        bootstrap(np.concatenate([scales, approvals]), alpha_interval),
        int(np.sum(spoken == len(codings))),
        int(np.sum((spoken > 0) & (spoken < len(codings)))),
    )


def swap_comparison(catalogue: Catalogue, reading: str) -> SwapComparison | None:
    """What changes when the principals' names are exchanged in the text; None if nobody coded a swapped pack."""
    told = catalogue.readings[reading]
    swapped = [coding for coding in told.compared if coding.pack == "swapped"]
    if not swapped:
        return None
    pairs = {side: _swap_pairs(told.pooled, swapped, side, slots_of(catalogue)) for side in catalogue.principals}
    every = np.concatenate(list(pairs.values()))
    return SwapComparison(
        bootstrap(every[:, 0], _mean),
        bootstrap(np.abs(every[:, 0]), _mean),
        bootstrap(every[:, 1], _mean),
        {side: (bootstrap(each[:, 0], _mean), bootstrap(np.abs(each[:, 0]), _mean)) for side, each in pairs.items()},
    )


def _mean(values: np.ndarray) -> float:
    return float(np.nanmean(values)) if np.any(~np.isnan(values)) else float("nan")


def _actors(codings: Sequence[Coding]) -> list[str]:
    return sorted({actor for coding in codings for actor in coding.actors})


def _values(codings: Sequence[Coding], actor: str, slot: Slot, only_passages: bool = False) -> list[float]:
    """Each coder's likeliest value as a share of the scale, NaN where it says nothing (or rests on inference)."""
    return [_value(coding, actor, slot, only_passages) for coding in codings]


def _value(coding: Coding, actor: str, slot: Slot, only_passages: bool) -> float:
    stance = coding.actors.get(actor, {}).get(slot.issue)
    belief = None if stance is None or (only_passages and stance.basis != "passages") else stance.cell(slot.choice)
    if belief is None:
        return float("nan")
    return belief.best / 100.0 if slot.choice is None else (belief.best + 100.0) / 200.0


def _backed(codings: Sequence[Coding], slots: Sequence[Slot]) -> np.ndarray:
    """Values of the cells that at least two coders back with passages, f8 [cells, coders]."""
    rows = [_values(codings, actor, slot, only_passages=True) for actor in _actors(codings) for slot in slots]
    units = np.array(rows).reshape(len(rows), len(codings))
    return np.asarray(units[np.sum(~np.isnan(units), axis=1) >= 2])


def _swap_pairs(pooled: Sequence[Coding], swapped: Sequence[Coding], side: str, slots: Sequence[Slot]) -> np.ndarray:
    """Swapped minus pooled, and the spread among the pooled, where both speak: points, f8 [cells, 2]."""
    rows = []
    for slot in slots:
        here, there = np.array(_values(pooled, side, slot)), np.array(_values(swapped, side, slot))
        if np.any(~np.isnan(here)) and np.any(~np.isnan(there)):
            rows.append((100.0 * (np.nanmean(there) - np.nanmean(here)), 100.0 * _pair_distance(here)))
    return np.array(rows).reshape(len(rows), 2)


def _pair_distance(values: np.ndarray) -> float:
    """Mean distance between two of the values; NaN if fewer than two are there."""
    there = values[~np.isnan(values)]
    gaps = [abs(a - b) for place, a in enumerate(there) for b in there[place + 1 :]]
    return float(np.mean(gaps)) if gaps else float("nan")
