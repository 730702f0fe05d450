"""A route from agreement to traffic."""

from __future__ import annotations

from caucasus_sim.compiled import rule
from caucasus_sim.rules.chance import within


@rule
def next_works(done, months_needed, held_up, step):
    """Share of a line's works done after one step.

    In words
        Works go on at an even pace until they are done; a hold-up stops them and destroys nothing.

    Equation
        d' = min(1, d + D / n), and d' = d while held up

    Symbols
        d   done           0..1          share of the works that is done
        n   months_needed  0..120        months that the whole of the works takes; none: there is nothing to build
        h   held_up        yes or no     whether the works stand still
        D   step           0.25..1       months

    Follows (each line is a test in tests/rules/test_route.py)
        Works are never undone, and never more than done.
        A hold-up leaves them as they were.
        From nothing, the line is done after the months it needs and not before.
        Where there is nothing to build, the line is done at once.

    Source
        Form: even pace, our own; the usual shape of building is slow, fast, slow.
        Magnitude: 12 to 36 months is a judgement from the project's notes, not a schedule;
        evidence/parameters/route.yaml.

    Not in this rule
        Finance, tenders, terrain, and works destroyed by fighting.

    >>> round(next_works(0.5, 24.0, False, 1.0), 4)
    0.5417
    >>> next_works(0.5, 24.0, True, 1.0)
    0.5
    """
    if held_up:
        return done
    if months_needed <= step:
        return 1.0
    return within(done + step / months_needed, 0.0, 1.0)


@rule
def openness(works_road, works_rail, has_road, has_rail, suspended):
    """How far a route carries traffic.

    In words
        A route is open to the share of its lines that are done; a line that it does not have does not count. Nothing
        moves while it is suspended.

    Equation
        o = (R [d_R = 1] + S [d_S = 1]) / (R + S), and o = 0 while suspended or without a line

    Symbols
        d_R  works_road  0..1        share of the road that is done
        d_S  works_rail  0..1        share of the railway that is done
        R    has_road    0 or 1      whether the option has a road
        S    has_rail    0 or 1      whether the option has a railway
        u    suspended   yes or no   whether traffic is suspended

    Follows (each line is a test in tests/rules/test_route.py)
        Openness is 0, one half or 1.
        A line that is nearly done carries nothing.
        An option with one line is open when that line is done.
        A suspended route, and one without any line, carries nothing.

    Source
        Form: our own. Road and rail apart because the options differ in them (the bulletin, III.13): the railway runs
        on the same path, the road does not.
        Magnitude: road and rail count alike, a judgement.

    Not in this rule
        Capacity, tariffs, border procedure, and demand.

    >>> openness(1.0, 1.0, 1.0, 1.0, False)
    1.0
    >>> openness(1.0, 0.9, 1.0, 1.0, False)
    0.5
    """
    lines = has_road + has_rail
    if suspended or lines <= 0.0:
        return 0.0
    ready = 0.0
    if has_road and works_road >= 1.0:
        ready += 1.0
    if has_rail and works_rail >= 1.0:
        ready += 1.0
    return ready / lines


@rule
def coercion_hazard(rate, threatened, agreed):
    """Monthly rate at which an outside power that objects masses forces over an agreed route.

    In words
        Forces are massed over a route that goes ahead against a standing threat, the more readily the stronger the
        threat.

    Equation
        h = q t g

    Symbols
        q   rate        0..0.2    per month; rate at a full threat
        t   threatened  0..1      strength of the standing threat
        g   agreed      0..1      whether such a route is agreed

    Follows (each line is a test in tests/rules/test_route.py)
        Without a threat, or without an agreed route, there is no coercion.
        The rate is never above that at a full threat.
        Twice the threat is twice the rate.

    Source
        Form: proportional, our own. That such an answer is held possible: the bulletin, IV.8 and IV.9, an assessment.
        Magnitude: judgement, with a spread of a factor of five either way; evidence/parameters/route.yaml.

    Not in this rule
        Whether the threatening power is itself deterred, and what coercion leads to beyond a suspended route.

    >>> coercion_hazard(0.002, 0.0, 1.0)
    0.0
    >>> round(coercion_hazard(0.002, 0.5, 1.0), 4)
    0.001
    """
    return rate * threatened * agreed
