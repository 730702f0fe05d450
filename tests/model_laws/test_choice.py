"""Equation (6): reference odds at the reference and without reckoning, and move rates that follow from them."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import pytest

from caucasus_sim.ensemble.histories import run_histories
from caucasus_sim.month.arrays import DOMAINS, EFFECT
from caucasus_sim.packing.setup import Setup
from caucasus_sim.web.workshop.feasible import feasible_rows

from .running import draws_of
from .stances import middle_of

LUCKS = 4000
LONG = 40
NO_RECKONING = 1e15
ROUTINE, MAJOR = 0.0, 1.0
SECURITY = 1


@pytest.fixture(params=["invented", "shipped"])
def world(request: pytest.FixtureRequest, setups: dict[str, Setup], shipped_baseline: Setup) -> Setup:
    return setups["baseline"] if request.param == "invented" else shipped_baseline


def lived(setup: Setup, draws: np.ndarray, months: int, lucks: int = LUCKS) -> np.ndarray:
    """Worlds of one draw under many lucks after some months."""
    n = np.arange(lucks)
    return run_histories(setup.book, setup.start, draws, np.zeros(lucks, np.int64), n, months, False, 1).worlds


def at_reference(setup: Setup) -> np.ndarray:
    return middle_of(setup, next(iter(setup.catalogue.readings)), draws=1)


class Review(NamedTuple):
    """A kind of review within a month: chances that it comes and that it settles what stands; how often acts count."""

    comes: float
    settles: float
    counts: float


def expected_odds(
    setup: Setup, log_odds: np.ndarray, world: np.record, draw: np.record, i: int, d: int, pace: float, counts: float
) -> dict[int, float]:
    """exp(log odds), normalised with hold, over the feasible rows that are weighed at a review of this pace."""
    b = setup.book[0]
    first, last = int(b.row_first[i, d]), int(b.row_last[i, d])
    feasible = feasible_rows(np.array([world]), np.array([draw]), setup.book)
    weighed = [n for n in range(first + 1, last) if b.row_pace[n] <= pace and feasible[n]]
    weights = {first: 1.0} | {n: math.exp(log_odds[n]) * (counts if b.row_act[n] else 1.0) for n in weighed}
    total = sum(weights.values())
    return {n: weights.get(n, 0.0) / total for n in range(first, last)}


def reviewed_within_a_month(setup: Setup, x: np.record, world: np.record, i: int, d: int) -> dict[float, Review]:
    """What the first month brings: a major review, or one that is routine only.

    Acts come with the number of opportunities expected. Postures come with the chance that there is any, as the last
    of several settles what stands. In the rival form both come with that chance.
    """
    b = setup.book[0]
    quicker = float(x.move_scale)
    if i == b.far_power:
        quicker *= world.dial[setup.catalogue.dial("far_power")]
    elif i == b.southern_power:
        quicker *= 1.0 - world.dial[setup.catalogue.dial("southern_war")]
    if d == SECURITY and b.side[i] >= 0:
        quicker *= math.exp(x.rate_incidents * world.violence)
    major, routine = (float(rate) * quicker for rate in (x.rate_major, x.rate_routine))
    any_major, any_ = -math.expm1(-major), -math.expm1(-routine)
    if x.form_opportunities == 1.0:
        major, routine = any_major, any_
    left = 1.0 - min(1.0, major)
    often = max(0.0, routine - major)
    counts = max(1.0, often / left) if left > 0.0 else 1.0
    return {
        MAJOR: Review(min(1.0, major), any_major, max(1.0, major)),
        ROUTINE: Review(min(left, often), min(left, max(0.0, any_ - any_major)), counts),
    }


@pytest.mark.parametrize("error", [0.02, 1e-9])
def test_at_the_reference_odds_are_the_reference_odds(error: float, world: Setup) -> None:
    """Reviews of both paces are met; which one a government had is told by the major moves it weighed."""
    draws = at_reference(world)
    worlds = lived(world, draws, 1, 300)
    b, x, start = world.book[0], draws[0], world.start[0].copy()
    seen = {MAJOR: 0, ROUTINE: 0}
    for i in range(len(world.actors)):
        for d in range(DOMAINS):
            kinds = reviewed_within_a_month(world, x, start, i, d)
            by_pace = {
                pace: expected_odds(world, x.log_odds, start, x, i, d, pace, kinds[pace].counts) for pace in seen
            }
            for w in worlds[worlds["reviewed"][:, i, d] == 1][:12]:
                found = {n: float(w["odds"][n]) for n in by_pace[MAJOR]}
                pace = MAJOR if any(b.row_pace[n] == MAJOR and odds > 0.0 for n, odds in found.items()) else ROUTINE
                assert found == pytest.approx(by_pace[pace], rel=error), (world.actors[i], d, pace)
                seen[pace] += 1
    assert min(seen.values()) > 2 * len(world.actors)


def test_without_reckoning_odds_are_the_reference_odds_for_good(world: Setup) -> None:
    """Noise towards infinity: thirty months on, in any state, every government throws the same dice as at first.

    What a falling balance does to the odds of an attack is stated in log odds and so is no reckoning; it is put to nil.
    Reviews are made seldom, so that no act counts for more than one.
    """
    draws = draws_of(world, 1)
    draws["rate_routine"], draws["rate_major"], draws["move_scale"], draws["rate_incidents"] = 0.8, 0.2, 1.0, 0.0
    draws["noise_principal"] = draws["noise_outsider"] = NO_RECKONING
    draws["belief"][:, :, EFFECT["shift_to_conflict"]] = 0.0
    for w in lived(world, draws, 30, 100):
        for i in range(len(world.actors)):
            for d in range(DOMAINS):
                first, last = int(world.book[0].row_first[i, d]), int(world.book[0].row_last[i, d])
                if w["reviewed"][i, d] == 0 or last - first < 2:
                    continue
                odds = w["odds"][first:last]
                heard = odds[1:] > 0.0
                found = odds[1:][heard] / odds[0]
                np.testing.assert_allclose(found, np.exp(draws[0].log_odds[first + 1 : last][heard]), rtol=1e-9)


def test_without_reckoning_consents_have_their_reference_odds(setups: dict[str, Setup]) -> None:
    setup = setups["baseline"]
    draws = draws_of(setup, 1)
    draws["noise_principal"] = draws["noise_outsider"] = NO_RECKONING
    worlds = lived(setup, draws, 1, 200)
    odds = 1.0 / (1.0 + np.exp(-draws[0].deal_log_odds))
    for i in range(len(setup.actors)):
        for z in range(len(setup.deals)):
            found = worlds["consent_odds"][:, i, z]
            np.testing.assert_allclose(found[found > 0.0], odds[i, z], rtol=1e-9)


@pytest.mark.parametrize("form", [0.0, 1.0])
def test_simulated_rates_are_those_of_the_odds(form: float, world: Setup) -> None:
    """In the first month a row is taken with the chance of each kind of review times its odds there.

    Four and a half standard errors are allowed.
    """
    draws = at_reference(world)
    draws["form_opportunities"] = form
    worlds = lived(world, draws, 1)
    b, x, start = world.book[0], draws[0], world.start[0].copy()
    far = []
    for i in range(len(world.actors)):
        for d in range(DOMAINS):
            kinds = reviewed_within_a_month(world, x, start, i, d)
            reviewed = worlds["reviewed"][:, i, d].mean()
            assert reviewed == pytest.approx(sum(each.comes for each in kinds.values()), abs=0.04), (world.actors[i], d)
            by_pace = {
                pace: expected_odds(world, x.log_odds, start, x, i, d, pace, kind.counts)
                for pace, kind in kinds.items()
            }
            for n in range(int(b.row_first[i, d]) + 1, int(b.row_last[i, d])):
                taken = "comes" if b.row_act[n] else "settles"
                wanted = sum(getattr(kind, taken) * by_pace[pace][n] for pace, kind in kinds.items())
                made = worlds["act"][:, i, d] == n if b.row_act[n] else worlds["next_choice"][:, i, d] == n
                error = math.sqrt(max(wanted * (1.0 - wanted), 1.0 / LUCKS) / LUCKS)
                if abs(made.mean() - wanted) > 4.5 * error:
                    far.append((world.rows[n].text, made.mean(), wanted))
    assert far == []


def test_without_major_reviews_no_major_move_is_made_and_none_that_stands_is_dropped(world: Setup) -> None:
    """Routine reviews leave major moves alone: those that stand, and those that could be made."""
    draws = draws_of(world, LONG)
    draws["rate_major"] = 1e-12
    draws["rate_routine"] = 4.0
    b, n = world.book[0], np.arange(LONG)
    major = {k for k in range(int(b.rows)) if b.row_pace[k] == MAJOR}
    standing = standing_major(world)
    assert standing
    start = world.start.copy()
    for i, d, row in standing:
        start[0].choice[i, d] = start[0].next_choice[i, d] = row
    for first, expected in ((world.start, False), (start, True)):
        worlds = run_histories(world.book, first, draws, n, n, 12, False, 1).worlds
        made = {int(row) for row in worlds["choice"][:, : len(world.actors)].ravel()} & major
        assert made == ({row for _, _, row in standing} if expected else set())
        if expected:
            assert all((worlds["choice"][:, i, d] == row).all() for i, d, row in standing)
        assert (worlds["first"][:, world.catalogue.first("limited_offensive")] < 0).all()


def standing_major(setup: Setup) -> list[tuple[int, int, int]]:
    """One major posture for every actor and domain that has any."""
    b = setup.book[0]
    found = {}
    for k in range(int(b.rows)):
        if b.row_pace[k] == MAJOR and b.row_act[k] == 0 and not setup.rows[k].is_hold:
            found.setdefault((int(b.row_actor[k]), int(b.row_domain[k])), k)
    return [(*place, row) for place, row in found.items()]


def test_holding_is_routine(world: Setup) -> None:
    """Else a government that does nothing would be deaf to routine moves."""
    assert all(world.book[0].row_pace[n] == ROUTINE for n, named in enumerate(world.rows) if named.is_hold)
