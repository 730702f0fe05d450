"""From signature to force, and how a treaty fails."""

from __future__ import annotations

import math

from caucasus_sim.compiled import rule


@rule
def votes_for(seats, discipline, support, seats_total):
    """Seats that vote for ratification, in whole seats.

    In words
        Of the governing side those vote for the treaty who keep discipline. Of the others some cross the floor once
        voters are in favour, as many as support exceeds one half.

    Equation
        v = floor(s d + (N - s) max(0, S - 1/2) + 1/2)

    Symbols
        s  seats        whole 0..100     seats of the governing side
        d  discipline   0.5..1           share of them who vote with the government
        S  support      0..1             support for the treaty among voters
        N  seats_total  whole 100..300   seats of the parliament

    Follows (each line is a test in tests/rules/test_ratify.py)
        The votes are whole and neither negative nor more than there are seats.
        With support at or below one half nobody crosses the floor.
        More seats, discipline or support never mean fewer votes.
        A governing side of full discipline with all the seats carries the treaty unanimously.

    Source
        Form: our own; that domestic support bounds what can be ratified is the two-level game, Putnam, International
        Organization 42(3), 1988 (not read for this project). Thresholds are law and live in evidence/institutions.
        Magnitude: that half of the support above one half crosses at full support, a judgement.

    Not in this rule
        Rebels who fear for their seats, boycotts of the sitting, and a court's review before the vote.

    >>> votes_for(71, 0.96, 0.62, 107)
    72
    >>> votes_for(50, 0.90, 0.40, 107)
    45
    """
    governing = seats * discipline
    crossing = (seats_total - seats) * max(0.0, support - 0.5)
    return int(math.floor(governing + crossing + 0.5))


@rule
def failure_hazard(rate, tension, sensitivity):
    """Monthly rate at which a signed treaty breaks down.

    In words
        A treaty fails at a low base rate, which tension on the border multiplies, to twenty times the base at most.

    Equation
        h = f exp(min(3, s x))

    Symbols
        f   rate         0..0.05   per month; rate at the reference tension
        x   tension      -8..8     log-linear index of the border, 0 at the reference
        s   sensitivity  -1..3     log of the rate per unit of tension

    Follows (each line is a test in tests/rules/test_ratify.py)
        At the reference tension the rate is the base rate.
        The rate is never negative and never above exp(3), about twenty, times the base.
        With positive sensitivity more tension never makes failure rarer.
        Without sensitivity tension does not matter.

    Source
        Form: proportional hazard, our own. Base: after a negotiated end of a dispute with 26 or more deaths between
        neighbours, 13 in 100 had a war and 55 in 100 a fatal dispute within five years (own count in the public dispute
        data of GML-MID 2.2.1; dyads are not independent, no covariates), so 0.002 to 0.010 a month.
        Magnitude: sensitivity and ceiling are judgement; evidence/parameters/ratify.yaml.

    Not in this rule
        Denunciation without violence, and the loss of leverage once a mediator has left.

    >>> round(failure_hazard(0.003, 0.0, 0.7), 4)
    0.003
    >>> round(failure_hazard(0.003, 2.0, 0.7), 4)
    0.0122
    """
    exponent = min(3.0, sensitivity * tension)
    return rate * math.exp(exponent)
