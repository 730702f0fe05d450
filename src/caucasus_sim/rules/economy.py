"""Dividend of openness, trade with a large partner, and freight through the Middle Corridor."""

from __future__ import annotations

import math

from caucasus_sim.compiled import rule
from caucasus_sim.rules.chance import moved_towards


@rule
def next_dividend(dividend, full, openness, speed, step):
    """Peace dividend, as a share of output, after one step."""
    return moved_towards(dividend, full * openness, speed, step)


@rule
def next_trade(trade, drift, scrutiny, drag, cutoff, noise, normal, step):
    """Yearly trade in USD bn after one step: a drifting path that scrutiny and cut-offs lower."""
    change = (drift - drag * scrutiny) * step / 12.0 + noise * normal * math.sqrt(step / 12.0)
    return trade * math.exp(change) * (1.0 - cutoff * (1.0 - math.exp(-0.5 * step)))


@rule
def next_freight(freight, growth, capacity, northern_penalty, step):
    """Freight in Mt a year after one step: logistic growth up to what the chain can carry."""
    return freight + freight * growth * (0.4 + 2.0 * northern_penalty) * (1.0 - freight / capacity) * step / 12.0
