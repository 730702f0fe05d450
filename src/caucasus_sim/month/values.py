"""Changes of utility along a few touched channels; shared by all stages in which a government weighs something."""

from __future__ import annotations

from caucasus_sim.compiled import rule
from caucasus_sim.rules.decide import approval_value, distance_value, shortfall_value


@rule
def worth(kind, outcome, position):
    """Worth of an outcome on an issue of this kind."""
    if kind == 0:
        return distance_value(outcome, position)
    if kind == 1:
        return approval_value(outcome, position)
    return shortfall_value(outcome, position)


@rule
def slot_value(w, x, b, actor, k):
    """What one issue is worth to an actor on its scratch copy of the channels."""
    outcome = w.scratch[actor, b.slot_channel[k]]
    position = x.position[actor, k]
    value = worth(b.slot_kind[k], outcome, position)
    gate = b.slot_gate[k]
    if gate >= 0:
        value *= w.scratch[actor, gate]
    return x.weight[actor, k] * value


@rule
def value_around(w, x, b, actor, channels, count):
    """Sum over every issue that one of these channels touches, each issue once."""
    total = 0.0
    for n in range(count):
        c = channels[n]
        if x.listens[actor, c] == 0:
            continue
        for j in range(b.readers[c]):
            k = b.reader[c, j]
            if x.weight[actor, k] != 0.0 and not touched_before(b, channels, n, k):
                total += slot_value(w, x, b, actor, k)
    return total


@rule
def touched_before(b, channels, n, k):
    """Whether an earlier channel of the list already brought this issue in."""
    for m in range(n):
        if b.slot_channel[k] == channels[m] or b.slot_gate[k] == channels[m]:
            return True
    return False


@rule
def hears_of(x, actor, channels, count):
    """Whether the actor has any issue that one of these channels touches."""
    for n in range(count):
        if x.listens[actor, channels[n]] == 1:
            return True
    return False


@rule
def gain_of(w, x, b, actor, channels, sizes, count):
    """Change of utility if these channels change by these sizes; the scratch copy is left exactly as it was."""
    for n in range(count):
        if b.is_gate[channels[n]] == 1:
            return gain_through_gates(w, x, b, actor, channels, sizes, count)
    total = 0.0
    for n in range(count):
        if x.listens[actor, channels[n]] == 1:
            total += gain_on(w, x, b, actor, channels[n], sizes[n])
    return total


@rule
def gain_on(w, x, b, actor, c, size):
    """Change of utility if one channel that gates nothing changes by a size."""
    total = 0.0
    now = w.scratch[actor, c]
    for j in range(b.readers[c]):
        k = b.reader[c, j]
        weight = x.weight[actor, k]
        if weight != 0.0:
            position = x.position[actor, k]
            gain = worth(b.slot_kind[k], now + size, position) - worth(b.slot_kind[k], now, position)
            gate = b.slot_gate[k]
            total += weight * gain if gate < 0 else weight * gain * w.scratch[actor, gate]
    return total


@rule
def gain_through_gates(w, x, b, actor, channels, sizes, count):
    """The same where a touched channel gates issues: all that is touched is valued before and after."""
    before = value_around(w, x, b, actor, channels, count)
    for n in range(count):
        w.kept[actor, n] = w.scratch[actor, channels[n]]
    for n in range(count):
        w.scratch[actor, channels[n]] += sizes[n]
    after = value_around(w, x, b, actor, channels, count)
    for n in range(count):
        w.scratch[actor, channels[n]] = w.kept[actor, n]
    return after - before


@rule
def look_around(w, b, actor):
    """Copy the public channels to the actor's own scratch; every stage that changes it puts it back exactly."""
    for c in range(w.channel.shape[0]):
        w.scratch[actor, c] = w.channel[c]


@rule
def levered_size(x, b, actor, row, n):
    """Size of a touch; pressure and payments weigh with the leverage the actor has over the principal it is about."""
    size = b.touch_size[row, n]
    if b.touch_levered[row, n] == 1 and b.row_to[row] >= 0:
        size *= x.leverage_floor + x.leverage[actor, b.row_to[row]]
    return size


@rule
def touch_size(x, b, actor, row, n):
    """Size of a touch as the actor believes it: scaled by a contested effect where the row says so."""
    size = levered_size(x, b, actor, row, n)
    effect = b.touch_effect[row, n]
    if effect >= 0:
        size *= x.belief[actor, effect]
    return size
