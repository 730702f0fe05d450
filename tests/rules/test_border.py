"""What follows from the rules of the border."""

from __future__ import annotations

import math

from hypothesis import strategies as st
from pytest import approx

from caucasus_sim.rules.border import (
    crisis_hazard,
    incident_intensity,
    next_excitation,
    reports_expected,
    tension_index,
)

from .written import arguments, holds_for, now

MORE = st.floats(0.0, 5.0)
CAUSES = tuple(arguments(tension_index))
SOOTHING = ("talks_soothe", "monitors")


@holds_for(tension_index)
def test_index_in_range(v):
    """tension_index: The index stays within -4..4."""
    assert -4.0 <= now(tension_index, v) <= 4.0


def test_no_cause():
    """tension_index: Without any cause it is nothing."""
    assert tension_index(*(0.0 for _ in CAUSES)) == 0.0


@holds_for(tension_index, cause=st.sampled_from(CAUSES), rate=st.floats(0.001, 0.05))
def test_causes_multiply(v):
    """tension_index: Within the limits a cause of log(2) doubles the rate of incidents and of crises alike."""
    quiet = tension_index(*(0.0 for _ in CAUSES))
    sign = -1.0 if v["cause"] in SOOTHING else 1.0
    tense = tension_index(*(sign * math.log(2.0) if each == v["cause"] else 0.0 for each in CAUSES))
    assert crisis_hazard(v["rate"], tense) == approx(2.0 * crisis_hazard(v["rate"], quiet))
    assert incident_intensity(v["rate"], tense, 0.5, 0.0, 0.0) == approx(2.0 * v["rate"])


@holds_for(tension_index, cause=st.sampled_from(CAUSES), size=st.floats(-3.0, 3.0))
def test_contested_causes(v):
    """tension_index: Within the limits opposite signs of a contested cause move the index by the same amount in opposite directions."""  # noqa: E501
    there = tension_index(*(v["size"] if each == v["cause"] else 0.0 for each in CAUSES))
    back = tension_index(*(-v["size"] if each == v["cause"] else 0.0 for each in CAUSES))
    assert there == -back


@holds_for(incident_intensity)
def test_incidents_are_not_negative(v):
    """incident_intensity: Expected incidents are never negative."""
    assert now(incident_intensity, v) >= 0.0


@holds_for(incident_intensity)
def test_background(v):
    """incident_intensity: Without recent incidents only those remain that come of themselves."""
    assert now(incident_intensity, v, excitation=0.0, form=0.0) == approx(v["base"] * math.exp(v["tension"]))


@holds_for(incident_intensity, more=MORE)
def test_incidents_follow_incidents(v):
    """incident_intensity: More recent incidents never mean fewer to come."""
    assert now(incident_intensity, v, excitation=v["excitation"] + v["more"]) >= now(incident_intensity, v)


@holds_for(incident_intensity)
def test_forms_agree_in_the_mean(v):
    """incident_intensity: Where recent incidents are at their mean, base times exp(tension) over 1 minus branching, both forms agree."""  # noqa: E501
    mean = v["base"] * math.exp(v["tension"]) / (1.0 - v["branching"])
    assert now(incident_intensity, v, form=1.0) == approx(mean)
    assert now(incident_intensity, v, form=0.0, excitation=mean) == approx(mean)


@holds_for(next_excitation)
def test_memory_is_not_negative(v):
    """next_excitation: The memory is never negative."""
    assert now(next_excitation, v) >= 0.0


@holds_for(next_excitation)
def test_memory_lies_between(v):
    """next_excitation: It lies between what it was and this step's incidents a month."""
    pace = v["incidents"] / v["step"]
    assert min(v["excitation"], pace) - 1e-9 <= now(next_excitation, v) <= max(v["excitation"], pace) + 1e-9


@holds_for(next_excitation, memory=st.floats(0.01, 3.0))
def test_calm_is_forgotten(v):
    """next_excitation: In a calm half of it is forgotten in log(2) / memory months."""
    left = now(next_excitation, v, incidents=0, step=math.log(2.0) / v["memory"])
    assert left == approx(0.5 * v["excitation"], abs=1e-12)


@holds_for(next_excitation, memory=st.floats(0.05, 3.0))
def test_memory_settles(v):
    """next_excitation: The same incidents every step are remembered as their number a month."""
    pace = v["incidents"] / v["step"]
    assert now(next_excitation, v, excitation=pace) == approx(pace)


@holds_for(crisis_hazard)
def test_crisis_at_reference(v):
    """crisis_hazard: At the reference tension the rate is the base rate."""
    assert now(crisis_hazard, v, tension=0.0) == v["rate"]


@holds_for(crisis_hazard)
def test_crisis_doubles(v):
    """crisis_hazard: Tension higher by log(2) doubles it."""
    assert now(crisis_hazard, v, tension=v["tension"] + math.log(2.0)) == approx(2.0 * now(crisis_hazard, v))


@holds_for(crisis_hazard, more=MORE)
def test_tension_brings_crises(v):
    """crisis_hazard: More tension never makes a crisis rarer."""
    assert now(crisis_hazard, v, tension=v["tension"] + v["more"]) >= now(crisis_hazard, v)


@holds_for(reports_expected, rate=st.floats(1.0, 100.0), politics=st.floats(0.1, 3.0))
def test_reports_are_not_fire(v):
    """reports_expected: Reports may rise when fire does not."""
    assert now(reports_expected, v, disappointed=1.0) > now(reports_expected, v, disappointed=0.0)


@holds_for(reports_expected, other=st.floats(0.0, 1.0))
def test_no_politics(v):
    """reports_expected: Without politics the reports of two sides with the same rate are the same."""
    assert now(reports_expected, v, politics=0.0, disappointed=v["other"]) == now(reports_expected, v, politics=0.0)


@holds_for(reports_expected)
def test_one_more_incident(v):
    """reports_expected: One more incident adds the same number of reports, whatever went before."""
    first = now(reports_expected, v, shots=1) - now(reports_expected, v, shots=0)
    later = now(reports_expected, v, shots=v["shots"] + 1) - now(reports_expected, v)
    assert later == approx(first, rel=1e-6, abs=1e-9)
