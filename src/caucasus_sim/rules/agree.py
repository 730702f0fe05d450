"""What makes a principal consent: equations (7) and (8) of the model description."""

from __future__ import annotations

import math

from caucasus_sim.compiled import rule
from caucasus_sim.rules.chance import within


@rule
def reneging_risk(trust, hardliners_seen, doubt_left):
    """How likely a principal thinks it that the other will not keep an agreement."""
    return within((1.0 - trust) * (0.5 + hardliners_seen) * doubt_left, 0.0, 1.0)


@rule
def doubt_left_by(assurance, strength):
    """Share of the doubt that one assurance, present to this degree, leaves."""
    return 1.0 - within(strength, 0.0, 1.0) * assurance


@rule
def precondition_met(amendment, court, clause, guarantee, interim, accepts_court, accepts_clause, accepts_guarantee,
                     accepts_interim):  # fmt: skip
    """How far a demanded constitutional change, or what is accepted in its place, is there."""
    best = max(court * accepts_court, clause * accepts_clause)
    best = max(best, max(guarantee * accepts_guarantee, interim * accepts_interim))
    return within(max(amendment, best), 0.0, 1.0)


@rule
def consent_appeal(gain, inducement, loss, reneging, precondition, met, waiting):
    """What consenting now is worth to an actor."""
    return gain + inducement - loss * reneging - precondition * (1.0 - met) - waiting


@rule
def mediated_rate(rate, mediation, activity, ripeness, attention, diverted, crowding, rivals):
    """Monthly rate at which an agreement is considered, with mediation and patrons' attention."""
    helped = mediation * activity * (0.5 + ripeness) * math.exp(-crowding * rivals)
    return rate * math.exp(within(helped + attention * diverted, -3.0, 3.0))


@rule
def ripeness_of(hurt, other_hurt, way_out, weight):
    """How ripe the conflict is: both hurt, and a way out is seen."""
    return within(weight * hurt * other_hurt + (1.0 - weight) * way_out, 0.0, 1.0)


@rule
def objection_after(objection, offered, given, cost):
    """A principal's objection to an article after the other conceded, or it conceded itself."""
    return within(objection - offered + cost * given, 0.0, 1.0)


@rule
def security_appeal(effect, balance, balance_start):
    """How a better balance changes a principal's readiness to sign; the sign is open."""
    return effect * (balance - balance_start)
