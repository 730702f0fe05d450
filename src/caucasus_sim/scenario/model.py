"""What a scenario is once it has been read: frozen records with absolute months and names of the catalogue.

Months are absolute, as in ``month/arrays.py``. Whatever a record names is known to exist.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from caucasus_sim.scenario.record import Record

Value = float | str
Beliefs = Literal["shared", "own"]
EVERY = "all"  # in `reading`: every reading of the evidence


@dataclass(frozen=True)
class LeverSetting:
    """A lever and its value, throughout (``from_month`` is None) or from a month on.

    The value is a number in the lever's unit, or one of its choices.
    """

    id: str
    value: Value
    from_month: int | None = None


@dataclass(frozen=True)
class ScriptedMove:
    """A government does something in a month instead of choosing for itself.

    A posture stands up to and including the month ``until``; without it, until the next scripted move of the same
    government in the same domain, else to the end. An act is done once.
    """

    month: int
    until: int | None
    actor: str
    move: str
    with_: Mapping[str, Value]
    domain: str


@dataclass(frozen=True)
class ScheduledEvent:
    """The world does something in a month; a value replaces the catalogue's."""

    month: int
    event: str
    value: float | None = None


@dataclass(frozen=True)
class Assumption:
    """Something that happens whatever anyone wants, with the dial that makes it so.

    ``dial`` carries the names of actors, ``value`` is what it is set to in ``month``; a month of None is the start.
    """

    kind: str
    month: int | None
    detail: Mapping[str, str]
    dial: str
    value: float


@dataclass(frozen=True)
class Reaction:
    """What a government does so many months after something has first happened."""

    if_first: str
    after: int
    actor: str
    move: str
    with_: Mapping[str, Value]
    domain: str


@dataclass(frozen=True)
class StanceOverride:
    """A position, and points if given, in the place of what the reading says, from a month on (None: throughout)."""

    actor: str
    issue: str
    choice: str | None
    low: float
    best: float
    high: float
    points: float | None
    from_month: int | None
    why: str
    source: str


@dataclass(frozen=True)
class Scenario:
    """One scenario, complete and checked.

    Parameters
    ----------
    name, variant : str
        ``variant`` is empty for the scenario itself.
    title, question : str
        In words, for the head of a report.
    bears_on : tuple of str
        Claims or passages that the scenario bears on.
    start, end : int
        First and last absolute month.
    record : str or None
        The record the start state is taken from; None for the state of the evidence.
    blanks : str or None
        What fills what the record leaves blank: ``held``, or the scenario whose histories do; None for the default.
    known : Record or None
        The record, once it has been read (:func:`caucasus_sim.scenario.recorded.with_record`).
    before : Scenario or None
        The scenario that is lived up to the record's own date to fill its blanks; None where they are held.
    levers, moves, events, assume, when, stances
        What is different, in an order that does not depend on the file's.
    watch : tuple of str
        Outcomes of the first page.
    notice : mapping
        Outcome -> smallest effect worth noticing.
    reading : tuple of str
        Where stances come from; ``all`` stands for every reading.
    beliefs : str
        Whether governments share the world's theory of the contested effects or hold their own.
    variants : tuple of Scenario
        Each complete: this scenario and its own blocks.
    origin : mapping
        ``"levers.arms.to_armenia.rate"``, ``"moves[0]"`` and so on -> ``"file:line"``, or ``"default"``.
    """

    name: str
    title: str
    start: int
    end: int
    variant: str = ""
    question: str = ""
    bears_on: tuple[str, ...] = ()
    record: str | None = None
    blanks: str | None = None
    levers: tuple[LeverSetting, ...] = ()
    moves: tuple[ScriptedMove, ...] = ()
    events: tuple[ScheduledEvent, ...] = ()
    assume: tuple[Assumption, ...] = ()
    when: tuple[Reaction, ...] = ()
    stances: tuple[StanceOverride, ...] = ()
    watch: tuple[str, ...] = ()
    notice: Mapping[str, float] = field(default_factory=dict)
    reading: tuple[str, ...] = ()
    beliefs: Beliefs = "shared"
    variants: tuple[Scenario, ...] = ()
    known: Record | None = field(default=None, repr=False)
    before: Scenario | None = field(default=None, repr=False)
    origin: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def label(self) -> str:
        """Name, and variant if there is one: ``zangezur_open/paid``."""
        return f"{self.name}/{self.variant}" if self.variant else self.name

    @property
    def months(self) -> int:
        """How many months there are, the first and the last included."""
        return self.end - self.start + 1

    @property
    def runs(self) -> tuple[Scenario, ...]:
        """What is run side by side: the variants, or the scenario itself if it has none."""
        return self.variants or (self,)
