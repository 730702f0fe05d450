"""Agreements: what is on the table, what is concluded when all consents stand, ratification and failure."""

from __future__ import annotations

from caucasus_sim.compiled import stage
from caucasus_sim.luck import lots
from caucasus_sim.month.arrays import FIRST
from caucasus_sim.month.codes import DEAL, DECISION, TABLED
from caucasus_sim.month.marks import mark, moment_of
from caucasus_sim.rules.chance import happens_within, within
from caucasus_sim.rules.ratify import failure_hazard, votes_for

RATIFICATION, FAILURE = DECISION["ratification"], DECISION["failure"]
ARTICLE, INITIAL, SIGN, PARTIAL, INTERIM = (
    DEAL["article"],
    DEAL["initial"],
    DEAL["sign"],
    DEAL["partial"],
    DEAL["interim"],
)
ROUTE, THIRD, MUTUAL, PROTOCOL, EXCHANGE = (
    DEAL["route"],
    DEAL["third_border"],
    DEAL["mutual_border"],
    DEAL["protocol"],
    DEAL["exchange"],
)
OFFERED, TALKS, COMPLETE, INITIALLED = (
    TABLED["offered"],
    TABLED["talks"],
    TABLED["text_complete"],
    TABLED["initialled"],
)
ALWAYS, HELD, SHUT, UNDELIMITED = (
    TABLED["always"],
    TABLED["detainees_held"],
    TABLED["border_shut"],
    TABLED["undelimited"],
)
TEXT, WAS_INITIALLED, SIGNED, RATIFIED = (
    FIRST["text_complete"],
    FIRST["initialled"],
    FIRST["treaty_signed"],
    FIRST["ratified_0"],
)
IN_FORCE, FAILED, HELD_24 = FIRST["treaty_in_force"], FIRST["treaty_failed"], FIRST["treaty_held_24"]
PARTIAL_SIGNED, INTERIM_SIGNED = FIRST["partial_signed"], FIRST["interim_signed"]
ROUTE_AGREED, THIRD_OPEN, MUTUAL_OPEN = FIRST["route_agreed"], FIRST["third_border_open"], FIRST["mutual_border_open"]
OLD_FORMAT = FIRST["old_format_closed"]


@stage
def agreements(w, x, b, luck):
    """Conclude what all who must consent have consented to; move the treaty through ratification."""
    moment = moment_of(w, b)
    for z in range(b.deals):
        if w.deal[z] == 0:
            put_on_table(w, b, z)
        elif w.deal[z] == 1 and ever_all_consent(w, b, z):
            conclude(w, x, b, z)
    for z in range(b.deals):
        if w.deal[z] == 1:
            for n in range(b.signers[z]):
                w.consent[b.signer[z, n], z] = w.next_consent[b.signer[z, n], z]
    ratify(w, x, b, luck, moment)
    may_fail(w, x, b, luck, moment)


@stage
def put_on_table(w, b, z):
    """Some agreements are on the table as soon as the state allows them."""
    when = b.deal_when[z]
    ready = when == TALKS or (when == COMPLETE and w.treaty == 1) or (when == INITIALLED and w.treaty == 2)
    ready = ready or when == ALWAYS or (when == HELD and w.held[0] + w.held[1] > 0.0)
    ready = ready or (when == SHUT and is_shut(w, b, z)) or (when == UNDELIMITED and w.delimited < 1.0)
    if ready and when != OFFERED:
        w.deal[z] = 1
        w.deal_month[z] = w.month


@stage
def is_shut(w, b, z):
    """Whether the border that this agreement would open is shut."""
    if b.deal_kind[z] == MUTUAL:
        return w.mutual_border == 0
    for p in range(2):
        if b.deal_needs[z, b.principal[p]] == 1 and b.shut_border[p] == 1 and w.third_border[p] == 0:
            return True
    return False


@stage
def ever_all_consent(w, b, z):
    """Whether at some moment of the step everyone whom the agreement binds stood by a consent."""
    if all_consent_at(w, b, z, 0.0):
        return True
    for n in range(b.signers[z]):
        i = b.signer[z, n]
        if w.consent_when[i, z] < b.step:
            if w.consent_first[i, z] == 1 and all_consent_at(w, b, z, w.consent_when[i, z]):
                return True
            again = w.consent_again[i, z] < b.step and w.next_consent[i, z] == 1
            if again and all_consent_at(w, b, z, w.consent_again[i, z]):
                return True
    return False


@stage
def all_consent_at(w, b, z, when):
    """Whether everyone needed stood by a consent at a moment of the step, counted in months from its start."""
    for n in range(b.signers[z]):
        i = b.signer[z, n]
        stands = w.consent[i, z]
        if w.consent_again[i, z] <= when:
            stands = w.next_consent[i, z]
        elif w.consent_when[i, z] <= when:
            stands = w.consent_first[i, z]
        if stands == 0:
            return False
    return True


@stage
def conclude(w, x, b, z):
    """Write what the agreement brings about; a repeated kind leaves the table free for the next one."""
    kind = b.deal_kind[z]
    w.deal[z] = 2
    w.deal_month[z] = w.month
    w.deal_count[z] += 1
    w.stalled = 0.0
    if kind <= INTERIM:
        conclude_text(w, b, kind)
    elif kind == ROUTE:
        w.route[b.deal_part[z]] = 2
        if b.route_crosses[b.deal_part[z], 0] + b.route_crosses[b.deal_part[z], 1] > 0:
            w.route_chosen = b.deal_part[z]
            mark(w, ROUTE_AGREED)
    elif kind == THIRD:
        for p in range(2):
            if b.deal_needs[z, b.principal[p]] == 1:
                w.third_border[p] = 1
        mark(w, THIRD_OPEN)
    elif kind == MUTUAL:
        w.mutual_border = 1
        w.transit[0] = 1
        w.transit[1] = 1
        mark(w, MUTUAL_OPEN)
    else:
        conclude_repeated(w, x, b, z)


@stage
def conclude_text(w, b, kind):
    """Articles, initialling, signature, and the lesser texts."""
    if kind == ARTICLE:
        if every_article(w, b) and w.treaty == 0:
            w.treaty = 1
            w.completeness = 1.0
            mark(w, TEXT)
    elif kind == INITIAL:
        w.treaty = 2
        mark(w, WAS_INITIALLED)
    elif kind == SIGN:
        w.treaty = 3
        w.old_format = 0
        mark(w, OLD_FORMAT)
        mark(w, SIGNED)
    elif kind == PARTIAL:
        mark(w, PARTIAL_SIGNED)
    elif kind == INTERIM:
        mark(w, INTERIM_SIGNED)


@stage
def every_article(w, b):
    """Whether all articles are agreed."""
    for m in range(b.articles):
        if w.deal[m] != 2:
            return False
    return True


@stage
def conclude_repeated(w, x, b, z):
    """A delimitation protocol, or an exchange of detainees."""
    if b.deal_kind[z] == PROTOCOL:
        w.delimited = within(w.delimited + x.delimitation_share, 0.0, 1.0)
        w.protocols += 1
    else:
        w.held[0] = 0.0
        w.held[1] = 0.0
    w.gave[0] += 1
    w.gave[1] += 1
    w.deal[z] = 0
    for i in range(b.actors):
        w.consent[i, z] = 0
        w.next_consent[i, z] = 0


@stage
def ratify(w, x, b, luck, moment):
    """Each parliament in turn, in whole seats; the treaty is in force when both have ratified."""
    if w.treaty != 3:
        return
    for p in range(2):
        if w.ratified[p] == 1:
            continue
        w.ratifying[p] += b.step
        lot = lots(b.keys, RATIFICATION, b.principal[p], luck, moment, 0)[0]
        due = w.ratifying[p] >= x.ratification_least and lot < happens_within(1.0 / x.ratification_delay, b.step)
        if (
            due
            and votes_for(w.seats[p], x.parliament_discipline, w.support[p], b.seats_total[p]) >= b.seats_to_ratify[p]
        ):
            w.ratified[p] = 1
            mark(w, RATIFIED + p)
    if w.ratified[0] == 1 and w.ratified[1] == 1:
        w.treaty = 4
        mark(w, IN_FORCE)


@stage
def may_fail(w, x, b, luck, moment):
    """A signed treaty may break down, and surely does in a war."""
    if w.treaty < 3 or w.treaty == 5:
        return
    hazard = failure_hazard(x.failure_rate, w.tension, x.failure_tension)
    lot = lots(b.keys, FAILURE, b.keys.shape[1] - 1, luck, moment, 0)[0]
    if w.war_month == w.month or lot < happens_within(hazard, b.step):
        w.treaty = 5
        mark(w, FAILED)
    elif w.month - w.first[SIGNED] >= 24:
        mark(w, HELD_24)
