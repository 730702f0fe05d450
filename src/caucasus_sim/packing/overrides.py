"""What a scenario sets in the draws: parameters and effects by lever, and stances."""

from __future__ import annotations

import numpy as np

from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.coding.pool import Slot, slots_of
from caucasus_sim.coding.spread import mixture, quantile
from caucasus_sim.luck import keyed_uniform
from caucasus_sim.packing.changes import PRECONDITION, set_effect, set_parameter
from caucasus_sim.scenario.model import Scenario, StanceOverride


def turning_months(catalogue: Catalogue, scenario: Scenario) -> tuple[int, ...]:
    """Months from which on a stance, or a lever that sets a parameter or an effect, holds; the start comes first."""
    dated = [each.from_month for each in scenario.stances]
    dated += [each.from_month for each in scenario.levers if catalogue.levers[each.id].sets.dial is None]
    later = (month for month in dated if month is not None and month > scenario.start)
    return tuple(sorted({scenario.start, *later}))


def override_levers(draws: np.ndarray, catalogue: Catalogue, scenario: Scenario, month: int) -> bool:
    """Levers that set a parameter or a contested effect by this month replace what the draws hold.

    Returns whether what is derived from stances and mechanisms together has to be derived again.
    """
    again = False
    for setting in scenario.levers:
        if setting.from_month is not None and setting.from_month > month:
            continue
        target = catalogue.levers[setting.id].sets
        value = np.array([float(setting.value)]) if target.dial is None else None
        if value is not None and target.parameter is not None:
            set_parameter(draws, catalogue, target.parameter, value)
            again |= target.parameter == PRECONDITION
        elif value is not None and target.effect is not None:
            set_effect(draws, target.effect, value)
    return again


def override_stances(
    draws: np.ndarray,
    catalogue: Catalogue,
    scenario: Scenario,
    seed: int,
    ids: np.ndarray,
    actors: tuple[str, ...],
    slots: tuple[Slot, ...],
    month: int,
) -> bool:
    """Stances set by this month take the reading's place, with the same luck; whether there were any."""
    known = [each for each in scenario.stances if each.from_month is None or each.from_month <= month]
    for override in known:
        slot = Slot(override.issue, override.choice)
        i, k = actors.index(override.actor), slots.index(slot)
        approval = override.choice is not None
        cell = mixture([(override.low, override.best, override.high)], -100.0 if approval else 0.0, 100.0)
        u = keyed_uniform(seed, f"stance {slot.name}", override.actor, ids)
        draws["position"][:, i, k] = quantile(cell, u) / 100.0
        _set_points(draws, catalogue, override, i, k)
    return bool(known)


def _set_points(draws: np.ndarray, catalogue: Catalogue, override: StanceOverride, i: int, k: int) -> None:
    """Points that are given are taken from all other issues alike."""
    if override.points is None:
        return
    share = override.points / 100.0
    coded = len(slots_of(catalogue))
    others = 1.0 - draws["weight"][:, i, k]
    scale = np.where(others > 0.0, (1.0 - share) / np.where(others > 0.0, others, 1.0), 1.0)
    draws["weight"][:, i, :coded] *= scale[:, None]
    draws["weight"][:, i, k] = share
