"""What differs between two complete scenarios, as rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from caucasus_sim.scenario.entries import Data, filled
from caucasus_sim.scenario.model import Scenario
from caucasus_sim.scenario.show import as_data, flow

# What an entry of a list goes by; the rest is what may differ.
_IDENTITY = {
    "moves": ("date", "actor", "move"),
    "events": ("date", "event"),
    "when": ("if", "actor", "move"),
    "stances": ("actor", "issue", "choice", "from"),
    "assume": ("actor", "option"),
}


@dataclass(frozen=True)
class Difference:
    """One row: what it is about, and its value left and right; empty where a scenario does not have it."""

    what: str
    left: str
    right: str


def diff_scenarios(left: Scenario, right: Scenario) -> tuple[Difference, ...]:
    """Every difference between two scenarios, whatever files they were written in.

    Returns
    -------
    tuple of Difference
        In the order of the blocks; empty if the two are the same.
    """
    ours, theirs = dict(_flat(as_data(left))), dict(_flat(as_data(right)))
    both = list(dict.fromkeys([*ours, *theirs]))
    rows = (Difference(what, ours.get(what, ""), theirs.get(what, "")) for what in both)
    return tuple(row for row in rows if row.left != row.right)


def _flat(data: Data, before: str = "") -> Iterator[tuple[str, str]]:
    for key, value in data.items():
        if key == "variants":
            for name, own in value.items():
                yield f"{before}variants {name}", "yes"
                yield from _flat(own, f"{before}variants {name}: ")
        elif key == "assume":
            for kind, entries in value.items():
                yield from _listed(entries, f"{before}assume {kind}", _IDENTITY["assume"])
        elif key in _IDENTITY:
            yield from _listed(value, f"{before}{key}", _IDENTITY[key])
        elif key in ("levers", "notice", "start"):
            yield from ((f"{before}{key} {name}", flow(each)) for name, each in value.items())
        else:
            yield f"{before}{key}", flow(value)


def _listed(entries: list[Data], before: str, identity: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    seen: Counter[str] = Counter()
    for entry in entries:
        words = [str(entry[key]) for key in identity if key in entry]
        rest: dict[str, Any] = filled({key: value for key, value in entry.items() if key not in identity})
        name = " ".join([before, *words])
        seen[name] += 1
        yield name if seen[name] == 1 else f"{name} ({seen[name]})", flow(rest) if rest else "yes"
