"""What follows from the rules of trust."""

from __future__ import annotations

import math

from hypothesis import strategies as st
from pytest import approx

from caucasus_sim.rules.trust import hostile_evidence, next_evidence, next_trust_reciprocal, trust_from

from .written import holds_for, now

MEMORY = st.floats(0.01, 3.0)
SHARE = st.floats(0.0, 1.0)


@holds_for(next_evidence)
def test_evidence_has_a_floor(v):
    """next_evidence: The evidence never falls below the smaller of itself and the prior."""
    assert now(next_evidence, v) >= min(v["evidence"], v["prior"]) - 1e-9


@holds_for(next_evidence, memory=MEMORY)
def test_evidence_half_life(v):
    """next_evidence: With nothing seen, half the distance to the prior is left after log(2) / memory months."""
    left = now(next_evidence, v, seen=0.0, step=math.log(2.0) / v["memory"]) - v["prior"]
    assert left == approx(0.5 * (v["evidence"] - v["prior"]), abs=1e-9)


@holds_for(next_evidence, memory=MEMORY)
def test_evidence_settles(v):
    """next_evidence: Seen at a constant weight, the evidence settles at the prior plus seen / (1 - exp(-memory * step))."""  # noqa: E501
    settled = v["prior"] + v["seen"] / (1.0 - math.exp(-v["memory"] * v["step"]))
    assert now(next_evidence, v, evidence=settled) == approx(settled)


@holds_for(next_evidence)
def test_later_evidence_counts_for_more(v):
    """next_evidence: Evidence seen later counts for more than the same evidence seen earlier."""
    early = now(next_evidence, v, evidence=now(next_evidence, v), seen=0.0)
    late = now(next_evidence, v, evidence=now(next_evidence, v, seen=0.0))
    assert late >= early - 1e-9


@holds_for(trust_from)
def test_trust_in_range(v):
    """trust_from: Trust stays within 0..1."""
    assert 0.0 < now(trust_from, v) < 1.0


@holds_for(trust_from, more=st.floats(0.0, 20.0))
def test_trust_follows_evidence(v):
    """trust_from: More good evidence never means less trust; more bad evidence never means more."""
    assert now(trust_from, v, good=v["good"] + v["more"]) >= now(trust_from, v) - 1e-12
    assert now(trust_from, v, bad=v["bad"] + v["more"]) <= now(trust_from, v) + 1e-12


@holds_for(trust_from)
def test_only_the_proportion_counts(v):
    """trust_from: Only the proportion counts: twice as much of both leaves trust where it was."""
    assert now(trust_from, v, good=2.0 * v["good"], bad=2.0 * v["bad"]) == approx(now(trust_from, v))


@holds_for(trust_from, act=st.floats(0.01, 5.0))
def test_much_evidence_is_slow(v):
    """trust_from: The more evidence there is, the less one more act changes."""
    here = now(trust_from, v, good=v["good"] + v["act"]) - now(trust_from, v)
    there = now(trust_from, v, good=2.0 * v["good"] + v["act"], bad=2.0 * v["bad"]) - now(trust_from, v)
    assert there <= here + 1e-12


@holds_for(hostile_evidence)
def test_hostile_evidence_has_a_floor(v):
    """hostile_evidence: Hostile evidence is never negative."""
    assert now(hostile_evidence, v) >= 0.0


@holds_for(hostile_evidence)
def test_quiet_month(v):
    """hostile_evidence: A quiet month without a rise of arms brings none."""
    assert now(hostile_evidence, v, fatal=0.0, offensive=0.0, arms_rise=0.0) == 0.0


@holds_for(
    hostile_evidence,
    fatal=st.just(1.0),
    offensive=st.just(1.0),
    per_offensive=st.floats(10.0, 20.0),
    arms_rise=st.floats(0.0, 5.0),
)
def test_arms_have_either_sign(v):
    """hostile_evidence: Arms may count against the other or in its favour: the sign of their weight decides."""
    without = now(hostile_evidence, v, arms_rise=0.0)
    assert (now(hostile_evidence, v) - without) * v["per_arms"] >= -1e-9
    assert now(hostile_evidence, v) == approx(without + v["per_arms"] * v["arms_rise"])


@holds_for(hostile_evidence, per_arms=st.floats(-2.0, 0.0), arms_rise=st.floats(0.0, 5.0))
def test_floor_hides_reassurance(v):
    """hostile_evidence: In a quiet month arms that reassure change nothing: the floor at zero hides one of the two signs."""  # noqa: E501
    assert now(hostile_evidence, v, fatal=0.0, offensive=0.0) == 0.0


@holds_for(next_trust_reciprocal)
def test_reciprocal_in_range(v):
    """next_trust_reciprocal: Trust stays within 0.02..0.98."""
    assert 0.02 <= now(next_trust_reciprocal, v) <= 0.98


@holds_for(next_trust_reciprocal, memory=MEMORY)
def test_reciprocal_returns(v):
    """next_trust_reciprocal: Without acts, trust returns to where it stood at the start."""
    far = now(next_trust_reciprocal, v, kind=0.0, hostile=0.0, step=3000.0)
    assert far == approx(v["start"], abs=1e-9)
    assert now(next_trust_reciprocal, v, kind=0.0, hostile=0.0, trust=v["start"]) == approx(v["start"])


@holds_for(next_trust_reciprocal, more=st.floats(0.0, 5.0))
def test_reciprocity_has_either_sign(v):
    """next_trust_reciprocal: With positive reciprocity kinder acts never mean less trust; with negative reciprocity never more."""  # noqa: E501
    change = now(next_trust_reciprocal, v, kind=v["kind"] + v["more"]) - now(next_trust_reciprocal, v)
    assert change * v["reciprocity"] >= -1e-12


@holds_for(next_trust_reciprocal, both=st.floats(0.0, 5.0))
def test_acts_cancel(v):
    """next_trust_reciprocal: Acts of equal weight on both sides of the balance cancel."""
    more = now(next_trust_reciprocal, v, kind=v["kind"] + v["both"], hostile=v["hostile"] + v["both"])
    assert more == approx(now(next_trust_reciprocal, v), abs=1e-9)
