"""From an agreed route to traffic on it."""

from __future__ import annotations

from caucasus_sim.compiled import stage
from caucasus_sim.luck import lots
from caucasus_sim.month.arrays import DIAL, FIRST
from caucasus_sim.month.codes import DEAL, DECISION, DOES
from caucasus_sim.month.marks import mark, moment_of, starts_month
from caucasus_sim.rules.chance import happens_within, moved_towards
from caucasus_sim.rules.route import coercion_hazard, next_works, openness

COERCION, REOPENING = DECISION["coercion"], DECISION["reopening"]
EPISODE = DIAL["coercion_episode"]
ROUTE = DEAL["route"]
COERCE = DOES["coerce"]
ROUTE_DOMAIN = 2
WORKS, PARTLY, OPEN, SUSPENDED = (
    FIRST["route_works"],
    FIRST["route_partly_open"],
    FIRST["route_open"],
    FIRST["route_suspended"],
)
BYPASS = FIRST["bypass_open"]


@stage
def routes(w, x, b, luck):
    """Move every route from agreed through works to open, or suspended."""
    moment = moment_of(w, b)
    world = b.keys.shape[1] - 1
    press_on(w, x, b, luck, moment, world)
    for z in range(b.routes):
        if w.route[z] >= 2:
            build(w, x, b, luck, moment, world, z)
    if w.route_chosen < 0 and starts_month(w, b):
        w.deadlock += 1


@stage
def press_on(w, x, b, luck, moment, world):
    """An outside power that objects may mass forces over an agreed route."""
    threatened, agreed = 0.0, 0.0
    for z in range(b.deals):
        if b.deal_kind[z] == ROUTE and w.route[b.deal_part[z]] >= 2:
            agreed = 1.0
            for i in range(b.actors):
                threatened = max(threatened, -w.inducement[z, i])
    hazard = coercion_hazard(x.coercion_rate, threatened, agreed)
    lot = lots(b.keys, COERCION, world, luck, moment, 0)[0]
    if w.dial[EPISODE] > 0.0 or (agreed > 0.0 and forces_massed(w, b)) or lot < happens_within(hazard, b.step):
        w.coercion = 1.0
    w.coercion = moved_towards(w.coercion, 0.0, x.coercion_half_life, b.step)


@stage
def forces_massed(w, b):
    """Whether an outside power chose to mass forces over a route this month."""
    for i in range(b.actors):
        row = w.act[i, ROUTE_DOMAIN]
        if row >= 0 and b.row_effect[row] == COERCE:
            return True
    return False


@stage
def build(w, x, b, luck, moment, world, z):
    """Works, opening, suspension by a crisis or by coercion, and reopening."""
    held_up = w.crisis == 1 or w.coercion > 0.5
    if w.route[z] >= 3 and w.route[z] <= 5 and held_up:
        w.route[z] = 6
        if b.route_crosses[z, 0] + b.route_crosses[z, 1] > 0:
            mark(w, SUSPENDED)
        return
    if w.route[z] == 6:
        lot = lots(b.keys, REOPENING, world, luck, moment, z)[0]
        if held_up or lot >= happens_within(x.reopening_rate, b.step):
            return
        w.route[z] = 3
    advance(w, x, b, z, held_up)


@stage
def advance(w, x, b, z, held_up):
    """One step of works on the lines that the option has."""
    if w.route[z] == 2 and (held_up or not begun(w, x, b, z)):
        return
    w.works_road[z] = next_works(w.works_road[z], x.works_months_road, False, b.step)
    w.works_rail[z] = next_works(w.works_rail[z], x.works_months_rail, False, b.step)
    share = openness(w.works_road[z], w.works_rail[z], b.route_road[z], b.route_rail[z], False)
    w.route[z] = 5 if share >= 1.0 else (4 if share > 0.0 else 3)
    note_progress(w, b, z)


@stage
def note_progress(w, b, z):
    """Milestones count for routes across a principal's territory; a line around it has one of its own."""
    if b.route_crosses[z, 0] + b.route_crosses[z, 1] == 0:
        if w.route[z] == 5:
            mark(w, BYPASS)
        return
    mark(w, WORKS)
    if w.route[z] >= 4:
        mark(w, PARTLY)
    if w.route[z] == 5:
        mark(w, OPEN)


@stage
def begun(w, x, b, z):
    """Works start some months after the agreement."""
    for k in range(b.deals):
        if b.deal_kind[k] == ROUTE and b.deal_part[k] == z:
            return w.month >= w.deal_month[k] + x.works_start
    return True
