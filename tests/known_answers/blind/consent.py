"""`consent_appeal`, `precondition_met` and `mediated_rate`, from their docstrings."""

from __future__ import annotations

import math


def kept(value, lowest, highest):
    return lowest if value < lowest else min(value, highest)


def consent_appeal(gain, inducement, loss, reneging, precondition, met, waiting):
    return gain + inducement - loss * reneging - precondition * (1.0 - met) - waiting


def precondition_met(
    amendment, court, clause, guarantee, interim, accepts_court, accepts_clause, accepts_guarantee, accepts_interim
):
    best = amendment
    for there, accepted in (
        (court, accepts_court),
        (clause, accepts_clause),
        (guarantee, accepts_guarantee),
        (interim, accepts_interim),
    ):
        best = max(best, accepted * there)
    return kept(best, 0.0, 1.0)


def mediated_rate(rate, mediation, activity, ripeness, attention, diverted, crowding, rivals):
    helped = mediation * activity * (0.5 + ripeness) * math.exp(-crowding * rivals)
    return rate * math.exp(kept(helped + attention * diverted, -3.0, 3.0))
