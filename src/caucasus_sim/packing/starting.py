"""The worlds that histories start from: the evidence's own, or set from a record with the blanks filled.

Blanks are filled by living the same draws and luck up to the record's own date, in the scenario that the record's user
names (by default with every government deciding for itself), or held at the evidence's values with a drift of their
own. Either way the record then takes the place of what it tells.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from caucasus_sim.coding.update import Quantity, quantities_of, update_of
from caucasus_sim.month.arrays import NEVER, SERIES_NAMES
from caucasus_sim.month.opening import prepare
from caucasus_sim.month.order import simulate
from caucasus_sim.packing.draws import standard_normal
from caucasus_sim.packing.record_seen import Places, seen
from caucasus_sim.packing.record_setting import Setting
from caucasus_sim.packing.record_state import set_state, values_of

if TYPE_CHECKING:
    from caucasus_sim.packing.setup import Legs, Setup

FROM_DRAW = ("gap", "campaign_months", "own_works_done")


@dataclass(frozen=True)
class Cells:
    """Some cells of a plan under one lens and reading.

    ``reading_ids`` and ``mechanism_ids`` i8 [m] are the distinct draws; ``draw_of`` and ``luck_of`` i8 [n] say which
    of them, and which luck, each cell has.
    """

    lens: str
    reading: str
    reading_ids: np.ndarray
    mechanism_ids: np.ndarray
    draw_of: np.ndarray
    luck_of: np.ndarray

    @property
    def own_ids(self) -> np.ndarray:
        """The mechanism id of every cell, i8 [n]."""
        return self.mechanism_ids[self.draw_of]


def starting_worlds(setup: Setup, cells: Cells, legs: Legs) -> np.ndarray:
    """Worlds ready for their first month, WORLD [n]: prepared, and set from the scenario's record if it has one."""
    scenario = setup.scenario
    if scenario.known is None:
        return _prepared(setup, cells, legs)
    held = setup.before is None
    earlier = None if setup.before is None else worlds_at(setup.before, cells, scenario.start - 1)
    worlds = _prepared(setup, cells, legs) if earlier is None else earlier
    _set_clock(setup, worlds)
    _forget_orders(setup, worlds)
    quantities = quantities_of(setup.catalogue)
    values = values_of(scenario.known, quantities, setup.seed, cells.own_ids)
    places = Places(setup.catalogue, setup.book)
    if held:
        _pass_time(setup, worlds, scenario.start - setup.evidence_start)
        values = {**_drifted(setup, worlds, cells, quantities, places, set(values)), **values}
        _drift_unfilled(setup, worlds, cells)
    drawn = {name: legs[0][1][name][cells.draw_of] for name in FROM_DRAW}
    setting = Setting(worlds, drawn, values, places, scenario.start >= setup.evidence_start)
    set_state(setting, scenario.known, setup.systems, setup.actors)
    return worlds


def worlds_at(setup: Setup, cells: Cells, month: int) -> np.ndarray:
    """The worlds of some cells at the end of a month, WORLD [n]; the month before the first is the start itself."""
    legs = setup.legs(cells.lens, cells.reading, cells.reading_ids, cells.mechanism_ids)
    worlds = starting_worlds(setup, cells, legs)
    advance(setup, worlds, cells, legs, setup.scenario.start, month)
    return worlds


def advance(setup: Setup, worlds: np.ndarray, cells: Cells, legs: Legs, first: int, last: int) -> None:
    """Live worlds from a first to a last absolute month, both included, in place."""
    begin, end = setup.step_of(first), setup.step_of(last + 1)
    unused = np.zeros((len(worlds), 1, len(SERIES_NAMES)), dtype=np.float32)
    for k, (step, draws) in enumerate(legs):
        until = legs[k + 1][0] if k + 1 < len(legs) else end
        low, high = max(step, begin), min(until, end)
        if low < high:
            simulate(worlds, draws, cells.draw_of, setup.book, cells.luck_of, low, high, unused, False)


def _prepared(setup: Setup, cells: Cells, legs: Legs) -> np.ndarray:
    worlds = np.repeat(setup.start, len(cells.draw_of))
    prepare(worlds, legs[0][1], cells.draw_of, setup.book)
    return worlds


def _set_clock(setup: Setup, worlds: np.ndarray) -> None:
    """The month before the first of the run, counted as this run's book counts."""
    worlds["month"] = setup.scenario.start - 1
    worlds["tick"] = setup.first


def _forget_orders(setup: Setup, worlds: np.ndarray) -> None:
    """A standing order of the earlier scenario, with an amount of its own, is no row of this one: its actor holds."""
    rows, b = len(setup.drawer.rows), setup.book[0]
    for name in ("choice", "next_choice"):
        worlds[name] = np.where(worlds[name] >= rows, b.row_first[None], worlds[name])


def _pass_time(setup: Setup, worlds: np.ndarray, months: int) -> None:
    """What only counts months goes on, or back, with the calendar; and regular elections come round."""
    for name in ("stalled", "deadlock", "calm_months"):
        worlds[name] = np.maximum(0, worlds[name] + months)
    worlds["longest_calm"] = np.maximum(worlds["longest_calm"], worlds["calm_months"])
    for p in range(2):
        known, every = int(setup.start["election"][0, p]), int(setup.book["election_every"][0, p])
        worlds["election"][:, p] = first_election_after(setup.scenario.start - 1, known, every)


def _drifted(
    setup: Setup,
    worlds: np.ndarray,
    cells: Cells,
    quantities: dict[str, Quantity],
    places: Places,
    told: set[str],
) -> dict[str, np.ndarray]:
    """Numbers that nobody filled, moved from the evidence's values by their drift, f8 [n] each."""
    blank = {name: each for name, each in quantities.items() if each.drift is not None and name not in told}
    return {name: _moved(setup, seen(worlds, places, each), cells, each) for name, each in blank.items()}


def _moved(setup: Setup, values: np.ndarray, cells: Cells, quantity: Quantity) -> np.ndarray:
    assert quantity.drift is not None
    away = _away(setup, cells, f"drift {quantity.id}", quantity.drift.best)
    moved = values * np.exp(away) if quantity.error.form.startswith("log") else values + away
    return np.clip(moved, quantity.low, quantity.high)


def _away(setup: Setup, cells: Cells, decision: str, yearly: float) -> np.ndarray:
    """How far something has moved since the evidence, f8 [n]: one normal number a cell, with the root of time."""
    years = abs(setup.scenario.start - setup.evidence_start) / 12.0
    return yearly * math.sqrt(years) * standard_normal(setup.seed, decision, cells.own_ids)


def _drift_unfilled(setup: Setup, worlds: np.ndarray, cells: Cells) -> None:
    """Trust and hardliners, kept inside their scale; the strength of the evidence behind trust stays."""
    for name, spread in update_of(setup.catalogue).unfilled.items():
        for p, principal in enumerate(setup.catalogue.principals):
            away = _away(setup, cells, f"drift {name} {principal}", spread.best)
            worlds[name][:, p] = np.clip(worlds[name][:, p] + away, 0.02, 0.98)
    strength = worlds["trust_good"] + worlds["trust_bad"]
    worlds["trust_good"] = strength * worlds["trust"]
    worlds["trust_bad"] = strength - worlds["trust_good"]


def first_election_after(month: int, last: int, every: int) -> int:
    """The next regular election after a month, counted on from a known one, never back; -1 where none is known.

    >>> first_election_after(24400, 24317, 60)
    24437
    """
    if last == NEVER:
        return NEVER
    return last + max(0, -(-(month + 1 - last) // every)) * every
