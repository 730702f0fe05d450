"""Strength of those in a society who reject a settlement; the same rule for both principals."""

from __future__ import annotations

import math

from caucasus_sim.compiled import rule
from caucasus_sim.rules.chance import logistic, moved_towards, within


@rule
def next_hardliners(strength, start, arms, dead, conceded, dividend, election, own_line, by_arms, by_dead,
                    by_concessions, by_dividend, by_election, speed, shock, step):  # fmt: skip
    """Hardliners' strength in one society after one step.

    In words
        Each society has a level of hardliners to which it returns. Arms from outside, recent dead, concessions of the
        own government, the dividend of openness, a near election and the government's own line shift that level in log
        odds; strength follows slowly, and chance moves it a little. What arms and the dividend do to it is contested.

    Equation
        H* = logistic(logit(H0) + b_a a + b_f f + b_c c + b_g g + b_e e + o)
        H' = H + (H* - H) (1 - exp(-r D)) + z, kept within 0.01..0.99

    Symbols
        H    strength        0.01..0.99   share; strength now
        H0   start           0.05..0.95   share; strength at the start
        a    arms            -4..4        doublings of the supply of arms from outside since the start
        f    dead            0..10        log of 1 plus the recent dead a month
        c    conceded        0..4         concessions of the own government a month
        g    dividend        0..1         dividend of openness, as a share of the full one
        e    election        0..1         whether an election is near
        o    own_line        -2..2        log odds; hard line of the own government in word
        b_a  by_arms         -2..2        log odds per doubling; contested, the sign is open
        b_f  by_dead         -0.5..2      log odds per unit
        b_c  by_concessions  -1..2        log odds per concession
        b_g  by_dividend     -2..2        log odds per unit; contested, the sign is open
        b_e  by_election     -1..2        log odds
        r    speed           0.005..0.5   per month; speed at which strength follows
        z    shock           -0.1..0.1    share; chance in this step
        D    step            0.25..1      months

    Follows (each line is a test in tests/rules/test_hardliners.py)
        Strength stays within 0.01..0.99.
        With nothing that pushes, a society at its start stays there.
        Opposite effects of arms push the log odds of where strength settles by the same amount in opposite directions.
        More recent dead, with a positive effect, never mean weaker hardliners.
        Without chance strength moves towards where it settles and not past it.
        The same numbers give the same strength for either principal: nothing in the rule says whose society it is.

    Source
        Form: log-linear level with slow adjustment, our own. What extremists do: Kydd and Walter, "Sabotaging the
        Peace", International Organization 56, 2002 (abstract read; it supports violence that works through mistrust,
        not this rule). Spoiling is less common than assumed and mostly fails, by a study of 241 agreements (abstract
        read).
        Magnitude: judgement; no estimate of the effect of arms for this pair was found.
        evidence/parameters/hardliners.yaml and the lenses.

    Not in this rule
        Party competition, media, the displaced as voters, and the other side's hardliners as a cause.

    >>> round(next_hardliners(0.30, 0.30, 0.0, 0.0, 0.0, 0.5, 0.0, 0.0, 0.8, 0.25, 0.3, -0.3, 0.15, 0.1, 0.0, 1.0), 4)
    0.2971
    >>> round(next_hardliners(0.30, 0.30, 1.0, 0.5, 0.25, 0.0, 1.0, 0.0, 0.8, 0.25, 0.3, -0.3, 0.15, 0.1, 0.0, 1.0), 4)
    0.3262
    """
    push = by_arms * arms + by_dead * dead + by_concessions * conceded + by_dividend * dividend
    push += by_election * election + own_line
    target = logistic(math.log(start / (1.0 - start)) + push)
    return within(moved_towards(strength, target, speed, step) + shock, 0.01, 0.99)
