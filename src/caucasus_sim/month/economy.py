"""Dividends of openness, trade with a large partner, freight, and what people wait for."""

from __future__ import annotations

from caucasus_sim.compiled import stage
from caucasus_sim.luck import lots
from caucasus_sim.month.arrays import DIAL
from caucasus_sim.month.codes import DECISION
from caucasus_sim.month.marks import moment_of
from caucasus_sim.rules.chance import moved_towards, normal_quantile
from caucasus_sim.rules.economy import next_dividend, next_freight, next_trade

TRADE = DECISION["trade"]
CUTOFF, NORTH, DELAY = DIAL["trade_cutoff_0"], DIAL["northern_penalty"], DIAL["capacity_delay"]
NORTHERN_WAR = DIAL["northern_war"]
TRAIN_MT = 0.00155


@stage
def economy(w, x, b, luck):
    """Move dividends (share of output), trade (USD bn a year), freight (Mt a year), the missing and returns."""
    moment = moment_of(w, b)
    for p in range(2):
        w.dividend[p] = next_dividend(
            w.dividend[p], x.dividend_full, openness_for(w, x, b, p), x.dividend_speed, b.step
        )
        lot = lots(b.keys, TRADE, b.principal[p], luck, moment, 0)[0]
        drift = x.trade_drift_0 if p == 0 else x.trade_drift_1
        w.uncut[p] = next_trade(
            w.uncut[p], drift * w.dial[NORTHERN_WAR], w.scrutiny[p], x.scrutiny_drag, x.trade_noise,
            normal_quantile(lot), b.step,
        )  # fmt: skip
        w.cut[p] = moved_towards(w.cut[p], w.dial[CUTOFF + p], x.cut_speed, b.step)
        w.trade[p] = w.uncut[p] * (1.0 - w.cut[p])
    carry(w, x, b)
    care(w, x, b)


@stage
def openness_for(w, x, b, p):
    """How open a principal's ways are: routes, its own borders, transit."""
    open_route = 0.0
    for z in range(b.routes):
        if w.route[z] == 5:
            open_route = 1.0
        elif w.route[z] == 4:
            open_route = max(open_route, 0.5)
    borders = 0.5 * w.third_border[p] + 0.5 * w.mutual_border
    parts = x.open_by_route + x.open_by_borders + x.open_by_transit
    return (x.open_by_route * open_route + x.open_by_borders * borders + x.open_by_transit * w.transit[p]) / parts


@stage
def carry(w, x, b):
    """Freight grows into the capacity of the chain; an open route adds to the chain."""
    capacity = b.capacity_start
    for k in range(b.capacity_steps):
        if w.month >= b.capacity_month[k] + 12.0 * x.capacity_years + w.dial[DELAY]:
            capacity += b.capacity_add[k]
    for z in range(b.routes):
        if w.route[z] == 5:
            capacity += b.route_capacity[z]
    w.capacity = capacity
    penalty = w.dial[NORTH] * w.dial[NORTHERN_WAR]
    w.freight = max(0.1, next_freight(w.freight, x.freight_growth, capacity, penalty, b.step))
    w.trains = w.freight * b.train_share / TRAIN_MT


@stage
def care(w, x, b):
    """The missing are accounted for faster where the sides meet and hand over maps; returns follow agreements."""
    effort = x.missing_rate * (x.missing_alone + x.missing_met * w.met / b.step + x.missing_maps * w.mine_maps)
    w.missing = moved_towards(w.missing, 0.0, effort, b.step)
    if w.treaty == 4:
        w.returned = moved_towards(w.returned, w.mine_maps, x.return_rate, b.step)
