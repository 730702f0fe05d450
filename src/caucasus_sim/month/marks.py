"""Months of first occurrence."""

from __future__ import annotations

from caucasus_sim.compiled import stage


@stage
def mark(w, milestone):
    """Note the month in which something happened for the first time."""
    if w.first[milestone] < 0:
        w.first[milestone] = w.month


@stage
def starts_month(w, b):
    """Whether this step is the first of its month; always, unless a step is shorter than a month."""
    return w.tick == 1 or b.start + int((w.tick - 2) * b.step) != w.month


@stage
def moment_of(w, b):
    """The counter of this month's lots: the absolute month, and for half steps which half."""
    half = w.tick - 1 - int((w.month - b.start) / b.step)
    return w.month + half * 1048576
