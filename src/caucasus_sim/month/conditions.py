"""When a move is feasible."""

from __future__ import annotations

from caucasus_sim.compiled import stage
from caucasus_sim.month.arrays import DIAL
from caucasus_sim.month.codes import DEAL, WHEN, WHENS

ALWAYS = WHEN["always"]
UNSIGNED, TALKS, ARTICLE_OPEN = WHEN["unsigned"], WHEN["talks"], WHEN["article_open"]
IDLE, PROMISED = WHEN["amendment_idle"], WHEN["amendment_promised"]
NO_COURT, NO_CLAUSE = WHEN["no_court_ruling"], WHEN["no_clause"]
NO_ROUTE = WHEN["no_route"]
IN_BLOC, BLOC_FROZEN = WHEN["in_bloc"], WHEN["bloc_frozen"]
HELD, MAPS, LAWSUITS = WHEN["detainees_held"], WHEN["maps_withheld"], WHEN["lawsuits_pending"]
BARRED, FORCE, MONITORS, NEVER = WHEN["transit_barred"], WHEN["force_allowed"], WHEN["monitors_stand"], WHEN["never"]
FORCE_DIAL = DIAL["offensive_allowed_0"]
AMENDMENT_DIAL = DIAL["amendment_allowed_0"]
RETRY_DIAL = DIAL["amendment_retry"]
PARTIAL_DIAL, INTERIM_DIAL = DIAL["partial_allowed"], DIAL["interim_allowed"]
# The places of conditions among the gates: three to each, for others and for either principal; then the agreements.
GATES_A_CONDITION, FIRST_DEAL = 3, 3 * WHENS
OF_AGREEMENTS = ("route_open_to_offer", "deal_open_to_offer")
PARTIAL_KIND, INTERIM_KIND = DEAL["partial"], DEAL["interim"]


@stage
def set_gates(w, x, b):
    """Fill ``gate``, which says of each named condition whether it holds, for either principal and for others.

    One after the other and without branches: a processor cannot guess sixty of them.
    """
    for side in range(-1, 2):
        open_to(w, ALWAYS, side, True)
        open_to(w, NEVER, side, False)
        open_to(w, UNSIGNED, side, w.treaty < 3)
        open_to(w, TALKS, side, w.treaty < 1)
        open_to(w, ARTICLE_OPEN, side, w.treaty < 1)
        open_to(w, NO_ROUTE, side, w.route_chosen < 0)
        open_to(w, MONITORS, side, (w.monitors == 1) & (side == b.monitor_host))
        open_to(w, NO_CLAUSE, side, (w.clause == 0.0) & (w.treaty < 3))
    for side in range(2):
        open_to_principal(w, x, b, side)
    for z in range(b.deals):
        w.gate[FIRST_DEAL + z] = 1 if may_be_tabled(w, b, z) else 0


@stage
def open_to(w, when, side, does):
    """Note whether a condition holds for a side, -1 for others than principals."""
    w.gate[GATES_A_CONDITION * when + side + 1] = 1 if does else 0


@stage
def open_to_principal(w, x, b, side):
    """Conditions that ask about the acting principal; for others they never hold."""
    open_to(w, IDLE, side, may_amend(w, x, b, IDLE, side))
    open_to(w, PROMISED, side, may_amend(w, x, b, PROMISED, side))
    open_to(w, NO_COURT, side, (b.court_reviews[side] == 1) & (w.court[side] == 0))
    open_to(w, IN_BLOC, side, w.bloc[side] == 2)
    open_to(w, BLOC_FROZEN, side, w.bloc[side] == 1)
    open_to(w, HELD, side, w.held[side] > 0.0)
    open_to(w, MAPS, side, w.mine_maps < 1.0)
    open_to(w, LAWSUITS, side, w.lawsuits > 0.0)
    open_to(w, BARRED, side, w.transit[1 - side] == 0)
    open_to(w, FORCE, side, w.dial[FORCE_DIAL + side] > 0.0)


@stage
def may_amend(w, x, b, when, side):
    """Whether a principal may begin, or promise, a change of its constitution."""
    if b.has_amendment[side] == 0 or w.dial[AMENDMENT_DIAL + side] == 0.0:
        return False
    stage = w.amendment[side]
    if when == PROMISED:
        return stage == 0
    retry = stage == 6 and w.dial[RETRY_DIAL] > 0.0 and w.amendment_months[side] >= x.amendment_wait
    return stage <= 1 or retry


@stage
def may_be_tabled(w, b, deal):
    """Whether an agreement is neither on the table nor concluded, and allowed."""
    if w.deal[deal] == 1 or w.deal[deal] == 2:
        return False
    if b.deal_kind[deal] == PARTIAL_KIND:
        return w.dial[PARTIAL_DIAL] > 0.0 and w.treaty < 1
    if b.deal_kind[deal] == INTERIM_KIND:
        return w.dial[INTERIM_DIAL] > 0.0 and w.treaty < 3
    return True
