"""Alignment of the principals, blocs, guards, and the life of formats."""

from __future__ import annotations

from caucasus_sim.compiled import stage
from caucasus_sim.month.arrays import CHANNEL, DIAL, FIRST, FORMATS, PARTNERS
from caucasus_sim.month.marks import mark
from caucasus_sim.rules.chance import moved_towards, within
from caucasus_sim.rules.ties import next_activity, next_tie

SECURITY, TRADE, FORMAT = CHANNEL["security_0_0"], CHANNEL["trade_0_0"], CHANNEL["format_0"]
FORMAT_RATE, FAR_POWER = DIAL["format_rate_0"], DIAL["far_power"]
SCRUTINY = CHANNEL["scrutiny_0"]
GUARDS_LEFT = FIRST["guards_left"]


@stage
def ties(w, x, b, luck):
    """Move ties to named partners, formats, scrutiny and outside guards, each 0..1."""
    # Names for what stays the same, so that the compiled code works it out once.
    pull, speed, memory, step = x.tie_pull, x.tie_speed, x.format_memory, b.step
    for p in range(2):
        for k in range(PARTNERS):
            at = p * PARTNERS + k
            w.security[p, k] = next_tie(
                w.security[p, k], b.security_start[p, k], w.effort[SECURITY + at], pull, speed, step
            )
            w.trade_tie[p, k] = next_tie(
                w.trade_tie[p, k], b.trade_tie_start[p, k], w.effort[TRADE + at], pull, speed, step
            )
        wanted = within(b.scrutiny_start[p] + w.effort[SCRUTINY + p], 0.0, 1.0)
        w.scrutiny[p] = moved_towards(w.scrutiny[p], wanted, speed, step)
    for k in range(FORMATS):
        wanted = (b.format_start[k] + w.effort[FORMAT + k]) * w.dial[FORMAT_RATE + k]
        if b.far_power >= 0 and b.format_of[b.far_power] >= 0 and k == b.format_of[b.far_power]:
            wanted *= w.dial[FAR_POWER]
        w.format[k] = next_activity(w.format[k], wanted, memory, step)
    guard(w, b)


@stage
def guard(w, b):
    """Outside guards go with the host's membership of their bloc; a guarded route brings some back."""
    host = b.guard_host
    if host >= 0 and w.bloc[host] == 0 and w.guards > 0.0:
        w.guards = 0.0
        mark(w, GUARDS_LEFT)
    for z in range(b.routes):
        if w.route[z] >= 3 and b.route_guarded[z] == 1:
            w.guards = max(w.guards, 0.5)
