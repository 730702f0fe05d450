"""How a government weighs what it could do: equations (2), (4) and (6) of the model description."""

from __future__ import annotations

import math

from caucasus_sim.compiled import rule


@rule
def distance_value(outcome, position):
    """Worth of an outcome on a worded scale.

    In words
        An outcome is worth the less, the farther it lies from the actor's position; nothing is better than the
        position.

    Equation
        v = -|o - x|

    Symbols
        o   outcome   0..1   what the present state is worth on the issue's scale
        x   position  0..1   outcome that the actor says it would accept

    Follows (each line is a test in tests/rules/test_decide.py)
        The best outcome is the position itself, worth nothing lost.
        The worth lies between -1 and 0.
        Too much and too little are equally bad.

    Source
        Form: linear loss on one dimension, as in expected-utility models of bargaining (Scholz, Calbert and Smith 2011,
        whose account of Bueno de Mesquita's model was read in an excerpt). Rival, not built: quadratic loss, which
        spares small distances.
        Magnitude: positions are coded from passages; evidence/readings.

    Not in this rule
        Salience, which weighs the issue, red lines, and positions that depend on other issues.

    >>> distance_value(0.5, 0.5)
    -0.0
    >>> distance_value(0.25, 1.0)
    -0.75
    """
    return -abs(outcome - position)


@rule
def shortfall_value(outcome, position):
    """Worth of an outcome to an actor that minds too little of it and not too much.

    In words
        An actor that asks for a complete text loses by what is missing from it; one that would sign less loses nothing
        by a text that has more.

    Equation
        v = min(0, o - x)

    Symbols
        o   outcome    0..1   where the state of things stands on the scale
        x   position   0..1   the least that the actor asks for

    Follows (each line is a test in tests/rules/test_decide.py)
        It is never positive, and zero from the position on upwards.
        A higher outcome is never worth less.

    Source
        Form: our own, for questions of the kind "how much must there be at least".
        Magnitude: none; the weights are the coders' points.

    Not in this rule
        Actors for whom more than they asked for is worse; such issues count distance.

    >>> shortfall_value(0.9, 0.5)
    0.0
    >>> round(shortfall_value(0.25, 0.75), 2)
    -0.5
    """
    return min(0.0, outcome - position)


@rule
def approval_value(present, approval):
    """Worth of something that is present to a degree.

    In words
        Something approved of is worth its presence; something rejected costs it.

    Equation
        v = a z

    Symbols
        z   present   0..1    how far it is there
        a   approval  -3..1   1 the actor wants it, -1 rejects it, lower where it has terms that are rejected as well

    Follows (each line is a test in tests/rules/test_decide.py)
        What is absent is worth nothing to anybody.
        What one actor gains another that rejects it as strongly loses.
        Half of it is worth half.

    Source
        Form: linear, our own.
        Magnitude: positions are coded from passages; evidence/readings.

    Not in this rule
        Salience, and any worth of half-measures beyond their share.

    >>> approval_value(1.0, 0.8)
    0.8
    >>> approval_value(0.5, -1.0)
    -0.5
    """
    return present * approval


@rule
def route_value(opening, mismatch, terms_weight):
    """Worth of an open route with given terms.

    In words
        A government that wants ways open gains from an open route, one that wants them closed loses; law, operator and
        guards that are not as it wants them take away from either.

    Equation
        v = (2 x - 1) - f e

    Symbols
        x   opening       0..1   position on opening; one half is indifferent
        e   mismatch      0..1   mean distance of the route's terms from those the actor wants, by salience
        f   terms_weight  0..2   worth of the terms beside the opening

    Follows (each line is a test in tests/rules/test_decide.py)
        To an actor that is indifferent and has its terms an open route is worth nothing.
        Worse terms never make a route worth more.
        Terms bad enough, a mismatch above (2 opening - 1) / terms_weight, turn a supporter into an opponent.

    Source
        Form: equation (2) of the model description, with a mean of the terms in the place of their sum. That control
        and not the way as such divides the outsiders: the bulletin, IV.6; that guards and road divide the options:
        III.13.
        Magnitude: judgement; evidence/parameters/decide.yaml.

    Not in this rule
        Traffic and income, which enter the dividend, and the linkage of other borders, which is a posture.

    >>> round(route_value(0.9, 0.1, 0.5), 3)
    0.75
    >>> round(route_value(0.6, 0.8, 0.5), 3)
    -0.2
    """
    return 2.0 * opening - 1.0 - terms_weight * mismatch


@rule
def arrival_value(hazard, delay, discount):
    """Present value of a lasting change worth one a month for good, counted in the worth of having it now.

    In words
        A lasting change counts in full if it is there now, less if it must be waited for, and nothing if it never
        comes.

    Equation
        f = d^n h / (1 - d (1 - h))

    Symbols
        h   hazard    0..1         per month; chance that it comes in a month, once it can
        n   delay     0..120       months before it can come
        d   discount  0.9..0.999   weight of next month beside this one

    Follows (each line is a test in tests/rules/test_decide.py)
        The value lies within 0..1.
        What never comes is worth nothing; what comes at once and surely is worth one.
        A delay of n months multiplies the value by discount to the power n.
        What is likelier or sooner is never worth less; nor is anything worth less to the more patient.
        It is the sum over months of discount to the month times the chance that the change comes in that month.

    Source
        Form: closed form of a geometric waiting time under exponential discounting, equation (4) of the model
        description.
        Magnitude: a discount of 0.94 to 0.985, a horizon of 17 to 67 months, is a judgement;
        evidence/parameters/decide.yaml.

    Not in this rule
        Hazards that change, changes that do not last, and impatience that grows towards an election.

    >>> round(arrival_value(0.05, 0.0, 0.97), 3)
    0.637
    >>> round(arrival_value(0.05, 24.0, 0.97), 3)
    0.307
    """
    waits = 1.0 if delay == 0.0 else math.exp(delay * math.log(discount))
    return waits * hazard / (1.0 - discount * (1.0 - hazard))


@rule
def choice_weight(log_odds, appeal, reference, noise):
    """Odds of a move against holding.

    In words
        At the reference state a move has its reference odds. It becomes likelier as it appeals more than it did there,
        the more steeply the less noise there is in the choice. Better moves are likelier, not certain.

    Equation
        w = exp(min(60, b + (Q - Q0) / e))

    Symbols
        b   log_odds   -12..6       log odds of the move against holding at the reference
        Q   appeal     -3..3        utility against holding, now
        Q0  reference  -3..3        utility against holding, at the reference
        e   noise      0.005..0.5   utility; how loosely choice follows the reckoning

    Follows (each line is a test in tests/rules/test_decide.py)
        At the reference the odds are the reference odds.
        With more and more noise the odds return to the reference odds.
        An appeal higher by noise times log(2) doubles the odds.
        More appeal never means smaller odds; the odds never pass exp(60).

    Source
        Form: quantal response, McKelvey and Palfrey, Games and Economic Behavior 10, 1995 (not read for this project),
        with the constant set so that the record's frequencies hold at the reference.
        Magnitude: the noise is a prior and never called calibrated; odds from counts over exposure in the record, else
        elicited and flagged; evidence/parameters/decide.yaml and evidence/moves.

    Not in this rule
        Learning, search, habit, and what a government thinks the others will do next.

    >>> round(choice_weight(-2.0, 0.10, 0.0, 0.05), 3)
    1.0
    >>> round(choice_weight(-2.0, -0.10, 0.0, 0.05), 3)
    0.018
    """
    exponent = min(60.0, log_odds + (appeal - reference) / noise)
    return math.exp(exponent)


@rule
def review_rate(rate, sensitivity, incidents):
    """Monthly rate at which a government reconsiders a choice.

    In words
        Violence on the border hastens a principal's choices on security, or freezes them: the sign is open.

    Equation
        r' = r exp(s N)

    Symbols
        r   rate         0.02..4   per month; rate without violence
        s   sensitivity  -2..2     log of the rate from no violence to the top of its scale
        N   incidents    0..1      recent violence, smoothed

    Follows (each line is a test in tests/rules/test_decide.py)
        Without incidents the rate is as it was.
        The rate stays positive, whatever the sign.
        Opposite signs multiply and divide the rate by the same factor.

    Source
        Form: equation (6) of the model description: incidents change how often a choice is opened and do not decide it.
        Magnitude: judgement, both signs inside; evidence/parameters/decide.yaml.

    Not in this rule
        Crises, elections and summits as occasions, and the length of a choice once opened.

    >>> round(review_rate(0.167, 0.3, 0.0), 3)
    0.167
    >>> round(review_rate(0.167, 0.3, 2.0), 3)
    0.304
    """
    return rate * math.exp(sensitivity * incidents)
