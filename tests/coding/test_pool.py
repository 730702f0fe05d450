"""Pooling: silence has no position and no weight, and every draw belongs to its cell alone."""

from __future__ import annotations

import numpy as np
import pytest

from caucasus_sim.coding.pool import (
    Slot,
    draw_capability,
    draw_leverage,
    draw_stances,
    median_stances,
    pool,
    slots_of,
    spoken,
)

IDS = np.arange(400)


def test_slots_are_issues_and_named_choices(invented):
    assert slots_of(invented, ["scope", "format"]) == (Slot("scope"), Slot("format", "talks"), Slot("format", "forum"))
    assert Slot("format", "talks").name == "format.talks"


def test_positions_are_on_their_scales_and_weights_sum_to_one(packaged):
    actors = [actor for actor in packaged.actors if not packaged.actors[actor].optional]
    stances = draw_stances(packaged, "bulletin", 1, IDS, actors)
    approvals = np.array([slot.choice is not None for slot in slots_of(packaged)])
    assert np.all((stances.positions >= np.where(approvals, -1, 0)) & (stances.positions <= 1))
    assert stances.weights.sum(axis=2) == pytest.approx(1.0)
    assert stances.positions.shape == stances.weights.shape == (400, len(actors), len(approvals))


def test_a_silent_actor_has_no_weight_and_a_position_that_says_nothing(invented):
    stances = draw_stances(invented, "almanac", 1, IDS, ["velmar"])
    assert np.all(stances.weights == 0)
    assert set(np.unique(stances.positions)) <= {0.0, 0.5}


def test_a_choice_that_no_coder_mentions_has_no_weight(invented):
    stances = draw_stances(invented, "almanac", 1, IDS, ["arland"], ["format"])
    assert stances.weights[0, 0].tolist() == [0.4, 0.0]
    assert np.all(stances.positions[:, 0, 1] == 0)
    assert spoken(invented, "almanac", ["arland"], ["format"]).tolist() == [[True, False]]


def test_points_are_the_mean_over_coders_and_a_silent_coder_counts_as_zero(world):
    world.files["readings/almanac/b.yaml"]["actors"]["arland"]["format"] = {"basis": "silent"}
    world.files["readings/almanac/b.yaml"]["actors"]["arland"]["scope"]["points"] = 100
    stances = median_stances(world.load(), "almanac", ["arland"], ["scope", "format"])
    assert stances.weights[0].tolist() == pytest.approx([0.8, 0.2, 0.0])
    assert stances.positions[0, 1] == pytest.approx(median_of_one(world), abs=1e-12)


def median_of_one(world):
    from caucasus_sim.coding.spread import median, mixture

    belief = world.files["readings/almanac/a.yaml"]["actors"]["arland"]["format"]["approval"]["talks"]
    return median(mixture([tuple(belief.values())], -100, 100)) / 100


def test_disagreeing_coders_are_mixed(invented):
    drawn = draw_stances(invented, "almanac", 1, np.arange(4000), ["arland"], ["scope"]).positions[:, 0, 0]
    assert np.mean(drawn < 0.45) == pytest.approx(0.5, abs=0.03)
    assert np.mean((drawn > 0.35) & (drawn < 0.55)) < 0.02


def test_another_actor_or_issue_changes_no_draw(packaged):
    alone = draw_stances(packaged, "bulletin", 7, IDS, ["iran"], ["route_opening"])
    among = draw_stances(
        packaged, "bulletin", 7, IDS, ["armenia", "iran", "russia"], ["treaty_support", "route_opening"]
    )
    assert alone.positions[:, 0, 0].tolist() == among.positions[:, 1, 1].tolist()
    assert alone.weights[:, 0, 0].tolist() == among.weights[:, 1, 1].tolist()


def test_a_draw_belongs_to_its_id_whatever_the_chunk(packaged):
    whole = draw_stances(packaged, "bulletin", 7, IDS, ["india"])
    part = draw_stances(packaged, "bulletin", 7, IDS[250:260], ["india"])
    assert np.array_equal(whole.positions[250:260], part.positions)


def test_seeds_differ_and_cells_are_not_tied(packaged):
    one = draw_stances(packaged, "bulletin", 1, IDS, ["armenia", "azerbaijan"], ["treaty_support"]).positions[:, :, 0]
    two = draw_stances(packaged, "bulletin", 2, IDS, ["armenia", "azerbaijan"], ["treaty_support"]).positions[:, :, 0]
    assert not np.array_equal(one, two)
    assert abs(np.corrcoef(one.T)[0, 1]) < 0.15


def test_the_median_is_the_middle_of_the_draws(packaged):
    drawn = draw_stances(packaged, "bulletin", 1, np.arange(4000), ["azerbaijan"])
    middle = median_stances(packaged, "bulletin", ["azerbaijan"])
    assert np.median(drawn.positions, axis=0) == pytest.approx(middle.positions, abs=0.03)
    assert np.array_equal(drawn.weights[0], middle.weights)


def test_capability_and_leverage_are_shares_and_zero_where_all_are_silent(invented):
    capability = draw_capability(invented, "almanac", 1, IDS, ["arland", "ostria"])
    leverage = draw_leverage(invented, "almanac", 1, IDS, ["ostria", "velmar"], invented.principals)
    assert capability.shape == (400, 2, 4)
    assert leverage.shape == (400, 2, 2)
    assert np.median(capability[:, 0, 0]) == pytest.approx(0.5, abs=0.02)
    assert np.all(capability[:, 1] == 0)
    assert np.median(leverage[:, 0, 0]) == pytest.approx(0.3, abs=0.02)
    assert np.all(leverage[:, 1] == 0)


def test_only_what_coders_said_is_a_cell(packaged):
    pooled = pool(packaged, "bulletin", tuple(packaged.actors))
    codings = packaged.readings["bulletin"].pooled
    for actor, slot in pooled.cells:
        assert any(coding.actors[actor][slot.issue].cell(slot.choice) for coding in codings if actor in coding.actors)
