"""Worlds that start from a record of the invented world, and every quantity read back out of them."""

from __future__ import annotations

import numpy as np

from caucasus_sim.coding.update import quantities_of
from caucasus_sim.packing.record_seen import Places, seen
from caucasus_sim.packing.setup import Setup, set_up
from caucasus_sim.packing.starting import Cells, starting_worlds
from caucasus_sim.scenario.model import Scenario
from caucasus_sim.scenario.record import Record
from caucasus_sim.scenario.recorded import HELD, knowing

START = 2031 * 12
LENS, READING, N = "agnostic", "almanac", 4


def cells_of(n: int = N) -> Cells:
    ids = np.arange(n)
    return Cells(LENS, READING, ids, ids, ids, ids)


def setup_from(catalogue, record: Record, held: bool, drawer=None) -> Setup:
    before = None if held else Scenario("undisturbed", "", START, record.ends, reading=(READING,))
    scenario = Scenario("later", "", record.start, record.start + 23, record=record.path, blanks=HELD if held else None)
    return set_up(catalogue, knowing(scenario, record, before), drawer=drawer)


def start_of(setup: Setup, n: int = N) -> np.ndarray:
    cells = cells_of(n)
    return starting_worlds(setup, cells, setup.legs(LENS, READING, cells.reading_ids, cells.mechanism_ids))


def all_seen(setup: Setup, worlds: np.ndarray) -> dict[str, np.ndarray]:
    places = Places(setup.catalogue, setup.book)
    return {name: seen(worlds, places, each) for name, each in quantities_of(setup.catalogue).items()}
