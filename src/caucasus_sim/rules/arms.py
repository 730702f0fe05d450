"""Spending, stocks and the balance between the principals."""

from __future__ import annotations

import math

from caucasus_sim.compiled import rule


@rule
def next_spending(spending, rival, own_start, rival_start, reaction, fatigue, growth, adjustment, wish, form, step):
    """A principal's military spending after one step.

    In words
        A principal wants to spend what it spent, grown a little, and raised in part as the rival's spending has risen;
        it tires the more it has already raised its own. Spending moves slowly to what is wanted. In the rival form
        nobody reacts to anybody.

    Equation
        A  = (1 - k) + k y / y0 in form 0, and 1 in form 1
        x* = x0 (1 + g) A w / (1 + f max(0, x / x0 - 1))
        x' = x + (x* - x) (1 - exp(-a D))

    Symbols
        x   spending     0.1..20      USD bn a year
        y   rival        0.1..20      USD bn a year; the rival's spending
        x0  own_start    0.5..10      USD bn a year; at the start
        y0  rival_start  0.5..10      USD bn a year; at the start
        k   reaction     -0.5..0.95   share of the rival's relative change that is answered
        f   fatigue      0..3         how a rise of the own spending damps a further one
        g   growth       -0.1..0.3    share by which wanted spending exceeds that of the start, once and for all
        a   adjustment   0..1         per month; speed at which spending follows
        w   wish         0..3         multiplier set by levers and postures
        s   form         0 or 1       0 reaction to the rival, 1 no reaction
        D   step         0.25..1      months

    Follows (each line is a test in tests/rules/test_arms.py)
        Both at their start, without growth and at a wish of one, nothing moves.
        With a positive reaction a rival that spends more never lowers the own spending.
        In form 1 the rival does not matter.
        Without fatigue and growth, spending settles at its start times 1 plus reaction times the rival's relative rise.
        With a fatigue of one it settles at the square root of that multiple: a small rise is answered half as much.

    Source
        Form: reaction, fatigue and own growth as in Richardson, Arms and Insecurity, 1960 (equations read in secondary
        notes), here multiplicative and around the start; Richardson's fatigue also works below the start. Rival: demand
        as a share of output without a reaction, Dunne, Perlo-Freeman and Smith 2007, who doubt that panel results show
        a race; imports need not raise budgets, Pamp and Thurner 2017 (abstracts only).
        Magnitude: a multiplier above two in own and neighbours' spending, Collier and Hoeffler (read in an excerpt),
        about what a reaction of 0.7 without fatigue gives. The rest is judgement; evidence/parameters/arms.yaml.

    Not in this rule
        Output and prices as such, debt, what the money buys, and growth that goes on from year to year.

    The rival steady, then doubled:

    >>> round(next_spending(1.33, 3.56, 1.33, 3.56, 0.5, 1.0, 0.0, 0.02, 1.0, 0.0, 1.0), 4)
    1.33
    >>> round(next_spending(1.33, 7.12, 1.33, 3.56, 0.5, 1.0, 0.0, 0.02, 1.0, 0.0, 1.0), 4)
    1.3432
    """
    answered = (1.0 - reaction) + reaction * rival / rival_start
    if form == 1.0:
        answered = 1.0
    target = own_start * (1.0 + growth) * answered * wish / (1.0 + fatigue * max(0.0, spending / own_start - 1.0))
    return spending + (target - spending) * (1.0 - math.exp(-adjustment * step))


@rule
def next_stock(stock, decay, added, step):
    """Effective military stock after one step.

    In words
        Equipment ages at an even rate; what is bought or delivered in the step is added in full.

    Equation
        M' = M exp(-d D) + e

    Symbols
        M   stock   0..100     USD bn of effective equipment
        d   decay   0..0.3     per month; rate of ageing
        e   added   0..10      USD bn; what the step adds
        D   step    0.25..24   months

    Follows (each line is a test in tests/rules/test_arms.py)
        The stock is never negative, and never smaller than what was added.
        With nothing added two half steps end where one whole step ends.
        With the same addition every step the stock settles at added / (1 - exp(-decay * step)).

    Source
        Form: perpetual inventory, as in national accounts.
        Magnitude: a loss of 5 to 8 % a YEAR is a judgement (evidence/parameters/arms.yaml); this rule wants it per
        month.

    Not in this rule
        Training, doctrine, losses in fighting, and systems that are worth more together than apart.

    >>> round(next_stock(10.0, 0.0054, 0.1, 1.0), 4)
    10.0461
    >>> round(next_stock(10.0, 0.0054, 0.0, 1.0), 4)
    9.9461
    """
    return stock * math.exp(-decay * step) + added


@rule
def contest_share(own, other, decisiveness):
    """Chance of prevailing in a contest of stocks.

    In words
        The larger stock is likelier to prevail; how much likelier depends on how decisive a given ratio of stocks is.

    Equation
        p = M^g / (M^g + N^g), a power being taken as exp(g log M)

    Symbols
        M   own           0.01..100   USD bn; own stock
        N   other         0.01..100   USD bn; the other's stock
        g   decisiveness  0.1..4      exponent of the ratio

    Follows (each line is a test in tests/rules/test_arms.py)
        The chance lies within 0..1, and the chances of the two add up to one.
        Equal stocks give an even chance, however decisive.
        Only the ratio counts: twice both stocks leaves the chance where it was.
        A more decisive contest never helps the smaller stock.
        The log odds are decisiveness times the log of the ratio.

    Source
        Form: ratio contest success function, Tullock 1980; Hirshleifer, Public Choice 63, 1989, doi 10.1007/BF00153394
        (abstract read; it warns that with ratios neither submission nor mutual peace is an equilibrium, and offers the
        difference form as the rival, not built here).
        Magnitude: exponents of 0.5 to 2 are usual, none was estimated here; evidence/parameters/arms.yaml.

    Not in this rule
        Terrain, attack against defence, surprise, and the answer of partners, which enters the appeal of force.

    >>> round(contest_share(6.0, 3.0, 1.0), 4)
    0.6667
    >>> round(contest_share(3.0, 6.0, 2.0), 4)
    0.2
    """
    mine = math.exp(decisiveness * math.log(own))
    theirs = math.exp(decisiveness * math.log(other))
    return mine / (mine + theirs)


@rule
def concentration(deliveries, count):
    """How far a principal's deliveries come from few suppliers.

    In words
        One when a single supplier delivers everything, near nothing when many deliver alike.

    Equation
        C = sum_j d_j^2 / (sum_j d_j)^2

    Symbols
        d   deliveries  list 0..1000    USD m from each supplier so far
        n   count       whole 0..16     number of suppliers to be counted

    Follows (each line is a test in tests/rules/test_arms.py)
        Concentration lies within 0..1.
        A single supplier gives one; equal suppliers give one over their number.
        The currency does not matter, nor the order of the suppliers.
        Without any deliveries it is nothing.

    Source
        Form: Herfindahl and Hirschman's index. As a measure of dependence: Kinsella, "Arms Transfer Dependence and
        Foreign Policy Conflict", Journal of Peace Research 35(1), 1998 (abstract read), where dependence tempers what
        arms do, as a product with arms; here it enters tension by itself. A later paper of his found the dual pattern
        in 12 of 86 countries (conference paper, abstract read).
        Magnitude: the index has none; its effect is contested and lives in the lenses.

    Not in this rule
        What the suppliers want, how soon a supplier could be replaced, and own production.

    >>> import numpy
    >>> round(float(concentration(numpy.array([100.0, 100.0, 100.0, 100.0]), 4)), 4)
    0.25
    >>> round(float(concentration(numpy.array([600.0, 0.0, 0.0, 0.0]), 4)), 4)
    1.0
    """
    total = 0.0
    squared = 0.0
    for i in range(count):
        total += deliveries[i]
        squared += deliveries[i] * deliveries[i]
    if total <= 0.0:
        return 0.0
    return squared / (total * total)
