"""Typical histories in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

HOW = (
    "Two histories are as far apart as there are months in which one has reached a milestone and the other has not. "
    "Counts of 20 are inside this model, over the lenses; the history told is the one nearest to all of its group."
)


def by_month(story: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """What happened for the first time, month by month.

    >>> by_month([{"month": "2031-01", "title": "A"}, {"month": "2031-01", "title": "B"}])
    {'2031-01': 'A; B'}
    """
    months = dict.fromkeys(each["month"] for each in story)
    return {month: "; ".join(each["title"] for each in story if each["month"] == month) for month in months}


def span(counts: Mapping[str, int]) -> str:
    """Least and greatest count over the lenses.

    >>> span({"a": 3, "b": 5}), span({"a": 3})
    ('3 to 5', '3')
    """
    low, high = min(counts.values()), max(counts.values())
    return str(low) if low == high else f"{low} to {high}"
