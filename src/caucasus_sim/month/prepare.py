"""Before the first month: start values that are uncertain, values at the reference, and stances derived from others."""

from __future__ import annotations

from caucasus_sim.compiled import entry, rule
from caucasus_sim.month.appraise import appraise
from caucasus_sim.month.border import tension_of
from caucasus_sim.month.choose import appeal_of, leave_standing, stand_again
from caucasus_sim.month.consider import appeal_of_consent
from caucasus_sim.month.expect import expect
from caucasus_sim.month.observe import observe
from caucasus_sim.month.terms import list_terms
from caucasus_sim.month.values import look_around
from caucasus_sim.rules.arms import contest_share
from caucasus_sim.rules.decide import route_value


@entry
def prepare(worlds, draws, draw_of, book):
    """Set what a world's start takes from its draw: objections to articles, and support among voters."""
    b = book[0]
    for r in range(worlds.shape[0]):
        w = worlds[r]
        x = draws[draw_of[r]]
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


@entry
def derive(draws, book):
    """Fill the derived issues of every draw: each route on its terms, and the material issues of the principals."""
    b = book[0]
    for d in range(draws.shape[0]):
        x = draws[d]
        x.balance_start = contest_share(b.stock_start[0], b.stock_start[1], x.contest_decisiveness)
        for i in range(b.actors):
            for z in range(b.routes):
                derive_route(x, b, i, z)
        list_terms(x, b)


@rule
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


@entry
def measure(worlds, middle, draws, book):
    """Measure appeals at the reference: the start, with median stances and each draw's own mechanisms.

    ``worlds`` WORLD [1], a start of the baseline, used as scratch; ``middle`` DRAW [m], the draws with the median
    stances in the place of theirs; fills ``reference``, ``deal_reference`` and ``tension_reference`` of both.
    """
    b = book[0]
    for d in range(draws.shape[0]):
        start_again(worlds, middle, d, book)
        x = middle[d]
        w = worlds[0]
        x.tension_reference = tension_of(w, x, b)
        draws[d].tension_reference = x.tension_reference
        w.tension = 0.0
        observe(w, x, b, 0)
        for j in range(w.hazard.shape[0]):
            w.hazard[j] = 0.0
        expect(w, x, b, 0)
        for i in range(b.actors):
            appraise(w, x, b, 0, i)
            measure_rows(w, x, draws[d], b, i)
            for z in range(b.deals):
                x.deal_reference[i, z] = appeal_of_consent(w, x, b, i, z)
                draws[d].deal_reference[i, z] = x.deal_reference[i, z]


@rule
def start_again(worlds, middle, d, book):
    """The parts of a start that depend on the draw."""
    w = worlds[0]
    x = middle[d]
    b = book[0]
    w.month = b.start
    w.balance = x.balance_start
    for p in range(2):
        w.trust[p] = b.trust_start[p]
        w.hardliners[p] = b.hardliners_start[p]
        for m in range(b.articles):
            w.objection[m, p] = x.gap[m, p] if w.deal[m] != 2 else 0.0


@rule
def measure_rows(w, x, drawn, b, i):
    """Appeal of every row of an actor against holding, at the reference."""
    look_around(w, b, i)
    for domain in range(w.choice.shape[1]):
        leave_standing(w, x, b, i, w.choice[i, domain])
        for row in range(b.row_first[i, domain] + 1, b.row_last[i, domain]):
            x.reference[row] = appeal_of(w, x, b, i, row)
            drawn.reference[row] = x.reference[row]
        stand_again(w, b, i, w.choice[i, domain])
