"""One outcome under every lens and reading, in words. Lenses have no weights: what is told is the range over them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

CLEAR, DEPENDS, UNCLEAR, SAME = "clear", "depends", "unclear", "same"
Directions = Mapping[tuple[str, str], str]  # of (lens, reading): "+", "-" or "0"


def standing(directions: Sequence[str], anything: bool) -> str:
    """What may be said of an outcome: clear, depends (on lens or reading), unclear, or the same in every pair."""
    if not anything:
        return SAME
    up, down = directions.count("+"), directions.count("-")
    if up and down:
        return DEPENDS
    return CLEAR if up or down else UNCLEAR


def verdict(directions: Directions, words: tuple[str, str], anything: bool = True) -> str:
    """All lenses and readings in one phrase; ``words`` are those for more and for less.

    >>> often = ("more often", "less often")
    >>> verdict({("a", "x"): "+", ("b", "x"): "+"}, often)
    'more often under every lens'
    >>> verdict({("a", "x"): "+", ("b", "x"): "0"}, often)
    'more often under 1 of 2 lenses, unclear under the others'
    >>> verdict({("a", "x"): "+", ("b", "x"): "-"}, often)
    'depends on the lens: more often under a, less often under b'
    >>> verdict({("a", "x"): "+", ("a", "y"): "-"}, often)
    'depends on the reading: more often under x, less often under y'
    """
    found = standing(list(directions.values()), anything)
    if found == SAME:
        return "the same in every history"
    if found == DEPENDS:
        return _depends(directions, words)
    unit = _unit(directions)
    if found == UNCLEAR:
        return f"unclear under every {unit}"
    sign, word = ("+", words[0]) if "+" in directions.values() else ("-", words[1])
    count, every = list(directions.values()).count(sign), len(directions)
    if count == every:
        return f"{word} under every {unit}"
    return f"{word} under {count} of {every} {_plural(unit)}, unclear under the others"


def _unit(directions: Directions) -> str:
    return "lens" if len({reading for _, reading in directions}) == 1 else "lens and reading"


def _plural(unit: str) -> str:
    return "lenses" if unit == "lens" else "pairs of lens and reading"


def _depends(directions: Directions, words: tuple[str, str]) -> str:
    """On the lens, if lenses disagree inside a reading; on the reading, if readings do under a lens; or on both."""
    by_lens, by_reading = (_opposed(directions, part) for part in (1, 0))
    part = 0 if by_lens or not by_reading else 1
    what = "lens" if not by_reading else "reading" if not by_lens else "lens and the reading"
    if by_lens and by_reading:
        told = [_named(directions, sign, word, None) for sign, word in zip("+-", words, strict=True)]
    else:
        told = [_named(directions, sign, word, part) for sign, word in zip("+-", words, strict=True)]
    return f"depends on the {what}: {', '.join(told)}"


def _opposed(directions: Directions, part: int) -> bool:
    """Whether both directions occur with the same reading (``part`` 1) or the same lens (``part`` 0)."""
    groups: dict[str, set[str]] = {}
    for stratum, direction in directions.items():
        groups.setdefault(stratum[part], set()).add(direction)
    return any({"+", "-"} <= each for each in groups.values())


def _named(directions: Directions, sign: str, word: str, part: int | None) -> str:
    names = [
        " with ".join(stratum) if part is None else stratum[part]
        for stratum, direction in directions.items()
        if direction == sign
    ]
    return f"{word} under {' and '.join(dict.fromkeys(names))}"
