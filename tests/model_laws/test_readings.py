"""Another reading is other stances: the same theory, the same parameters, the same luck."""

from __future__ import annotations

import numpy as np
import pytest

from caucasus_sim.packing.setup import load_setup

STANCES = {"position", "weight", "leverage", "precondition", "accepts"}
SEEN_FROM_THEM = {"terms", "deal_terms", "milestone_terms", "term_what", "term_size", "row_what", "row_size"}
SEEN_FROM_THEM |= {"touched"}
AT_THE_REFERENCE = {"reference", "deal_reference"}
IDS = np.arange(6)


@pytest.mark.parametrize("lens", ["agnostic", "provocation"])
def test_two_readings_differ_in_stances_and_in_what_follows_from_them_alone(lens):
    setup = load_setup("baseline")
    one, other = (setup.draws(lens, reading, IDS, IDS) for reading in ("bulletin", "statements"))
    differ = {name for name in one.dtype.names if not np.array_equal(one[name], other[name], equal_nan=True)}
    assert {"position", "weight"} <= differ
    assert differ <= STANCES | SEEN_FROM_THEM | AT_THE_REFERENCE


def test_the_start_does_not_depend_on_the_reading():
    setup = load_setup("baseline")
    before = setup.start.tobytes(), setup.book.tobytes()
    setup.draws("agnostic", "statements", IDS, IDS)
    assert (setup.start.tobytes(), setup.book.tobytes()) == before
