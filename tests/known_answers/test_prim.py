"""PRIM finds a box that was planted, with axes of every kind, out of a pandas table; and none where there is none."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caucasus_sim.analysis.discover.box import Axis, Points
from caucasus_sim.analysis.discover.choosing import boxes_of, by_chance, held, parts, stands_out
from caucasus_sim.analysis.discover.peeling import paste, peel

AXES = (
    Axis("pace", "number"),
    Axis("months", "integer"),
    Axis("allowed", "boolean", ("false", "true")),
    Axis("route", "category", ("aras", "crossroads", "none", "transit")),
    Axis("idle", "number"),
    Axis("dull", "category", ("a", "b", "c")),
)
PLANTED = {0: (0.4, 0.9), 1: (3, 8), 2: frozenset({1}), 3: frozenset({0, 3})}


def table(many, seed=1):
    """A design as pandas 3 holds it: floats, integers, booleans and strings."""
    rng = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "pace": rng.random(many),
            "months": rng.integers(0, 12, many),
            "allowed": rng.random(many) < 0.5,
            "route": rng.choice(AXES[3].levels, many),
            "idle": rng.random(many),
            "dull": rng.choice(["a", "b", "c"], many),
        }
    )


def points_of(design, chance, histories=4, seed=2):
    columns = tuple(
        design[axis.id].to_numpy(dtype=np.float64)
        if axis.ordered
        else design[axis.id].astype(str).str.lower().map(axis.levels.index).to_numpy(dtype=np.float64)
        for axis in AXES
    )
    units = np.arange(len(design))
    empty = Points(AXES, columns, np.zeros(len(design)), np.full(len(design), float(histories)), units)
    share = np.where(empty.inside(PLANTED), *chance)
    hits = np.random.default_rng(seed).binomial(histories, share).astype(float)
    return Points(AXES, columns, hits, empty.counts, units)


@pytest.fixture(scope="module")
def planted():
    return points_of(table(6000), (0.8, 0.1))


def test_a_planted_box_is_found_on_axes_of_every_kind(planted):
    (box, *others) = boxes_of(planted, 3)
    assert set(box) == set(PLANTED)
    assert box[0] == pytest.approx(PLANTED[0], abs=0.04)
    assert {k: box[k] for k in (1, 2, 3)} == {1: (3.0, 8.0), 2: PLANTED[2], 3: PLANTED[3]}
    assert all(abs(held(planted, each).density - 0.1) < 0.1 for each in others)


def test_the_box_holds_on_points_that_were_not_looked_at(planted):
    seen, unseen = parts(planted, 1 / 3)
    assert not set(seen.units) & set(unseen.units)
    assert len(unseen) == 2000
    (box, *_) = boxes_of(seen, 1)
    told = held(unseen, box)
    assert told.density == pytest.approx(0.8, abs=0.1)
    assert told.elsewhere == pytest.approx(0.1, abs=0.02)
    assert all(by_chance(unseen, box, axis) < 0.01 for axis in box)


def test_two_boxes_are_found_one_after_the_other():
    design = table(6000, seed=3)
    one, other = design["pace"] < 0.25, design["allowed"] & (design["months"] >= 9)
    made = points_of(design, (0.0, 0.0))
    hits = np.where(one | other, made.counts, 0.0)
    first, second = boxes_of(Points(AXES, made.columns, hits, made.counts, made.units), 2)
    assert first == {0: (-np.inf, pytest.approx(0.25, abs=0.01))}
    assert second == {1: (9.0, np.inf), 2: frozenset({1})}


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_where_nothing_matters_there_is_no_box_that_holds(share):
    """What the search still finds in pure chance does not last on the points held out."""
    seen, unseen = parts(points_of(table(1500, seed=5), (share, share), seed=6), 1 / 3)
    for box in boxes_of(seen, 3):
        told = held(unseen, box)
        assert abs(told.density - told.elsewhere) < 0.1
    if share in (0.0, 1.0):
        assert boxes_of(seen, 3) == []


def test_a_density_that_is_asked_for_gives_a_smaller_box(planted):
    """The share of hits rises with the pace: the denser the box asked for, the less of the pace is left."""
    rising = planted.counts * planted.columns[0]
    points = Points(AXES, planted.columns, rising, planted.counts, planted.units)
    (wide,), (thin,) = boxes_of(points, 1), boxes_of(points, 1, density=0.9)
    assert held(points, thin).density >= 0.9
    assert wide[0][0] < thin[0][0] < 0.85
    assert held(points, thin).coverage < held(points, wide).coverage


def test_histories_that_share_a_unit_are_drawn_together(planted):
    """Eight units with luck of their own: chance cannot be excluded, however many points there are."""
    units = (planted.columns[0] * 8).astype(int)
    luck = np.random.default_rng(3).random(8)[units] * planted.counts
    alone, together = (
        Points(AXES, planted.columns, luck, planted.counts, each) for each in (np.arange(len(units)), units)
    )
    half = {0: (float(np.median(planted.columns[0])), np.inf)}
    assert by_chance(alone, half, 0) in (0.0, 1.0)
    assert 0.0 < by_chance(together, half, 0) < 1.0
    assert by_chance(alone, {0: (0.5, 0.5 + 1e-12)}, 0) is None  # no point inside


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 1000), st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_every_box_of_a_peel_is_a_part_of_the_last_and_pasting_never_thins(seed, high, low):
    points = points_of(table(200, seed), (high, low), seed=seed)
    boxes = peel(points)
    masks = [points.inside(box) for box in boxes]
    assert all((small <= large).all() for large, small in itertools.pairwise(masks))
    assert all(points.counts[mask].sum() >= 0.05 * points.counts.sum() for mask in masks)
    pasted = paste(points, boxes[-1])
    assert held(points, pasted).density >= held(points, boxes[-1]).density - 1e-12
    assert (points.inside(pasted) >= masks[-1]).all()
    assert stands_out(points, {}) == 0.0
