"""What a run is remembered by: the state it is in, and a row of its monthly series."""

from __future__ import annotations

from caucasus_sim.compiled import stage
from caucasus_sim.month.arrays import FIRST

INTERIM, PARTIAL = FIRST["interim_signed"], FIRST["partial_signed"]


@stage
def check(w, x, b, luck):
    """Set ``status`` to 1 when a number has left its range; such a run is kept as a failure."""
    sound = 0.0 < w.trust[0] < 1.0 and 0.0 < w.trust[1] < 1.0
    sound = sound and w.stock[0] > 0.0 and w.stock[1] > 0.0 and 0.0 < w.balance < 1.0
    sound = sound and 0.0 <= w.delimited <= 1.0 and w.freight > 0.0 and w.trade[0] > 0.0 and w.trade[1] > 0.0
    sound = sound and -5.0 < w.tension < 5.0 and w.excitation >= 0.0
    if not sound and w.status == 0:
        w.status = w.month


@stage
def end_state(w):
    """Number of the end state that holds now, in the order of END_STATES."""
    if w.war_month >= 0 and w.month - w.war_month < 12:
        return 7
    if w.last_offensive >= 0 and w.month - w.last_offensive < 12:
        return 6
    if w.treaty == 4:
        return 0
    if w.treaty == 3:
        return 1
    if w.treaty == 1 or w.treaty == 2:
        return 2
    if w.first[INTERIM] >= 0 or w.first[PARTIAL] >= 0:
        return 3
    if w.last_crisis >= 0 and w.month - w.last_crisis < 12:
        return 5
    return 4


@stage
def route_state(w, b):
    """The furthest state of any route across a principal's territory.

    0 none, 1 tabled, 2 agreed, 3 works, 4 partly open, 5 open, 6 suspended.
    """
    best = 0
    for z in range(w.route.shape[0]):
        crosses = b.route_crosses[z, 0] + b.route_crosses[z, 1] > 0
        if crosses and w.route[z] > best and w.route[z] < 6:
            best = w.route[z]
    if best < 2 and w.route_chosen >= 0:
        return 6
    return best


@stage
def write_series(w, b, out):
    """Write the monthly series into ``out``, f4 [series], in the order of SERIES_NAMES."""
    out[0] = end_state(w)
    agreed = 0
    for m in range(b.articles):
        if w.deal[m] == 2:
            agreed += 1
    out[1] = agreed
    out[4] = route_state(w, b)
    out[5] = w.route_chosen
    out[6], out[7], out[8], out[9] = w.delimited, w.protocols, w.incidents, w.fatalities
    out[12], out[13] = w.all_crises, w.balance
    for p in range(2):
        out[2 + p] = w.amendment[p]
        out[10 + p] = w.reports[p]
        out[14 + p] = w.spending[p]
        out[16 + p] = w.delivered[p]
        out[18 + p] = w.trust[p]
        out[20 + p] = w.hardliners[p]
        out[22 + p] = w.support[p]
        out[24 + p] = w.security[p, 0] - max(w.security[p, 1], w.security[p, 2])
        out[26 + p] = w.bloc[p]
        out[40 + p] = w.trade[p]
        out[44 + p] = w.dividend[p]
    out[28], out[29] = w.guards, w.monitors
    for k in range(w.format.shape[0]):
        out[30 + k] = w.format[k]
    out[35], out[36], out[37], out[38], out[39] = w.held[0] + w.held[1], w.missing, w.mine_maps, w.lawsuits, w.returned
    out[42], out[43] = w.freight, w.trains
    out[46], out[47], out[48] = w.scrutiny[0], w.scrutiny[1], w.met
