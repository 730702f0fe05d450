"""What outcomes are worth and how far a move touches them; shared by all stages in which a government weighs."""

from __future__ import annotations

from caucasus_sim.compiled import stage
from caucasus_sim.month.codes import KIND
from caucasus_sim.rules.chance import happens_within
from caucasus_sim.rules.decide import approval_value, distance_value, shortfall_value

DISTANCE, APPROVAL = KIND["distance"], KIND["approval"]


@stage
def worth(kind, outcome, position):
    """Worth of an outcome on an issue of this kind."""
    if kind == DISTANCE:
        return distance_value(outcome, position)
    if kind == APPROVAL:
        return approval_value(outcome, position)
    return shortfall_value(outcome, position)


@stage
def look_around(w):
    """Copy the public channels to the scratch; every stage that changes it puts it back exactly."""
    for c in range(w.channel.shape[0]):
        w.scratch[c] = w.channel[c]


@stage
def levered_size(x, b, actor, row, n):
    """Size of a touch; pressure and payments weigh with the leverage the actor has over the principal it is about."""
    size = b.touch_size[row, n]
    if b.touch_levered[row, n] == 1 and b.row_to[row] >= 0:
        size *= x.leverage_floor + x.leverage[actor, b.row_to[row]]
    return size


@stage
def touch_size(x, b, actor, row, n):
    """Size of a touch as the actor believes it: scaled by a contested effect where the row says so."""
    size = levered_size(x, b, actor, row, n)
    effect = b.touch_effect[row, n]
    if effect >= 0:
        size *= x.belief[actor, effect]
    return size


@stage
def review_chances(x, rate, step):
    """Chances that everything, and that at least the routine choices, come up within a step."""
    major = comes_up(x, x.rate_major * rate, step)
    return major, max(major, comes_up(x, x.rate_routine * rate, step))


@stage
def settling_chances(x, rate, step):
    """Chances that a major and that another review settles a posture: the last of several opportunities does.

    So one opportunity is as good as many; those for everything have been counted apart from those for the routine.
    """
    if x.form_opportunities == 1.0:
        return 1.0, 1.0
    major = happens_within(x.rate_major * rate, step)
    return major, happens_within(x.rate_routine * rate, step) - major


@stage
def comes_up(x, rate, step):
    """Opportunities expected in a step; in the rival form the chance that there is any."""
    return rate * step if x.form_opportunities == 0.0 else happens_within(rate, step)
