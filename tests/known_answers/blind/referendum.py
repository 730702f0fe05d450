"""`yes_drawn`, `boycotted_share` and `vote_carries`, from their docstrings."""

from __future__ import annotations

import math


def kept(value, lowest, highest):
    return lowest if value < lowest else min(value, highest)


def yes_drawn(support, erosion, spread, normal, normal_turnout, correlation):
    own = math.sqrt(1.0 - correlation * correlation) * normal
    shared = correlation * normal_turnout
    return kept(support - erosion + spread * (shared + own), 0.01, 0.99)


def boycotted_share(called, yes):
    called = max(called, 0.0)
    against = 1.0 - yes
    return min(called, against)


def vote_carries(turnout, yes, majority, quorum):
    if not yes > majority:
        return False
    return yes * turnout >= quorum
