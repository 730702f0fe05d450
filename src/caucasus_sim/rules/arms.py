"""Spending, stocks and the balance between the principals."""

from __future__ import annotations

import math

from caucasus_sim.compiled import rule


@rule
def next_spending(spending, rival, own_start, rival_start, reaction, fatigue, growth, adjustment, wish, form, step):
    """A principal's military spending, relative to its start: reaction to the rival, or a share of output."""
    answered = (1.0 - reaction) + reaction * rival / rival_start
    if form == 1.0:
        answered = 1.0
    target = own_start * (1.0 + growth) * answered * wish / (1.0 + fatigue * max(0.0, spending / own_start - 1.0))
    return spending + (target - spending) * (1.0 - math.exp(-adjustment * step))


@rule
def next_stock(stock, decay, added, step):
    """Effective military stock after wear and additions."""
    return stock * math.exp(-decay * step) + added


@rule
def contest_share(own, other, decisiveness):
    """Chance of prevailing in a contest of stocks."""
    mine = math.exp(decisiveness * math.log(own))
    theirs = math.exp(decisiveness * math.log(other))
    return mine / (mine + theirs)


@rule
def concentration(deliveries, count):
    """How far deliveries come from few suppliers: 1 for one supplier, near 0 for many."""
    total = 0.0
    squared = 0.0
    for i in range(count):
        total += deliveries[i]
        squared += deliveries[i] * deliveries[i]
    if total <= 0.0:
        return 0.0
    return squared / (total * total)
