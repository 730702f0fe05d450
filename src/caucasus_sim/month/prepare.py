"""Before the first month: start values that are uncertain, values at the reference, and stances derived from others."""

from __future__ import annotations

from caucasus_sim.compiled import stage
from caucasus_sim.month.border import tension_of
from caucasus_sim.month.choose import appeal_of, leave_standing, stand_again
from caucasus_sim.month.consider import appeal_of_consent
from caucasus_sim.month.terms import list_terms
from caucasus_sim.rules.arms import contest_share
from caucasus_sim.rules.decide import route_value


@stage
def prepare(w, x, b):
    """Set what a world's start takes from its draw: objections to articles, and support among voters."""
    w.balance = x.balance_start
    for z in range(b.routes):
        if w.route[z] < 3:
            w.works_road[z] = b.route_done[z] * x.own_works_done
    for p in range(2):
        for m in range(b.articles):
            w.objection[m, p] = x.gap[m, p] if w.deal[m] != 2 else 0.0
        w.support[p] = x.support_start_0 if p == 0 else x.support_start_1
        w.trust[p] = b.trust_start[p]
        w.trust_good[p] = x.trust_prior * b.trust_start[p]
        w.trust_bad[p] = x.trust_prior * (1.0 - b.trust_start[p])
        w.hardliners[p] = b.hardliners_start[p]


@stage
def derive(x, b):
    """Fill a draw's derived issues: each route on its terms, and the material issues of the principals."""
    x.balance_start = contest_share(b.stock_start[0], b.stock_start[1], x.contest_decisiveness)
    for i in range(b.actors):
        for z in range(b.routes):
            derive_route(x, b, i, z)
    list_terms(x, b)


@stage
def derive_route(x, b, i, z):
    """Worth of one route to one actor, out of its stances on opening, law, operator and guards."""
    k = b.route_slot[z]
    total = x.weight[i, b.opening_slot] + x.weight[i, b.law_slot] + x.weight[i, b.operator_slot[z]]
    total += x.weight[i, b.guard_slot[z]]
    mismatch = 0.0
    if total > 0.0:
        mismatch += x.weight[i, b.law_slot] * abs(x.position[i, b.law_slot] - b.route_law[z])
        mismatch += x.weight[i, b.operator_slot[z]] * 0.5 * (1.0 - x.position[i, b.operator_slot[z]])
        mismatch += x.weight[i, b.guard_slot[z]] * 0.5 * (1.0 - x.position[i, b.guard_slot[z]])
        mismatch /= total
    x.weight[i, k] = total
    x.position[i, k] = route_value(x.position[i, b.opening_slot], mismatch, x.route_terms_weight)


@stage
def measure_tension(w, x, b):
    """Fill a draw's ``tension_reference`` in a start of its own, and leave nothing to be expected yet."""
    start_again(w, x, b)
    x.tension_reference = tension_of(w, x, b)
    w.tension = 0.0
    for j in range(w.hazard.shape[0]):
        w.hazard[j] = 0.0


@stage
def measure_appeals(w, x, b):
    """Fill a draw's ``reference`` and ``deal_reference``, once the start is observed, expected and appraised."""
    for i in range(b.actors):
        measure_rows(w, x, b, i)
        for z in range(b.deals):
            x.deal_reference[i, z] = appeal_of_consent(w, x, b, i, z)


@stage
def start_again(w, x, b):
    """The parts of a start that depend on the draw."""
    w.month = b.start
    w.balance = x.balance_start
    for p in range(2):
        w.trust[p] = b.trust_start[p]
        w.hardliners[p] = b.hardliners_start[p]
        for m in range(b.articles):
            w.objection[m, p] = x.gap[m, p] if w.deal[m] != 2 else 0.0


@stage
def measure_rows(w, x, b, i):
    """Appeal of every row of an actor against holding, at the reference."""
    for domain in range(w.choice.shape[1]):
        leave_standing(w, x, b, i, w.choice[i, domain])
        for row in range(b.row_first[i, domain] + 1, b.row_last[i, domain]):
            x.reference[row] = appeal_of(w, x, b, i, row)
        stand_again(w, b, w.choice[i, domain])
