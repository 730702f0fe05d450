"""Self-exciting incidents: their mean in closed form, and by simulation through the rules."""

from __future__ import annotations

import math

import numpy as np
import pytest
from pytest import approx

from caucasus_sim.rules.border import incident_intensity, next_excitation
from caucasus_sim.rules.chance import poisson_count

MONTHS = 120_000


def simulated(base, branching, memory, form, step=1.0, seed=3):
    """Incidents of every step of a long history."""
    lots = np.random.default_rng(seed).random(MONTHS).tolist()
    counts, excitation = [], 0.0
    for lot in lots:
        mean = incident_intensity(base, 0.0, branching, excitation, form)
        counts.append(poisson_count(mean * step, lot))
        excitation = next_excitation(excitation, counts[-1], memory, step)
    return np.array(counts)


@pytest.mark.parametrize(("base", "branching"), [(0.5, 0.3), (0.5, 0.5), (0.3, 0.7)])
def test_mean(base, branching):
    """The mean is base / (1 - branching); its error, with clusters, is the root of mean / months over 1 - branching."""
    mean = base / (1.0 - branching)
    error = math.sqrt(mean / MONTHS) / (1.0 - branching)
    assert abs(simulated(base, branching, 0.43, 0.0).mean() - mean) < 4.0 * error
    assert abs(simulated(base, branching, 0.43, 1.0).mean() - mean) < 4.0 * error


def test_half_steps_have_the_same_mean():
    mean = 0.5 / (1.0 - 0.5)
    error = math.sqrt(mean / (0.5 * MONTHS)) / 0.5
    assert abs(simulated(0.5, 0.5, 0.43, 0.0, step=0.5).mean() / 0.5 - mean) < 4.0 * error


def test_incidents_cluster_only_where_they_excite():
    """Variance over mean of a year's count: one when memoryless, towards 1 / (1 - branching) squared when not."""
    for form, expected in ((1.0, 1.0), (0.0, 4.0)):
        years = simulated(0.5, 0.5, 0.43, form).reshape(-1, 120).sum(axis=1)
        assert years.var() / years.mean() == approx(expected, rel=0.2)
