"""Spending, orders, deliveries and the balance."""

from __future__ import annotations

import math

from caucasus_sim.compiled import stage
from caucasus_sim.month.arrays import ACTORS, CHANNEL, DIAL, DOMAINS, ORDERS
from caucasus_sim.month.codes import DOES
from caucasus_sim.rules.arms import concentration, contest_share, next_spending, next_stock
from caucasus_sim.rules.chance import moved_towards

SUPPLY, PROCURE = DOES["supply"], DOES["procure"]
PRICES = DIAL["price_shock"]
SUPPLIED, OWN = DIAL["arms_rate_0"], DIAL["own_arms_rate_0"]
ARMS = CHANNEL["arms_0"]
LOT_USD = 50.0
HORIZON = 24


@stage
def military(w, x, b, luck):
    """Move spending, the order book, stocks, the balance and its expected shift; USD bn a year and USD m."""
    place_orders(w, x, b)
    deliver(w)
    before0, before1 = w.spending[0], w.spending[1]
    spend(w, x, b, 0, before0, before1)
    spend(w, x, b, 1, before1, before0)
    for p in range(2):
        relative = w.delivered[p] / (b.supply_start[p] * b.step)
        w.supply[p] = moved_towards(w.supply[p], relative, x.supply_half_life, b.step)
        w.dependence[p] = concentration(w.delivered_by[:, p], ACTORS)
    weigh_balance(w, x)


@stage
def place_orders(w, x, b):
    """Standing postures of supply and procurement add up to orders of a certain size."""
    for i in range(b.actors):
        for domain in range(DOMAINS):
            row = w.choice[i, domain]
            p = b.row_to[row]
            if b.row_effect[row] == PROCURE:
                p = b.side[i]
            if p < 0 or (b.row_effect[row] != SUPPLY and b.row_effect[row] != PROCURE):
                continue
            dial = SUPPLIED if b.row_effect[row] == SUPPLY else OWN
            w.ordering[i, p] += b.row_usd[row] * x.supply_usd * w.dial[dial + p] * b.step / 12.0
            if w.ordering[i, p] >= LOT_USD:
                order(w, i, p, b.row_system[row], w.month + int(x.delivery_lag), w.ordering[i, p])
                w.ordering[i, p] = 0.0


@stage
def order(w, supplier, p, system, due, usd):
    """Enter an order; a full book adds to the last one of the same recipient."""
    n = w.orders
    if n >= ORDERS:
        for k in range(ORDERS):
            if w.order_to[k] == p:
                w.order_usd[k] += usd
                return
        return
    w.order_to[n] = p
    w.order_from[n] = supplier
    w.order_system[n] = system
    w.order_due[n] = due
    w.order_usd[n] = usd
    w.orders = n + 1


@stage
def deliver(w):
    """Orders that are due arrive; the last order of the book takes the free place."""
    n = 0
    while n < w.orders:
        if w.order_due[n] > w.month:
            n += 1
            continue
        p = w.order_to[n]
        w.delivered[p] += w.order_usd[n]
        w.delivered_by[w.order_from[n], p] += w.order_usd[n]
        w.delivered_system[w.order_system[n], p] += w.order_usd[n]
        last = w.orders - 1
        w.order_to[n] = w.order_to[last]
        w.order_from[n] = w.order_from[last]
        w.order_system[n] = w.order_system[last]
        w.order_due[n] = w.order_due[last]
        w.order_usd[n] = w.order_usd[last]
        w.orders = last


@stage
def spend(w, x, b, p, own, rival):
    """Spending reacts to the rival's; half of each budget's change adds to the stock with the deliveries."""
    q = 1 - p
    wish = w.dial[OWN + p] * (1.0 + x.arms_wish * w.effort[ARMS + p]) * (1.0 + w.dial[PRICES] * b.energy_share[p])
    grown = math.exp(x.arms_growth * (w.month - b.start) / 12.0) - 1.0
    w.spending[p] = next_spending(
        own, rival, b.spending_start[p], b.spending_start[q], x.arms_reaction, x.arms_fatigue, grown,
        x.arms_adjustment, wish, x.form_arms, b.step,
    )  # fmt: skip
    w.spending[p] = max(0.2 * b.spending_start[p], w.spending[p])
    added = x.procurement_share * w.spending[p] * b.step / 12.0 + w.delivered[p] / 1000.0
    w.stock[p] = next_stock(w.stock[p], x.stock_decay, added, b.step)


@stage
def weigh_balance(w, x):
    """The balance now, and as it will be once what is on order has come."""
    w.balance = contest_share(w.stock[0], w.stock[1], x.contest_decisiveness)
    coming0, coming1 = 0.0, 0.0
    for n in range(w.orders):
        if w.order_due[n] <= w.month + HORIZON:
            if w.order_to[n] == 0:
                coming0 += w.order_usd[n] / 1000.0
            else:
                coming1 += w.order_usd[n] / 1000.0
    later0 = next_stock(w.stock[0], x.stock_decay, coming0 + 2.0 * x.procurement_share * w.spending[0], 24.0)
    later1 = next_stock(w.stock[1], x.stock_decay, coming1 + 2.0 * x.procurement_share * w.spending[1], 24.0)
    later = contest_share(later0, later1, x.contest_decisiveness)
    w.shift[0] = w.balance - later
    w.shift[1] = later - w.balance
