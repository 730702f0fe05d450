"""Present value of a lasting change against the sum that it stands for."""

from __future__ import annotations

import pytest
from pytest import approx

from caucasus_sim.rules.decide import arrival_value


def summed(hazard, delay, discount, months=20_000):
    """Worth of a stream of one a month from the month of arrival on, over that of having it now, month by month."""
    total, waiting, here = 0.0, 1.0, 0.0
    for month in range(months):
        if month >= delay:
            here += waiting * hazard
            waiting *= 1.0 - hazard
        total += discount**month * here
    return total * (1.0 - discount)


@pytest.mark.parametrize("discount", [0.94, 0.97, 0.985])
@pytest.mark.parametrize("delay", [0.0, 1.0, 24.0])
@pytest.mark.parametrize("hazard", [0.005, 0.05, 0.5, 1.0])
def test_arrival(hazard, delay, discount):
    assert arrival_value(hazard, delay, discount) == approx(summed(hazard, delay, discount), rel=1e-9)


def test_horizon():
    """A discount of 0.97 is a horizon of 33 months: a change at that hazard is worth about half."""
    months = 1.0 / (1.0 - 0.97)
    assert months == approx(33.3, abs=0.1)
    assert arrival_value(0.03, 0.0, 0.97) == approx(0.5, abs=0.01)
