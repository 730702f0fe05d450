"""The levers of the page: both sides or neither, one range, and none that cannot be found."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caucasus_sim.packing.setup import packaged
from caucasus_sim.web.explore.levers import MOST, beside, lever_rows, pair_of, searched, shown

NAMES = tuple(packaged().levers)


@given(st.lists(st.sampled_from(NAMES), max_size=30, unique=True), st.integers(2, MOST))
@settings(deadline=None)
def test_one_side_is_never_shown_without_the_other(first, most):
    found = shown(packaged(), first, most)
    assert len(found) <= most
    assert all(set(pair_of(name, packaged())) <= set(found) for name in found)


@given(st.sampled_from(NAMES), st.floats(0.0, 1.0))
@settings(deadline=None)
def test_the_next_steps_are_the_values_that_the_page_sends_for_them(name, share):
    (row,) = (each for each in lever_rows(packaged(), [name])[0] if each["id"] == name)

    def sent(place: int) -> float:  # as explore.js works it out
        first = math.floor(float(f"{row['low'] / row['step']:.12g}"))
        return float(f"{min(row['high'], max(row['low'], (first + place) * row['step'])):.12g}")

    place = round(share * row["steps"])
    wanted = [sent(each) for each in (place + 1, place - 1) if 0 <= each <= row["steps"]]
    wanted = [] if row["switch"] else [each for each in wanted if each != sent(place)]
    assert list(beside(packaged(), name, sent(place))) == wanted
    assert list(beside(packaged(), name, sent(place), down=True)) == wanted[::-1]


@given(st.sampled_from(NAMES))
@settings(deadline=None)
def test_what_is_asked_for_is_shown(name):
    assert name in shown(packaged(), [name])


def test_unasked_twenty_levers_are_shown_and_none_is_an_assumption_about_strengths():
    found = shown(packaged())
    assert len(found) == MOST
    assert all(packaged().levers[name].sets.dial is not None for name in found)


def test_both_sides_have_one_range_and_stand_beside_each_other():
    rows = lever_rows(packaged(), NAMES)
    for pair in (row for row in rows if len(row) == 2):
        one, other = pair
        assert all(one[key] == other[key] for key in ("low", "high", "step", "steps", "unit"))
        assert one["title"] != other["title"]
    assert sorted(lever["id"] for row in rows for lever in row) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_lever_is_found_by_its_name_and_by_its_title(name):
    catalogue = packaged()
    for words in (name.replace("_", " "), catalogue.levers[name].title):
        assert name in [row["id"] for row in searched(catalogue, words, most=len(NAMES))]


def test_every_value_of_a_slider_is_allowed_and_both_ends_are_reached():
    for row in (lever for pair in lever_rows(packaged(), NAMES) for lever in pair):
        base = math.floor(round(row["low"] / row["step"], 9))
        values = [min(row["high"], max(row["low"], (base + k) * row["step"])) for k in range(row["steps"] + 1)]
        assert values[0] == pytest.approx(row["low"])
        assert values[-1] == pytest.approx(row["high"])
        assert 1 <= row["steps"] <= 200
