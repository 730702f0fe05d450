"""Small helpers of probability that the other rules share."""

from __future__ import annotations

import math

from caucasus_sim.compiled import rule


@rule
def happens_within(rate, step):
    """Chance that something with this monthly rate happens within a step of so many months.

    >>> round(happens_within(0.1, 1.0), 4)
    0.0952
    """
    return 1.0 - math.exp(-rate * step)


@rule
def waiting_time(rate, lot):
    """Months until something with this monthly rate happens, at quantile ``lot``.

    >>> round(waiting_time(0.5, 0.3934693402873666), 6)
    1.0
    """
    return -math.log(1.0 - lot) / rate


@rule
def moved_towards(value, target, speed, step):
    """Value after closing a share of the distance to its target; ``speed`` is the rate per month.

    >>> round(moved_towards(0.0, 1.0, math.log(2.0), 1.0), 4)
    0.5
    """
    return value + (target - value) * (1.0 - math.exp(-speed * step))


@rule
def within(value, lowest, highest):
    """The value, or the end of the range it has left.

    >>> within(1.2, 0.0, 1.0)
    1.0
    """
    if value < lowest:
        return lowest
    if value > highest:
        return highest
    return value


@rule
def logistic(log_odds):
    """Probability with these log odds, safe at both ends.

    >>> logistic(0.0)
    0.5
    """
    if log_odds >= 0.0:
        return 1.0 / (1.0 + math.exp(-log_odds))
    grown = math.exp(log_odds)
    return grown / (1.0 + grown)


@rule
def poisson_count(mean, lot):
    """The Poisson count at quantile ``lot``, by inversion, for a mean up to 700; counts stop at 1,000.

    >>> poisson_count(2.0, 0.5)
    2
    """
    chance = math.exp(-mean)
    reached = chance
    count = 0
    while lot > reached and count < 1000:
        count += 1
        chance *= mean / count
        reached += chance
    return count


@rule
def heavy_tailed_count(least, exponent, most, lot):
    """A whole number from ``least`` up to ``most`` whose tail falls as a power law with this exponent (above 1).

    >>> heavy_tailed_count(26.0, 2.0, 999.0, 0.5)
    50
    """
    lowest = least - 0.5
    kept = 1.0 - math.exp((1.0 - exponent) * math.log((most + 0.5) / lowest))
    size = lowest * math.exp(-math.log(1.0 - lot * kept) / (exponent - 1.0))
    return int(within(math.floor(size + 0.5), least, most))


@rule
def normal_quantile(lot):
    """Standard normal quantile by P. J. Acklam's rational approximation (2003; relative error below 1.15e-9).

    >>> round(normal_quantile(0.975), 4)
    1.96
    """
    if lot < 0.02425:
        q = math.sqrt(-2.0 * math.log(lot))
        return _tail(q)
    if lot > 0.97575:
        q = math.sqrt(-2.0 * math.log(1.0 - lot))
        return -_tail(q)
    q = lot - 0.5
    r = q * q
    top = ((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r + 138.3577518672690) * r
           - 30.66479806614716) * r + 2.506628277459239  # fmt: skip
    bottom = ((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r + 66.80131188771972) * r
              - 13.28068155288572) * r + 1.0  # fmt: skip
    return q * top / bottom


@rule
def _tail(q):
    """Acklam's form for a tail, in q = sqrt(-2 log p).

    >>> round(_tail(math.sqrt(-2.0 * math.log(0.01))), 4)
    -2.3263
    """
    top = ((((-0.007784894002430293 * q - 0.3223964580411365) * q - 2.400758277161838) * q - 2.549732539343734) * q
           + 4.374664141464968) * q + 2.938163982698783  # fmt: skip
    bottom = (((0.007784695709041462 * q + 0.3224671290700398) * q + 2.445134137142996) * q
              + 3.754408661907416) * q + 1.0  # fmt: skip
    return top / bottom
