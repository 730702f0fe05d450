"""What follows from the rules of consent."""

from __future__ import annotations

import math

from hypothesis import strategies as st
from pytest import approx

from caucasus_sim.rules.agree import (
    consent_appeal,
    doubt_left_by,
    mediated_rate,
    objection_after,
    precondition_met,
    reneging_risk,
    ripeness_of,
    security_appeal,
)

from .written import holds_for, now

SHARE = st.floats(0.0, 1.0)
ASSURANCES = ("court", "clause", "guarantee", "interim")


@holds_for(reneging_risk)
def test_risk_in_range(v):
    """reneging_risk: The risk stays within 0..1."""
    assert 0.0 <= now(reneging_risk, v) <= 1.0


@holds_for(reneging_risk, more=SHARE)
def test_risk_follows(v):
    """reneging_risk: More trust never means more risk; hardliners who look stronger never mean less."""
    assert now(reneging_risk, v, trust=max(v["trust"], v["more"])) <= now(reneging_risk, v) + 1e-12
    assert now(reneging_risk, v, hardliners_seen=max(v["hardliners_seen"], v["more"])) >= now(reneging_risk, v) - 1e-12


@holds_for(reneging_risk)
def test_no_risk(v):
    """reneging_risk: Full trust leaves no risk, and so do assurances that leave no doubt."""
    assert now(reneging_risk, v, trust=1.0) == 0.0
    assert now(reneging_risk, v, doubt_left=0.0) == 0.0


@holds_for(reneging_risk)
def test_risk_without_trust(v):
    """reneging_risk: Without trust, and with hardliners seen at one half, the risk is the doubt that is left."""
    assert now(reneging_risk, v, trust=0.0, hardliners_seen=0.5) == v["doubt_left"]


@holds_for(doubt_left_by)
def test_doubt_in_range(v):
    """doubt_left_by: What is left stays within 0..1."""
    assert 0.0 <= now(doubt_left_by, v) <= 1.0


@holds_for(doubt_left_by)
def test_worthless_assurance(v):
    """doubt_left_by: An assurance that is not there, or is believed worthless, leaves all the doubt."""
    assert now(doubt_left_by, v, assurance=0.0) == 1.0
    assert now(doubt_left_by, v, strength=0.0) == 1.0


@holds_for(doubt_left_by)
def test_strength_is_a_share(v):
    """doubt_left_by: A strength above one counts as one, below nothing as nothing."""
    bounded = min(1.0, max(0.0, v["strength"]))
    assert now(doubt_left_by, v) == now(doubt_left_by, v, strength=bounded)


@holds_for(doubt_left_by, more=SHARE)
def test_more_assurance(v):
    """doubt_left_by: More of an assurance never leaves more doubt."""
    assert now(doubt_left_by, v, assurance=max(v["assurance"], v["more"])) <= now(doubt_left_by, v)


@holds_for(precondition_met)
def test_met_in_range(v):
    """precondition_met: It stays within 0..1."""
    assert 0.0 <= now(precondition_met, v) <= 1.0


@holds_for(precondition_met)
def test_the_change_itself(v):
    """precondition_met: The change in force meets the precondition, whatever else is there."""
    assert now(precondition_met, v, amendment=1.0) == 1.0


@holds_for(precondition_met)
def test_not_accepted(v):
    """precondition_met: What is not accepted does not count, however much of it there is."""
    for each in ASSURANCES:
        refused = {f"accepts_{each}": 0.0}
        assert now(precondition_met, v, **refused) == now(precondition_met, v, **refused, **{each: 0.0})


@holds_for(precondition_met, more=SHARE)
def test_assurances_do_not_harm(v):
    """precondition_met: No assurance ever makes the precondition less met."""
    for each in ASSURANCES:
        assert now(precondition_met, v, **{each: max(v[each], v["more"])}) >= now(precondition_met, v)


@holds_for(precondition_met)
def test_assurances_do_not_add_up(v):
    """precondition_met: Two assurances meet it no further than the better of them."""
    bare = dict.fromkeys(ASSURANCES, 0.0) | {"amendment": 0.0}
    alone = [now(precondition_met, v, **{**bare, each: v[each]}) for each in ("court", "clause")]
    assert now(precondition_met, v, **{**bare, "court": v["court"], "clause": v["clause"]}) == max(alone)


@holds_for(consent_appeal, unit=SHARE)
def test_gain_and_inducement(v):
    """consent_appeal: A unit of gain and a unit of inducement count alike."""
    gained = now(consent_appeal, v, gain=v["gain"] + v["unit"])
    induced = now(consent_appeal, v, inducement=v["inducement"] + v["unit"])
    assert gained == approx(induced, abs=1e-9)
    assert gained == approx(now(consent_appeal, v) + v["unit"], abs=1e-9)


@holds_for(consent_appeal, more=SHARE)
def test_risk_and_precondition(v):
    """consent_appeal: More risk never makes consent more appealing; a precondition further met never makes it less appealing."""  # noqa: E501
    assert now(consent_appeal, v, reneging=max(v["reneging"], v["more"])) <= now(consent_appeal, v) + 1e-12
    assert now(consent_appeal, v, met=max(v["met"], v["more"])) >= now(consent_appeal, v) - 1e-12


@holds_for(consent_appeal)
def test_precondition_costs_nothing(v):
    """consent_appeal: A precondition that is met in full, or has no weight, costs nothing."""
    assert now(consent_appeal, v, met=1.0) == approx(now(consent_appeal, v, precondition=0.0), abs=1e-12)


@holds_for(consent_appeal)
def test_waiting(v):
    """consent_appeal: What waiting may bring is lost by consenting, unit for unit."""
    assert now(consent_appeal, v) == approx(now(consent_appeal, v, waiting=0.0) - v["waiting"], abs=1e-9)


@holds_for(mediated_rate)
def test_pace_as_it_was(v):
    """mediated_rate: Without active mediation and without diversion the pace is as it was."""
    assert now(mediated_rate, v, activity=0.0, diverted=0.0) == v["rate"]


@holds_for(mediated_rate, rate=st.floats(0.01, 2.0))
def test_mediation_has_either_sign(v):
    """mediated_rate: Opposite signs of mediation multiply and divide the pace by the same factor."""
    there = now(mediated_rate, v, diverted=0.0) / v["rate"]
    back = now(mediated_rate, v, diverted=0.0, mediation=-v["mediation"]) / v["rate"]
    assert there * back == approx(1.0)


@holds_for(mediated_rate, rate=st.floats(0.01, 2.0), crowding=SHARE, more=st.floats(0.0, 3.0))
def test_formats_crowd(v):
    """mediated_rate: With positive crowding a further format never makes mediation matter more."""
    few = now(mediated_rate, v, diverted=0.0) / v["rate"]
    many = now(mediated_rate, v, diverted=0.0, rivals=v["rivals"] + v["more"]) / v["rate"]
    assert abs(math.log(many)) <= abs(math.log(few)) + 1e-9


@holds_for(mediated_rate, rate=st.floats(0.01, 2.0))
def test_pace_is_bounded(v):
    """mediated_rate: The pace is never multiplied or divided by more than exp(3), about twenty."""
    assert abs(math.log(now(mediated_rate, v) / v["rate"])) <= 3.0 + 1e-9


@holds_for(mediated_rate, rate=st.floats(0.01, 2.0), more=SHARE)
def test_ripeness_matters(v):
    """mediated_rate: Whatever its sign, mediation of a riper conflict never matters less."""
    unripe = now(mediated_rate, v, diverted=0.0) / v["rate"]
    riper = now(mediated_rate, v, diverted=0.0, ripeness=max(v["ripeness"], v["more"])) / v["rate"]
    assert abs(math.log(riper)) >= abs(math.log(unripe)) - 1e-9


@holds_for(ripeness_of)
def test_ripeness_in_range(v):
    """ripeness_of: It stays within 0..1."""
    assert 0.0 <= now(ripeness_of, v) <= 1.0


@holds_for(ripeness_of)
def test_ripeness_at_the_ends(v):
    """ripeness_of: Without hurt and without a way out nothing is ripe; with both in full all is."""
    assert now(ripeness_of, v, hurt=0.0, other_hurt=0.0, way_out=0.0) == 0.0
    assert now(ripeness_of, v, hurt=1.0, other_hurt=1.0, way_out=1.0) == approx(1.0)


@holds_for(ripeness_of)
def test_hurt_must_be_mutual(v):
    """ripeness_of: Where only hurt counts, hurt on one side alone does not ripen."""
    assert now(ripeness_of, v, weight=1.0, other_hurt=0.0) == 0.0


@holds_for(ripeness_of)
def test_ripeness_is_mutual(v):
    """ripeness_of: Exchanging the two principals changes nothing."""
    exchanged = now(ripeness_of, v, hurt=v["other_hurt"], other_hurt=v["hurt"])
    assert exchanged == approx(now(ripeness_of, v), abs=1e-12)


@holds_for(objection_after)
def test_objection_in_range(v):
    """objection_after: The objection stays within 0..1."""
    assert 0.0 <= now(objection_after, v) <= 1.0


@holds_for(objection_after)
def test_concessions_move_objections(v):
    """objection_after: A concession of the other never raises it; one of one's own never lowers it."""
    assert now(objection_after, v, given=0.0) <= v["objection"]
    assert now(objection_after, v, offered=0.0) >= v["objection"]


@holds_for(objection_after)
def test_enough_concessions(v):
    """objection_after: Enough concessions of the other end any objection."""
    assert now(objection_after, v, offered=1.0, given=0.0) == 0.0


@holds_for(objection_after)
def test_no_concession(v):
    """objection_after: Without a concession nothing changes."""
    assert now(objection_after, v, offered=0.0, given=0.0) == v["objection"]


@holds_for(security_appeal)
def test_security_at_the_start(v):
    """security_appeal: At the balance of the start it is nothing."""
    assert now(security_appeal, v, balance=v["balance_start"]) == 0.0


@holds_for(security_appeal)
def test_security_has_either_sign(v):
    """security_appeal: Opposite effects give opposite values of the same size."""
    assert now(security_appeal, v, effect=-v["effect"]) == -now(security_appeal, v)


@holds_for(security_appeal)
def test_security_is_zero_sum(v):
    """security_appeal: What one principal gains by a shift the other loses, if both believe in the same effect."""
    other = now(security_appeal, v, balance=1.0 - v["balance"], balance_start=1.0 - v["balance_start"])
    assert other == approx(-now(security_appeal, v), abs=1e-12)
