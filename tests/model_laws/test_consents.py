"""Nothing closes an article but the consents of those it binds; and the same of every other agreement."""

from __future__ import annotations

import numpy as np
import pytest

from caucasus_sim.month.arrays import NEVER
from caucasus_sim.month.codes import DEAL
from caucasus_sim.month.opening import prepare
from caucasus_sim.month.order import STAGES, simulate, take_stage
from caucasus_sim.packing.setup import Setup

from .running import draws_of

N, MONTHS, STEP = 60, 75, 1.0
NEVER_CONSENTS = -1e6


@pytest.fixture(params=["invented", "shipped", "invented with orders"])
def world(request: pytest.FixtureRequest, setups: dict[str, Setup], shipped_baseline: Setup) -> Setup:
    chosen = {"invented": "baseline", "invented with orders": "ordered/offered"}
    return setups[chosen[request.param]] if request.param in chosen else shipped_baseline


def start_of(setup: Setup, draws: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    n = np.arange(len(draws))
    worlds = np.repeat(setup.start, len(draws))
    prepare(worlds, draws, n, setup.book)
    return worlds, n


def stood_together(world: np.record, before: np.ndarray, needs: np.ndarray, z: int) -> bool:
    """Whether all whom an agreement needs stood by a consent at one moment of the step, told from who said what when.

    ``before`` are the consents that stood when the step began; an actor who reviewed replaces its own at that time.
    """
    first, last = world["consent_first"][:, z], world["next_consent"][:, z]
    when, again = world["consent_when"][:, z], world["consent_again"][:, z]
    moments = [0.0, *(float(t) for times in (when, again) for t in times[needs[z]] if t < STEP)]

    def stands(i: int, t: float) -> bool:
        answer = last[i] if again[i] <= t else first[i] if when[i] <= t else before[i, z]
        return bool(answer)

    return any(all(stands(int(i), t) for i in np.nonzero(needs[z])[0]) for t in moments)


def test_no_article_without_all_consents(world: Setup) -> None:
    draws = draws_of(world, N)
    worlds, n = start_of(world, draws)
    articles = int(world.book[0].articles)
    needs = world.book[0].deal_needs == 1
    closed = missed = 0
    for month in range(MONTHS):
        before, stood = worlds["deal"].copy(), worlds["consent"].copy()
        simulate(worlds, draws, n, world.book, n, month, month + 1, np.zeros((N, MONTHS, 48), np.float32), False)
        fresh = (before != 2) & (worlds["deal"] == 2)
        fresh[:, articles:] = False
        for r, z in zip(*np.nonzero(fresh), strict=True):
            assert stood_together(worlds[r], stood[r], needs, z), (world.deals[z], month)
            assert worlds["deal_month"][r, z] == worlds["month"][r]
            closed += 1
        assert not ((before == 2) & (worlds["deal"] != 2))[:, :articles].any(), "an agreed article came open again"
        for r, z in zip(*np.nonzero((before == 1) & (worlds["deal"] == 1)), strict=True):
            if z < articles and stood_together(worlds[r], stood[r], needs, z):
                missed += 1
    assert closed > 0 and missed == 0


@pytest.mark.parametrize("p", [0, 1])
def test_one_who_never_consents_keeps_every_agreement_open(p: int, world: Setup) -> None:
    draws = draws_of(world, N)
    i = int(world.book[0].principal[p])
    draws["deal_log_odds"][:, i, :] = NEVER_CONSENTS
    worlds, n = start_of(world, draws)
    start = worlds.copy()
    simulate(worlds, draws, n, world.book, n, 0, MONTHS, np.zeros((N, 1, 48), np.float32), False)
    bound = world.book[0].deal_needs[:, i] == 1
    assert (worlds["deal_count"][:, bound] == start["deal_count"][:, bound]).all()
    assert (worlds["first"][:, world.catalogue.first("treaty_signed")] == NEVER).all()


def test_consents_stand_when_an_agreement_is_concluded(setups: dict[str, Setup]) -> None:
    """Stage by stage, so that agreements which may be made again are seen before their consents are cleared."""
    setup = setups["baseline"]
    draws = draws_of(setup, 10)
    worlds, _ = start_of(setup, draws)
    needs, concluded = setup.book[0].deal_needs == 1, set()
    for r in range(10):
        for _ in range(MONTHS):
            for number, (name, of_governments) in enumerate(STAGES):
                count, before = worlds[r].deal_count.copy(), worlds[r].copy()
                for actor in range(len(setup.actors)) if of_governments else (-1,):
                    take_stage(number, worlds, r, draws, r, setup.book, r, actor)
                fresh = np.nonzero(worlds[r].deal_count != count)[0]
                assert name == "agreements" or not len(fresh)
                for z in fresh:
                    assert stood_together(before, before["consent"], needs, z), setup.deals[z]
                    concluded.add(int(setup.book[0].deal_kind[z]))
    assert concluded >= {
        DEAL["article"],
        DEAL["initial"],
        DEAL["sign"],
        DEAL["route"],
        DEAL["protocol"],
        DEAL["exchange"],
    }


def test_an_assumed_signature_stays_signed(setups: dict[str, Setup]) -> None:
    """Initials after an assumed signature must not undo it, nor an agreement an open route."""
    setup = setups["ordered/assumed"]
    draws = draws_of(setup, N)
    draws["deal_log_odds"] = 5.0  # everybody consents at once
    worlds, n = start_of(setup, draws)
    highest, opened = np.zeros(N, np.int64), np.zeros(N, bool)
    ridge = list(setup.catalogue.routes).index("ridge")
    for month in range(MONTHS):
        simulate(worlds, draws, n, setup.book, n, month, month + 1, np.zeros((N, MONTHS, 48), np.float32), False)
        held = worlds["treaty"] != 5
        assert (worlds["treaty"] >= highest)[held].all(), f"the treaty went back in month {month}"
        highest = np.where(held, np.maximum(highest, worlds["treaty"]), 0)
        fell_back = opened & (worlds["route"][:, ridge] == 2)
        assert not fell_back.any(), f"an open route became merely agreed in month {month}"
        opened |= worlds["route"][:, ridge] == 5
    assert opened.all()
