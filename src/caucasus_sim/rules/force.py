"""Whether force appears to pay: equation (10) of the model description."""

from __future__ import annotations

from caucasus_sim.compiled import rule


@rule
def force_appeal(chance, gain, loss, patrons, patrons_weight, shift_effect, balance_falls, visibility):
    """What an attempt to take ground by force is worth to a principal.

    In words
        A costly lottery: the prize with the chance of winning it, less what fighting costs whoever wins, less the
        expected answer of the other's partners and the eyes of the world. A principal that sees its chances fall if it
        waits may be tempted, or, where the contested effect is negative, may hold back.

    Equation
        Q = p g - l - r a + b max(0, s) - v

    Symbols
        p   chance          0..1    chance of prevailing, from the balance
        g   gain            0..1    utility of success
        l   loss            0..2    utility that fighting costs, won or lost
        a   patrons         0..1    how far the other's partners stand by it
        r   patrons_weight  0..2    utility that their full answer costs
        b   shift_effect    -3..3   utility per unit of lost chance; contested, the sign is open
        s   balance_falls   -1..1   fall of the own chance if it waits 24 months; negative: a rise
        v   visibility      0..1    utility that world attention costs

    Follows (each line is a test in tests/rules/test_force.py)
        A better chance, or a larger gain, never makes force less appealing.
        Stronger partners of the other, more attention and higher costs never make it more appealing.
        Where the balance does not fall, waiting does not count, whatever its effect.
        Opposite effects of waiting move the appeal by the same amount in opposite directions.
        Without partners, attention and a shift, force pays from a chance of loss / gain on.

    Source
        Form: war as a costly lottery, Fearon, "Rationalist Explanations for War", International Organization 49(3),
        1995; decline as a motive, Powell, "War as a Commitment Problem", International Organization 60, 2006 (read in
        secondary notes; "large, rapid shifts in the distribution of power lead to war" is qualitative). Studies of
        disputes disagree on the sign of level and shift: Geller 1993, Sweeney 2003, doi 10.1177/0022002703258289
        (abstracts only).
        Magnitude: judgement; evidence/parameters/force.yaml, and the lenses for the effect of waiting.

    Not in this rule
        The odds of the move at the reference, which come from its base rate; domestic rewards of force; fear of
        escalation.

    Certain to win and unanswered; then an uncertain one that partners would answer:

    >>> round(force_appeal(1.0, 0.3, 0.15, 0.0, 0.08, 0.0, 0.0, 0.0), 3)
    0.15
    >>> round(force_appeal(0.6, 0.1, 0.15, 0.5, 0.08, 2.0, 0.01, 0.03), 3)
    -0.14
    """
    expected = chance * gain - loss
    return expected - patrons_weight * patrons + shift_effect * max(0.0, balance_falls) - visibility
