"""What everybody can see at the start of the month, put on the channels that stances and moves refer to."""

from __future__ import annotations

from caucasus_sim.compiled import stage
from caucasus_sim.month.arrays import CHANNEL, CHANNELS, FIRST, FORMATS, PARTNERS, ROUTES
from caucasus_sim.month.conditions import set_gates
from caucasus_sim.month.values import look_around

ARTICLES_SHARE = CHANNEL["articles"]
PARTIAL = CHANNEL["partial_text"]
TREATY = CHANNEL["treaty"]
COMPLETENESS = CHANNEL["completeness"]
AMENDMENT = CHANNEL["amendment_0"]
COURT = CHANNEL["court_ruling_0"]
CLAUSE = CHANNEL["treaty_clause"]
GUARANTEE = CHANNEL["outside_guarantee"]
INTERIM = CHANNEL["interim_document"]
TRANSIT = CHANNEL["transit_0"]
BORDERS = CHANNEL["borders_0"]
ARMS = CHANNEL["arms_0"]
SECURITY = CHANNEL["security_0_0"]
TRADE = CHANNEL["trade_0_0"]
FORMAT = CHANNEL["format_0"]
DELIMITED = CHANNEL["delimited"]
BASIS = CHANNEL["basis_0"]
MONITORS = CHANNEL["monitors"]
DETAINEES = CHANNEL["detainees"]
RETURNS = CHANNEL["returns"]
ROUTE = CHANNEL["route_0"]
FIGHTING = CHANNEL["fighting"]
DIVIDEND = CHANNEL["dividend_0"]
SCRUTINY = CHANNEL["scrutiny_0"]
POSTURES_FROM = CHANNEL["threat_0"]
INTERIM_SIGNED = FIRST["interim_signed"]
PARTIAL_SIGNED = FIRST["partial_signed"]
STAGE_SHARE = (0.0, 0.33, 0.67, 0.67, 0.67, 1.0, 0.0)
ROUTE_SHARE = (0.0, 0.0, 0.0, 0.0, 0.5, 1.0, 0.0)


@stage
def observe(w, x, b, luck):
    """Fill ``channel`` from the state and from the efforts of standing postures."""
    see_efforts(w)
    see_treaty(w, x, b)
    see_principals(w, x, b)
    see_region(w, b)
    look_around(w)
    set_gates(w, x, b)


@stage
def see_efforts(w):
    """Postures alone carry the channels of threats, payments, pressure, lines taken and paces."""
    for c in range(CHANNELS):
        w.channel[c] = 0.0
    for c in range(POSTURES_FROM, CHANNELS):
        w.channel[c] = w.effort[c]


@stage
def see_treaty(w, x, b):
    """Where the text and its assurances stand."""
    agreed = 0.0
    for m in range(b.articles):
        if w.deal[m] == 2:
            agreed += 1.0
    w.channel[ARTICLES_SHARE] = agreed / b.articles
    w.channel[PARTIAL] = 1.0 if w.first[PARTIAL_SIGNED] >= 0 else 0.0
    w.channel[TREATY] = 1.0 if w.treaty == 4 else (x.signed_counts if w.treaty == 3 else 0.0)
    w.channel[COMPLETENESS] = w.completeness
    w.channel[CLAUSE] = w.clause
    w.channel[GUARANTEE] = max(w.guarantee, min(1.0, w.effort[GUARANTEE]))
    w.channel[INTERIM] = 1.0 if w.first[INTERIM_SIGNED] >= 0 else 0.0


@stage
def see_principals(w, x, b):
    """What stands differently for each principal."""
    for p in range(2):
        w.channel[AMENDMENT + p] = STAGE_SHARE[w.amendment[p]]
        w.channel[COURT + p] = max(0, w.court[p]) * 1.0
        w.channel[TRANSIT + p] = w.transit[p] * 1.0
        w.channel[BORDERS + p] = (w.third_border[p] * b.shut_border[p] + w.mutual_border) / (1.0 + b.shut_border[p])
        # Without the dial: a lever scales what is delivered on a decision, and must not talk suppliers out of deciding.
        w.channel[ARMS + p] = min(1.0, max(0.0, 0.5 + w.effort[ARMS + p]))
        w.channel[DIVIDEND + p] = min(1.0, w.dividend[p] / x.dividend_full)
        w.channel[SCRUTINY + p] = w.scrutiny[p]
        for k in range(PARTNERS):
            w.channel[SECURITY + p * PARTNERS + k] = w.security[p, k]
            w.channel[TRADE + p * PARTNERS + k] = w.trade_tie[p, k]


@stage
def see_region(w, b):
    """Formats, the border, routes and violence."""
    for k in range(FORMATS):
        w.channel[FORMAT + k] = w.format[k]
    w.channel[DELIMITED] = w.delimited
    w.channel[BASIS] = 1.0
    w.channel[MONITORS] = w.monitors * 1.0
    w.channel[DETAINEES] = 1.0 if b.held_start == 0.0 else 1.0 - min(1.0, (w.held[0] + w.held[1]) / b.held_start)
    w.channel[RETURNS] = w.returned
    for z in range(ROUTES):
        w.channel[ROUTE + z] = ROUTE_SHARE[w.route[z]]
    w.channel[FIGHTING] = w.violence
