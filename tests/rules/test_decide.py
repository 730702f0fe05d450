"""What follows from the rules of deciding."""

from __future__ import annotations

import math

from hypothesis import strategies as st
from pytest import approx

from caucasus_sim.rules.decide import (
    approval_value,
    arrival_value,
    choice_weight,
    distance_value,
    review_rate,
    route_value,
    shortfall_value,
)

from .written import holds_for, now

SHARE = st.floats(0.0, 1.0)


@holds_for(distance_value)
def test_the_position_is_best(v):
    """distance_value: The best outcome is the position itself, worth nothing lost."""
    assert now(distance_value, v, outcome=v["position"]) == 0.0 >= now(distance_value, v)


@holds_for(distance_value)
def test_distance_in_range(v):
    """distance_value: The worth lies between -1 and 0."""
    assert -1.0 <= now(distance_value, v) <= 0.0


@holds_for(distance_value, miss=st.floats(0.0, 0.5))
def test_too_much_and_too_little(v):
    """distance_value: Too much and too little are equally bad."""
    assert distance_value(0.5 + v["miss"], 0.5) == approx(distance_value(0.5 - v["miss"], 0.5))


@holds_for(approval_value)
def test_absent(v):
    """approval_value: What is absent is worth nothing to anybody."""
    assert now(approval_value, v, present=0.0) == 0.0


@holds_for(approval_value)
def test_gain_is_loss(v):
    """approval_value: What one actor gains another that rejects it as strongly loses."""
    assert now(approval_value, v, approval=-v["approval"]) == -now(approval_value, v)


@holds_for(approval_value)
def test_half(v):
    """approval_value: Half of it is worth half."""
    assert now(approval_value, v, present=0.5 * v["present"]) == approx(0.5 * now(approval_value, v))


@holds_for(route_value)
def test_indifferent(v):
    """route_value: To an actor that is indifferent and has its terms an open route is worth nothing."""
    assert now(route_value, v, opening=0.5, mismatch=0.0) == 0.0


@holds_for(route_value, more=SHARE)
def test_terms_cost(v):
    """route_value: Worse terms never make a route worth more."""
    assert now(route_value, v, mismatch=max(v["mismatch"], v["more"])) <= now(route_value, v)


@holds_for(route_value, opening=st.floats(0.5, 1.0), terms_weight=st.floats(0.1, 2.0))
def test_terms_turn_supporters(v):
    """route_value: Terms bad enough, a mismatch above (2 opening - 1) / terms_weight, turn a supporter into an opponent."""  # noqa: E501
    limit = (2.0 * v["opening"] - 1.0) / v["terms_weight"]
    assert now(route_value, v, mismatch=limit + 1e-6) < 0.0 < now(route_value, v, mismatch=limit - 1e-6)


@holds_for(arrival_value)
def test_arrival_in_range(v):
    """arrival_value: The value lies within 0..1."""
    assert 0.0 <= now(arrival_value, v) <= 1.0 + 1e-12


@holds_for(arrival_value)
def test_never_and_at_once(v):
    """arrival_value: What never comes is worth nothing; what comes at once and surely is worth one."""
    assert now(arrival_value, v, hazard=0.0) == 0.0
    assert now(arrival_value, v, hazard=1.0, delay=0.0) == 1.0


@holds_for(arrival_value)
def test_delay(v):
    """arrival_value: A delay of n months multiplies the value by discount to the power n."""
    assert now(arrival_value, v) == approx(now(arrival_value, v, delay=0.0) * v["discount"] ** v["delay"])


@holds_for(arrival_value, more=SHARE)
def test_sooner_is_better(v):
    """arrival_value: What is likelier or sooner is never worth less; nor is anything worth less to the more patient."""
    assert now(arrival_value, v, hazard=max(v["hazard"], v["more"])) >= now(arrival_value, v) - 1e-12
    assert now(arrival_value, v, delay=v["delay"] * v["more"]) >= now(arrival_value, v) - 1e-12
    patient = v["discount"] + v["more"] * (0.999 - v["discount"])
    assert now(arrival_value, v, discount=patient) >= now(arrival_value, v) - 1e-12


@holds_for(arrival_value, hazard=st.floats(0.05, 1.0), delay=st.integers(0, 60).map(float))
def test_sum_over_months(v):
    """arrival_value: It is the sum over months of discount to the month times the chance that the change comes in that month."""  # noqa: E501
    months = range(600)
    comes = (v["hazard"] * (1.0 - v["hazard"]) ** k for k in months)
    total = sum(v["discount"] ** (v["delay"] + k) * chance for k, chance in zip(months, comes, strict=True))
    assert now(arrival_value, v) == approx(total)


@holds_for(choice_weight)
def test_reference_odds(v):
    """choice_weight: At the reference the odds are the reference odds."""
    assert now(choice_weight, v, appeal=v["reference"]) == approx(math.exp(v["log_odds"]))


@holds_for(choice_weight)
def test_noise_drowns(v):
    """choice_weight: With more and more noise the odds return to the reference odds."""
    assert now(choice_weight, v, noise=1e12) == approx(math.exp(v["log_odds"]))


@holds_for(choice_weight, gap=st.floats(-0.1, 0.1), noise=st.floats(0.05, 0.5))
def test_appeal_doubles(v):
    """choice_weight: An appeal higher by noise times log(2) doubles the odds."""
    appeal = v["reference"] + v["gap"]
    higher = now(choice_weight, v, appeal=appeal + v["noise"] * math.log(2.0))
    assert higher == approx(2.0 * now(choice_weight, v, appeal=appeal))


@holds_for(choice_weight, more=st.floats(0.0, 3.0))
def test_odds_follow_appeal(v):
    """choice_weight: More appeal never means smaller odds; the odds never pass exp(60)."""
    odds = now(choice_weight, v, appeal=v["appeal"] + v["more"])
    assert now(choice_weight, v) <= odds <= math.exp(60.0)


@holds_for(review_rate)
def test_review_without_incidents(v):
    """review_rate: Without incidents the rate is as it was."""
    assert now(review_rate, v, incidents=0.0) == v["rate"]


@holds_for(review_rate)
def test_review_is_positive(v):
    """review_rate: The rate stays positive, whatever the sign."""
    assert now(review_rate, v) > 0.0


@holds_for(review_rate)
def test_review_has_either_sign(v):
    """review_rate: Opposite signs multiply and divide the rate by the same factor."""
    there, back = now(review_rate, v), now(review_rate, v, sensitivity=-v["sensitivity"])
    assert math.log(there / v["rate"]) == approx(-math.log(back / v["rate"]), abs=1e-9)


@holds_for(shortfall_value)
def test_shortfall_never_gains(v):
    """shortfall_value: It is never positive, and zero from the position on upwards."""
    assert now(shortfall_value, v) <= 0.0
    assert now(shortfall_value, v, outcome=max(v["outcome"], v["position"])) == 0.0


@holds_for(shortfall_value, more=st.floats(0.0, 1.0))
def test_shortfall_more_is_never_worse(v):
    """shortfall_value: A higher outcome is never worth less."""
    assert now(shortfall_value, v, outcome=max(v["outcome"], v["more"])) >= now(shortfall_value, v)
