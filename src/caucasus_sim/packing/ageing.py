"""Stances that nobody has read again: they widen with their age."""

from __future__ import annotations

import math

import numpy as np

from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.coding.pool import Slot, slots_of
from caucasus_sim.coding.schema_numbers import Normal
from caucasus_sim.coding.update import update_of
from caucasus_sim.luck import keyed_uniform
from caucasus_sim.month.arrays import absolute
from caucasus_sim.packing.priors import uncut
from caucasus_sim.scenario.model import Scenario

YEAR = 12.0
DECEMBER = 12
SCALE = 100.0


def age_of_stances(catalogue: Catalogue, reading: str, month: int) -> int:
    """Months from the newest source of a reading to a month; negative where the stances are the later ones."""
    dates = (catalogue.sources[name].date for name in catalogue.readings[reading].about.sources)
    return month - max(map(_month_of, dates))


def _month_of(date: str) -> int:
    year, _, rest = date.partition("-")
    return absolute(int(year), int(rest[:2]) if rest else DECEMBER)


def widen_stances(
    draws: np.ndarray,
    catalogue: Catalogue,
    scenario: Scenario,
    reading: str,
    seed: int,
    ids: np.ndarray,
    actors: tuple[str, ...],
    slots: tuple[Slot, ...],
) -> bool:
    """Move positions away from where they were read, one normal number a stance and reading draw; whether any moved.

    One standard deviation is the drift of a year times the root of the age in years at the start of the run; ends of
    scales hold. Runs from the evidence's own start are left alone, and so are stances that are later than the start.
    """
    age = 0 if scenario.known is None else age_of_stances(catalogue, reading, scenario.start)
    if age <= 0:
        return False
    drift(draws, catalogue, age, seed, ids, actors, slots)
    return True


def drift(
    draws: np.ndarray,
    catalogue: Catalogue,
    months: int,
    seed: int,
    ids: np.ndarray,
    actors: tuple[str, ...],
    slots: tuple[Slot, ...],
) -> None:
    """Move every position by what stances drift in so many months, one normal number a stance and reading draw."""
    away = update_of(catalogue).stance_drift.best / SCALE * math.sqrt(months / YEAR)
    for slot in slots_of(catalogue):
        k = slots.index(slot)
        for i, actor in enumerate(actors):
            lot = keyed_uniform(seed, f"age {slot.name}", actor, ids)
            moved = draws["position"][:, i, k] + away * uncut(STANDARD, lot)
            draws["position"][:, i, k] = np.clip(moved, 0.0 if slot.choice is None else -1.0, 1.0)


STANDARD = Normal(family="normal", mean=0.0, sd=1.0)
