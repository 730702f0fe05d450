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


def effect_words(value: float, error: float, unit: str) -> str:
    """A difference with its simulation error: of what happens in twentieths, of numbers with two digits.

    >>> effect_words(0.17, 0.04, ""), effect_words(1.25, math.inf, "USD bn")
    ('+3 in 20 (+3 to +4)', '+1.2 USD bn (simulation error not known)')
    """
    spell = in_twentieths if not unit else two_digits
    if not math.isfinite(error):
        return f"{spell(value)} {unit or 'in 20'} (simulation error not known)"
    return f"{spell(value)} {unit or 'in 20'} ({spell(value - error)} to {spell(value + error)})"


def in_twentieths(share: float) -> str:
    """A signed share in twentieths, to the nearest.

    >>> in_twentieths(0.17), in_twentieths(-0.001)
    ('+3', '0')
    """
    count = int(math.copysign(in_twenty(abs(share)), share))
    return f"{count:+d}".replace("-", "\u2212") if count else "0"


def two_digits(value: float) -> str:
    """A signed number with two digits.

    >>> two_digits(1.234), two_digits(0.0)
    ('+1.2', '0')
    """
    return f"{value:+.2g}".replace("-", "\u2212") if value else "0"


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
