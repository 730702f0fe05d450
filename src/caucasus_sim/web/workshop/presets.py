"""How the minutes of a session are spent, and who sits where: read from ``presets.yaml``, checked, laid on a clock."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import Field, ValidationError, model_validator

from caucasus_sim.coding.kinds import Body, Text, Texts, Whole, mistakes_of, require
from caucasus_sim.documents import Document, read_yaml
from caucasus_sim.errors import Mistake, Mistakes, nearest

PACKAGED = Path(__file__).with_name("presets.yaml")

Phase = Literal["lobby", "warm_up", "brief", "predict", "talk", "choose", "reveal", "break", "debrief", "spare"]


class Stretch(Body):
    """A phase outside the rounds."""

    phase: Literal["lobby", "warm_up", "brief", "predict", "debrief", "spare"]
    minutes: Whole = Field(ge=1)


class Rounds(Body):
    """So many rounds of talk, choose and reveal; ``months`` is how far the model goes in each."""

    count: Whole = Field(ge=1, le=6)
    months: Literal[12, 24]
    talk: Whole = Field(ge=1)
    choose: Whole = Field(ge=1)
    reveal: Whole = Field(ge=1)
    break_after: Whole | None = None
    break_minutes: Whole = 0


class Table(Body):
    """People who sit together and play one government or more."""

    actors: Texts = Field(min_length=1)
    seats: Whole = Field(ge=1)
    parliament: Whole = Field(default=0, ge=0)

    @model_validator(mode="after")
    def _some_govern(self) -> Table:
        return require(self, self.parliament < self.seats, "parliament leaves nobody to govern")


class Slot(NamedTuple):
    """One phase on the clock: minutes from the start of the session; ``round`` counts from 1, 0 outside the rounds."""

    phase: Phase
    round: int
    start: int
    end: int


class Preset(Body):
    """A session's length and the use of its minutes; ``purpose`` is written ``for`` in the file."""

    title: Text
    minutes: Whole
    purpose: Text = Field(alias="for")
    world: Literal["evidence", "invented"] = "evidence"
    before: tuple[Stretch, ...]
    rounds: Rounds
    after: tuple[Stretch, ...]
    tables: tuple[Table, ...] = ()

    @model_validator(mode="after")
    def _adds_up(self) -> Preset:
        used = self.timeline()[-1].end
        return require(self, used == self.minutes, f"phases add up to {used} minutes, not {self.minutes}")

    @property
    def seats(self) -> int:
        """How many people the tables take; 0 where any number may come."""
        return sum(table.seats for table in self.tables)

    def timeline(self) -> tuple[Slot, ...]:
        """Every phase in order, from minute 0 to the end without a gap."""
        slots: list[Slot] = []
        for phase, number, minutes in self._phases():
            start = slots[-1].end if slots else 0
            slots.append(Slot(phase, number, start, start + minutes))
        return tuple(slots)

    def _phases(self) -> Iterator[tuple[Phase, int, int]]:
        yield from ((each.phase, 0, each.minutes) for each in self.before)
        for number in range(1, self.rounds.count + 1):
            yield "talk", number, self.rounds.talk
            yield "choose", number, self.rounds.choose
            yield "reveal", number, self.rounds.reveal
            if number == self.rounds.break_after:
                yield "break", 0, self.rounds.break_minutes
        yield from ((each.phase, 0, each.minutes) for each in self.after)


@lru_cache(maxsize=4)
def read_presets(path: Path = PACKAGED) -> dict[str, Preset]:
    """All presets by name, in the order of the file; raises `Mistakes` with every mistake of the file."""
    document = read_yaml(path)
    mistakes: list[Mistake] = []
    found = {str(name): _preset(document, name, data, mistakes) for name, data in document.data.items()}
    if mistakes:
        raise Mistakes(mistakes)
    return {name: preset for name, preset in found.items() if preset is not None}


def _preset(document: Document, name: object, data: object, mistakes: list[Mistake]) -> Preset | None:
    try:
        return Preset.model_validate(data)
    except ValidationError as error:
        mistakes += mistakes_of(error, document, (name,), Preset)
        return None


def preset(name: str) -> Preset:
    """One preset of the package by name; raises `Mistakes` that name the nearest."""
    known = read_presets()
    if name not in known:
        expected = f"one of {', '.join(known)}"
        raise Mistakes([Mistake(f"no preset '{name}'", "--preset", expected=expected, nearest=nearest(name, known))])
    return known[name]
