"""Dividends of openness, trade with a large partner, freight, and what people wait for."""

from __future__ import annotations

from caucasus_sim.compiled import rule, stage
from caucasus_sim.luck import lots
from caucasus_sim.month.arrays import DIAL
from caucasus_sim.month.codes import DECISION
from caucasus_sim.month.marks import moment_of
from caucasus_sim.rules.chance import moved_towards, normal_quantile, within
from caucasus_sim.rules.economy import next_dividend, next_freight, next_trade

TRADE = DECISION["trade"]
CUTOFF, NORTH, DELAY = DIAL["trade_cutoff_0"], DIAL["northern_penalty"], DIAL["capacity_delay"]
WAR_ELSEWHERE = DIAL["ukraine_war"]
TRAIN_MT = 0.00155


@stage
def economy(worlds, r, draws, d, book, luck):
    """Move dividends (share of output), trade (USD bn a year), freight (Mt a year), the missing and returns."""
    w = worlds[r]
    x = draws[d]
    b = book[0]
    moment = moment_of(w, b)
    for p in range(2):
        w.dividend[p] = next_dividend(w.dividend[p], x.dividend_full, openness_for(w, b, p), x.dividend_speed, b.step)
        lot = lots(b.keys, TRADE, b.principal[p], luck, moment, 0)[0]
        drift = x.trade_drift_0 if p == 0 else x.trade_drift_1
        w.trade[p] = next_trade(
            w.trade[p], drift * w.dial[WAR_ELSEWHERE], w.scrutiny[p], x.scrutiny_drag, w.dial[CUTOFF + p], x.trade_noise,
            normal_quantile(lot), b.step,
        )  # fmt: skip
    carry(w, x, b)
    care(w, x, b)


@rule
def openness_for(w, b, p):
    """How open a principal's ways are: routes, its own borders, transit."""
    open_route = 0.0
    for z in range(b.routes):
        if w.route[z] == 5:
            open_route = 1.0
        elif w.route[z] == 4:
            open_route = max(open_route, 0.5)
    borders = 0.5 * w.third_border[p] + 0.5 * w.mutual_border
    return within(0.4 * open_route + 0.5 * borders + 0.1 * w.transit[p], 0.0, 1.0)


@rule
def carry(w, x, b):
    """Freight grows into the capacity of the chain; an open route adds to the chain."""
    capacity = b.capacity_start
    for k in range(b.capacity_steps):
        if w.month >= b.capacity_month[k] + w.dial[DELAY]:
            capacity += b.capacity_add[k]
    for z in range(b.routes):
        if w.route[z] == 5:
            capacity += b.route_capacity[z]
    w.capacity = capacity
    penalty = w.dial[NORTH] * w.dial[WAR_ELSEWHERE]
    w.freight = max(0.1, next_freight(w.freight, x.freight_growth, capacity, penalty, b.step))
    w.trains = w.freight * b.train_share / TRAIN_MT


@rule
def care(w, x, b):
    """The missing are accounted for faster where the sides meet and hand over maps; returns follow agreements."""
    effort = x.missing_rate * (0.25 + 0.25 * w.met + 0.5 * w.mine_maps)
    w.missing = moved_towards(w.missing, 0.0, effort, b.step)
    if w.treaty == 4:
        w.returned = moved_towards(w.returned, w.mine_maps, x.return_rate, b.step)
