"""Values of outcomes in words."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any


def spelled(value: object, kind: str) -> str:
    """A value of an outcome as a reader says it: a month as ``2026-07``, what did not happen as ``never``.

    >>> spelled(None, "month"), spelled(24315, "month"), spelled(0.25, "number"), spelled(True, "yes_no")
    ('never', '2026-04', '0.25', 'yes')
    """
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return "never" if kind == "month" else "does not apply" if kind == "yes_no" else "none"
    if kind == "month":
        from caucasus_sim.month.arrays import calendar

        return calendar(int(value))  # type: ignore[call-overload]
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def same(left: Mapping[str, Any], right: Mapping[str, Any]) -> list[str]:
    """Names of the values that differ between two rows, to the last bit; two missing values are the same."""
    both = dict.fromkeys([*left, *right])
    return [name for name in both if repr(left.get(name)) != repr(right.get(name))]
