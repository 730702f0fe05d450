"""What a sweep sets in draws, for many settings at once: as levers and stances do, without a scenario for each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.coding.pool import Slot
from caucasus_sim.month.arrays import EFFECT_NAMES, PARAMETER_NAMES
from caucasus_sim.packing.draws import EPOCH, in_months

PRECONDITION = "precondition_weight"


@dataclass(frozen=True)
class Change:
    """One thing set in every row of the draws: a parameter, a contested effect, or an actor's position on an issue.

    ``values`` f8 [rows] are in the units of the catalogue; from ``month`` on, or throughout.
    """

    values: np.ndarray
    parameter: str = ""
    effect: str = ""
    actor: str = ""
    slot: Slot | None = None
    month: int | None = None

    def holds(self, month: int) -> bool:
        """Whether this is set by an absolute month."""
        return self.month is None or self.month <= month


@dataclass(frozen=True)
class Changes:
    """Rows of draws: which draw each is made from, i8 [rows], and what is set in it."""

    draw_of: np.ndarray
    changes: tuple[Change, ...] = ()

    def set_mechanisms(self, draws: np.ndarray, catalogue: Catalogue, month: int) -> bool:
        """Set parameters and effects; whether what is derived from stances has to be derived again."""
        again = False
        for each in self.changes:
            if each.parameter and each.holds(month):
                set_parameter(draws, catalogue, each.parameter, each.values)
                again |= each.parameter == PRECONDITION
            elif each.effect and each.holds(month):
                set_effect(draws, each.effect, each.values)
        return again

    def set_positions(self, draws: np.ndarray, actors: tuple[str, ...], slots: tuple[Slot, ...]) -> bool:
        """Set positions; whether there were any."""
        stances = [each for each in self.changes if each.slot is not None]
        for each in stances:
            assert each.slot is not None
            draws["position"][:, actors.index(each.actor), slots.index(each.slot)] = each.values / 100.0
        return bool(stances)


def set_parameter(draws: np.ndarray, catalogue: Catalogue, parameter: str, values: np.ndarray) -> None:
    """Set a parameter of the evidence in every row, from values f8 [rows] in its own unit."""
    name = PARAMETER_NAMES[catalogue.parameter(parameter)]
    draws[name] = in_months(name, values) + (EPOCH if name == "earliest_vote" else 0)


def set_effect(draws: np.ndarray, effect: str, values: np.ndarray) -> None:
    """Set a contested effect in every row, as it is and as everybody believes it to be; values f8 [rows]."""
    k = EFFECT_NAMES.index(effect)
    draws["effect"][:, k] = values
    draws["belief"][:, :, k] = values[:, None]
