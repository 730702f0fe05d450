"""What a scenario may name: the catalogue, as far as scenarios use it, with a few tables made once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from caucasus_sim.month.arrays import absolute
from caucasus_sim.scenario.months import NotTime, read_month

if TYPE_CHECKING:
    from caucasus_sim.coding.catalogue import Catalogue
    from caucasus_sim.coding.rows import Row

HOLD = "hold"
_START = absolute(2024, 10)
_LENGTH = 75


@dataclass(frozen=True)
class Vocabulary:
    """The names of a catalogue, ready to check a scenario against.

    ``rows`` has, for every (move, actor), what the move may be about; ``triggers`` maps every name that a reaction may
    wait for to the month of first occurrence it stands for; ``start`` is the month of the evidence's start state.
    """

    catalogue: Catalogue
    rows: Mapping[tuple[str, str], tuple[Row, ...]]
    makers: Mapping[str, tuple[str, ...]]
    triggers: Mapping[str, str]
    outsiders: tuple[str, ...]
    start: int

    @property
    def end(self) -> int:
        """The last month unless a scenario says otherwise."""
        return self.start + _LENGTH - 1

    def moves_of(self, actor: str) -> tuple[str, ...]:
        """The moves an actor can make, and ``hold``."""
        return (HOLD, *(move for move, makers in self.makers.items() if actor in makers))


def vocabulary(catalogue: Catalogue) -> Vocabulary:
    """The vocabulary of a catalogue."""
    rows: dict[tuple[str, str], list[Row]] = {}
    for row in catalogue.rows():
        rows.setdefault((row.move, row.actor), []).append(row)
    return Vocabulary(
        catalogue=catalogue,
        rows={key: tuple(each) for key, each in rows.items()},
        makers={move: tuple(actor for each, actor in rows if each == move) for move in catalogue.moves},
        triggers=dict(_triggers(catalogue)),
        outsiders=tuple(actor for actor in catalogue.actors if actor not in catalogue.principals),
        start=start_of(catalogue),
    )


def _triggers(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    # An outcome goes by its id or by the name it has in a run.
    for name in catalogue.numbers.firsts:
        yield name, name
    for name, outcome in catalogue.outcomes.items():
        if outcome.start.first is not None:
            yield name, outcome.start.first


def start_of(catalogue: Catalogue) -> int:
    """The absolute month of the evidence's start state."""
    # The file of the start state carries its month: states/2024-10.yaml.
    files = (file for (kind, _), (file, _) in catalogue.where.items() if kind == "states")
    for file in files:
        try:
            return read_month(Path(file).stem)
        except NotTime:
            continue
    return _START
