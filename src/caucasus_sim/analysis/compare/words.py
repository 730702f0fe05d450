"""A comparison's numbers in a few letters: counts of 20, ranges over lenses, never a bare chance."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

WORDS = {"+": "more", "-": "less", "0": "unclear"}
Row = Mapping[str, Any]
GREAT = 1000.0
HOW = (
    "5:1 under 'of 20 draws': in 5 of 20 sets of assumptions (means over their luck) there is more, in 1 less; the "
    "range is over the lenses, to the nearest 5 %. clear = simulation error does not explain it (95 %). size = the "
    "difference in spreads of single histories, least to greatest over the lenses. worth noticing = under how many "
    "lenses it is surely larger than the scenario's `notice:` (else 1 in 20), and how many more histories of each side "
    "it takes to tell. Lenses share their luck: agreement among them is not as many confirmations."
)


def over_lenses(rows: Sequence[Row]) -> str:
    """Directions under all lenses and readings as one word.

    >>> over_lenses([{"direction": "+"}, {"direction": "0"}]), over_lenses([{"direction": "+"}, {"direction": "-"}])
    ('more', 'depends')
    """
    found = {row["direction"] for row in rows} - {"0"}
    return "depends" if len(found) > 1 else WORDS[found.pop()] if found else "unclear"


def span(values: Sequence[float], spell: str = "{}") -> str:
    """Least and greatest of some values.

    >>> span([3, 5, 4]), span([2, 2]), span([-2, 0])
    ('3-5', '2', '-2 to 0')
    """
    low, high = (spell.format(each) for each in (min(values), max(values)))
    return low if low == high else f"{low} to {high}" if low.startswith("-") or "." in low else f"{low}-{high}"


def counts(rows: Sequence[Row], what: str) -> str:
    """Of twenty ``draws`` or ``pairs``: in how many there is more : less, with the range over the lenses.

    >>> one, two = [{"pairs_more_in_20": more, "pairs_less_in_20": 0} for more in (4, 6)]
    >>> counts([one, two], "pairs")
    '4-6:0'
    """
    sides = [[row[f"{what}_{side}_in_20"] for row in rows] for side in ("more", "less")]
    return "not paired" if None in sides[0] else ":".join(span(side) for side in sides)


def cell(rows: Sequence[Row]) -> str:
    """Direction and counts of pairs, short enough for a column a month; ``?`` is unclear.

    >>> cell([{"direction": "0", "pairs_more_in_20": 2, "pairs_less_in_20": 1}])
    '? 2:1'
    """
    word = over_lenses(rows).replace("unclear", "?")
    return word if rows[0]["pairs_more_in_20"] is None else f"{word} {counts(rows, 'pairs')}"


def sizes(row: Row) -> str:
    """Least and greatest size over the lenses.

    >>> sizes({"size_from": -0.001, "size_to": 0.25})
    '0.00 to 0.25'
    """
    return span([round(row[name], 2) + 0.0 for name in ("size_from", "size_to")], "{:.2f}")


def noticing(row: Row) -> str:
    """Under how many lenses an effect passes the smallest one worth noticing, and the histories it takes to tell.

    >>> noticing({"notice": None}), noticing({"notice": 0.05, "noticed_under": 2, "by": [1, 2, 3], "runs_needed": 1640})
    ('-', '2 of 3; 1,640 more to tell')
    """
    if row["notice"] is None:
        return "-"
    told = f"{row['noticed_under']} of {len(row['by'])}"
    if row["runs_needed"] is None:
        return f"{told}; more to tell"
    return f"{told}; {row['runs_needed']:,} more to tell" if row["runs_needed"] else told


def least_line(row: Row) -> str:
    """The smallest effect worth noticing of an outcome, and who says so."""
    if row["notice"] is None:
        return "The scenario states no smallest size worth noticing (`notice:`)."
    who = "the scenario states it" if row["notice_stated"] else "none is stated, so the smallest step shown is taken"
    size = f"{row['notice'] * 20:g} in 20" if row["event"] else f"{row['notice']:g} {row['unit']}"
    told = f"Worth noticing: {size} ({who}); passed under {noticing(row)}"
    return f"{told}{' (histories of each side, over all lenses)' if row['runs_needed'] else ''}."


def told_effect(row: Row, by: Row) -> list[str]:
    """The cells of one lens: direction, effect with interval, counts, noticing, what luck was worth, runs needed."""
    needed = by["runs_needed"]
    return [
        WORDS[by["direction"]],
        f"{_signed(row, by['effect'])} ({_signed(row, by['low'])} to {_signed(row, by['high'])}){_unit(row)}",
        counts([by], "draws"),
        by["noticed"] or "-",
        times(by["luck_gain"]),
        "not known" if needed is None else f"{needed:,}",
    ]


def _signed(row: Row, value: float) -> str:
    """An effect: of what happens or not in twentieths, to the nearest; of numbers with two digits."""
    if not math.isfinite(value):
        return "?"
    if not row["event"]:
        return f"{value:+.2g}"
    twentieths = math.copysign(math.floor(abs(value) * 20 + 0.5), value)
    return f"{twentieths:+.0f}" if twentieths else "0"


def _unit(row: Row) -> str:
    return " in 20" if row["event"] else f" {row['unit']}"


def times(gain: float | None) -> str:
    """A variance ratio as so many times the histories.

    >>> times(None), times(float("inf")), times(1.04), times(12.3), times(1e9)
    ('-', 'every pair alike', '1.0 times', '12 times', 'over 1,000 times')
    """
    if gain is None:
        return "-"
    if math.isinf(gain):
        return "every pair alike"
    if gain > GREAT:
        return "over 1,000 times"
    return f"{gain:.1f} times" if gain < 10 else f"{gain:.0f} times"


def gain_line(gains: Mapping[str, Mapping[str, float] | None]) -> str:
    """What sharing draws and luck was worth over all outcomes that differ, as achieved; empty if nothing did."""
    both, luck = gains["pairing_gain"], gains["luck_gain"]
    if both is None:
        return ""
    line = f"Sharing draws and luck was worth {times(both['middle'])} as many histories (middle of all outcomes; "
    line += f"{times(both['least'])} to {times(both['greatest'])})"
    return line + (f", sharing luck alone {times(luck['middle'])}." if luck else ".")


def looked_line(found: Row) -> str:
    """How many comparisons were made, and how many would be called clear by chance."""
    some, clear, chance = found["could_differ"], found["clear"], found["by_chance"]
    if not some:
        return f"Looked at {_many(found['outcomes'], 'outcome')}: nothing differs in any history."
    head = f"Looked at {_many(found['outcomes'], 'outcome')} under each lens: {found['comparisons']:,} comparisons"
    chance_line = f"{clear:,} {'is' if clear == 1 else 'are'} clear; about {chance:.0f} would be so by chance alone."
    return f"{head}, of which {some:,} differ in some history. {chance_line}"


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def under(strata: Sequence[Row]) -> str:
    """How many lenses and readings, in words."""
    lenses, readings = (list(dict.fromkeys(row[name] for row in strata)) for name in ("lens", "reading"))
    told = f"lens {lenses[0]}" if len(lenses) == 1 else f"{len(lenses)} lenses"
    return f"{told}, readings {', '.join(readings)}" if len(readings) > 1 else told


def folded(rows: Sequence[Row]) -> list[tuple[Row, list[str]]]:
    """Rows with the names of those that tell exactly the same in every lens, as a route's law does of its option."""
    found: dict[tuple[Any, ...], tuple[Row, list[str]]] = {}
    for row in rows:
        key = tuple((by["effect"], by["simulation_error"], by["p"]) for by in row["by"])
        if key in found:
            found[key][1].append(row["measure"])
        else:
            found[key] = (row, [])
    return list(found.values())


def several_readings(each: Row) -> bool:
    """Whether a comparison has more than one reading."""
    return len({row["reading"] for row in each["strata"]}) > 1


def by_month(curve: Row) -> dict[str, list[Any]]:
    """The cells of a milestone under every lens and reading, by month."""
    months = [each["month"] for each in curve["by"][0]["by_year"]]
    return {month: [by["by_year"][k] for by in curve["by"]] for k, month in enumerate(months)}


def differs(rows: Sequence[Row]) -> bool:
    """Whether anything differs in any pair, as far as is known."""
    return any(row["differ"] for row in rows)
