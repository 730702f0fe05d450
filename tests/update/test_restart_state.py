"""A restart's state is the record's: every filled quantity is read back, and what follows from a stage follows."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from caucasus_sim.coding.update import quantities_of
from caucasus_sim.errors import Mistakes
from caucasus_sim.month.arrays import calendar
from caucasus_sim.scenario.record_file import parse_record

from .conftest import filled
from .worlds import all_seen, setup_from, start_of

PHASES = (Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink)
ENDS = 2033 * 12 + 1
START = 2031 * 12


def answer(quantity):
    """Answers to one row of the form."""
    if quantity.kind == "choice":
        return st.sampled_from(quantity.choices)
    if quantity.kind == "whole":
        return st.integers(int(quantity.low), int(min(quantity.high, 100)))
    if quantity.kind == "number":
        return st.floats(max(quantity.low, 0.001), min(quantity.high, 50.0))
    if quantity.id.startswith("next_"):
        return st.integers(ENDS + 1, ENDS + 60).map(calendar)
    months = st.integers(START, ENDS + (12 if quantity.ahead else 0)).map(calendar)
    return months if quantity.kind == "month" else st.one_of(st.just("no"), months)


def records(catalogue):
    """Records with some rows filled at random; most contradict themselves and are left out."""
    rows = quantities_of(catalogue)
    return st.lists(st.sampled_from(sorted(rows)), min_size=1, max_size=12, unique=True).flatmap(
        lambda names: st.fixed_dictionaries({name: answer(rows[name]) for name in names})
    )


@pytest.fixture(scope="module")
def drawers():
    return {}


@pytest.mark.parametrize("held", [True, False])
@given(data=st.data())
@settings(
    deadline=None,
    max_examples=40,
    phases=PHASES,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)
def test_every_filled_quantity_is_read_back(invented, drawers, held, data):
    values = data.draw(records(invented))
    try:
        told = parse_record(filled(invented, values, calendar(ENDS)), "made_up.csv", invented)
    except Mistakes:
        assume(False)
    setup = setup_from(invented, told, held, drawers.get("one"))
    drawers["one"] = setup.drawer
    found = all_seen(setup, start_of(setup))
    for name, entry in told.latest.items():
        assert found[name] == pytest.approx(np.full(4, entry.best), abs=1e-9), name
