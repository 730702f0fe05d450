"""Consent to every agreement on the table: equations (7) and (8)."""

from __future__ import annotations

from caucasus_sim.compiled import stage
from caucasus_sim.month.arrays import CHANNEL, EFFECT
from caucasus_sim.month.codes import DEAL
from caucasus_sim.month.lookup import four
from caucasus_sim.month.observe import STAGE_SHARE
from caucasus_sim.month.terms import gain_of
from caucasus_sim.rules.agree import (
    consent_appeal,
    doubt_left_by,
    precondition_met,
    reneging_risk,
    security_appeal,
)
from caucasus_sim.rules.chance import logistic, waiting_time
from caucasus_sim.rules.decide import arrival_value

ARTICLE = DEAL["article"]
AMENDMENT_ASSURES, GUARANTEE_ASSURES = EFFECT["amendment_assures"], EFFECT["guarantee_assures"]
COURT_ASSURES, INTERIM_ASSURES = EFFECT["court_assures"], EFFECT["interim_assures"]
SECURITY_EFFECT = EFFECT["security_to_consent"]
LATER = 1.0e9
SWING = 0.15  # the unit in which lenses state effects of the balance
GUARANTEE, INTERIM = CHANNEL["outside_guarantee"], CHANNEL["interim_document"]
HARD_LINE = CHANNEL["hard_line_0"]


@stage
def consider(w, x, b, luck, actor):
    """Fill the actor's ``next_consent`` for every agreement that needs it, with appeals and odds."""
    for n in range(b.signings[actor]):
        z = b.signing[actor, n]
        w.next_consent[actor, z] = w.consent[actor, z]
        w.consent_when[actor, z] = LATER
        w.consent_again[actor, z] = LATER
    for n in range(w.heard_from[actor], w.heard_from[actor + 1]):
        hear(w, x, b, four(w.heard_words, n), actor, w.heard[n])


@stage
def hear(w, x, b, lot, actor, z):
    """Consider an agreement when its time comes, at most twice in a step."""
    if lot[0] >= w.consent_rate[z] * b.step:  # the chance is smaller than that, so the time need not be worked out
        return
    when = waiting_time(w.consent_rate[z], lot[0])
    if when >= b.step:
        return
    w.consent_when[actor, z] = when
    weigh(w, x, b, actor, z)
    w.consent_first[actor, z] = 1 if lot[1] < w.consent_odds[actor, z] else 0
    w.next_consent[actor, z] = w.consent_first[actor, z]
    when += waiting_time(w.consent_rate[z], lot[2])
    if when < b.step:
        w.consent_again[actor, z] = when
        w.next_consent[actor, z] = 1 if lot[3] < w.consent_odds[actor, z] else 0


@stage
def weigh(w, x, b, actor, z):
    """Appeal of consenting and the chance of it."""
    appeal = appeal_of_consent(w, x, b, actor, z)
    noise = x.noise_principal if b.side[actor] >= 0 else x.noise_outsider
    leaning = 0.0 if b.side[actor] < 0 else leaning_of(w, x, b, actor, b.side[actor])
    w.consent_appeal[actor, z] = appeal
    w.consent_odds[actor, z] = logistic(
        x.deal_log_odds[actor, z] + leaning + (appeal - x.deal_reference[actor, z]) / noise
    )


@stage
def appeal_of_consent(w, x, b, actor, z):
    """Everything an actor puts on the scales for one agreement."""
    gain = gain_of(w, x, x.deal_terms[actor, z])
    induced = x.material_weight * w.inducement[z, actor]
    p = b.side[actor]
    if p < 0:
        return consent_appeal(gain, induced, 0.0, 0.0, 0.0, 1.0, 0.0)
    gain += gain_of_principal(w, x, b, p, z)
    reneging = doubt(w, x, b, actor, p)
    loss = x.loss_if_broken if b.deal_binds[z] == 1 else 0.0
    precondition = x.precondition[p] if b.deal_preconditioned[z] == 1 else 0.0
    return consent_appeal(gain, induced, loss, reneging, precondition, met_for(w, x, p), waiting_for(w, x, b, p, z))


@stage
def gain_of_principal(w, x, b, p, z):
    """What only principals weigh: the terms of an article as they stand."""
    if b.deal_kind[z] == ARTICLE:
        return -x.article_stake * w.objection[b.deal_part[z], p]
    return 0.0


@stage
def leaning_of(w, x, b, actor, p):
    """Log odds from a new government's will, and from a safer or worse balance; the sign of the latter is open."""
    own = w.balance if p == 0 else 1.0 - w.balance
    start = x.balance_start if p == 0 else 1.0 - x.balance_start
    return w.lean[p] + security_appeal(x.belief[actor, SECURITY_EFFECT] / SWING, own, start)


@stage
def doubt(w, x, b, actor, p):
    """Reneging as this principal sees it, after the assurances that stand."""
    q = 1 - p
    belief = x.belief[actor]
    left = doubt_left_by(STAGE_SHARE[w.amendment[q]], belief[AMENDMENT_ASSURES])
    left *= doubt_left_by(max(w.guarantee, min(1.0, w.effort[GUARANTEE])), belief[GUARANTEE_ASSURES])
    left *= doubt_left_by(max(0, w.court[q]) * 1.0, belief[COURT_ASSURES])
    left *= doubt_left_by(w.channel[INTERIM], belief[INTERIM_ASSURES])
    return reneging_risk(w.trust[p], seen_hard_line(w, x, q), left)


@stage
def seen_hard_line(w, x, q):
    """A principal's estimate of the other's hardliners, from public acts and lines only."""
    return min(
        0.5, x.hardliners_guess + x.guess_from_line * w.channel[HARD_LINE + q] + x.guess_from_violence * w.violence
    )


@stage
def met_for(w, x, p):
    """How far the other side's constitution meets this principal's precondition."""
    q = 1 - p
    return precondition_met(
        STAGE_SHARE[w.amendment[q]] if w.amendment[q] == 5 else x.begun_counts * STAGE_SHARE[w.amendment[q]],
        max(0, w.court[q]) * 1.0,
        w.clause,
        max(w.guarantee, min(1.0, w.effort[GUARANTEE])),
        w.channel[INTERIM],
        x.accepts[p, 0],
        x.accepts[p, 1],
        x.accepts[p, 2],
        x.accepts[p, 3],
    )


@stage
def waiting_for(w, x, b, p, z):
    """Value of waiting for better terms of an article, at the rate the other has been conceding."""
    if b.deal_kind[z] != ARTICLE:
        return 0.0
    better = x.article_stake * min(x.concession_step, w.objection[b.deal_part[z], p])
    return x.waiting_weight * arrival_value(min(0.9, w.conceding[1 - p]), 0.0, x.discount) * better
