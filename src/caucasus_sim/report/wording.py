"""Small words that figures and pages share."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

from caucasus_sim.analysis.paired import in_twenty


def spaced(name: str) -> str:
    """A name of the evidence in words.

    >>> spaced("preventive_window")
    'preventive window'
    """
    return name.replace("_", " ")


def effect_words(value: float, low: float, high: float, event: bool) -> str:
    """A difference with its simulation error: of what happens in twentieths, of numbers with two digits and no unit.

    >>> effect_words(0.17, 0.13, 0.21, True), effect_words(1.25, -math.inf, math.inf, False)
    ('+3 in 20 (+3 to +4)', '+1.2 (simulation error not known)')
    """
    spell, unit = (in_twentieths, " in 20") if event else (two_digits, "")
    if not (math.isfinite(low) and math.isfinite(high)):
        return f"{spell(value)}{unit} (simulation error not known)"
    return f"{spell(value)}{unit} ({spell(low)} to {spell(high)})"


def in_twentieths(share: float) -> str:
    """A signed share in twentieths, to the nearest.

    >>> in_twentieths(0.17), in_twentieths(-0.001)
    ('+3', '0')
    """
    count = int(math.copysign(in_twenty(abs(share)), share))
    return f"{count:+d}".replace("-", "\u2212") if count else "0"


def two_digits(value: float) -> str:
    """A signed number with two digits, never with a power of ten.

    >>> two_digits(1.234), two_digits(0.0), two_digits(0.000064), two_digits(12345)
    ('+1.2', '0', '+0.000064', '+12,000')
    """
    if not value:
        return "0"
    digits = max(0, 1 - math.floor(math.log10(abs(value))))
    return f"{float(f'{value:.2g}'):+,.{digits}f}".replace("-", "\u2212")


def significant(value: float) -> float:
    """A number with four digits, for charts that are edited.

    >>> significant(0.00123456), significant(12.34567)
    (0.001235, 12.35)
    """
    return float(f"{value:.4g}")


def span(counts: Iterable[int]) -> str:
    """Least and greatest count.

    >>> span([3, 5, 4]), span([2, 2])
    ('3 to 5', '2')
    """
    values = list(counts)
    return str(min(values)) if min(values) == max(values) else f"{min(values)} to {max(values)}"


def title_of(variant: str, titles: Mapping[str, Any]) -> str:
    """A variant with what it is.

    >>> title_of("paid", {"paid": "It is paid for"}), title_of("paid", {})
    ('paid: It is paid for', 'paid')
    """
    return f"{variant}: {titles[variant]}" if titles.get(variant) else variant
