"""Whether a score may be called skill: not where the coders of the stances could know the answer."""

from __future__ import annotations

from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.month.arrays import absolute

FIT, SKILL = "fit", "skill"
DECEMBER = 12


def newest_source(catalogue: Catalogue, reading: str) -> str:
    """The date of the newest source that a reading was read from, as the evidence gives it."""
    return max((catalogue.sources[name].date for name in catalogue.readings[reading].about.sources), key=month_of)


def month_of(date: str) -> int:
    """The absolute month of a date; of a year alone, its last.

    >>> month_of("2024-10-15"), month_of("2024-10"), month_of("2024")
    (24297, 24297, 24299)
    """
    year, _, rest = date.partition("-")
    return absolute(int(year), int(rest[:2]) if rest else DECEMBER)


def word_for(last: int, newest: str) -> str:
    """``fit`` for a question that is settled by the month of the newest source, ``skill`` for a later one.

    The whole month of the source counts as known: what happened in it before the source was written was.

    >>> word_for(24297, "2024-10-15"), word_for(24298, "2024-10-15")
    ('fit', 'skill')
    """
    return FIT if last <= month_of(newest) else SKILL
