"""Fire on the border as it is, and reports of fire as each side gives them."""

from __future__ import annotations

import math

from caucasus_sim.compiled import rule
from caucasus_sim.rules.chance import moved_towards, within


@rule
def tension_index(mistrust, hardliners, stagnation, balance_worry, shift_worry, dependence, talks_soothe, monitors,
                  truce):  # fmt: skip
    """Log-linear index of everything that raises or lowers the rate of fire.

    In words
        Every cause adds to the log of the rate, so that causes multiply. The index is kept within limits, lest several
        causes at once give rates that nobody would defend.

    Equation
        x = m + h + g + b + s + d - k - o + u, kept within -4..4

    Symbols
        m   mistrust       -2..5   log of the rate; what lost trust adds
        h   hardliners     -2..5   log of the rate; what hardliners of both societies add
        g   stagnation     -1..2   log of the rate; what talks that stand still add, the sign is open
        b   balance_worry  -3..3   log of the rate; what the level of the balance adds, contested
        s   shift_worry    -3..3   log of the rate; what an expected shift adds, contested
        d   dependence     -2..2   log of the rate; what reliance on few suppliers adds, contested
        k   talks_soothe   -1..3   log of the rate; what a treaty signed takes away
        o   monitors       -1..2   log of the rate; what standing monitors take away, the sign is open
        u   truce          -2..2   log of the rate; what a truce adds, contested

    Follows (each line is a test in tests/rules/test_border.py)
        The index stays within -4..4.
        Without any cause it is nothing.
        Within the limits a cause of log(2) doubles the rate of incidents and of crises alike.
        Within the limits opposite signs of a contested cause move the index by the same amount in opposite directions.

    Source
        Form: log-linear covariates of a hazard, usual. Signs are contested: parity about twice as likely to go with
        war, Geller 1993; balances with less severe disputes where interests differ, Sweeney 2003, doi
        10.1177/0022002703258289; dependence restrains, Kinsella 1998 (abstracts only, and none about this pair).
        Magnitude: judgement; evidence/parameters/border.yaml and the lenses. The limits are a guard, not a finding.

    Not in this rule
        Weather, local commanders, mines, and which side fires.

    >>> round(tension_index(0.7, 0.36, 0.1, 0.0, 0.0, 0.0, 0.65, 0.2, 0.0), 2)
    0.31
    >>> round(tension_index(0.9, 0.6, 0.5, 0.3, 0.4, 0.0, 0.0, 0.0, 0.0), 2)
    2.7
    """
    raised = mistrust + hardliners + stagnation + balance_worry + shift_worry
    return within(raised + dependence - talks_soothe - monitors + truce, -4.0, 4.0)


@rule
def incident_intensity(base, tension, branching, excitation, form):
    """Expected fatal incidents a month.

    In words
        Some incidents come of themselves, at a rate that tension multiplies; others follow incidents. In the rival form
        each is independent of the last, at a rate with the same mean.

    Equation
        L = m exp(x) + n E in form 0, and m exp(x) / (1 - n) in form 1

    Symbols
        m   base        0.001..2    per month; incidents that no other sets off, at the reference tension
        x   tension     -8..8       log-linear index, 0 at the reference
        n   branching   0..0.95     incidents that one incident sets off
        E   excitation  0..30       per month; memory of recent incidents
        s   form        0 or 1      0 incidents follow incidents, 1 they do not

    Follows (each line is a test in tests/rules/test_border.py)
        Expected incidents are never negative.
        Without recent incidents only those remain that come of themselves.
        More recent incidents never mean fewer to come.
        Where recent incidents are at their mean, base times exp(tension) over 1 minus branching, both forms agree.

    Source
        Form: self-exciting counts, Hawkes 1971; on conflict events Johnson et al., "Self-exciting point process models
        for political conflict forecasting", European Journal of Applied Mathematics, 2018, and Browning et al. 2024,
        arXiv 2408.14940 (abstracts read: they support the form for political violence, not for this border). Rival:
        memoryless.
        Magnitude: branching 0.3 to 0.7 is a judgement; base from 0.009 onsets a month of a fatal dispute among
        neighbours with a rivalry over territory (own count in public data), and a dispute holds several;
        evidence/parameters/border.yaml.

    Not in this rule
        Place, season, size of the earlier incident, and fire as a means of bargaining other than through tension.

    >>> round(incident_intensity(0.05, 0.0, 0.5, 0.0, 0.0), 3)
    0.05
    >>> round(incident_intensity(0.05, 1.0, 0.5, 1.0, 0.0), 3)
    0.636
    """
    background = base * math.exp(tension)
    if form == 1.0:
        return background / (1.0 - branching)
    return background + branching * excitation


@rule
def next_excitation(excitation, incidents, memory, step):
    """Memory of recent incidents after one step.

    In words
        A moving average of incidents a month that fades at an even rate.

    Equation
        E' = E + (N / D - E) (1 - exp(-r D))

    Symbols
        E   excitation  0..30           per month
        N   incidents   whole 0..30     incidents of this step
        r   memory      0..3            per month; speed of forgetting
        D   step        0.25..1         months

    Follows (each line is a test in tests/rules/test_border.py)
        The memory is never negative.
        It lies between what it was and this step's incidents a month.
        In a calm half of it is forgotten in log(2) / memory months.
        The same incidents every step are remembered as their number a month.

    Source
        Form: the exponential kernel of a self-exciting count in discrete time, with the works named at
        incident_intensity.
        Magnitude: judgement; evidence/parameters/border.yaml.

    Not in this rule
        A long tail of memory, anniversaries, and deaths: an incident with one death is remembered as one with many.

    >>> round(next_excitation(1.0, 0, 0.43, 1.0), 4)
    0.6505
    >>> round(next_excitation(1.0, 3, 0.43, 1.0), 4)
    1.699
    """
    return moved_towards(excitation, incidents / step, memory, step)


@rule
def crisis_hazard(rate, tension):
    """Monthly rate of a crisis: 26 deaths or more in a month.

    In words
        Crises come at a base rate that tension multiplies.

    Equation
        h = q exp(x)

    Symbols
        q   rate     0.0005..0.05   per month; rate at the reference tension
        x   tension  -8..8          log-linear index, 0 at the reference

    Follows (each line is a test in tests/rules/test_border.py)
        At the reference tension the rate is the base rate.
        Tension higher by log(2) doubles it.
        More tension never makes a crisis rarer.

    Source
        Form: proportional hazard.
        Magnitude: 0.0565 onsets a year of disputes with 26 or more deaths among land neighbours with a rivalry over
        territory, 1946 to 2010, 1,894 dyad-years (own count: GML-MID 2.2.1 with the rivalries of Thompson et al.; dyads
        are not independent, the coding manual was not checked), so 0.0048 a month; evidence/parameters/border.yaml.

    Not in this rule
        Growth of an incident into a crisis: recent incidents do not enter. Force that is chosen has a rule of its own.

    >>> round(crisis_hazard(0.0049, 0.0), 4)
    0.0049
    >>> round(crisis_hazard(0.0049, 2.0), 4)
    0.0362
    """
    return rate * math.exp(tension)


@rule
def reports_expected(rate, shots, politics, disappointed):
    """Expected reports a month that one side gives of the other's fire.

    In words
        Reports follow what is heard, and even in a quiet month there is something to report; a side that wishes to
        press reports more of the same fire. Reports are not fire.

    Equation
        R = r (1/2 + N) exp(p w)

    Symbols
        r   rate          0..1000         per month; reports at half an incident and no wish to press
        N   shots         whole 0..30     fatal incidents of the step
        p   politics      -1..3           log of the rate, from no wish to press to a full one
        w   disappointed  0..1            wish to press, high where talks stand still

    Follows (each line is a test in tests/rules/test_border.py)
        Reports may rise when fire does not.
        Without politics the reports of two sides with the same rate are the same.
        One more incident adds the same number of reports, whatever went before.

    Source
        Form: our own; incident counts of a cease-fire differ by reporter. One side's count fell from 11,031 violations
        in the first quarter of 2018 to 2,406 a year later while the other reported "little difference" (press report),
        so a factor of about five may be politics. That the wish to press was the cause is not shown.
        Magnitude: judgement; evidence/parameters/border.yaml. The half an incident that a quiet month counts for has no
        source.

    Not in this rule
        Fire without deaths, monitors' counts, and reports in answer to reports.

    >>> reports_expected(5.0, 0, 0.8, 0.0)
    2.5
    >>> round(reports_expected(5.0, 0, 0.8, 1.0), 3)
    5.564
    """
    return rate * (0.5 + shots) * math.exp(politics * disappointed)
