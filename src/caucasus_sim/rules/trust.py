"""Trust between the principals: evidence weighed and forgotten, or plain reciprocity as the rival form."""

from __future__ import annotations

from caucasus_sim.compiled import rule
from caucasus_sim.rules.chance import moved_towards, within


@rule
def next_evidence(evidence, prior, seen, memory, step):
    """Weight of evidence of one kind: old evidence fades to the prior, new is added."""
    return moved_towards(evidence, prior, memory, step) + seen


@rule
def trust_from(good, bad):
    """Trust as the share of the evidence that speaks for it."""
    return good / (good + bad)


@rule
def hostile_evidence(fatal, offensive, arms_rise, per_incident, per_offensive, per_arms):
    """Hostile evidence of one step; what the other's arms mean is contested."""
    return max(0.0, per_incident * fatal + per_offensive * offensive + per_arms * arms_rise)


@rule
def next_trust_reciprocal(trust, start, kind, hostile, reciprocity, memory, step):
    """Rival form: trust moves with the balance of kind and hostile acts; reciprocity may be negative."""
    moved = moved_towards(trust, start, memory, step) + reciprocity * (kind - hostile)
    return within(moved, 0.02, 0.98)
