"""Distributions drawn by inversion against scipy and against closed forms."""

from __future__ import annotations

import numpy as np
import pytest
from pytest import approx
from scipy import stats

from caucasus_sim.rules.chance import heavy_tailed_count, normal_quantile, poisson_count

LOTS = (np.arange(4000) + 0.5) / 4000


@pytest.mark.parametrize("mean", [0.0, 0.01, 0.3, 2.0, 9.5, 30.0, 200.0])
def test_poisson(mean):
    assert [poisson_count(mean, lot) for lot in LOTS] == stats.poisson.ppf(LOTS, mean).tolist()


def test_poisson_stops_at_a_thousand():
    assert poisson_count(2000.0, 0.5) == 1000


def test_normal():
    far = np.array([1e-10, 1e-8, 1e-6, 1e-4, 0.02424, 0.02426, 0.97574, 0.97576, 1.0 - 1e-6])
    lots = np.concatenate([far, LOTS])
    ours = np.array([normal_quantile(lot) for lot in lots])
    assert ours == approx(stats.norm.ppf(lots), rel=1.2e-9, abs=1e-12)
    assert normal_quantile(0.5) == 0.0


@pytest.mark.parametrize(("least", "most"), [(1, 25), (26, 999), (1000, 20000)])
@pytest.mark.parametrize("exponent", [1.8, 2.15, 2.5])
def test_heavy_tail(least, most, exponent):
    """P(N >= k) = ((k - 1/2)^(1-a) - (most + 1/2)^(1-a)) / ((least - 1/2)^(1-a) - (most + 1/2)^(1-a))."""
    counts = np.array([heavy_tailed_count(float(least), exponent, float(most), lot) for lot in LOTS])
    assert counts.min() >= least
    assert counts.max() <= most
    power = 1.0 - exponent
    end = (most + 0.5) ** power
    for k in np.unique(np.geomspace(least, most, 30).astype(int)):
        closed = ((k - 0.5) ** power - end) / ((least - 0.5) ** power - end)
        assert (counts >= k).mean() == approx(closed, abs=1.01 / len(LOTS))


def test_a_steeper_tail_kills_fewer():
    means = [np.mean([heavy_tailed_count(26.0, a, 999.0, lot) for lot in LOTS]) for a in (1.8, 2.15, 2.5)]
    assert means == sorted(means, reverse=True)
