"""Constitutional change: support, elections in whole seats, and a referendum with a quorum."""

from __future__ import annotations

import math

from caucasus_sim.compiled import rule
from caucasus_sim.rules.chance import moved_towards, within


@rule
def next_support(support, start, trust_gain, hardliner_gain, dividend, imposed, from_trust, from_hardliners, from_dividend,
                 form, speed, step):  # fmt: skip
    """Support for the treaty among voters after one step."""
    peace = from_trust * trust_gain - from_hardliners * hardliner_gain
    if form == 1.0:
        peace = 0.0
    target = within(start + peace + from_dividend * dividend + imposed, 0.0, 1.0)
    return moved_towards(support, target, speed, step)


@rule
def seats_won(vote_share, seats_total, bonus):
    """Whole seats for a vote share, with the bonus the electoral law gives the largest list."""
    share = within(vote_share + bonus * (vote_share - 0.33), 0.0, 1.0)
    return int(math.floor(share * seats_total + 0.5))


@rule
def turnout_drawn(mean, spread, normal):
    """Turnout at a referendum before any boycott."""
    return within(mean + spread * normal, 0.05, 0.98)


@rule
def boycotted_share(called, yes):
    """Share of the voters that a boycott keeps at home: only those who would have voted no."""
    return within(called, 0.0, 1.0 - yes)


@rule
def yes_drawn(support, erosion, spread, normal, normal_turnout, correlation):
    """Share of yes among those who vote, drawn jointly with turnout."""
    joint = correlation * normal_turnout + math.sqrt(1.0 - correlation * correlation) * normal
    return within(support - erosion + spread * joint, 0.01, 0.99)


@rule
def vote_carries(turnout, yes, majority, quorum):
    """Whether a referendum adopts: enough of those voting, and enough of all who may vote."""
    return yes > majority and yes * turnout >= quorum
