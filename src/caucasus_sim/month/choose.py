"""One standing choice per domain: a government reconsiders at a rate and answers by quantal response."""

from __future__ import annotations

from caucasus_sim.compiled import stage
from caucasus_sim.luck import unit
from caucasus_sim.month.arrays import CHANNEL, DIAL, DOMAINS, EFFECT, ROW_SIZE, ROW_WHAT
from caucasus_sim.month.codes import DOES
from caucasus_sim.month.terms import gain_of_row
from caucasus_sim.month.values import levered_size, review_chances, settling_chances
from caucasus_sim.rules.decide import choice_weight, review_rate
from caucasus_sim.rules.force import force_appeal

OFFENSIVE = DOES["limited_offensive"]
SHIFT = EFFECT["shift_to_conflict"]
SECURITY_DOMAIN = 1
SWING = 0.15
FAR_POWER, SOUTHERN_WAR = DIAL["far_power"], DIAL["southern_war"]
GUARANTEE = CHANNEL["outside_guarantee"]
CONCEDE = DOES["concede"]
_, _, GATE, MAJOR, ACT, ROW_EFFECT = ROW_WHAT.values()
COST, LOG_ODDS, PLAIN_ODDS, REFERENCE = ROW_SIZE.values()


@stage
def choose(w, x, b, luck, actor):
    """Fill the actor's ``next_choice`` and ``act``, and the appeal and odds of every move it considered."""
    rate = pace_of(w, x, b, actor)
    for domain in range(DOMAINS):
        w.next_choice[actor, domain] = w.choice[actor, domain]
        w.act[actor, domain] = -1
        w.reviewed[actor, domain] = 0
        if w.ordered[actor, domain] >= 0:
            obey(w, x, b, actor, domain, w.ordered[actor, domain])
            continue
        own = rate
        if domain == SECURITY_DOMAIN and b.side[actor] >= 0:
            own = review_rate(rate, x.rate_incidents, w.violence)
        may_review(w, x, b, own, actor, domain)


@stage
def may_review(w, x, b, rate, actor, domain):
    """Review everything, or the routine choices, where the month brings an opportunity for it."""
    seldom, often = w.review[0], w.review[1]
    by_major, by_any = w.review[2], w.review[3]
    if rate != x.move_scale:
        seldom, often = review_chances(x, rate, b.step)
        by_major, by_any = settling_chances(x, rate, b.step)
    lot = unit(w.review_words[domain, actor])
    everything = lot < seldom
    if not everything and (lot >= often or b.row_pace[w.choice[actor, domain]] > 0.0):
        return
    pace, settled, heard = 1, lot < by_major, seldom
    if not everything:
        pace, settled, heard = 0, lot - seldom < by_any, (often - seldom) / (1.0 - seldom)
    reconsider(w, x, b, actor, domain, pace, settled, max(1.0, heard))


@stage
def pace_of(w, x, b, actor):
    """What multiplies an actor's rates of reviewing."""
    rate = x.move_scale
    if actor == b.far_power:
        rate *= w.dial[FAR_POWER]
    elif actor == b.southern_power:
        rate *= 1.0 - w.dial[SOUTHERN_WAR]
    return rate


@stage
def obey(w, x, b, actor, domain, row):
    """An order is carried out where it is feasible; an act that is not is left."""
    if b.row_act[row] == 0 or w.gate[b.row_gate[row]] == 1:
        take(w, b, actor, domain, row)


@stage
def take(w, b, actor, domain, row):
    """An act is done once and leaves the standing posture; a posture replaces it."""
    if b.row_act[row] == 1:
        w.act[actor, domain] = row
    else:
        w.next_choice[actor, domain] = row


@stage
def reconsider(w, x, b, actor, domain, pace, settled, heard):
    """Weigh the feasible rows of the domain against holding: all at a major review, the routine ones at others.

    A posture is taken up where this opportunity settles what stands. Where it is ``heard`` for more than one, the odds
    of acts count as often.
    """
    w.reviewed[actor, domain] = 1
    first = b.row_first[actor, domain]
    last = b.row_last[actor, domain]
    noise = x.noise_principal if b.side[actor] >= 0 else x.noise_outsider
    leave_standing(w, x, b, actor, w.choice[actor, domain])
    total = 1.0
    for row in range(first + 1, last):
        w.odds[row] = 0.0
        if x.row_what[row, MAJOR] <= pace and w.gate[x.row_what[row, GATE]] == 1:
            w.appeal[row] = appeal_of(w, x, b, actor, row)
            w.odds[row] = odds_of(x, row, w.appeal[row], noise)
            if x.row_what[row, ACT] == 1:
                w.odds[row] *= heard
            total += w.odds[row]
    stand_again(w, b, w.choice[actor, domain])
    w.odds[first] = 1.0
    row = answer(w, first, last, unit(w.choose_words[domain, actor]), total)
    if settled or b.row_act[row] == 1:
        take(w, b, actor, domain, row)


@stage
def odds_of(x, row, appeal, noise):
    """Odds against holding; a move that appeals as at the reference has the odds worked out once."""
    if appeal == x.row_size[row, REFERENCE]:
        return x.row_size[row, PLAIN_ODDS]
    return choice_weight(x.row_size[row, LOG_ODDS], appeal, x.row_size[row, REFERENCE], noise)


@stage
def answer(w, first, last, lot, total):
    """The row that a lot falls on; what were odds against holding become chances."""
    remaining = lot * total - 1.0
    chosen, share = first, 1.0 / total
    w.odds[first] *= share
    for row in range(first + 1, last):
        odds = w.odds[row]
        further = remaining >= 0.0 and odds > 0.0
        chosen = row if further else chosen
        remaining = remaining - odds if further else remaining
        w.odds[row] = odds * share
    return chosen


@stage
def leave_standing(w, x, b, actor, row):
    """Take the standing posture's own touches out of the scratch."""
    for n in range(b.touches[row]):
        if b.touch_effect[row, n] < 0:
            w.scratch[b.touch_channel[row, n]] -= levered_size(x, b, actor, row, n)


@stage
def stand_again(w, b, row):
    """Put the channels of the standing posture back."""
    for n in range(b.touches[row]):
        w.scratch[b.touch_channel[row, n]] = w.channel[b.touch_channel[row, n]]


@stage
def appeal_of(w, x, b, actor, row):
    """Q of a row against holding: what it changes now, and what it makes likelier, less its cost."""
    appeal = gain_of_row(w, x, b, actor, row) - x.row_size[row, COST]
    if x.row_what[row, ROW_EFFECT] == CONCEDE:
        appeal -= x.concession_cost
    if x.row_what[row, ROW_EFFECT] == OFFENSIVE:
        appeal += appeal_of_force(w, x, b, actor)
    return appeal


@stage
def appeal_of_force(w, x, b, actor):
    """Equation (10) for a principal, with the patrons of the other and the eyes of the world."""
    p = b.side[actor]
    own = w.balance if p == 0 else 1.0 - w.balance
    patrons = 0.0
    for k in range(w.security.shape[1]):
        patrons = max(patrons, w.security[1 - p, k])
    patrons = max(patrons, w.guarantee, min(1.0, w.effort[GUARANTEE]))
    watched = x.eyes_monitors * w.monitors
    if b.far_power >= 0 and b.format_of[b.far_power] >= 0:
        watched = max(watched, w.format[b.format_of[b.far_power]])
    watched *= x.visibility_cost
    # A lens states the effect in log odds per swing of 0.15; times the noise it is utility.
    shift_weight = x.belief[actor, SHIFT] / SWING * x.noise_principal
    return force_appeal(own, x.force_gain, x.force_loss, patrons, x.force_patrons, shift_weight, w.shift[p], watched)
