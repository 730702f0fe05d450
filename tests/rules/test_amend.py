"""What follows from the rules of constitutional change."""

from __future__ import annotations

import math

from hypothesis import assume
from hypothesis import strategies as st
from pytest import approx

from caucasus_sim.rules.amend import boycotted_share, next_support, seats_won, turnout_drawn, vote_carries, yes_drawn

from .written import holds_for, now

SHARE = st.floats(0.0, 1.0)


@holds_for(next_support)
def test_support_in_range(v):
    """next_support: Support stays within 0..1."""
    assert 0.0 <= now(next_support, v) <= 1.0


@holds_for(next_support)
def test_support_rests(v):
    """next_support: With nothing changed, support at its start stays there."""
    still = {"trust_gain": 0.0, "hardliner_gain": 0.0, "dividend": 0.0, "imposed": 0.0}
    assert now(next_support, v, support=v["start"], **still) == v["start"]


@holds_for(next_support, other=st.floats(-1.0, 1.0))
def test_the_economy_alone(v):
    """next_support: In form 1 trust and hardliners do not matter."""
    changed = now(next_support, v, form=1.0, trust_gain=v["other"], hardliner_gain=v["other"])
    assert changed == now(next_support, v, form=1.0)


@holds_for(next_support)
def test_support_half_steps(v):
    """next_support: Two half steps end where one whole step ends."""
    half = now(next_support, v, step=0.5 * v["step"])
    assert now(next_support, v, support=half, step=0.5 * v["step"]) == approx(now(next_support, v), abs=1e-12)


@holds_for(next_support, from_trust=SHARE, more=SHARE)
def test_trust_supports(v):
    """next_support: More trust, with a positive effect, never means less support."""
    assert now(next_support, v, trust_gain=max(v["trust_gain"], v["more"])) >= now(next_support, v) - 1e-12


@holds_for(seats_won)
def test_seats_are_whole(v):
    """seats_won: Seats are whole and neither negative nor more than there are."""
    seats = now(seats_won, v)
    assert isinstance(seats, int)
    assert 0 <= seats <= v["seats_total"]


@holds_for(seats_won, more=SHARE)
def test_votes_bring_seats(v):
    """seats_won: More votes never mean fewer seats."""
    assert now(seats_won, v, vote_share=max(v["vote_share"], v["more"])) >= now(seats_won, v)


@holds_for(seats_won)
def test_half_the_votes(v):
    """seats_won: Without a bonus half of the votes are half of the seats, rounded up."""
    assert now(seats_won, v, vote_share=0.5, bonus=0.0) == math.ceil(v["seats_total"] / 2)


@holds_for(seats_won)
def test_bonus(v):
    """seats_won: A bonus gives to a side above a third and takes from one below."""
    change = now(seats_won, v) - now(seats_won, v, bonus=0.0)
    assert change * (v["vote_share"] - 0.33) >= 0.0


@holds_for(turnout_drawn)
def test_turnout_in_range(v):
    """turnout_drawn: Turnout stays within 0.05..0.98."""
    assert 0.05 <= now(turnout_drawn, v) <= 0.98


@holds_for(turnout_drawn)
def test_turnout_in_the_middle(v):
    """turnout_drawn: At the middle lot turnout is its expectation."""
    assert now(turnout_drawn, v, normal=0.0) == v["mean"]


@holds_for(turnout_drawn, more=st.floats(0.0, 5.0))
def test_turnout_follows_its_lot(v):
    """turnout_drawn: A higher lot never means lower turnout."""
    assert now(turnout_drawn, v, normal=v["normal"] + v["more"]) >= now(turnout_drawn, v)


@holds_for(boycotted_share)
def test_boycott_is_bounded(v):
    """boycotted_share: Never more stay at home than would have voted no."""
    assert 0.0 <= now(boycotted_share, v) <= 1.0 - v["yes"]


@holds_for(boycotted_share, turnout=SHARE)
def test_boycott_leaves_the_yes_votes(v):
    """boycotted_share: The yes votes are the same number as without the boycott."""
    away = now(boycotted_share, v)
    assert (v["yes"] / (1.0 - away)) * (v["turnout"] * (1.0 - away)) == approx(v["yes"] * v["turnout"])


@holds_for(boycotted_share, turnout=SHARE, majority=st.floats(0.4, 0.7), quorum=st.floats(0.0, 0.5))
def test_boycott_never_defeats(v):
    """boycotted_share: Under a quorum of yes votes a boycott of those against never defeats a change that would have passed."""  # noqa: E501
    assume(v["yes"] * v["turnout"] > v["quorum"] + 1e-9)
    away = now(boycotted_share, v)
    without = vote_carries(v["turnout"], v["yes"], v["majority"], v["quorum"])
    boycotted = vote_carries(v["turnout"] * (1.0 - away), v["yes"] / (1.0 - away), v["majority"], v["quorum"])
    assert boycotted or not without


@holds_for(yes_drawn)
def test_yes_in_range(v):
    """yes_drawn: Yes stays within 0.01..0.99."""
    assert 0.01 <= now(yes_drawn, v) <= 0.99


@holds_for(yes_drawn, support=st.floats(0.35, 0.95))
def test_yes_in_the_middle(v):
    """yes_drawn: At the middle lots yes is support less erosion."""
    assert now(yes_drawn, v, normal=0.0, normal_turnout=0.0) == v["support"] - v["erosion"]


@holds_for(yes_drawn, other=st.floats(-5.0, 5.0))
def test_correlation_at_its_ends(v):
    """yes_drawn: Uncorrelated, the lot of turnout does not matter; fully correlated, only it does."""
    assert now(yes_drawn, v, correlation=0.0, normal_turnout=v["other"]) == now(yes_drawn, v, correlation=0.0)
    assert now(yes_drawn, v, correlation=1.0, normal=v["other"]) == now(yes_drawn, v, correlation=1.0)


@holds_for(yes_drawn)
def test_spread_is_kept(v):
    """yes_drawn: Whatever the correlation, the scatter keeps its spread."""
    middle = now(yes_drawn, v, support=0.5, erosion=0.0, spread=0.05, normal=0.0, normal_turnout=0.0)
    own = now(yes_drawn, v, support=0.5, erosion=0.0, spread=0.05, normal=1.0, normal_turnout=0.0) - middle
    shared = now(yes_drawn, v, support=0.5, erosion=0.0, spread=0.05, normal=0.0, normal_turnout=1.0) - middle
    assert math.hypot(own, shared) == approx(0.05)


@holds_for(vote_carries)
def test_a_tie_fails(v):
    """vote_carries: Exactly half of the votes are not enough where more than half is asked for."""
    assert not now(vote_carries, v, yes=0.5, majority=0.5)


@holds_for(vote_carries)
def test_quorum_binds_with_the_majority(v):
    """vote_carries: At a turnout of 0.50 a quorum of a quarter binds exactly at yes of 0.50, where the majority binds as well."""  # noqa: E501
    carries = now(vote_carries, v, turnout=0.5, majority=0.5, quorum=0.25)
    assert carries == (v["yes"] > 0.5)
    assert now(vote_carries, v, turnout=0.5, yes=0.5, majority=0.49, quorum=0.25)


@holds_for(vote_carries)
def test_quorum_binds_alone(v):
    """vote_carries: At a turnout of 0.45 it takes yes of 0.556, at 0.40 yes of 0.625."""
    law = {"majority": 0.5, "quorum": 0.25}
    assert now(vote_carries, v, turnout=0.45, yes=0.556, **law)
    assert not now(vote_carries, v, turnout=0.45, yes=0.555, **law)
    assert now(vote_carries, v, turnout=0.40, yes=0.625, **law)
    assert not now(vote_carries, v, turnout=0.40, yes=0.624, **law)


@holds_for(vote_carries, more=SHARE)
def test_more_never_rejects(v):
    """vote_carries: More yes, or a higher turnout at the same yes, never turns adoption into rejection."""
    assert now(vote_carries, v, yes=max(v["yes"], v["more"])) >= now(vote_carries, v)
    assert now(vote_carries, v, turnout=max(v["turnout"], v["more"])) >= now(vote_carries, v)
