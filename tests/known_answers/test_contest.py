"""The ratio contest function at points that can be worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from pytest import approx

from caucasus_sim.rules.arms import concentration, contest_share
from caucasus_sim.rules.chance import logistic
from caucasus_sim.rules.decide import choice_weight


@pytest.mark.parametrize(
    ("own", "other", "decisiveness", "chance"),
    [
        (1.0, 1.0, 1.0, 1 / 2),
        (2.0, 1.0, 1.0, 2 / 3),
        (2.0, 1.0, 2.0, 4 / 5),
        (1.0, 3.0, 2.0, 1 / 10),
        (4.0, 1.0, 0.5, 2 / 3),
    ],
)
def test_contest(own, other, decisiveness, chance):
    assert contest_share(own, other, decisiveness) == approx(chance)


def test_a_move_against_holding_is_a_logit():
    weight = choice_weight(-2.0, 0.15, 0.05, 0.05)
    assert weight / (1.0 + weight) == approx(logistic(-2.0 + 2.0))


def test_odds_of_several_moves_are_a_softmax():
    weights = [choice_weight(0.0, appeal, 0.0, 0.1) for appeal in (0.1, -0.2)]
    assert weights[0] / (1.0 + sum(weights)) == approx(math.e / (1.0 + math.e + math.exp(-2.0)))


def test_concentration_of_halves_and_quarters():
    assert concentration(np.array([0.5, 0.25, 0.25, 0.0]), 4) == approx(3 / 8)
