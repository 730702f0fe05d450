"""Which levers the page shows, and what it says of each: names, ranges and units are the register's alone."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Any

from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.coding.checks_sides import twin
from caucasus_sim.coding.schema import Lever

MOST = 20
STEPS = 100
SWITCHES = ("true or false", "0 or 1")
Row = dict[str, Any]


def shown(catalogue: Catalogue, first: Iterable[str] = (), most: int = MOST) -> tuple[str, ...]:
    """The levers to show, in the register's order, at most ``most``, never one side without the other.

    First come those that are set or were asked for; then what takes a side; then one of every topic in turn. Of
    levers that nobody asked for, only those are shown that turn something in the world: the rest are assumptions
    about how strongly things work, and are found by searching.
    """
    chosen: dict[str, None] = {}
    for name in (*first, *_offered(catalogue)):
        pair = pair_of(name, catalogue)
        if len(chosen.keys() | set(pair)) <= most:
            chosen |= dict.fromkeys(pair)
    return tuple(name for name in catalogue.levers if name in chosen)


def _offered(catalogue: Catalogue) -> Iterator[str]:
    turning = [name for name, lever in catalogue.levers.items() if lever.sets.dial is not None]
    sided = [name for name in turning if len(pair_of(name, catalogue)) == 2]
    yield from sided
    topics: dict[str, list[str]] = {}
    for name in turning:
        if name not in sided:
            topics.setdefault(topic_of(name), []).append(name)
    for turn in range(max(map(len, topics.values()), default=0)):
        yield from (names[turn] for names in topics.values() if turn < len(names))


def pair_of(name: str, catalogue: Catalogue) -> tuple[str, ...]:
    """A lever with its twin for the other principal, alphabetically; or alone, where it takes no side."""
    return tuple(sorted({name, twin(name, catalogue.principals)}))


def topic_of(name: str) -> str:
    """What a lever is about: the first word of its id."""
    return name.partition(".")[0]


def lever_rows(catalogue: Catalogue, names: Iterable[str]) -> list[list[Row]]:
    """Rows of the page: a lever, or the levers of both sides beside each other, which have one range."""
    wanted = list(dict.fromkeys(pair_of(name, catalogue) for name in names))
    return [_same_range([lever_row(catalogue, name) for name in pair]) for pair in wanted]


def _same_range(rows: list[Row]) -> list[Row]:
    """Rows with one range and one step, and how many steps there are from end to end."""
    low, high = min(row["low"] for row in rows), max(row["high"] for row in rows)
    step = max(row["step"] for row in rows)
    steps = math.ceil(round(high / step, 9)) - math.floor(round(low / step, 9))
    return [row | {"low": low, "high": high, "step": step, "steps": steps} for row in rows]


def lever_row(catalogue: Catalogue, name: str) -> Row:
    """One lever as the page shows it; ``middle`` is where it stands while nobody has set it."""
    lever = catalogue.levers[name]
    low, high = (lever.range.start, lever.range.end) if lever.range else (0.0, 1.0)
    return {
        "id": name,
        "key": "lever-" + name.replace(".", "-"),
        "title": lever.title,
        "unit": lever.unit,
        "words": lever.in_words,
        "low": low,
        "high": high,
        "step": fair_step(low, high),
        "switch": lever.unit in SWITCHES,
        "unset": unset(lever),
        "middle": (low + high) / 2 if isinstance(lever.default, str) else lever.default,
        "topic": topic_of(name).replace("_", " "),
    }


def unset(lever: Lever) -> str:
    """What holds while nobody touches a lever."""
    if isinstance(lever.default, str):
        return lever.default
    if lever.sets.dial is not None or lever.unit in SWITCHES:
        return f"{lever.default:g}"
    return f"drawn anew in every history, around {lever.default:g}"


def fair_step(low: float, high: float) -> float:
    """A step of 1, 2 or 5 tens that divides a range into about a hundred.

    >>> fair_step(0.0, 5.0), fair_step(0.0, 1.0), fair_step(1.0, 74.0)
    (0.05, 0.01, 0.5)
    """
    rough = (high - low) / STEPS
    ten = 10.0 ** math.floor(math.log10(rough))
    return round(next(step for step in (1, 2, 5, 10) if step * ten >= rough * 0.6) * ten, 12)


def beside(catalogue: Catalogue, name: str, value: float, down: bool = False) -> tuple[float, ...]:
    """A lever's next steps up and down, or down and up, as the page counts them; none of what has no steps."""
    (row,) = (each for each in lever_rows(catalogue, [name])[0] if each["id"] == name)
    if row["switch"]:
        return ()
    steps = round(value / row["step"])
    near = (min(row["high"], max(row["low"], (steps + one) * row["step"])) for one in ((-1, 1) if down else (1, -1)))
    return tuple(spelled for each in near if (spelled := float(f"{each:.12g}")) != value)


def searched(catalogue: Catalogue, words: str, most: int = MOST) -> list[Row]:
    """Levers whose name, title or meaning holds every one of some words."""
    wanted = words.casefold().replace("_", " ").split()
    rows = []
    for name, lever in catalogue.levers.items():
        text = f"{name} {lever.title} {lever.in_words} {lever.unit}".casefold().replace("_", " ")
        if wanted and all(each in text for each in wanted):
            rows.append({"id": name, "title": lever.title})
    return rows[:most]
