"""Ties of a principal to its partners, and the life of formats."""

from __future__ import annotations

from caucasus_sim.compiled import rule
from caucasus_sim.rules.chance import moved_towards, within


@rule
def next_tie(tie, start, pull, strength, speed, step):
    """A tie after one step: drawn from where it stood by the postures of both."""
    target = within(start + strength * pull, 0.0, 1.0)
    return moved_towards(tie, target, speed, step)


@rule
def next_activity(activity, wanted, memory, step):
    """Activity of a negotiating format after one step."""
    return moved_towards(activity, within(wanted, 0.0, 1.0), memory, step)
