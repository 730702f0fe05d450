"""How a government weighs what it could do: equations (2), (4) and (6) of the model description."""

from __future__ import annotations

import math

from caucasus_sim.compiled import rule


@rule
def distance_value(outcome, position):
    """Worth of an outcome on a worded scale: minus its distance from the position."""
    return -abs(outcome - position)


@rule
def approval_value(present, approval):
    """Worth of something present to a degree, to an actor that wants (1) or rejects (-1) it."""
    return present * approval


@rule
def route_value(opening, mismatch, terms_weight):
    """Worth of an open route with these terms, to an actor with this position on opening."""
    return 2.0 * opening - 1.0 - terms_weight * mismatch


@rule
def arrival_value(hazard, delay, discount):
    """Present value of a lasting change worth one, that arrives at this rate after a delay."""
    waits = math.exp(delay * math.log(discount))
    return waits * hazard / (1.0 - discount * (1.0 - hazard))


@rule
def choice_weight(log_odds, appeal, reference, noise):
    """Odds of a move against holding."""
    exponent = log_odds + (appeal - reference) / noise
    if exponent > 60.0:
        exponent = 60.0
    return math.exp(exponent)


@rule
def review_rate(rate, sensitivity, incidents):
    """Monthly rate at which a government reconsiders, raised by incidents on the border."""
    return rate * (1.0 + sensitivity * incidents)
