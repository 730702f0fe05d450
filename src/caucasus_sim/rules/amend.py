"""Constitutional change: support, elections in whole seats, and a referendum with a quorum."""

from __future__ import annotations

import math

from caucasus_sim.compiled import rule
from caucasus_sim.rules.chance import moved_towards, within


@rule
def next_support(support, start, trust_gain, hardliner_gain, dividend, imposed, from_trust, from_hardliners,
                 from_dividend, form, speed, step):  # fmt: skip
    """Support for the treaty among voters after one step.

    In words
        Support follows trust in the other, the hardliners at home, the dividend of openness, and whether the change
        looks dictated. In the rival form only the economy and the look of dictation count, and not the state of peace.

    Equation
        S* = S0 + [form 0] (a t - b h) + c g + i, kept within 0..1
        S' = S + (S* - S) (1 - exp(-r D))

    Symbols
        S    support          0..1         share of those who hold a view
        S0   start            0..1         share at the start
        t    trust_gain       -1..1        trust now less that of the start
        h    hardliner_gain   -1..1        hardliners' strength now less that of the start
        g    dividend         0..5         dividend of openness, on the scale of the month
        i    imposed          -0.5..0.5    share; effect of a change that looks dictated, contested, the sign is open
        a    from_trust       -0.5..1      share per unit of trust
        b    from_hardliners  -0.5..1      share per unit of hardliners' strength
        c    from_dividend    -0.5..1      share per unit of the dividend
        s    form             0 or 1       0 peace and the economy, 1 the economy alone
        r    speed            0.005..0.5   per month; speed at which opinion follows
        D    step             0.25..1      months

    Follows (each line is a test in tests/rules/test_amend.py)
        Support stays within 0..1.
        With nothing changed, support at its start stays there.
        In form 1 trust and hardliners do not matter.
        Two half steps end where one whole step ends.
        More trust, with a positive effect, never means less support.

    Source
        Form: our own; voters as the second level of the game, Putnam, International Organization 42(3), 1988 (not
        read). Rival: Qvortrup 2023, doi 10.1080/01402382.2023.2293380, on all constitutional referendums 1980 to 2022
        (abstract read: it supports compulsory voting, the economy and mobilisation, and finds no honeymoon; it gives no
        such formula).
        Magnitude: a poll of September 2024 gave 56 % for signing a treaty in one society (read second-hand), about a
        treaty and not a constitution; the rest is judgement; evidence/parameters/amend.yaml.

    Not in this rule
        Campaigns, leaders' standing, regions, and the displaced as voters.

    >>> round(next_support(0.5, 0.5, 0.2, 0.0, 0.5, 0.0, 0.15, 0.2, 0.08, 0.0, 0.08, 1.0), 4)
    0.5054
    >>> round(next_support(0.5, 0.5, -0.2, 0.3, 0.0, -0.07, 0.15, 0.2, 0.08, 0.0, 0.08, 1.0), 4)
    0.4877
    """
    peace = from_trust * trust_gain - from_hardliners * hardliner_gain
    if form == 1.0:
        peace = 0.0
    target = within(start + peace + from_dividend * dividend + imposed, 0.0, 1.0)
    return moved_towards(support, target, speed, step)


@rule
def seats_won(vote_share, seats_total, bonus):
    """Whole seats for a share of the vote.

    In words
        Seats follow votes, and the electoral law gives a large side somewhat more than its share and a small one less.

    Equation
        n = floor(N clip(v + b (v - 0.33), 0, 1) + 1/2)

    Symbols
        v   vote_share   0..1            share of the votes
        N   seats_total  whole 50..300   seats of the parliament
        b   bonus        0..1            how far the law favours the large

    Follows (each line is a test in tests/rules/test_amend.py)
        Seats are whole and neither negative nor more than there are.
        More votes never mean fewer seats.
        Without a bonus half of the votes are half of the seats, rounded up.
        A bonus gives to a side above a third and takes from one below.

    Source
        Form: our own stand-in for electoral laws, linear about a third. Thresholds for parties, districts and second
        rounds are not in it; the institutions' own numbers are in evidence/institutions.
        Magnitude: judgement. The third is a number in the body.

    Not in this rule
        Parties, coalitions, thresholds, and the guaranteed majority that some laws know.

    >>> seats_won(0.54, 105, 0.2)
    61
    >>> seats_won(0.30, 105, 0.2)
    31
    """
    share = within(vote_share + bonus * (vote_share - 0.33), 0.0, 1.0)
    return int(math.floor(share * seats_total + 0.5))


@rule
def turnout_drawn(mean, spread, normal):
    """Turnout at a referendum before any boycott.

    In words
        Turnout scatters about its expectation; never do almost none or almost all vote.

    Equation
        T = m + s z, kept within 0.05..0.98

    Symbols
        m   mean    0.2..0.9     share of all who may vote
        s   spread  0.005..0.2   share; standard deviation
        z   normal  -5..5        standard normal lot

    Follows (each line is a test in tests/rules/test_amend.py)
        Turnout stays within 0.05..0.98.
        At the middle lot turnout is its expectation.
        A higher lot never means lower turnout.

    Source
        Form: a normal scatter, our own.
        Magnitude: 52.1 % in 2003 and 50.5 to 50.8 % in 2015 in the referendums of one principal (press and reference
        pages); the same for both until a source tells them apart; evidence/parameters/amend.yaml.

    Not in this rule
        What is at stake, votes held on the same day, weather, and a boycott, which has a rule of its own.

    >>> round(turnout_drawn(0.49, 0.06, 1.0), 3)
    0.55
    >>> round(turnout_drawn(0.49, 0.06, -1.5), 3)
    0.4
    """
    return within(mean + spread * normal, 0.05, 0.98)


@rule
def boycotted_share(called, yes):
    """Share of the voters that a boycott keeps at home.

    In words
        A boycott is called by those against, and only those stay at home who would have voted no.

    Equation
        B = min(max(c, 0), 1 - y)

    Symbols
        c   called  0..1         share of the voters whom the call reaches
        y   yes     0.01..0.99   share of yes if all had voted

    Follows (each line is a test in tests/rules/test_amend.py)
        Never more stay at home than would have voted no.
        The yes votes are the same number as without the boycott.
        Under a quorum of yes votes a boycott of those against never defeats a change that would have passed.

    Source
        Form: our own. That a quorum of TURNOUT invites those against to stay at home: Aguiar-Conraria and Magalhaes,
        "Referendum design, quorum rules and turnout" (abstract read: abstention higher by more than ten points where
        such a quorum exists). The quorum here is one of yes votes among all who may vote (see vote_carries), under
        which it cannot help them: that follows from arithmetic, and corrects the project's notes, which call it their
        cheapest lever.
        Magnitude: the share is a lever of the scenario.

    Not in this rule
        Waverers and lukewarm supporters who stay at home as well, which is how a boycott could matter, and pressure at
        polls.

    >>> boycotted_share(0.2, 0.55)
    0.2
    >>> round(boycotted_share(0.6, 0.55), 2)
    0.45
    """
    return within(called, 0.0, 1.0 - yes)


@rule
def yes_drawn(support, erosion, spread, normal, normal_turnout, correlation):
    """Share of yes among those who vote, drawn jointly with turnout.

    In words
        Yes is support less what the campaign wears away, with a scatter that may go with that of turnout or against it.

    Equation
        y = S - e + s (c z_T + sqrt(1 - c^2) z), kept within 0.01..0.99

    Symbols
        S    support         0..1         support on the day
        e    erosion         0..0.3       share lost in the campaign
        s    spread          0.005..0.2   share; standard deviation
        z    normal          -5..5        standard normal lot of its own
        z_T  normal_turnout  -5..5        standard normal lot of turnout
        c    correlation     -1..1        how yes and turnout go together

    Follows (each line is a test in tests/rules/test_amend.py)
        Yes stays within 0.01..0.99.
        At the middle lots yes is support less erosion.
        Uncorrelated, the lot of turnout does not matter; fully correlated, only it does.
        Whatever the correlation, the scatter keeps its spread.

    Source
        Form: a bivariate normal scatter, our own. That yes erodes in campaigns: LeDuc (from memory, not read).
        Magnitude: erosion 0 to 0.10, spread 0.06: judgement; evidence/parameters/amend.yaml. Past votes of one
        principal: 2003 failed on 50.6 % yes under an older quorum of a third, 2015 passed with 63 to 66 %.

    Not in this rule
        Fraud, late deciders as a group of their own, and a boycott.

    >>> round(yes_drawn(0.6, 0.05, 0.06, 0.0, 0.0, 0.1), 3)
    0.55
    >>> round(yes_drawn(0.6, 0.05, 0.06, -1.0, -1.0, 0.1), 3)
    0.484
    """
    joint = correlation * normal_turnout + math.sqrt(1.0 - correlation * correlation) * normal
    return within(support - erosion + spread * joint, 0.01, 0.99)


@rule
def vote_carries(turnout, yes, majority, quorum):
    """Whether a referendum adopts a constitution.

    In words
        More than the required share of those voting must say yes, and those who say yes must be at least the required
        share of all who may vote.

    Equation
        adopted = (y > m) and (y T >= q)

    Symbols
        T   turnout   0..1       share of all who may vote
        y   yes       0..1       share of yes among those voting
        m   majority  0.4..0.7   share of yes that must be passed
        q   quorum    0..0.5     yes votes as a share of all who may vote that must be reached

    Follows (each line is a test in tests/rules/test_amend.py)
        Exactly half of the votes are not enough where more than half is asked for.
        At a turnout of 0.50 a quorum of a quarter binds exactly at yes of 0.50, where the majority binds as well.
        At a turnout of 0.45 it takes yes of 0.556, at 0.40 yes of 0.625.
        More yes, or a higher turnout at the same yes, never turns adoption into rejection.

    Source
        Form: law, not theory: more than half of the participants and at least a quarter of all registered voters,
        article 207 of the constitution of one principal as read in a collection of constitutions; an older rule of that
        principal asked for a third. The numbers of both principals are in evidence/institutions.
        Magnitude: as above.

    Not in this rule
        Annulment by a court, repeated votes, and questions put together.

    >>> vote_carries(0.45, 0.57, 0.5, 0.25)
    True
    >>> vote_carries(0.45, 0.55, 0.5, 0.25)
    False
    """
    return yes > majority and yes * turnout >= quorum
