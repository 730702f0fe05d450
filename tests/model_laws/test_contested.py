"""Contested effects have an open sign: both occur in the agnostic prior, and each moves its outcome both ways."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from caucasus_sim.month.arrays import DRAW, EFFECT, EFFECT_NAMES
from caucasus_sim.packing.draws import fill_effects
from caucasus_sim.packing.setup import Setup, packaged

from .running import compiled, draws_of

ASSURES = tuple(name for name in EFFECT_NAMES if name.endswith("_assures"))
OPEN = tuple(name for name in EFFECT_NAMES if name not in ASSURES)
N, MONTHS = 40, 36


def drawn(name: str) -> np.ndarray:
    ids = np.arange(2000)
    draws = np.zeros(len(ids), dtype=DRAW)
    fill_effects(draws, packaged(), "agnostic", 1, ids)
    return draws["effect"][:, EFFECT[name]]


@pytest.mark.parametrize("name", OPEN)
def test_both_signs_are_inside_the_agnostic_prior(name: str) -> None:
    share = (drawn(name) > 0.0).mean()
    assert 0.4 < share < 0.6


@pytest.mark.parametrize("name", ASSURES)
def test_an_assurance_may_be_worth_next_to_nothing_or_nearly_all(name: str) -> None:
    assert drawn(name).min() < 0.05 and drawn(name).max() > 0.8


def pace(worlds: np.ndarray) -> float:
    return float(worlds["consent_rate"][:, 0].mean())


def consent(worlds: np.ndarray) -> float:
    return float(np.log(worlds["consent_odds"][:, :2, :17] + 1e-9)[worlds["consent_odds"][:, :2, :17] > 0].mean())


# Effect -> what it bears on at the end, after so much is done to make its cause vary.
BEARS_ON: dict[str, Callable[[np.ndarray], float]] = {
    "arms_to_hardliners": lambda w: float(w["hardliners"].mean()),
    "arms_to_trust": lambda w: float(w["trust"].mean()),
    "balance_to_conflict": lambda w: float(np.abs(w["tension"]).mean()),
    "shift_to_conflict": lambda w: float(w["tension"].mean()),
    "dependence_to_conflict": lambda w: float(w["tension"].mean()),
    "security_to_consent": consent,
    "mediation_to_agreement": pace,
    "truce_to_incidents": lambda w: float(w["tension"].mean()),
    "partial_to_treaty": pace,
    "attention_to_agreement": pace,
    "imposed_change_to_support": lambda w: float(w["support"].mean()),
    "dividend_to_hardliners": lambda w: float(w["hardliners"].mean()),
}
BOTH_WAYS = tuple(name for name in BEARS_ON if name not in ("balance_to_conflict", "security_to_consent"))


def outcome(setup: Setup, name: str, value: float) -> np.ndarray:
    """Last worlds with one effect set and all others at nothing; arms trebled and a truce in every month."""
    draws = draws_of(setup, N)
    draws["effect"] = 0.0
    draws["effect"][:, EFFECT[name]] = value
    draws["belief"] = draws["effect"][:, None, :]
    draws["supply_usd"] = 3.0
    book = setup.book.copy()
    b = book[0]
    b.events = MONTHS + 1
    b.event_month[:MONTHS] = b.start + np.arange(MONTHS)
    b.event_dial[:MONTHS] = setup.catalogue.dial("truce")
    b.event_value[:MONTHS] = 1.0
    b.event_month[MONTHS], b.event_dial[MONTHS], b.event_value[MONTHS] = (
        b.start + 1,
        setup.catalogue.dial("assume_partial"),
        1.0,
    )
    other = Setup(**{**vars(setup), "book": book})
    return compiled(other, draws, MONTHS).worlds


@pytest.mark.parametrize("name", BOTH_WAYS)
def test_each_sign_moves_what_it_bears_on_its_own_way(name: str, setups: dict[str, Setup]) -> None:
    """Paired histories: what the positive sign does to the outcome the negative sign undoes."""
    setup = setups["baseline"]
    size = 0.1 if name == "imposed_change_to_support" else 0.8
    low, none, high = (BEARS_ON[name](outcome(setup, name, value)) for value in (-size, 0.0, size))
    assert (high - none) * (low - none) < 0.0, f"{low} {none} {high}"


@pytest.mark.parametrize("name", ["balance_to_conflict", "security_to_consent"])
def test_each_sign_matters(name: str, setups: dict[str, Setup]) -> None:
    """Where the cause goes up for one principal and down for the other the mean need not move; the histories do."""
    worlds = {value: outcome(setups["baseline"], name, value) for value in (-0.8, 0.0, 0.8)}
    assert BEARS_ON[name](worlds[0.8]) != BEARS_ON[name](worlds[-0.8])
