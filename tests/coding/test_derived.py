"""Derived readings: what is taken away is gone, what is not keeps every bit, and belief is pooled as ever."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from caucasus_sim.coding.catalogue import Catalogue, load_catalogue
from caucasus_sim.coding.derived import (
    discounted,
    held_at,
    with_reading,
    with_silence_heard,
    without_coder,
    without_passages,
)
from caucasus_sim.coding.pool import Slot, draw_leverage, draw_stances, median_stances, slots_of, spoken
from caucasus_sim.coding.schema_reading import Reading, Stance

INVENTED = Path(__file__).parents[1] / "invented" / "evidence"
ACTORS = ("arland", "borland", "ostria", "velmar")
IDS = np.arange(50)
SCOPE = Slot("treaty_scope")


@pytest.fixture(scope="module")
def world() -> Catalogue:
    return load_catalogue(INVENTED)


@pytest.fixture(scope="module")
def almanac(world: Catalogue) -> Reading:
    return world.readings["almanac"]


def told(reading: Reading, **changes: object) -> Reading:
    """The reading with another stance of arland on the scope, for every coder."""
    codings = {}
    for name, coding in reading.codings.items():
        own = coding.actors["arland"]
        stance = own["treaty_scope"].model_copy(update=changes)
        codings[name] = coding.model_copy(
            update={"actors": {**coding.actors, "arland": {**own, "treaty_scope": stance}}}
        )
    return replace(reading, codings=codings)


def scope_of(reading: Reading, coder: str = "a") -> Stance:
    return reading.codings[coder].actors["arland"]["treaty_scope"]


def drawn(world: Catalogue, reading: Reading):
    return draw_stances(with_reading(world, reading), "almanac", 1, IDS, ACTORS)


def test_a_coder_who_agrees_can_be_left_out_without_a_trace(world, almanac):
    twin = almanac.codings["a"].model_copy(update={"coder": "b"})
    agreed = replace(almanac, codings={**almanac.codings, "b": twin})
    before, after = drawn(world, agreed), drawn(world, without_coder(agreed, "b"))
    assert before.positions.tobytes() == after.positions.tobytes()
    assert np.allclose(before.weights, after.weights, atol=1e-15)


def test_without_one_coder_the_other_is_what_is_left(world, almanac):
    left = median_stances(with_reading(world, without_coder(almanac, "a")), "almanac", ACTORS)
    k = slots_of(world).index(SCOPE)
    assert left.positions[0, k] * 100 == pytest.approx(scope_of(almanac, "b").best, abs=1.0)


def test_somebody_has_to_read(almanac):
    with pytest.raises(ValueError, match="nobody is left"):
        without_coder(without_coder(almanac, "a"), "b")


def test_what_rests_on_nothing_any_more_is_silent_and_its_points_go_to_the_rest(world, almanac):
    reading = told(almanac, passages=("A.2",))
    after = without_passages(reading, {"A.2"})
    assert scope_of(after).basis == "silent"
    catalogue = with_reading(world, after)
    k = slots_of(world).index(SCOPE)
    assert not spoken(catalogue, "almanac", ACTORS)[0, k]
    weights = median_stances(catalogue, "almanac", ACTORS).weights
    assert weights[0, k] == 0.0
    assert weights[0].sum() == pytest.approx(1.0)


def test_what_half_rests_on_it_is_half_way_to_the_ends_of_the_scale(almanac):
    reading = told(almanac, passages=("A.1", "A.2"), low=20.0, best=30.0, high=40.0)
    stance = scope_of(without_passages(reading, {"A.2"}))
    assert (stance.low, stance.best, stance.high) == (10.0, 30.0, 70.0)
    assert stance.passages == ("A.1",)
    assert stance.points == scope_of(reading).points


def test_a_tie_goes_with_its_passages(world, almanac):
    before = draw_leverage(world, "almanac", 1, IDS, ACTORS, world.principals)
    after = with_reading(world, without_passages(almanac, {"A.2"}))
    assert before.any()
    assert not draw_leverage(after, "almanac", 1, IDS, ACTORS, world.principals).any()


def test_passages_that_nobody_names_change_nothing(world, almanac):
    before, after = drawn(world, almanac), drawn(world, without_passages(almanac, {"B.7"}))
    assert before.positions.tobytes() == after.positions.tobytes()
    assert before.weights.tobytes() == after.weights.tobytes()


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_a_voice_is_discounted_by_its_share(almanac, share):
    reading = told(almanac, voice="rival", points=8, low=20.0, best=30.0, high=40.0)
    stance = scope_of(discounted(reading, "rival", share))
    if share == 1.0:
        assert stance.basis == "silent"
    else:
        assert stance.points == 8 * (1.0 - share)
        assert (stance.low, stance.high) == (20.0 * (1.0 - share), 40.0 + share * 60.0)


def test_other_voices_are_left_alone(almanac):
    reading = told(almanac, voice="rival")
    after = discounted(reading, "rival", 0.5)
    before = dict(reading.codings["a"].actors["borland"])
    assert dict(after.codings["a"].actors["borland"]) == before


def test_silence_that_is_heard_is_wide_and_takes_points_from_the_rest(world, almanac):
    quiet = replace(
        almanac,
        codings={
            name: coding.model_copy(
                update={
                    "actors": {
                        **coding.actors,
                        "arland": {**coding.actors["arland"], "treaty_scope": Stance(basis="silent")},
                    }
                }
            )
            for name, coding in almanac.codings.items()
        },
    )
    k = slots_of(world).index(SCOPE)
    before, after = drawn(world, quiet), drawn(world, with_silence_heard(quiet, world.issues, ACTORS))
    assert before.weights[0, 0, k] == 0.0 < after.weights[0, 0, k]
    assert np.ptp(after.positions[:, 0, k]) > 0.8
    spoken_before = before.weights[0, 0] > 0.0
    assert (after.weights[0, 0] <= before.weights[0, 0] + 1e-15)[spoken_before].all()
    same = before.positions[:, 0, spoken_before] == after.positions[:, 0, spoken_before]
    assert same.all()


def test_a_stance_that_is_held_has_one_value_in_every_draw_and_no_other_moves(world, almanac):
    before, after = drawn(world, almanac), drawn(world, held_at(almanac, "arland", SCOPE, 12.0))
    k = slots_of(world).index(SCOPE)
    assert np.allclose(after.positions[:, 0, k], 0.12, atol=1e-6)
    before.positions[:, 0, k] = after.positions[:, 0, k]
    assert before.positions.tobytes() == after.positions.tobytes()


def test_a_derived_reading_has_an_identity_of_its_own(world, almanac):
    same = with_reading(world, without_passages(almanac, {"B.7"}))
    other = with_reading(world, without_coder(almanac, "a"))
    assert len({world.digest, same.digest, other.digest}) == 3
    assert world.readings["almanac"] is almanac
