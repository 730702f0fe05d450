"""From signature to force, and how a treaty fails."""

from __future__ import annotations

import math

from caucasus_sim.compiled import rule


@rule
def votes_for(seats, discipline, support, seats_total):
    """Seats that vote for ratification, in whole seats."""
    governing = seats * discipline
    crossing = (seats_total - seats) * max(0.0, support - 0.5)
    return int(math.floor(governing + crossing + 0.5))


@rule
def failure_hazard(rate, tension, sensitivity):
    """Monthly rate at which a signed treaty breaks down."""
    exponent = sensitivity * tension
    if exponent > 3.0:
        exponent = 3.0
    return rate * math.exp(exponent)
