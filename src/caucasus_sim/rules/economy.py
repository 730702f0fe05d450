"""Dividend of openness, trade with a large partner, and freight through the Middle Corridor."""

from __future__ import annotations

import math

from caucasus_sim.compiled import rule
from caucasus_sim.rules.chance import moved_towards


@rule
def next_dividend(dividend, full, openness, speed, step):
    """Peace dividend of a principal after one step.

    In words
        Open borders and routes raise output slowly, to a full dividend when all ways are open; when they close it
        fades.

    Equation
        G' = G + (G* o - G) (1 - exp(-r D))

    Symbols
        G   dividend  0..0.5        share of yearly output
        G*  full      0.001..0.5    share of yearly output with all ways open
        o   openness  0..1          how open the principal's ways are
        r   speed     0.002..0.5    per month; speed at which the economy adjusts
        D   step      0.25..1       months

    Follows (each line is a test in tests/rules/test_economy.py)
        The dividend lies between what it was and what the openness of the month would bring.
        With all ways open it settles at the full dividend; with all closed it fades to nothing.
        Two half steps end where one whole step ends.

    Source
        Form: exponential adjustment, our own. Rival: borders once settled, trade has no effect of its own, Gibler and
        Owsiak, doi 10.1177/0022002717708599 (abstract read: "border settlement, then peace and democracy"), which is
        this rule with the effects of the dividend at zero.
        Magnitude: published estimates for one of the principals run from 2.7 % over five years (AEPLAC 2005) to 30 to
        38 % (World Bank 2000 and 2001), all before 2010, so close to log-uniform on 1 to 30 %;
        evidence/parameters/economy.yaml.

    Not in this rule
        Who within a society gains, trade diverted from elsewhere, and dependence as leverage.

    >>> round(next_dividend(0.0, 0.055, 0.4, 0.03, 1.0), 5)
    0.00065
    >>> round(next_dividend(0.02, 0.055, 0.0, 0.03, 1.0), 5)
    0.01941
    """
    return moved_towards(dividend, full * openness, speed, step)


@rule
def next_trade(trade, drift, scrutiny, drag, noise, normal, step):
    """Yearly trade with the first partner after one step.

    In words
        Trade drifts, with chance, on a path of its own; scrutiny of sanctions slows it.

    Equation
        T' = T exp((d - q u) D / 12 + n z sqrt(D / 12))

    Symbols
        T   trade     0.1..50      USD bn a year
        d   drift     -1..1        log change a year
        u   scrutiny  0..1         scrutiny of sanctions
        q   drag      -0.5..2      log change a year lost under full scrutiny
        n   noise     0..1         standard deviation of the log, a year
        z   normal    -5..5        standard normal lot of the step
        D   step      0.25..1      months

    Follows (each line is a test in tests/rules/test_economy.py)
        Trade stays positive.
        Without chance and scrutiny, twelve months multiply trade by exp(drift).
        A full year of full scrutiny lowers the log of trade by the drag.

    Source
        Form: a random walk with drift, our own; the record has four figures, too few for more. Anchors: 2.3 bn in 2020,
        7.4 bn in 2023 and a projection above 16 bn for 2024 for one principal (the bulletin, X.3 to X.5), part of it
        held to be re-export.
        Magnitude: judgement, and no skill is claimed for trade; evidence/parameters/economy.yaml.

    Not in this rule
        Cut-offs, which the stage takes off the path, prices, exchange rates, and substitution between partners.

    >>> round(next_trade(7.4, 0.12, 0.0, 0.25, 0.15, 0.0, 1.0), 3)
    7.474
    >>> round(next_trade(7.4, 0.0, 1.0, 0.25, 0.15, -1.0, 1.0), 3)
    6.94
    """
    change = (drift - drag * scrutiny) * step / 12.0 + noise * normal * math.sqrt(step / 12.0)
    return trade * math.exp(change)


@rule
def next_freight(freight, growth, capacity, northern_penalty, step):
    """Freight through the corridor after one step.

    In words
        Freight grows into what the chain of ports, ships and railways can carry, faster while the northern route is
        avoided.

    Equation
        F' = F + F r (0.4 + 2 p) (1 - F / K) D / 12

    Symbols
        F   freight           0.1..30     Mt a year
        r   growth            -0.2..1     per year; growth far below capacity, at a penalty of 0.3
        K   capacity          1..40       Mt a year
        p   northern_penalty  0..1        share of freight that avoids the northern route
        D   step              0.25..1     months

    Follows (each line is a test in tests/rules/test_economy.py)
        Freight at capacity stays there.
        Below capacity, with positive growth, freight rises and does not pass capacity.
        Above capacity, with positive growth, freight falls.
        At a penalty of 0.3 growth far below capacity is the parameter itself.
        A larger penalty never slows growing freight.

    Source
        Form: logistic growth to the narrowest link. Anchors: 1.7 Mt in 2022 and 2.76 Mt in 2023 (the bulletin, III.4),
        a capacity near 6 Mt and a World Bank projection of 11 Mt by 2030 (read in press reports).
        Magnitude: judgement; evidence/parameters/economy.yaml. That growth is 0.4 of itself without a penalty and
        doubles at 0.8 are numbers in the body without a source.

    Not in this rule
        Prices against the sea route, seasonality, single links, and investment that answers to demand.

    >>> round(next_freight(2.76, 0.25, 6.0, 0.3, 1.0), 3)
    2.791
    >>> round(next_freight(6.5, 0.25, 6.0, 0.3, 1.0), 4)
    6.4887
    """
    return freight + freight * growth * (0.4 + 2.0 * northern_penalty) * (1.0 - freight / capacity) * step / 12.0
