"""Fire on the border as it is, and reports of fire as each side gives them."""

from __future__ import annotations

import math

from caucasus_sim.compiled import rule
from caucasus_sim.rules.chance import moved_towards, within


@rule
def tension_index(mistrust, hardliners, stagnation, balance_worry, shift_worry, dependence, talks_soothe, monitors, truce):
    """Log-linear index of everything that raises or lowers the rate of fire."""
    raised = mistrust + hardliners + stagnation + balance_worry + shift_worry
    return within(raised + dependence - talks_soothe - monitors + truce, -4.0, 4.0)


@rule
def incident_intensity(base, tension, branching, excitation, form):
    """Expected fatal incidents a month: background, and incidents that follow incidents."""
    background = base * math.exp(tension)
    if form == 1.0:
        return background / (1.0 - branching)
    return background + branching * excitation


@rule
def next_excitation(excitation, incidents, memory, step):
    """Memory of recent incidents, per month."""
    return moved_towards(excitation, incidents / step, memory, step)


@rule
def crisis_hazard(rate, tension):
    """Monthly rate of a crisis (26 deaths or more in a month)."""
    return rate * math.exp(tension)


@rule
def reports_expected(rate, shots, politics, disappointed):
    """Reports of fire that one side gives out: what is heard, times a political factor."""
    return rate * (0.5 + shots) * math.exp(politics * disappointed)
