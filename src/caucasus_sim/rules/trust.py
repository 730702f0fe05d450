"""Trust between the principals: evidence weighed and forgotten, or plain reciprocity as the rival form."""

from __future__ import annotations

from caucasus_sim.compiled import rule
from caucasus_sim.rules.chance import moved_towards, within


@rule
def next_evidence(evidence, prior, seen, memory, step):
    """Weight of the evidence of one kind, after one step of forgetting and of seeing.

    In words
        Old evidence fades towards what was believed at the outset; what was seen in this step is added in full.

    Equation
        a' = a + (a0 - a) (1 - exp(-m D)) + s

    Symbols
        a   evidence  0..50     acts; weight of the evidence of this kind so far
        a0  prior     0..30     acts; weight that the starting belief gives it
        s   seen      0..20     acts; weight of what was seen in this step
        m   memory    0..3      per month; speed of forgetting, so that the half-life is log(2) / m months
        D   step      0.25..1   months

    Follows (each line is a test in tests/rules/test_trust.py)
        The evidence never falls below the smaller of itself and the prior.
        With nothing seen, half the distance to the prior is left after log(2) / memory months.
        Seen at a constant weight, the evidence settles at the prior plus seen / (1 - exp(-memory * step)).
        Evidence seen later counts for more than the same evidence seen earlier.

    Source
        Form: a Beta-Bernoulli count with exponential forgetting, our own choice. That acts inform by how costly they
        would be to a party of bad faith: Kydd, "Trust, Reassurance, and Cooperation", International Organization 54(2),
        2000 (abstract read; it supports weighing costly acts above cheap ones, not this count).
        Magnitude: a half-life of 12 to 36 months is a judgement; evidence/parameters/trust.yaml.

    Not in this rule
        Strategic misrepresentation, what third parties report, and evidence that makes older evidence look different.

    A release of detainees, then a month in which nothing is seen:

    >>> round(next_evidence(2.0, 1.5, 0.75, 0.04, 1.0), 3)
    2.73
    >>> round(next_evidence(2.0, 1.5, 0.0, 0.04, 1.0), 3)
    1.98
    """
    return moved_towards(evidence, prior, memory, step) + seen


@rule
def trust_from(good, bad):
    """Trust that the other principal keeps its word.

    In words
        Trust is the share of all the evidence that speaks for the other.

    Equation
        T = a / (a + b)

    Symbols
        a   good   0.01..50   acts; weight of the evidence that it keeps its word
        b   bad    0.01..50   acts; weight of the evidence that it does not

    Follows (each line is a test in tests/rules/test_trust.py)
        Trust stays within 0..1.
        More good evidence never means less trust; more bad evidence never means more.
        Only the proportion counts: twice as much of both leaves trust where it was.
        The more evidence there is, the less one more act changes.

    Source
        Form: mean of a Beta distribution; as a measure of trust between states our own assumption.
        Magnitude: the weights of acts, evidence/parameters/trust.yaml, are judgement.

    Not in this rule
        How sure the trust is: one act and a hundred acts of the same proportion give the same trust.

    >>> trust_from(3.0, 1.0)
    0.75
    >>> trust_from(1.0, 4.0)
    0.2
    """
    return good / (good + bad)


@rule
def hostile_evidence(fatal, offensive, arms_rise, per_incident, per_offensive, per_arms):
    """Evidence against the other principal that one step brings.

    In words
        Deaths on the border, an attempt to hold ground, and the other's growing supply of arms each count with a weight
        of their own. What arms mean is contested, so that their weight may have either sign.

    Equation
        h = max(0, w_f f + w_o o + w_a a)

    Symbols
        f    fatal          0..1    whether there were deaths on the border, by the part held against the other
        o    offensive      0..1    whether the other tried to hold ground
        a    arms_rise      -1..5   the other's supply above that of the start, in starts, times the years of the step
        w_f  per_incident   0..5    acts
        w_o  per_offensive  0..20   acts
        w_a  per_arms       -2..2   acts per start and year; positive: arms speak against the one who receives them

    Follows (each line is a test in tests/rules/test_trust.py)
        Hostile evidence is never negative.
        A quiet month without a rise of arms brings none.
        Arms may count against the other or in its favour: the sign of their weight decides.
        In a quiet month arms that reassure change nothing: the floor at zero hides one of the two signs.

    Source
        Form: weights of evidence added up, our own. Arms: the bulletin (II.1, V.13) reads them as hostile, the bulletin
        itself leaves their effect open (V.10), and those who supply them read them as reassurance; no measured size was
        found.
        Magnitude: judgement; evidence/parameters/trust.yaml, and the lenses for the effect of arms.

    Not in this rule
        Who fired first: deaths count against the other for both principals alike.

    >>> hostile_evidence(0.0, 0.0, 0.0, 1.0, 4.5, 0.08)
    0.0
    >>> hostile_evidence(0.5, 1.0, 0.5, 1.0, 4.5, 0.08)
    5.04
    """
    return max(0.0, per_incident * fatal + per_offensive * offensive + per_arms * arms_rise)


@rule
def next_trust_reciprocal(trust, start, kind, hostile, reciprocity, memory, step):
    """Trust after one step in the rival form, in which nothing is counted.

    In words
        Trust drifts back to where it stood and moves at once with the balance of kind and hostile acts. Where
        reciprocity is negative, kindness is taken for weakness and trust moves the other way.

    Equation
        T' = T + (T0 - T) (1 - exp(-m D)) + r (k - h),  kept within 0.02..0.98

    Symbols
        T   trust        0.02..0.98   how sure the principal is that the other will deliver
        T0  start        0.02..0.98   trust at the start of the run
        k   kind         0..10        acts; kind evidence of this step
        h   hostile      0..20        acts; hostile evidence of this step
        r   reciprocity  -1..1        trust per act; the sign is open
        m   memory       0..3         per month; speed of the return
        D   step         0.25..1      months

    Follows (each line is a test in tests/rules/test_trust.py)
        Trust stays within 0.02..0.98.
        Without acts, trust returns to where it stood at the start.
        With positive reciprocity kinder acts never mean less trust; with negative reciprocity never more.
        Acts of equal weight on both sides of the balance cancel.

    Source
        Form: linear reciprocity with decay, as in studies of event data. Evidence is mixed, abstracts only: widespread
        reciprocity, Frank et al. 2018, doi 10.1126/sciadv.aao5348; weak between two great rivals, Patchen and Bogumil
        1995; an inverse response in one conflict, Goldstein and Pevehouse, American Political Science Review 91, 1997.
        Magnitude: judgement centred a little above zero, both signs inside; evidence/parameters/trust.yaml.

    Not in this rule
        A memory of single acts, and any difference between cheap acts and costly ones beyond their weight.

    >>> round(next_trust_reciprocal(0.3, 0.3, 0.75, 0.0, 0.1, 0.04, 1.0), 3)
    0.375
    >>> round(next_trust_reciprocal(0.3, 0.3, 0.0, 5.0, 0.1, 0.04, 1.0), 3)
    0.02
    """
    moved = moved_towards(trust, start, memory, step) + reciprocity * (kind - hostile)
    return within(moved, 0.02, 0.98)
