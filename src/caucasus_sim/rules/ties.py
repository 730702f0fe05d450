"""Ties of a principal to its partners, and the life of formats."""

from __future__ import annotations

from caucasus_sim.compiled import rule
from caucasus_sim.rules.chance import moved_towards, within


@rule
def next_tie(tie, start, pull, strength, speed, step):
    """A principal's tie to one partner after one step.

    In words
        A tie has a level of its own, where it stood at the start. Standing postures draw it above or below that level,
        and it follows slowly; when they end it goes back.

    Equation
        y* = y0 + l p, kept within 0..1
        y' = y + (y* - y) (1 - exp(-r D))

    Symbols
        y   tie       0..1       strength of the tie
        y0  start     0..1       strength at the start
        p   pull      -5..5      sum of the efforts of standing postures on this tie
        l   strength  0..1       share of the scale that one unit of effort draws
        r   speed     0..1       per month; speed at which the tie follows
        D   step      0.25..1    months

    Follows (each line is a test in tests/rules/test_ties.py)
        The tie stays within 0..1.
        Without a pull, a tie at its start stays there.
        A stronger pull never means a weaker tie.
        Under a constant pull the tie settles at its start plus strength times pull, within 0..1.
        Two half steps end where one whole step ends.

    Source
        Form: the anchor and the pull of others as in opinion dynamics with stubbornness, Friedkin and Johnsen, Journal
        of Mathematical Sociology 15, 1990 (from memory, not read for this project); the network of influence is cut
        down to postures that name a partner. Rival, not built: a landscape of alignments, Axelrod and Bennett, British
        Journal of Political Science 23, 1993 (abstract read), criticised by Galam 1998 (abstract read).
        Magnitude: judgement; evidence/parameters/ties.yaml.

    Not in this rule
        That ties to rival partners push each other out, and influence of partners on each other.

    >>> round(next_tie(0.6, 0.6, 0.5, 0.3, 0.03, 1.0), 4)
    0.6044
    >>> round(next_tie(0.6, 0.6, -1.0, 0.3, 0.03, 1.0), 4)
    0.5911
    """
    target = within(start + strength * pull, 0.0, 1.0)
    return moved_towards(tie, target, speed, step)


@rule
def next_activity(activity, wanted, memory, step):
    """Activity of a negotiating format after one step.

    In words
        A format lives as long as somebody keeps it going: its activity follows what is wanted and fades without it.

    Equation
        f' = f + (clip(w, 0, 1) - f) (1 - exp(-m D))

    Symbols
        f   activity  0..1      how active the format is
        w   wanted    -2..3     activity that standing postures and levers ask for
        m   memory    0..3      per month; speed at which activity follows
        D   step      0.25..1   months

    Follows (each line is a test in tests/rules/test_ties.py)
        Activity stays within 0..1.
        Wanting more than full activity gives no more than full activity.
        A format that nobody wants loses half its activity in log(2) / memory months.

    Source
        Form: exponential approach, our own. That formats are abandoned and revived is a fact of the record (the
        bulletin, IV and IX.4), not evidence for this speed.
        Magnitude: judgement; evidence/parameters/ties.yaml.

    Not in this rule
        Rivalry between formats, which enters the pace of agreements, and the venue or rank of a meeting.

    >>> round(next_activity(0.5, 1.0, 0.2, 1.0), 4)
    0.5906
    >>> round(next_activity(0.5, 0.0, 0.2, 1.0), 4)
    0.4094
    """
    return moved_towards(activity, within(wanted, 0.0, 1.0), memory, step)
