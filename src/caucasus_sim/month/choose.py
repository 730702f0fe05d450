"""One standing choice per domain: a government reconsiders at a rate and answers by quantal response."""

from __future__ import annotations

from caucasus_sim.compiled import rule, stage
from caucasus_sim.luck import lots
from caucasus_sim.month.arrays import CHANNEL, DIAL, DOMAINS, EFFECT, MILESTONE_NAMES, MILESTONES
from caucasus_sim.month.codes import DECISION, DOES
from caucasus_sim.month.conditions import is_feasible
from caucasus_sim.month.marks import moment_of
from caucasus_sim.month.values import gain_of, levered_size
from caucasus_sim.rules.chance import happens_within
from caucasus_sim.rules.decide import arrival_value, choice_weight, review_rate
from caucasus_sim.rules.force import force_appeal

REVIEW, CHOOSE = DECISION["review"], DECISION["choose"]
PACE = CHANNEL["pace_treaty"]
PACES = MILESTONES
CONFLICT = MILESTONE_NAMES.index("conflict")
OFFENSIVE = DOES["limited_offensive"]
SHIFT = EFFECT["shift_to_conflict"]
SECURITY_DOMAIN = 1
SWING = 0.15
FAR_POWER, SOUTHERN_WAR = DIAL["far_power"], DIAL["southern_war"]
GUARANTEE = CHANNEL["outside_guarantee"]
CONCEDE = DOES["concede"]


@stage
def choose(worlds, r, draws, d, book, luck, actor):
    """Fill the actor's ``next_choice`` and ``act``, and the appeal and odds of every move it considered."""
    w = worlds[r]
    x = draws[d]
    b = book[0]
    moment = moment_of(w, b)
    reviews = lots(b.keys, REVIEW, actor, luck, moment, 0)
    answers = lots(b.keys, CHOOSE, actor, luck, moment, 0)
    for domain in range(DOMAINS):
        w.next_choice[actor, domain] = w.choice[actor, domain]
        w.act[actor, domain] = -1
        w.reviewed[actor, domain] = 0
        if w.ordered[actor, domain] >= 0:
            obey(w, x, b, actor, domain, w.ordered[actor, domain])
        else:
            quickened = quickening(w, x, b, actor, domain)
            major = happens_within(x.rate_major * quickened, b.step)
            routine = max(major, happens_within(x.rate_routine * quickened, b.step))
            standing = b.row_pace[w.choice[actor, domain]]
            if reviews[domain] < major:
                reconsider(w, x, b, answers[domain], actor, domain, 1.0)
            elif reviews[domain] < routine and standing == 0.0:
                reconsider(w, x, b, answers[domain], actor, domain, 0.0)


@rule
def quickening(w, x, b, actor, domain):
    """What multiplies the rates of reviewing a domain; violence quickens a principal's security."""
    rate = x.move_scale
    if actor == b.far_power:
        rate *= w.dial[FAR_POWER]
    elif actor == b.southern_power:
        rate *= 1.0 - w.dial[SOUTHERN_WAR]
    if domain == SECURITY_DOMAIN and b.side[actor] >= 0:
        return review_rate(rate, x.rate_incidents, w.violence)
    return rate


@rule
def obey(w, x, b, actor, domain, row):
    """An order is carried out where it is feasible; an act that is not is left."""
    if b.row_act[row] == 0 or is_feasible(w, x, b, row):
        take(w, b, actor, domain, row)


@rule
def take(w, b, actor, domain, row):
    """An act is done once and leaves the standing posture; a posture replaces it."""
    if b.row_act[row] == 1:
        w.act[actor, domain] = row
    else:
        w.next_choice[actor, domain] = row


@rule
def reconsider(w, x, b, lot, actor, domain, pace):
    """Weigh the feasible rows of the domain against holding: all at a major review, the routine ones at others."""
    w.reviewed[actor, domain] = 1
    first = b.row_first[actor, domain]
    last = b.row_last[actor, domain]
    leave_standing(w, x, b, actor, w.choice[actor, domain])
    total = 1.0
    for row in range(first + 1, last):
        w.odds[row] = 0.0
        if b.row_pace[row] <= pace and is_feasible(w, x, b, row):
            w.appeal[row] = appeal_of(w, x, b, actor, row)
            noise = x.noise_principal if b.side[actor] >= 0 else x.noise_outsider
            w.odds[row] = choice_weight(x.log_odds[row], w.appeal[row], x.reference[row], noise)
            total += w.odds[row]
    stand_again(w, b, actor, w.choice[actor, domain])
    remaining = lot * total - 1.0
    chosen = first
    w.odds[first] = 1.0 / total
    for row in range(first + 1, last):
        if remaining >= 0.0 and w.odds[row] > 0.0:
            chosen = row
            remaining -= w.odds[row]
        w.odds[row] /= total
    take(w, b, actor, domain, chosen)


@rule
def leave_standing(w, x, b, actor, row):
    """Take the standing posture's own touches out of the scratch."""
    for n in range(b.touches[row]):
        if b.touch_effect[row, n] < 0:
            w.scratch[actor, b.touch_channel[row, n]] -= levered_size(x, b, actor, row, n)


@rule
def stand_again(w, b, actor, row):
    """Put the channels of the standing posture back."""
    for n in range(b.touches[row]):
        w.scratch[actor, b.touch_channel[row, n]] = w.channel[b.touch_channel[row, n]]


@rule
def appeal_of(w, x, b, actor, row):
    """Q of a row against holding: what it changes now, and what it makes likelier, less its cost."""
    now = 0.0
    if x.row_counts[row] == 1:
        now = gain_of(w, x, b, actor, b.touch_channel[row], x.row_size[row], b.touches[row])
    later = 0.0
    for n in range(b.touches[row]):
        j = b.touch_channel[row, n] - PACE
        if 0 <= j < PACES:
            later += hastened(w, x, b, j, x.row_hasten[row, n]) * w.outlook[actor, j]
    appeal = now + later - b.row_cost[row]
    if b.row_effect[row] == CONCEDE:
        appeal -= x.concession_cost
    if b.row_effect[row] == OFFENSIVE:
        appeal += appeal_of_force(w, x, b, actor)
    return appeal


@rule
def hastened(w, x, b, j, faster):
    """Gain in present value per unit of a milestone when its rate is multiplied."""
    fast = min(0.95, w.hazard[j] * faster)
    delay = max(0.0, b.milestone_earliest[j] - w.month)
    return arrival_value(fast, delay, x.discount) - w.arrival[j]


@rule
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
