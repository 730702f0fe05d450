"""The form of a reading: which codings it rests on, and what one coder said, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import Field, model_validator

from caucasus_sim.coding.kinds import Body, Day, Text, Triple, Whole, require

Basis = Literal["passages", "inference", "silent"]
Claim = Literal["fact", "statement", "assessment", "projection"]
Voice = Literal["own", "rival", "third"]
TRACKS = ("treaty", "route", "arms", "border")
ALL_POINTS = 100


class Coder(Body):
    """Who coded, from which pack, and when."""

    kind: Literal["machine", "human"]
    pack: Literal["masked", "swapped", "plain"]
    date: Day | None = None
    note: Text | None = None


class ReadingBody(Body):
    """`reading.yaml`: whose words these are and which coders are pooled."""

    title: Text
    whose: Text
    sources: tuple[Text, ...] = Field(min_length=1)
    side: Text | None
    line: Text
    coders: dict[Text, Coder]
    pooled: tuple[Text, ...] = Field(min_length=1)
    compared: tuple[Text, ...] = ()


class Stance(Body):
    """What one coder says of one actor on one issue: a position or approvals, and the points it cares."""

    basis: Basis
    low: float | None = None
    best: float | None = None
    high: float | None = None
    points: Whole | None = Field(default=None, ge=0, le=ALL_POINTS)
    passages: tuple[Text, ...] = ()
    claim: tuple[Claim, ...] = ()
    voice: Voice | None = None
    note: Text | None = None
    approval: dict[Text, Triple | None] | None = None

    @model_validator(mode="after")
    def _complete(self) -> Stance:
        given = self.model_fields_set - {"basis"}
        if self.basis == "silent":
            return require(self, not given, "silent carries nothing else")
        require(
            self,
            self.points is not None and self.voice is not None and bool(self.claim),
            "needs points, claim and voice",
        )
        require(self, bool(self.passages), "needs passages; without any it is silent")
        numbers = [each for each in (self.low, self.best, self.high) if each is not None]
        require(self, len(numbers) == (0 if self.approval is not None else 3), "needs low, best and high, or approval")
        return require(self, numbers == sorted(numbers), "needs low <= best <= high")

    @property
    def position(self) -> Triple | None:
        """The position on a scale, if this is one."""
        if self.low is None or self.best is None or self.high is None:
            return None
        return Triple(low=self.low, best=self.best, high=self.high)

    def cell(self, choice: str | None) -> Triple | None:
        """The belief about one slot: the position, or the approval of one choice; None where nothing is said."""
        if choice is None:
            return self.position
        return (self.approval or {}).get(choice)

    @property
    def mentioned(self) -> tuple[str, ...]:
        """The choices that the coder gave an approval."""
        return tuple(choice for choice, belief in (self.approval or {}).items() if belief is not None)


class Tie(Body):
    """How one actor stands to another, and what leverage it has over it."""

    start: Text = Field(alias="from")
    to: Text
    basis: Literal["passages", "inference"]
    relation: Triple | None
    leverage: Triple | None
    passages: tuple[Text, ...] = Field(min_length=1)
    note: Text


class Capability(Body):
    """What an actor could bring to bear on a track if it cared."""

    basis: Basis
    low: float | None = None
    best: float | None = None
    high: float | None = None
    passages: tuple[Text, ...] = ()
    note: Text | None = None

    @model_validator(mode="after")
    def _complete(self) -> Capability:
        if self.basis == "silent":
            return require(self, self.model_fields_set == {"basis"}, "silent carries nothing else")
        numbers = [each for each in (self.low, self.best, self.high) if each is not None]
        require(self, len(numbers) == 3 and numbers == sorted(numbers), "needs low <= best <= high")
        require(self, all(0 <= each <= 100 for each in numbers), "needs numbers from 0 to 100")
        return require(self, bool(self.passages), "needs passages")

    @property
    def belief(self) -> Triple | None:
        """The belief, or None where the source is silent."""
        if self.low is None or self.best is None or self.high is None:
            return None
        return Triple(low=self.low, best=self.best, high=self.high)


class Coding(Body):
    """One coder's whole coding of a source."""

    coder: Text
    pack: Literal["masked", "swapped", "plain"]
    actors: dict[Text, dict[Text, Stance]]
    ties: tuple[Tie, ...] = ()
    capability: dict[Text, dict[Literal["treaty", "route", "arms", "border"], Capability]] = Field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """A reading: its description and its codings by coder."""

    name: str
    about: ReadingBody
    codings: dict[str, Coding]

    @property
    def line(self) -> str:
        """The line that every output of this reading carries."""
        return self.about.line

    @property
    def pooled(self) -> tuple[Coding, ...]:
        """The codings that the stances are drawn from."""
        return tuple(self.codings[coder] for coder in self.about.pooled)

    @property
    def compared(self) -> tuple[Coding, ...]:
        """The codings that are only set beside the pooled ones."""
        return tuple(self.codings[coder] for coder in self.about.compared)

    @property
    def machines_only(self) -> bool:
        """Whether no human has coded yet: then agreement is only repeatability."""
        return all(coder.kind == "machine" for coder in self.about.coders.values())
