"""The names of the evidence and the numbers of the arrays: ``arms_armenia`` is ``arms_0`` if Armenia is principal 0.

The arrays know no country. A name that ends in a number there is written with an actor, a partner, a format, a route or
a border basis in the evidence; which, follows from the catalogue itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from caucasus_sim.errors import nearest
from caucasus_sim.month.arrays import (
    CHANNEL_NAMES,
    DIAL_NAMES,
    EFFECT_NAMES,
    FIRST_NAMES,
    PARAMETER_NAMES,
    SERIES_NAMES,
)

TIE = re.compile(r"(security|trade)_([01])_(\d+)")
NUMBERED = re.compile(r"(format|format_rate|route|basis)_(\d+)")
SIDED = re.compile(r"(.+)_([01])")


@dataclass(frozen=True)
class Spelling:
    """What the numbers in the arrays' names stand for."""

    principals: tuple[str, ...]
    partners: Mapping[tuple[str, str], Sequence[str]]  # ("security", principal) -> its named partners
    numbered: Mapping[str, Sequence[str]]  # "format", "route", "basis" -> names

    def spell(self, name: str) -> str | None:
        """A name of the arrays as the evidence writes it; None where the catalogue has nothing for its number."""
        tie, numbered, sided = TIE.fullmatch(name), NUMBERED.fullmatch(name), SIDED.fullmatch(name)
        if tie:
            side = _nth(self.principals, int(tie[2]))
            partner = _nth(self.partners.get((tie[1], side or ""), ()), int(tie[3]))
            return f"{tie[1]}_{side}_{partner}" if partner else None
        if numbered:
            chosen = _nth(self.numbered.get(numbered[1].removesuffix("_rate"), ()), int(numbered[2]))
            return f"{numbered[1]}_{chosen}" if chosen else None
        if sided:
            side = _nth(self.principals, int(sided[2]))
            return f"{sided[1]}_{side}" if side else None
        return name


@dataclass(frozen=True)
class Names:
    """Every name that the evidence may use for a number, by kind."""

    channels: dict[str, int]
    dials: dict[str, int]
    firsts: dict[str, int]
    series: dict[str, int]
    parameters: dict[str, int]
    effects: dict[str, int]

    def index(self, kind: str, name: str) -> int:
        """The number of a name; a KeyError that says which name is near."""
        known: dict[str, int] = getattr(self, kind)
        if name not in known:
            near = nearest(name, known)
            raise KeyError(f"no {kind.removesuffix('s')} '{name}'" + (f"; did you mean '{near}'?" if near else ""))
        return known[name]


def names_of(spelling: Spelling) -> Names:
    """All names in a catalogue's own spelling."""
    every = (CHANNEL_NAMES, DIAL_NAMES, FIRST_NAMES, SERIES_NAMES, PARAMETER_NAMES, EFFECT_NAMES)
    return Names(*(_spelled(spelling, names) for names in every))


def _spelled(spelling: Spelling, names: Sequence[str]) -> dict[str, int]:
    spelled = ((spelling.spell(name), number) for number, name in enumerate(names))
    return {name: number for name, number in spelled if name is not None}


def _nth(names: Sequence[str], number: int) -> str | None:
    return names[number] if number < len(names) else None
