"""What is asked, and the way there: laws of undo and redo, and that a scenario's text says all of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caucasus_sim.errors import Mistakes
from caucasus_sim.scenario.model import LeverSetting
from caucasus_sim.web.explore.state import (
    MOST_STEPS,
    STEPS,
    Timeline,
    alone,
    changed_levers,
    checked,
    put_back,
)

LEVERS = ("arms.to_arland", "arms.to_borland", "arms.own_arland", "detour", "charter.earliest", "effects.mediation")
SPANS = {"detour": (0.0, 1.0), "charter.earliest": (1.0, 120.0), "effects.mediation": (-2.0, 2.0)}


def moved(name, place):
    """A value of a lever, or left to the draws."""
    low, high = SPANS.get(name, (0.0, 5.0))
    return name, None if place is None else low + place * (high - low)


changes = st.builds(moved, st.sampled_from(LEVERS), st.none() | st.floats(0, 1))
acts = st.lists(st.one_of(changes, st.sampled_from(tuple(STEPS))), max_size=20)


def after(timeline, act):
    return STEPS[act](timeline) if isinstance(act, str) else timeline.did(timeline.now.with_lever(*act))


def lived(begun, all_acts):
    timeline = Timeline((), begun)
    for act in all_acts:
        timeline = after(timeline, act)
    return timeline


@given(acts, changes)
@settings(deadline=None)
def test_undo_takes_back_exactly_the_last_change(begun, all_acts, change):
    before = lived(begun, all_acts)
    done = before.did(before.now.with_lever(*change))
    if done.now == before.now:
        assert done is before
    else:
        assert done.undone().now == before.now
        assert done.future == ()
        assert done.last_change() == (before.now, done.now)


@given(acts)
@settings(deadline=None)
def test_redo_after_undo_changes_nothing(begun, all_acts):
    timeline = lived(begun, all_acts)
    if timeline.past:
        assert timeline.undone().redone() == timeline
    if timeline.future:
        assert timeline.redone().undone() == timeline


@given(acts)
@settings(deadline=None)
def test_reset_is_as_opened_and_can_be_undone(begun, all_acts):
    timeline = lived(begun, all_acts)
    assert timeline.reset().now == timeline.opened == begun
    if timeline.now != begun:
        assert timeline.reset().undone().now == timeline.now


@given(acts)
@settings(deadline=None)
def test_the_text_of_a_scenario_says_all_of_it(begun, invented, all_acts):
    now = lived(begun, all_acts).now
    assert checked(now, invented) == now
    assert checked(now, invented).text == now.text


@given(acts)
@settings(deadline=None)
def test_putting_every_changed_lever_back_leads_to_the_beginning(begun, all_acts):
    now = lived(begun, all_acts).now
    for lever in changed_levers(now, begun):
        now = put_back(now, begun, lever)
    assert now == begun


def test_a_long_way_is_cut_short_but_keeps_its_beginning(begun):
    timeline = Timeline((), begun)
    for k in range(MOST_STEPS + 30):
        timeline = timeline.did(timeline.now.with_lever("detour", (k + 1) / 1000))
    assert len(timeline.past) == MOST_STEPS
    assert timeline.opened == begun
    assert timeline.undone().now.value("detour") == (MOST_STEPS + 29) / 1000


def test_an_outcome_that_is_chosen_twice_changes_places(begun):
    first, second = begun.outcomes
    assert begun.with_outcome(0, "war").outcomes == ("war", second)
    assert begun.with_outcome(0, second).outcomes == (second, first)
    assert begun.with_outcome(1, first).outcomes == (second, first)


def test_a_lever_keeps_the_month_it_holds_from(begun):
    dated = replace(begun, scenario=replace(begun.scenario, levers=(LeverSetting("detour", 0.2, 24400),)))
    assert dated.with_lever("detour", 0.4).scenario.levers == (LeverSetting("detour", 0.4, 24400),)


def test_what_the_scenario_may_not_say_is_refused_with_the_reason(begun, invented):
    with pytest.raises(Mistakes, match="out of range"):
        checked(begun.with_lever("detour", 7.0), invented)
    with pytest.raises(Mistakes, match=r"no outcome .treaty_sined.*did you mean 'treaty_signed'"):
        checked(replace(begun, outcomes=("treaty_sined", "route_open")), invented)
    with pytest.raises(Mistakes, match="the same outcome twice"):
        checked(replace(begun, outcomes=("route_open", "route_open")), invented)
    with pytest.raises(Mistakes, match="no lens 'nobodys'"):
        checked(replace(begun, lens="nobodys"), invented)


def test_a_variant_is_opened_as_a_scenario_of_its_own(begun):
    variant = replace(begun.scenario, name="ordered", variant="offered")
    assert (alone(variant).name, alone(variant).variant, alone(variant).variants) == ("ordered_offered", "", ())
