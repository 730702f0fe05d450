"""Boxes in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from caucasus_sim.analysis.paired import about

Row = Mapping[str, Any]
DOUBT = 0.05


def restriction_words(told: Row) -> str:
    """What a factor is held to.

    >>> restriction_words({"low": 0.3, "high": None, "inside": []})
    'at least 0.3'
    >>> restriction_words({"low": None, "high": None, "inside": ["aras", "none"]})
    'aras or none'
    """
    low, high = told["low"], told["high"]
    if low is None and high is None:
        return " or ".join(told["inside"])
    if low is None or high is None:
        return f"at most {high:.4g}" if low is None else f"at least {low:.4g}"
    return f"{low:.4g}" if low == high else f"from {low:.4g} to {high:.4g}"


def sentence(told: Row, wanted: str, calibrated: bool) -> str:
    """A box in one sentence: where, how often there and elsewhere, and how much of the whole it takes in."""
    where = joined([f"{each['factor']} is {each['words']}" for each in told["restrictions"]])
    check = told["check"]
    if told["after_others"]:
        where += ", outside the boxes before"
    if not calibrated:
        return f"Inside this model {wanted} more often where {where} than elsewhere."
    inside, elsewhere = about(check["density"]), about(check["elsewhere"])
    whole = about(check["coverage"])
    return (
        f"Inside this model {wanted} in {inside} histories where {where}, and in {elsewhere} elsewhere; the box takes "
        f"in {whole} of all such histories."
    )


def doubts(told: Row) -> str:
    """The restrictions that chance could have made, as far as the points held out can tell; empty if there are none."""
    names = [each["factor"] for each in told["restrictions"] if each["by_chance"] is None or each["by_chance"] > DOUBT]
    return f"On the points held out chance could have made what is said of {joined(names)}." if names else ""


def joined(parts: Sequence[str]) -> str:
    """A list in words.

    >>> joined(["a", "b", "c"])
    'a, b and c'
    """
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else ""
