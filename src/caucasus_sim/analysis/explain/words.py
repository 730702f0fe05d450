"""What an explanation says, in words: what was absent, what that did, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

HEADS = {
    ("outsiders", "still"): (
        "Had an outside government held still: no move of its own in any month; consents stay as its stances say"
    ),
    ("outsiders", "silent"): (
        "Had an outside government been silent: it cares about no issue, and moves at the odds of October 2024"
    ),
    ("principals", "silent"): (
        "Had a principal been silent: its stances against none; held still it would veto by construction"
    ),
    ("scenario", "left_out"): "Had a part of the scenario been left out",
}
ORDER = "Governments stand in alphabetical order; this is no ranking, and blames and credits nobody."


def method(quick: bool) -> str:
    """How contributions were worked out."""
    if quick:
        return (
            "Quick form: each is left out alone, with the same draws and luck; what two do together is counted twice "
            "or not at all, so that the numbers need not add up."
        )
    return (
        "Shapley values: what each adds, over all orders in which all could join, with the same draws and luck. In "
        "brackets simulation error (95 %, blocks as units); then the range over lenses."
    )


def supposed(game: Mapping[str, Any], row: Mapping[str, Any]) -> str:
    """What would have been if the player had been absent, in words."""
    verdict = str(row["if_absent"])
    if game["kind"] == "scenario":
        return verdict
    how = "held still" if game["absent"] == "still" else "been silent"
    return f"had the model's {row['title']} {how}: {verdict}"


def unit_of(told: Mapping[str, Any]) -> str:
    """What contributions are counted in."""
    return str(told["unit"] or "20 histories")


def spelled(told: Mapping[str, Any], row: Mapping[str, Any]) -> str:
    """A contribution with its interval and its range over lenses."""
    value, low, high = (amount(told, row[key]) for key in ("contribution", "low", "high"))
    lenses = [row["by_lens"][lens] for lens in told["lenses"]]
    over = f"{amount(told, min(lenses))} to {amount(told, max(lenses))}"
    interval = "not known from one block" if row["low"] is None else f"{low} to {high}"
    return f"{value} [{interval}], lenses {over}"


def amount(told: Mapping[str, Any], value: float | None) -> str:
    """A signed amount: of 20 histories to a tenth, else three digits."""
    if value is None:
        return "unknown"
    if told["unit"]:
        return f"{value:+.3g}"
    return f"{20 * value:+.1f}".replace("+0.0", "0.0").replace("-0.0", "0.0")


def sum_line(told: Mapping[str, Any], found: Mapping[str, Any]) -> str:
    """What contributions add up to."""
    if found["difference"] is None:
        return f"Left out one at a time they come to {amount(told, found['contributions'])}, which need not add up."
    return (
        f"They add up to {amount(told, found['contributions'])}, the difference between all present and all absent, "
        "to the last digit (checked in fractions)."
    )


def together(told: Mapping[str, Any], game: Mapping[str, Any]) -> str:
    """What two do together beyond each by itself."""
    if not game["exact"]:
        return "What two do together is not told in the quick form."
    if not game["interactions"]:
        return "No two do clearly more or less together than each by itself."
    return "Together, beyond each by itself: " + "; ".join(pairs(told, game["interactions"])) + "."


def pairs(told: Mapping[str, Any], found: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    """Pairs that do clearly more or less together."""
    for row in found:
        pair = " and ".join(row["pair"])
        if told["calibrated"]:
            ends = f"{amount(told, row['low'])} to {amount(told, row['high'])}"
            yield f"{pair} {amount(told, row['interaction'])} [{ends}]"
        else:
            yield f"{pair} {'more' if row['interaction'] > 0 else 'less'}"
