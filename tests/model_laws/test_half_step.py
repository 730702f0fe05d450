"""Half the step, the same outcomes within the error of simulation: 8,000 histories of three invented years.

The number is chosen for power: with 2,000 and four standard errors every rate below passed when signatures came a
quarter more often by halves, and concessions a fifth. There is no slack beside the error, and what fails says by how
much. With one opportunity a step (form 1 of ``form_opportunities``) six lines fail: docs/decisions/024.
"""

from __future__ import annotations

import math

import numpy as np
import pytest

from caucasus_sim.packing.setup import Setup, set_up

from .running import compiled, draws_of

N, MONTHS = 8000, 36
ALLOWED = 3.0  # standard errors of a difference between independent sets
HAPPENS = (
    "text_complete",
    "treaty_signed",
    "treaty_in_force",
    "partial_signed",
    "interim_signed",
    "route_agreed",
    "route_open",
    "crisis",
)
HAPPENS += ("limited_offensive", "third_border_open", "mutual_border_open", "transit_lifted_arland")
HAPPENS += ("amendment_started_arland", "amendment_in_force_arland", "referendum_arland", "bloc_left_arland")
MEANS = (
    "all_incidents",
    "protocols",
    "excitation",
    "freight",
    "tension",
    "violence",
    "recent_dead",
    "deadlock",
    "calm_months",
)
MEANS += ("missing", "trust", "hardliners", "support", "spending", "trade", "dividend", "balance", "conceding")


@pytest.fixture(scope="module")
def steps(setups: dict[str, Setup]) -> tuple[Setup, np.ndarray, np.ndarray]:
    """Last worlds at steps of a month and of half a month."""
    setup = setups["baseline"]
    half = set_up(setup.catalogue, setup.scenario, step=0.5)
    whole = compiled(setup, draws_of(setup, N), MONTHS).worlds
    return setup, whole, compiled(half, draws_of(half, N), 2 * MONTHS).worlds


@pytest.mark.parametrize("name", HAPPENS)
def test_as_often(name: str, steps: tuple[Setup, np.ndarray, np.ndarray]) -> None:
    setup, whole, half = steps
    k = setup.catalogue.first(name)
    one, other = ((worlds["first"][:, k] >= 0).mean() for worlds in (whole, half))
    error = math.sqrt((one * (1.0 - one) + other * (1.0 - other)) / N)
    assert abs(one - other) < ALLOWED * error, f"{name}: {one:.4f} by months, {other:.4f} by halves"


@pytest.mark.parametrize("name", MEANS)
def test_as_much(name: str, steps: tuple[Setup, np.ndarray, np.ndarray]) -> None:
    _, whole, half = steps
    one, other = (worlds[name].astype(float).reshape(N, -1) for worlds in (whole, half))
    error = np.sqrt((one.var(axis=0) + other.var(axis=0)) / N) + 1e-12
    far = np.abs(one.mean(axis=0) - other.mean(axis=0)) / error
    assert (far < ALLOWED).all(), f"{name}: {one.mean(axis=0)} by months, {other.mean(axis=0)} by halves"


@pytest.mark.parametrize("field", ["hardliners", "trust", "trade", "support"])
def test_as_far_apart(field: str, steps: tuple[Setup, np.ndarray, np.ndarray]) -> None:
    _, whole, half = steps
    one, other = whole[field].std(axis=0), half[field].std(axis=0)
    assert np.abs(other / one - 1.0).max() < 0.10, f"{field}: {one} by months, {other} by halves"
