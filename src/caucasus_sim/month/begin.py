"""First stage of a month: the calendar moves on, the world outside acts, what is assumed comes true."""

from __future__ import annotations

from caucasus_sim.compiled import stage
from caucasus_sim.month.arrays import DIAL, DOMAINS, FIRST, ONCE
from caucasus_sim.month.codes import DEAL
from caucasus_sim.month.lookup import look_up_choices, look_up_consents
from caucasus_sim.month.marks import mark, moment_of, starts_month
from caucasus_sim.month.values import review_chances, settling_chances

ONCE_DIALS = tuple(DIAL[name] for name in ONCE)
ONCE_RESETS = tuple(-1.0 if name.startswith("assume_route") else 0.0 for name in ONCE)
AMENDMENT = (DIAL["assume_amendment_0"], DIAL["assume_amendment_1"])
REJECTION = (DIAL["assume_rejection_0"], DIAL["assume_rejection_1"])
ROUTE_AGREED = DIAL["assume_route"]
ROUTE_OPEN = DIAL["assume_route_open"]
TREATY = DIAL["assume_treaty"]
INTERIM = DIAL["assume_interim"]
PARTIAL = DIAL["assume_partial"]
BORDERS = DIAL["assume_borders"]
MONITORS_END = DIAL["assume_monitors_end"]
GUARANTEE = DIAL["assume_guarantee"]

COMPLETE, INITIALLED, SIGNED = FIRST["text_complete"], FIRST["initialled"], FIRST["treaty_signed"]
INTERIM_SIGNED, PARTIAL_SIGNED = FIRST["interim_signed"], FIRST["partial_signed"]
AMENDED, REFERENDUM_FAILED = FIRST["amendment_in_force_0"], FIRST["referendum_failed_0"]
AGREED, OPEN, PARTLY, WORKS = (
    FIRST["route_agreed"],
    FIRST["route_open"],
    FIRST["route_partly_open"],
    FIRST["route_works"],
)
THIRD, BYPASS = FIRST["third_border_open"], FIRST["bypass_open"]
MONITORS_ENDED, OLD_FORMAT = FIRST["monitors_ended"], FIRST["old_format_closed"]
SIGN_DEAL, PARTIAL_DEAL, INTERIM_DEAL, ROUTE_DEAL = DEAL["sign"], DEAL["partial"], DEAL["interim"], DEAL["route"]


@stage
def begin(w, x, b, luck):
    """Count the step, reset what lasts a month, set dials, carry out assumptions, read the script."""
    w.month = b.start + int(w.tick * b.step)
    w.tick += 1
    reset_month(w)
    set_dials(w, b)
    come_true(w, b)
    read_script(w, b)
    look_up_choices(w, b, luck, moment_of(w, b))
    look_up_consents(w, b, luck, moment_of(w, b))
    w.review[0], w.review[1] = review_chances(x, x.move_scale, b.step)
    w.review[2], w.review[3] = settling_chances(x, x.move_scale, b.step)


@stage
def reset_month(w):
    """What happened last month is over."""
    for k in range(len(ONCE_DIALS)):
        w.dial[ONCE_DIALS[k]] = ONCE_RESETS[k]
    w.incidents = 0
    w.fatalities = 0
    w.crisis = 0
    w.met = 0
    for p in range(2):
        w.reports[p] = 0
        w.conceded[p] = 0.0
        w.gave[p] = 0
        w.offensive[p] = 0
        w.amended[p] = 0
        w.delivered[p] = 0.0


@stage
def set_dials(w, b):
    """Events dated this month set their dials; with a step under a month, on its first step only."""
    if not starts_month(w, b):
        return
    for e in range(b.events):
        if b.event_month[e] == w.month:
            w.dial[b.event_dial[e]] = b.event_value[e]


@stage
def come_true(w, b):
    """Assumptions of the scenario: they happen whatever anyone wants."""
    for p in range(2):
        if w.dial[AMENDMENT[p]] > 0.0 and w.amendment[p] != 5:
            w.amendment[p] = 5
            w.amended[p] = 1
            mark(w, AMENDED + p)
        if w.dial[REJECTION[p]] > 0.0 and w.amendment[p] != 5:
            w.amendment[p] = 6
            w.amendment_months[p] = 0.0
            mark(w, REFERENDUM_FAILED + p)
    if w.dial[TREATY] > 0.0 and w.treaty < 3:
        assume_signature(w, b)
    if w.dial[INTERIM] > 0.0:
        mark(w, INTERIM_SIGNED)
        settle(w, b, INTERIM_DEAL)
    if w.dial[PARTIAL] > 0.0:
        mark(w, PARTIAL_SIGNED)
        settle(w, b, PARTIAL_DEAL)
    if w.dial[BORDERS] > 0.0:
        for p in range(2):
            w.third_border[p] = max(w.third_border[p], b.shut_border[p])
        mark(w, THIRD)
    if w.dial[MONITORS_END] > 0.0 and w.monitors == 1:
        w.monitors = 0
        mark(w, MONITORS_ENDED)
    if w.dial[GUARANTEE] > 0.0:
        w.guarantee = 1.0
    assume_route(w, b)


@stage
def settle(w, b, kind):
    """Agreements of a kind count as concluded, since their result is assumed."""
    for z in range(b.deals):
        if b.deal_kind[z] == kind and w.deal[z] != 2:
            w.deal[z] = 2
            w.deal_month[z] = w.month


@stage
def settle_route(w, b, option):
    """The agreement on one route counts as concluded."""
    for z in range(b.deals):
        if b.deal_kind[z] == ROUTE_DEAL and b.deal_part[z] == option:
            w.deal[z] = 2
            w.deal_month[z] = w.month


@stage
def assume_signature(w, b):
    """The full text is signed by assumption."""
    w.treaty = 3
    w.completeness = 1.0
    w.old_format = 0
    mark(w, OLD_FORMAT)
    for kind in range(SIGN_DEAL + 1):
        settle(w, b, kind)
    mark(w, COMPLETE)
    mark(w, INITIALLED)
    mark(w, SIGNED)


@stage
def assume_route(w, b):
    """A route is agreed, or open, by assumption."""
    agreed = int(w.dial[ROUTE_AGREED])
    if agreed >= 0 and w.route[agreed] < 2:
        w.route[agreed] = 2
        settle_route(w, b, agreed)
        if b.route_crosses[agreed, 0] + b.route_crosses[agreed, 1] > 0:
            w.route_chosen = agreed
            mark(w, AGREED)
    opened = int(w.dial[ROUTE_OPEN])
    if opened >= 0 and w.route[opened] < 5:
        w.route[opened] = 5
        settle_route(w, b, opened)
        w.works_road[opened] = 1.0
        w.works_rail[opened] = 1.0
        if b.route_crosses[opened, 0] + b.route_crosses[opened, 1] > 0:
            w.route_chosen = opened
            for milestone in (AGREED, WORKS, PARTLY, OPEN):
                mark(w, milestone)
        else:
            mark(w, BYPASS)


@stage
def read_script(w, b):
    """What the script or a condition of the scenario orders this month takes the agent's choice away."""
    t = w.month - b.start
    first_step = starts_month(w, b)
    for i in range(b.actors):
        for k in range(DOMAINS):
            row = b.script[t, i, k]
            again = row >= 0 and b.row_act[row] == 1 and not first_step
            w.ordered[i, k] = -1 if again else row
    for c in range(b.whens):
        since = w.first[b.when_first[c]]
        if since >= 0 and w.month == since + b.when_after[c] and first_step:
            row = b.when_row[c]
            w.ordered[b.row_actor[row], b.row_domain[row]] = row
