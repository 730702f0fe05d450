"""The form of the evidence about who acts and what can be done: actors, issues, moves, agreements, routes, levers."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from caucasus_sim.coding.kinds import Body, Flag, Range, Real, Share, Text, Texts, Whole, require

Basis = Literal["literature", "estimated", "judgement", "record"]


class Actor(Body):
    """A government, or a body that acts as one."""

    code: Text
    name: Text
    note: Text | None = None
    optional: Flag = False


class Issue(Body):
    """A question with a worded scale, or an approval of each of a few choices, and what the present state is on it."""

    question: Text
    scale: dict[int, Text] | None = None
    approval: tuple[Text, ...] | None = None
    other_sources: Flag = False
    reads: Text | dict[Text, Text]
    gate: Text | None = None
    counts: Literal["distance", "shortfall"] = "distance"
    why: Text | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> Issue:
        require(self, (self.scale is None) != (self.approval is None), "needs either scale or approval")
        words = sorted(self.scale or {0: "", 100: ""})
        require(self, words[0] == 0 and words[-1] == 100, "needs words for both ends of the scale, 0 and 100")
        by_choice = isinstance(self.reads, dict)
        return require(self, not by_choice or self.approval is not None, "reads by choice needs an approval issue")


class Touch(Body):
    """A channel that a move or an agreement moves, and by how much."""

    channel: Text
    size: Real
    effect: Text | None = None
    basis: Basis | None = None
    why: Text | None = None


class With(Body):
    """What a row of a move may be about; one row for every combination."""

    to: tuple[Text, ...] | None = None
    deal: tuple[Text, ...] | None = None
    option: tuple[Text, ...] | None = None
    format: tuple[Text, ...] | None = None


class Odds(Body):
    """Odds against holding at the reference; where they differ, by ``actor`` or by ``actor/what the row is about``."""

    value: Real = Field(ge=0.0)
    per_actor: dict[Text, Real] = Field(default_factory=dict)
    basis: Basis
    why: Text


class Induce(Body):
    """A payment (+) or threat (-) that works on the consent of one actor, or of all who must consent."""

    to: Text
    size: float = Field(ge=-1.0, le=1.0)


class Move(Body):
    """Something a government can do in a month."""

    title: Text
    domain: Literal["treaty", "security", "route", "ties"]
    kind: Literal["posture", "act"]
    who: Texts = Field(min_length=1)
    with_: With | None = Field(default=None, alias="with")
    when: Text
    touches: tuple[Touch, ...] = Field(default=(), max_length=3)
    cost: Real
    does: Text
    odds: Odds
    pace: Literal["routine", "major"]
    usd_m_per_year: Real | None = None
    systems: tuple[Text, ...] | None = None
    induce: Induce | None = None
    passages: tuple[Text, ...] = ()
    in_words: Text


class DealOdds(Body):
    """Odds that an actor consents when it considers an agreement at the reference: one number, or one an actor."""

    value: Real | dict[Text, Real]
    basis: Basis
    why: Text

    def of(self, actor: str) -> float:
        """One actor's odds."""
        return self.value[actor] if isinstance(self.value, dict) else self.value


class Deal(Body):
    """An agreement that takes the consent of those it binds."""

    title: Text
    kind: Text
    part: Text | Whole | None = None
    count: Whole = Field(default=1, ge=1)
    consents: tuple[Text, ...] = Field(min_length=1)
    tabled: Text
    binds: Flag
    preconditioned: Flag
    touches: tuple[Touch, ...] = Field(default=(), max_length=4)
    odds: DealOdds
    passages: tuple[Text, ...] = ()


class Done(Body):
    """Share of the works that is complete at the start."""

    road: Share = 0.0
    rail: Share = 0.0


class Route(Body):
    """A route on definite terms."""

    title: Text
    law: float = Field(ge=0.0, le=100.0)
    operator: Text
    security: Text
    crosses: tuple[Text, ...]
    consents: tuple[Text, ...] = Field(min_length=1)
    road: Flag
    rail: Flag
    done: Share | Done
    outside_guards: Flag
    aliases: dict[Text, Text] = Field(default_factory=dict)
    passages: tuple[Text, ...] = ()
    basis: Basis
    why: Text | None = None
    sources: tuple[Text, ...] = ()


class Sets(Body):
    """What a lever sets: one dial, parameter or contested effect."""

    dial: Text | None = None
    parameter: Text | None = None
    effect: Text | None = None

    @model_validator(mode="after")
    def _one(self) -> Sets:
        return require(
            self, sum(each is not None for each in (self.dial, self.parameter, self.effect)) == 1, "sets one thing"
        )


class Lever(Body):
    """A setting an analyst may change, throughout or from a month on."""

    title: Text
    unit: Text
    range: Range | None = None
    choices: tuple[Text, ...] | None = None
    default: Real | Text
    sets: Sets
    from_month_allowed: Flag
    in_words: Text
    example: Text

    @model_validator(mode="after")
    def _bounded(self) -> Lever:
        require(self, (self.range is None) != (self.choices is None), "needs either range or choices")
        inside = (
            self.range is None or isinstance(self.default, str) or self.range.start <= self.default <= self.range.end
        )
        return require(self, inside, "the default lies outside the range")


class DialSet(Body):
    """A dial and what an event sets it to."""

    dial: Text
    value: Real


class Event(Body):
    """Something that the world, or somebody outside the model, does at a date."""

    title: Text
    in_words: Text
    sets: tuple[DialSet, ...] = Field(min_length=1)
    lasts: Whole | None = Field(default=None, ge=1)
    passages: tuple[Text, ...] = ()


class From(Body):
    """Where an outcome is read: a month of first occurrence, a monthly series, or a field of the last world."""

    first: Text | None = None
    series: Text | None = None
    field: Text | None = None
    before: Text | None = None  # with `first`: yes if it comes before this other one
    attribute: Literal["law", "operator", "security"] | None = None  # of the route that the series names
    each: Literal["system"] | None = None  # one number for each arms system

    @model_validator(mode="after")
    def _one(self) -> From:
        return require(
            self, sum(each is not None for each in (self.first, self.series, self.field)) == 1, "is read in one place"
        )


class Outcome(Body):
    """A named measure of a run, and how a journalist could check it."""

    title: Text
    definition: Text
    counting_rule: Text
    unit: Text
    kind: Literal["month", "yes_no", "number", "series", "state"]
    start: From = Field(alias="from")
    check: Text
    passages: tuple[Text, ...] = ()


class Name(Body):
    """A word that the parties use differently: ours, and theirs."""

    neutral: Text
    parties: dict[Text, Text] = Field(default_factory=dict)
    note: Text | None = None
