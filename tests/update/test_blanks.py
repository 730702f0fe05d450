"""What a record leaves blank comes from histories: a blank record changes nothing, and a restart is a second leg."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from caucasus_sim.coding.update import quantities_of
from caucasus_sim.ensemble.histories import run_histories
from caucasus_sim.packing.record_seen import Places
from caucasus_sim.packing.record_state import set_state, values_of
from caucasus_sim.packing.record_treaty import Setting
from caucasus_sim.packing.starting import FROM_DRAW, advance, worlds_at
from caucasus_sim.scenario.record import Entry
from caucasus_sim.scenario.record_file import parse_record

from .conftest import filled
from .worlds import LENS, READING, START, all_seen, cells_of, setup_from

MANY = 150


@pytest.mark.parametrize("ends", ["2031-01", "2033-02", "2042-12"])
def test_a_blank_record_changes_no_byte_of_any_history(record, invented, ends):
    setup = setup_from(invented, record(ends), held=False)
    cells = cells_of(MANY)
    lived = worlds_at(setup.before, cells, setup.scenario.start - 1)
    again = worlds_at(setup, cells, setup.scenario.start - 1)
    differ = [name for name in lived.dtype.names if lived[name].tobytes() != again[name].tobytes()]
    assert differ == []


def test_two_legs_are_one_run(record, invented):
    """From the same draws, a restart on a blank record ends where the uninterrupted run ends, to the last bit."""
    setup = setup_from(invented, record("2033-02"), held=False)
    cells = cells_of(20)
    legs = setup.before.legs(LENS, READING, cells.reading_ids, cells.mechanism_ids)
    whole = worlds_at(setup.before, cells, START - 1)
    advance(setup.before, whole, cells, legs, START, setup.scenario.end)
    begun = worlds_at(setup, cells, setup.scenario.start - 1)
    second = run_histories(
        setup.book,
        setup.start,
        legs[0][1],
        cells.draw_of,
        cells.luck_of,
        setup.steps,
        True,
        1,
        None,
        begun,
        setup.first,
    )
    assert second.worlds.tobytes() == whole.tobytes()
    assert second.series.shape[1] == setup.scenario.months
    assert np.all(second.worlds["month"] == setup.scenario.end)


def test_a_record_of_what_a_history_has_leaves_it_as_it_is(invented):
    """Written down by somebody who was there, and set again: nothing moves but what a reader cannot tell apart."""
    blank = parse_record(filled(invented, {}, "2036-12"), "made_up.csv", invented)
    setup = setup_from(invented, blank, held=False)
    cells = cells_of(60)
    lived = worlds_at(setup.before, cells, blank.ends)
    quantities, seen_then = quantities_of(invented), all_seen(setup.before, lived)
    for r in range(len(lived)):
        entries = tuple(
            Entry(name, blank.ends, *(float(values[r]),) * 3, "", "made up", 0)
            for name, values in seen_then.items()
            if not np.isnan(values[r])
        )
        one = lived[r : r + 1].copy()
        told = replace(blank, entries=entries)
        drawn = {
            name: setup.draws(LENS, READING, cells.own_ids[r : r + 1], cells.own_ids[r : r + 1])[name]
            for name in FROM_DRAW
        }
        values = values_of(told, quantities, 1, cells.own_ids[r : r + 1])
        set_state(Setting(one, drawn, values, Places(invented, setup.book)), told, setup.systems, setup.actors)
        differ = {name for name in one.dtype.names if not np.allclose(one[name], lived[r : r + 1][name], atol=1e-12)}
        assert differ == set(), (r, differ)
