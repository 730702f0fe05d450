"""Months and spans of time as scenarios write them."""

from __future__ import annotations

import datetime
import re
from typing import Any

from caucasus_sim.month.arrays import absolute

_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_SPAN = re.compile(r"([0-9]{1,3}) (month|months|year|years)")
_WRITE = "a month such as 2025-06"


class NotTime(ValueError):
    """What was written instead of a month or a span, and what to write."""

    def __init__(self, what: str, expected: str) -> None:
        super().__init__(what)
        self.what = what
        self.expected = expected


def read_month(value: Any) -> int:
    """Absolute month of ``2025-06``.

    Raises
    ------
    NotTime
        For anything else, a full date included: nothing here happens on a day.

    Examples
    --------
    >>> read_month("2024-10")
    24297
    """
    if isinstance(value, datetime.date):
        raise NotTime(f"{value.isoformat()} is a day, not a month", f"{value:%Y-%m}: write {value:%Y-%m}")
    if not isinstance(value, str):
        raise NotTime(f"{str(value)[:40]} is not a month", _WRITE)
    found = _MONTH.fullmatch(value)
    if found is None:
        raise NotTime(f"'{value[:40]}' is not a month", _WRITE)
    year, month = int(found[1]), int(found[2])
    if not 1 <= month <= 12:
        raise NotTime(f"'{value}' is not in the calendar", "a month from 01 to 12, such as 2025-06")
    return absolute(year, month)


def read_span(value: Any) -> int:
    """Months in ``12 months`` or ``2 years``.

    Examples
    --------
    >>> read_span("12 months"), read_span("2 years")
    (12, 24)
    """
    found = _SPAN.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise NotTime(f"{str(value)[:40]!r} is not a span of time", "a span such as 12 months, with its unit")
    return int(found[1]) * (12 if found[2].startswith("year") else 1)
