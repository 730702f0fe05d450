"""Lots of a month looked up side by side, so that the processor makes four of them in the time of one."""

from __future__ import annotations

import numpy as np

from caucasus_sim.compiled import stage
from caucasus_sim.luck import MASK, WORD, philox, unit
from caucasus_sim.month.codes import DECISION

REVIEW, CHOOSE, CONSENT = DECISION["review"], DECISION["choose"], DECISION["consent"]
TOGETHER = 4


@stage
def look_up_choices(w, b, luck, moment):
    """Words of the lots of every government's reviews and choices."""
    low, high = np.uint64(luck) & MASK, np.uint64(luck) >> WORD
    when, only = np.uint64(moment) & MASK, np.uint64(0)
    for i in range(b.actors):
        w0, w1, w2, w3 = philox(low, high, when, only, b.keys[REVIEW, i, 0], b.keys[REVIEW, i, 1])
        w.review_words[0, i], w.review_words[1, i], w.review_words[2, i], w.review_words[3, i] = w0, w1, w2, w3
    for i in range(b.actors):
        w0, w1, w2, w3 = philox(low, high, when, only, b.keys[CHOOSE, i, 0], b.keys[CHOOSE, i, 1])
        w.choose_words[0, i], w.choose_words[1, i], w.choose_words[2, i], w.choose_words[3, i] = w0, w1, w2, w3


@stage
def look_up_consents(w, b, luck, moment):
    """Words of the lots of all governments on the agreements that are on the table, rounded up to whole fours."""
    low, high = np.uint64(luck) & MASK, np.uint64(luck) >> WORD
    when = np.uint64(moment) & MASK
    count = list_heard(w, b)
    for n in range((count + TOGETHER - 1) // TOGETHER * TOGETHER):
        key, k0, k1 = np.uint64(w.heard_key[n]), np.uint64(w.heard_owner[0, n]), np.uint64(w.heard_owner[1, n])
        w0, w1, w2, w3 = philox(low, high, when, key & MASK, k0 & MASK, k1 & MASK)
        w.heard_words[0, n], w.heard_words[1, n], w.heard_words[2, n], w.heard_words[3, n] = w0, w1, w2, w3


@stage
def list_heard(w, b):
    """List who must consent to what is on the table, actor by actor; how many there are."""
    count = 0
    for i in range(b.actors):
        w.heard_from[i] = count
        for n in range(b.signings[i]):
            z = b.signing[i, n]
            if w.deal[z] == 1:
                w.heard[count], w.heard_key[count] = z, b.deal_key[z]
                w.heard_owner[0, count], w.heard_owner[1, count] = b.keys[CONSENT, i, 0], b.keys[CONSENT, i, 1]
                count += 1
    w.heard_from[b.actors] = count
    return count


@stage
def four(words, n):
    """The four numbers of one lot."""
    return unit(words[0, n]), unit(words[1, n]), unit(words[2, n]), unit(words[3, n])
