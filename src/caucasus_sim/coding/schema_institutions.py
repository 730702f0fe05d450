"""The form of a principal's institutions: whose consent a constitution, a treaty or an election takes."""

from __future__ import annotations

from typing import Generic, Literal, TypeVar

from pydantic import Field, model_validator

from caucasus_sim.coding.kinds import Body, Flag, Month, Real, Share, Text, Whole, require

Basis = Literal["record", "literature", "judgement"]
V = TypeVar("V")


class Told(Body, Generic[V]):
    """A value with where it comes from."""

    value: V
    basis: Basis
    source: Text | None
    why: Text


# Each by a name of its own: what is kept between commands is found again by the names of its classes.
class ToldWhole(Told[Whole]):
    """A whole number with where it comes from."""


class ToldReal(Told[Real]):
    """A number with where it comes from."""


class ToldShare(Told[Share]):
    """A share with where it comes from."""


class ToldFlag(Told[Flag]):
    """A yes or no with where it comes from."""


class ToldMonth(Told[Month | None]):
    """A month, or none, with where it comes from."""


class MonthBelief(Body):
    """A belief about a month: 5 % lies before ``low``, 5 % after ``high``."""

    low: Month
    best: Month
    high: Month
    basis: Basis
    source: Text | None
    why: Text

    @model_validator(mode="after")
    def _ordered(self) -> MonthBelief:
        return require(self, self.low <= self.best <= self.high, "needs low <= best <= high")


class Parliament(Body):
    """Seats, and how many of them a change of the constitution and a treaty need."""

    name: Text
    seats: ToldWhole
    needed: ToldWhole
    to_ratify: ToldWhole
    governing: ToldWhole
    seat_bonus: ToldReal

    @model_validator(mode="after")
    def _whole(self) -> Parliament:
        most = max(self.needed.value, self.to_ratify.value, self.governing.value)
        return require(self, most <= self.seats.value, "more seats are named than there are")


class Referendum(Body):
    """Majority of votes, quorum of the electorate, and from when on a vote can be held."""

    majority: ToldShare
    quorum: ToldShare
    earliest: MonthBelief


class Court(Body):
    """Whether a court reviews a treaty before ratification, and when it ruled on the matter."""

    reviews: ToldFlag
    ruled: ToldMonth


class Election(Body):
    """The next election that may change the government, and the months between two."""

    next: Month
    every: Whole = Field(ge=1)
    basis: Basis
    why: Text


class Institution(Body):
    """A principal's institutions."""

    parliament: Parliament
    referendum: Referendum
    court: Court
    election: Election
    amendment: Flag
    precondition_issue: Text | None
    bars_bloc: Flag
    notes: dict[Text, Text] = Field(default_factory=dict)
    sources: tuple[Text, ...] = Field(min_length=1)
    passages: tuple[Text, ...] = ()
