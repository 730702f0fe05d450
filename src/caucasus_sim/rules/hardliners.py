"""Strength of those in a society who reject a settlement; the same rule for both principals."""

from __future__ import annotations

import math

from caucasus_sim.compiled import rule
from caucasus_sim.rules.chance import logistic, moved_towards, within


@rule
def next_hardliners(strength, start, arms, dead, conceded, dividend, election, own_line, by_arms, by_dead, by_concessions,
                    by_dividend, by_election, speed, shock, step):  # fmt: skip
    """Hardliners' strength after one step; what arms and the dividend do to it is contested."""
    push = by_arms * arms + by_dead * dead + by_concessions * conceded + by_dividend * dividend
    push += by_election * election + own_line
    target = logistic(math.log(start / (1.0 - start)) + push)
    return within(moved_towards(strength, target, speed, step) + shock, 0.01, 0.99)
