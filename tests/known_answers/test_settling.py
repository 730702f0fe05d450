"""Where states settle under inputs that stay as they are."""

from __future__ import annotations

import math

import pytest
from pytest import approx

from caucasus_sim.rules.arms import next_spending
from caucasus_sim.rules.economy import next_freight
from caucasus_sim.rules.trust import next_evidence, trust_from


@pytest.mark.parametrize(("kind", "hostile"), [(0.1, 0.0), (0.1, 0.2), (0.75, 0.5), (0.0, 1.0)])
@pytest.mark.parametrize("half_life", [12.0, 36.0])
def test_trust(kind, hostile, half_life):
    """With k good and h bad evidence a month, trust settles at (a0 + k / f) / (a0 + b0 + (k + h) / f)."""
    memory = math.log(2.0) / half_life
    forgotten = 1.0 - math.exp(-memory)
    prior_good, prior_bad = 4.0 * 0.3, 4.0 * 0.7
    good, bad = prior_good, prior_bad
    for _ in range(2000):
        good = next_evidence(good, prior_good, kind, memory, 1.0)
        bad = next_evidence(bad, prior_bad, hostile, memory, 1.0)
    closed = (prior_good + kind / forgotten) / (prior_good + prior_bad + (kind + hostile) / forgotten)
    assert trust_from(good, bad) == approx(closed)


def test_trust_without_news_is_where_it_started():
    good, bad = 9.0, 1.0
    for _ in range(2000):
        good, bad = next_evidence(good, 1.2, 0.0, 0.04, 1.0), next_evidence(bad, 2.8, 0.0, 0.04, 1.0)
    assert trust_from(good, bad) == approx(0.3)


def test_richardson_multiplier():
    """Without fatigue, a lasting wish for 1 % more ends at 1 / (1 - k squared) per cent more: 1.96 at k = 0.7."""
    reaction, wish = 0.7, 1.01
    own, other = 1.33, 3.56
    for _ in range(3000):
        own, other = (
            next_spending(own, other, 1.33, 3.56, reaction, 0.0, 0.0, 0.05, wish, 0.0, 1.0),
            next_spending(other, own, 3.56, 1.33, reaction, 0.0, 0.0, 0.05, 1.0, 0.0, 1.0),
        )
    assert (own / 1.33 - 1.0) / 0.01 == approx(1.0 / (1.0 - reaction * reaction), rel=0.02)
    assert other / 3.56 - 1.0 == approx(reaction * (own / 1.33 - 1.0))


def test_freight_follows_the_logistic_curve():
    """Euler's steps of a month stay within a hundredth of F0 K / (F0 + (K - F0) exp(-r t))."""
    freight, capacity, growth = 2.76, 6.0, 0.25
    for month in range(1, 76):
        freight = next_freight(freight, growth, capacity, 0.3, 1.0)
        curve = 2.76 * capacity / (2.76 + (capacity - 2.76) * math.exp(-growth * month / 12.0))
        assert freight == approx(curve, rel=0.01)
