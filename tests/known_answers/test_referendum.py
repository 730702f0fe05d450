"""Arithmetic of a quorum: yes votes must be a quarter of all who may vote."""

from __future__ import annotations

import numpy as np
import pytest

from caucasus_sim.rules.amend import boycotted_share, vote_carries

MAJORITY, QUORUM = 0.5, 0.25


@pytest.mark.parametrize(("turnout", "needed"), [(0.50, 0.50), (0.45, 0.25 / 0.45), (0.40, 0.625), (0.30, 0.25 / 0.30)])
def test_yes_that_the_quorum_takes(turnout, needed):
    assert vote_carries(turnout, needed + 1e-9, MAJORITY, QUORUM)
    assert not vote_carries(turnout, needed - 1e-9, MAJORITY, QUORUM)


def test_needed_yes_in_three_digits():
    assert round(0.25 / 0.45, 3) == 0.556
    assert round(0.25 / 0.40, 3) == 0.625


def test_under_a_quarter_of_turnout_nothing_passes():
    assert not any(vote_carries(0.2499, yes, MAJORITY, QUORUM) for yes in np.linspace(0.0, 1.0, 101))


def test_above_half_of_turnout_only_the_majority_binds():
    for turnout in np.linspace(0.5, 1.0, 11):
        for yes in np.linspace(0.0, 1.0, 101):
            assert vote_carries(turnout, yes, MAJORITY, QUORUM) == (yes > 0.5)


def test_a_boycott_of_those_against_helps_the_change():
    """All who are against at home: yes becomes unanimous, and its number is as before."""
    turnout, yes = 0.60, 0.45
    away = boycotted_share(1.0, yes)
    assert not vote_carries(turnout, yes, MAJORITY, QUORUM)
    assert vote_carries(turnout * (1.0 - away), yes / (1.0 - away), MAJORITY, QUORUM)
