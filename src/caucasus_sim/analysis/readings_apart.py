"""Words for a first page on which more than one reading was run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

MORE = {"+": "more", "-": "less"}


def under_lenses(found: Mapping[str, str]) -> str:
    """One reading's directions in words.

    >>> under_lenses({"x": "+", "y": "0"}), under_lenses({"x": "0"}), under_lenses({"x": "+", "y": "-"})
    ('more under 1 of 2 lenses', 'unclear under every lens', 'more under 1, less under 1 of 2 lenses')
    """
    counts = {sign: list(found.values()).count(sign) for sign in ("+", "-")}
    told = [f"{MORE[sign]} under {count}" for sign, count in counts.items() if count]
    return f"{', '.join(told)} of {len(found)} lenses" if told else "unclear under every lens"


def apart(by_reading: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Each reading's directions in words, where the readings do not tell the same.

    >>> apart({"a": {"x": "+"}, "b": {"x": "0"}})
    ['reading a: more under 1 of 1 lenses', 'reading b: unclear under every lens']
    >>> apart({"a": {"x": "+"}, "b": {"x": "+"}})
    []
    """
    told = {reading: under_lenses(found) for reading, found in by_reading.items()}
    return [f"reading {name}: {words}" for name, words in told.items()] if len(set(told.values())) > 1 else []


def several_readings(readings: Sequence[str]) -> str:
    """What is added to the number of lenses where more than one reading was run.

    >>> several_readings(["a"]), several_readings(["a", "b"])
    ('', '; readings a, b: together in a cell, one by one below it where they differ')
    """
    names = ", ".join(readings)
    return f"; readings {names}: together in a cell, one by one below it where they differ" if len(readings) > 1 else ""
