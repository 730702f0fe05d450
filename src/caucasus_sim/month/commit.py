"""All choices made, they take effect together: postures become efforts, offers become inducements, acts are done."""

from __future__ import annotations

from caucasus_sim.compiled import stage
from caucasus_sim.month.arrays import CHANNELS, DIAL, DOMAINS, FIRST
from caucasus_sim.month.codes import DOES
from caucasus_sim.month.marks import mark
from caucasus_sim.month.values import levered_size
from caucasus_sim.rules.agree import objection_after

CONCEDE, TABLE = DOES["concede"], DOES["table"]
PROMISE, START = DOES["promise_amendment"], DOES["start_amendment"]
COURT, CLAUSE = DOES["court_ruling"], DOES["treaty_clause"]
RELEASE, MAPS, LAWSUITS = DOES["release_detainees"], DOES["mine_maps"], DOES["withdraw_lawsuits"]
TRANSIT, FREEZE, LEAVE, MONITORS = (
    DOES["lift_transit"],
    DOES["freeze_bloc"],
    DOES["leave_bloc"],
    DOES["end_monitors"],
)
TABLED, STARTED, LIFTED = FIRST["route_tabled"], FIRST["amendment_started_0"], FIRST["transit_lifted_0"]
FROZEN, LEFT, ENDED = FIRST["bloc_frozen_0"], FIRST["bloc_left_0"], FIRST["monitors_ended"]
SOUTHERN_WAR = DIAL["southern_war"]


@stage
def commit(w, x, b, luck):
    """Write ``choice``, ``consent``, ``effort``, ``inducement`` and the direct results of acts."""
    for c in range(CHANNELS):
        w.effort[c] = 0.0
    for z in range(b.deals):
        for i in range(b.actors):
            w.inducement[z, i] = 0.0
    for i in range(b.actors):
        for domain in range(DOMAINS):
            w.choice[i, domain] = w.next_choice[i, domain]
            stand(w, x, b, i, w.choice[i, domain])
            if w.act[i, domain] >= 0:
                do(w, x, b, i, w.act[i, domain])


@stage
def stand(w, x, b, actor, row):
    """A standing posture adds its touches and its inducements; what is contested works through the rules alone."""
    for n in range(b.touches[row]):
        if b.touch_effect[row, n] < 0:
            w.effort[b.touch_channel[row, n]] += levered_size(x, b, actor, row, n)
    z = b.row_deal[row]
    weight = 1.0 - w.dial[SOUTHERN_WAR] if actor == b.southern_power else 1.0
    if z >= 0 and b.row_induce[row] != 0.0:
        for i in range(b.actors):
            induced = b.row_induced[row] == i or (b.row_induced[row] < 0 and i != actor)
            if induced and b.deal_needs[z, i] == 1:
                w.inducement[z, i] += b.row_induce[row] * weight


@stage
def do(w, x, b, actor, row):
    """Carry out an act; force, coercion and arms have stages of their own."""
    does = b.row_effect[row]
    p = b.side[actor]
    if does == TABLE:
        table(w, b, b.row_deal[row])
    elif p >= 0:
        do_as_principal(w, x, b, p, does)


@stage
def table(w, b, z):
    """An agreement comes on the table."""
    if w.deal[z] == 1 or w.deal[z] == 2:
        return
    w.deal[z] = 1
    w.deal_month[z] = w.month
    if b.deal_kind[z] == 5:
        if w.route[b.deal_part[z]] == 0:
            w.route[b.deal_part[z]] = 1
        mark(w, TABLED)


@stage
def do_as_principal(w, x, b, p, does):
    """Acts that only a principal can do."""
    if does == CONCEDE:
        concede(w, x, b, p)
    elif does == PROMISE and w.amendment[p] == 0:
        w.amendment[p] = 1
        w.gave[p] += 1
    elif does == START and w.amendment[p] != 5:
        w.amendment[p] = 2
        w.amendment_months[p] = 0.0
        mark(w, STARTED + p)
    elif does == COURT:
        w.court[p] = -1
    elif does == CLAUSE:
        w.clause = 1.0
        w.gave[p] += 1
    elif does == TRANSIT:
        w.transit[1 - p] = 1
        w.gave[p] += 1
        mark(w, LIFTED + 1 - p)
    else:
        give_or_leave(w, p, does)


@stage
def give_or_leave(w, p, does):
    """Humanitarian steps, and steps away from a bloc."""
    if does == RELEASE and w.held[p] > 0.0:
        w.held[p] = 0.0
        w.gave[p] += 1
    elif does == MAPS and w.mine_maps < 1.0:
        w.mine_maps = min(1.0, w.mine_maps + 0.5)
        w.gave[p] += 1
    elif does == LAWSUITS and w.lawsuits > 0.0:
        w.lawsuits -= 1.0
        w.gave[p] += 1
    elif does == FREEZE and w.bloc[p] == 2:
        w.bloc[p] = 1
        mark(w, FROZEN + p)
    elif does == LEAVE and w.bloc[p] >= 1:
        w.bloc[p] = 0
        mark(w, LEFT + p)
    elif does == MONITORS and w.monitors == 1:
        w.monitors = 0
        mark(w, ENDED)


@stage
def concede(w, x, b, p):
    """Give way on the open article to which the other objects most."""
    q = 1 - p
    worst = -1
    for m in range(b.articles):
        if w.deal[m] != 2 and (worst < 0 or w.objection[m, q] > w.objection[worst, q]):
            worst = m
    if worst < 0:
        return
    offered = x.concession_step
    w.objection[worst, q] = objection_after(w.objection[worst, q], offered, 0.0, 0.0)
    w.objection[worst, p] = objection_after(w.objection[worst, p], 0.0, offered, x.concession_cost / x.article_stake)
    w.conceded[p] += offered
