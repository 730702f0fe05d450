"""What a prospect would change that a government cares about: the terms of its appeal, listed once a draw.

A prospect is a move, an agreement or a milestone. It touches a few channels, and an actor cares about few issues, so
that most prospects have no term, some one or two. A term is an issue of the actor whose channel or gate is touched, or
a milestone that a move makes likelier.
"""

from __future__ import annotations

import math

from caucasus_sim.compiled import stage
from caucasus_sim.month.arrays import CHANNEL, MILESTONES, ROW_SIZE, ROW_WHAT, TERM_SIZE, TERM_WHAT, TERMS
from caucasus_sim.month.codes import KIND
from caucasus_sim.month.values import touch_size, worth
from caucasus_sim.rules.decide import arrival_value, choice_weight

FIRST_PACE = CHANNEL["pace_treaty"]
DERIVES, PACE = KIND["derives"], KIND["pace"]
TERM_KIND, TERM_CHANNEL, TERM_GATE = TERM_WHAT.values()
SIZE, OPENING, POSITION, WEIGHT = TERM_SIZE.values()
FIRST_TERM, LAST_TERM, ROW_GATE, MAJOR, ACT, ROW_EFFECT = ROW_WHAT.values()
COST, LOG_ODDS, PLAIN_ODDS, REFERENCE = ROW_SIZE.values()


@stage
def list_terms(x, b):
    """Write the terms of every milestone, agreement and move of a draw, and the odds of moves at the reference."""
    x.terms = 0
    for i in range(b.actors):
        for j in range(MILESTONES):
            x.milestone_terms[i, j, 0] = x.terms
            list_issues(x, b, i, b.milestone_channel[j], b.milestone_size[j], b.milestone_touches[j])
            x.milestone_terms[i, j, 1] = x.terms
        for n in range(b.signings[i]):
            z = b.signing[i, n]
            x.deal_terms[i, z, 0] = x.terms
            list_issues(x, b, i, b.deal_channel[z], b.deal_size[z], b.deal_touches[z])
            x.deal_terms[i, z, 1] = x.terms
    for row in range(b.rows):
        list_row(x, b, b.row_actor[row], row)
        tell_row(x, b, row)


@stage
def list_row(x, b, actor, row):
    """Write the terms of one move, as its actor believes them to be."""
    for n in range(b.touches[row]):
        x.touched[n] = touch_size(x, b, actor, row, n)
    x.row_what[row, FIRST_TERM] = x.terms
    list_paces(x, b, actor, row)
    list_issues(x, b, actor, b.touch_channel[row], x.touched, b.touches[row])
    x.row_what[row, LAST_TERM] = x.terms


@stage
def tell_row(x, b, row):
    """Write beside a move's terms whatever else is needed when it is weighed.

    An order with an amount of its own is a row that draws do not know: what is only ordered is read from the book.
    """
    x.row_what[row, ROW_GATE] = b.row_gate[row]
    x.row_what[row, MAJOR] = 1 if b.row_pace[row] > 0.0 else 0
    x.row_what[row, ACT] = b.row_act[row]
    x.row_what[row, ROW_EFFECT] = b.row_effect[row]
    x.row_size[row, COST] = b.row_cost[row]
    x.row_size[row, LOG_ODDS] = x.log_odds[row]
    x.row_size[row, PLAIN_ODDS] = choice_weight(x.log_odds[row], 0.0, 0.0, 1.0)
    x.row_size[row, REFERENCE] = x.reference[row]


@stage
def list_paces(x, b, actor, row):
    """Milestones that matter to the actor and that the move makes likelier or less likely."""
    for n in range(b.touches[row]):
        j = b.touch_channel[row, n] - FIRST_PACE
        if 0 <= j < MILESTONES and x.milestone_terms[actor, j, 0] < x.milestone_terms[actor, j, 1]:
            add_term(x, PACE, j, -1, math.exp(min(3.0, max(-3.0, x.touched[n]))), 0.0, 0.0, 1.0)


@stage
def list_issues(x, b, actor, channels, sizes, count):
    """Issues that matter to the actor and whose channel or gate is touched."""
    for k in range(b.slots):
        if x.weight[actor, k] == 0.0 or b.slot_kind[k] == DERIVES:
            continue
        size, opening, touched = 0.0, 0.0, False
        for n in range(count):
            if channels[n] == b.slot_channel[k]:
                size += sizes[n]
                touched = True
            if channels[n] == b.slot_gate[k]:
                opening += sizes[n]
                touched = True
        if touched:
            position, weight = x.position[actor, k], x.weight[actor, k]
            add_term(x, b.slot_kind[k], b.slot_channel[k], b.slot_gate[k], size, opening, position, weight)


@stage
def add_term(x, kind, channel, gate, size, opening, position, weight):
    """Enter one term; a full list shows by its number of terms, which whoever made the draws must look at."""
    n = x.terms
    if n < TERMS:
        x.term_what[n, TERM_KIND], x.term_what[n, TERM_CHANNEL], x.term_what[n, TERM_GATE] = kind, channel, gate
        x.term_size[n, SIZE], x.term_size[n, OPENING] = size, opening
        x.term_size[n, POSITION], x.term_size[n, WEIGHT] = position, weight
    x.terms = n + 1


@stage
def gain_of(w, x, terms):
    """Change of utility by a prospect at once; ``terms`` i8 [2], the first of its terms and the one after its last."""
    gain = 0.0
    for n in range(terms[0], terms[1]):
        gain += changed(w, x, n)
    return gain


@stage
def gain_of_row(w, x, b, actor, row):
    """Change of utility by a move: what it changes at once, and what it makes likelier."""
    gain = 0.0
    for n in range(x.row_what[row, FIRST_TERM], x.row_what[row, LAST_TERM]):
        if x.term_what[n, TERM_KIND] == PACE:
            j = x.term_what[n, TERM_CHANNEL]
            gain += hastened(w, x, b, j, x.term_size[n, SIZE]) * w.outlook[actor, j]
        else:
            gain += changed(w, x, n)
    return gain


@stage
def changed(w, x, n):
    """Change of utility on one issue, from the copy of the channels."""
    kind, position, gate = x.term_what[n, TERM_KIND], x.term_size[n, POSITION], x.term_what[n, TERM_GATE]
    now = w.scratch[x.term_what[n, TERM_CHANNEL]]
    before, after = worth(kind, now, position), worth(kind, now + x.term_size[n, SIZE], position)
    if gate >= 0:
        before *= w.scratch[gate]
        after *= w.scratch[gate] + x.term_size[n, OPENING]
    return x.term_size[n, WEIGHT] * (after - before)


@stage
def hastened(w, x, b, j, faster):
    """Gain in present value per unit of a milestone when its rate is multiplied."""
    fast = min(0.95, w.hazard[j] * faster)
    delay = max(0.0, b.milestone_earliest[j] - w.month)
    return arrival_value(fast, delay, x.discount) - w.arrival[j]
