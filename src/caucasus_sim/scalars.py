"""What a bare YAML value is read as, and the values that are refused because they look like something else."""

from __future__ import annotations

import datetime
import math
import re

_NULL = {"", "~", "null", "Null", "NULL"}
_BOOLEAN = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9_]*)")
_FLOAT = re.compile(r"[-+]?([0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)([eE][-+][0-9]+)?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOST_DIGITS = 15

# Tabs and characters that are no text; a tab may be written as "\\t" in quotes.
STRAY = re.compile("[^\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# What YAML reads otherwise than it looks, or otherwise in another program: pattern, what it is, what to write.
_TRAPS = tuple(
    (re.compile(pattern), what, mend)
    for pattern, what, mend in (
        (r"(?i:yes|no|on|off)", "which YAML reads as true or false", 'quotes, "{0}", or true / false'),
        (r"[-+]?0[0-9_]+", "which YAML reads as an octal number", '{1}, or quotes, "{0}"'),
        (r"[-+]?0[xXob][0-9a-fA-F_]+", "which is not a decimal number", 'a decimal number, or quotes, "{0}"'),
        (r"[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?", "which YAML reads in base 60", 'quotes, "{0}"'),
        (r"[-+]?[0-9][0-9_]*[eE][-+]?[0-9]+", "which YAML reads as text", "a number with a point, such as 1.0e-3"),
        (r"[-+]?[0-9_]*\.[0-9_]*[eE][0-9]+", "which YAML reads as text", "a sign in the exponent, such as 1.0e+3"),
        (r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)", "which is not a finite number", "a finite number"),
        (r"\d{4}-\d\d?-\d\d?([Tt]|\s+)\d.*", "which YAML reads as a time", 'a date such as "2024-10", in quotes'),
    )
)

Value = str | int | float | bool | datetime.date | None


class NotPlain(ValueError):
    """A bare value that is refused: what it is, and what to write instead."""

    def __init__(self, what: str, expected: str) -> None:
        super().__init__(what)
        self.what = what
        self.expected = expected


def plain_value(text: str) -> Value:
    """The value of text that stands without quotes in YAML.

    Examples
    --------
    >>> plain_value("0.3"), plain_value("2025-06"), plain_value("true"), plain_value("1_000")
    (0.3, '2025-06', True, 1000)
    >>> plain_value("no")  # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    caucasus_sim.scalars.NotPlain: 'no', which YAML reads as true or false
    """
    for pattern, what, mend in _TRAPS:
        if pattern.fullmatch(text):
            raise NotPlain(f"'{text[:40]}', {what}", mend.format(text[:40], text.lstrip("+-0_") or "0"))
    if text in _NULL:
        return None
    if text in _BOOLEAN:
        return _BOOLEAN[text]
    if _INTEGER.fullmatch(text):
        return _whole(text)
    if _FLOAT.fullmatch(text):
        return _finite(text)
    if _DATE.fullmatch(text):
        return _day(text)
    return text


def quoted_value(text: str) -> str:
    """The value of text in quotes or in a block; refuses characters that are not text."""
    found = STRAY.search(text.replace("\t", " "))
    if found is not None:
        raise NotPlain(f"{found[0]!a}, which is not text", "plain text; delete it")
    return text


def _whole(text: str) -> int:
    digits = text.replace("_", "")
    if len(digits) > _MOST_DIGITS:
        raise NotPlain(f"'{text[:40]}', a number of more than {_MOST_DIGITS} digits", "a smaller number, or quotes")
    return int(digits)


def _finite(text: str) -> float:
    number = float(text.replace("_", ""))
    if not math.isfinite(number):
        raise NotPlain(f"'{text[:40]}', which is too large for a number", "a finite number")
    return number


def _day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise NotPlain(f"'{text}', which is no day of the calendar", "a date that exists") from None
