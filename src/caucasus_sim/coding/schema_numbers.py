"""The form of uncertain numbers in the evidence: priors, parameters, lenses and start values."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, RootModel, model_validator

from caucasus_sim.coding.kinds import Body, Day, Flag, Month, Range, Real, Text, Triple, require

Basis = Literal["literature", "estimated", "judgement", "record"]
Positive = Annotated[float, Field(strict=True, gt=0.0)]
AsShare = Annotated[float, Field(strict=True, ge=0.0, le=1.0)]


class Normal(Body):
    """Normal with this mean and standard deviation."""

    family: Literal["normal"]
    mean: Real
    sd: Positive


class Lognormal(Body):
    """Lognormal with this median and standard deviation of the log."""

    family: Literal["lognormal"]
    median: Positive
    sigma: Positive


class Uniform(Range):
    """Every value from start to end alike."""

    family: Literal["uniform"]


class Triangular(Range):
    """A triangle with this mode."""

    family: Literal["triangular"]
    mode: Real

    @model_validator(mode="after")
    def _inside(self) -> Triangular:
        return require(self, self.start <= self.mode <= self.end, "the mode lies outside")


class Beta(Body):
    """Beta on 0..1."""

    family: Literal["beta"]
    a: Positive
    b: Positive


class Fixed(Body):
    """One value."""

    family: Literal["fixed"]
    value: Real


class Bernoulli(Body):
    """1 with this chance, else 0."""

    family: Literal["bernoulli"]
    p: AsShare


Prior = Annotated[Normal | Lognormal | Uniform | Triangular | Beta | Fixed | Bernoulli, Field(discriminator="family")]


class Cited(Body):
    """What a work supports, and what it does not."""

    source: Text
    supports: Text
    does_not_support: Text | None = None


class Believed(Body):
    """One principal's own prior of a parameter that has a value for each."""

    prior: Prior
    value: Triple
    references: tuple[Cited, ...] = ()
    note: Text | None = None


class Parameter(Body):
    """An uncertain input: its prior, cut at its range, and where it comes from."""

    title: Text
    unit: Text
    range: Range
    prior: Prior | None = None
    value: Triple | None = None
    values: dict[Text, Believed] | None = None
    basis: Basis
    references: tuple[Cited, ...] = ()
    forms: dict[Text, Text] | None = None
    contested: Flag
    note: Text | None = None

    @model_validator(mode="after")
    def _complete(self) -> Parameter:
        one = self.prior is not None and self.value is not None
        require(self, one != (self.values is not None), "needs prior and value, or values by principal")
        beliefs = [self.value] if self.value else [each.value for each in (self.values or {}).values()]
        inside = all(belief.within(self.range.start, self.range.end) for belief in beliefs)
        return require(self, inside, "the value lies outside the range")

    def of(self, principal: str) -> Parameter:
        """The parameter with one principal's own numbers."""
        own = (self.values or {})[principal]
        changes = {
            "prior": own.prior,
            "value": own.value,
            "values": None,
            "references": self.references + own.references,
        }
        return self.model_copy(update={**changes, "note": own.note or self.note})


class Lens(Body):
    """A causal theory: the sizes and signs of all contested effects."""

    title: Text
    in_words: Text
    whose: Text
    held_by: tuple[Text, ...] = ()
    effects: dict[Text, Prior]
    basis: Basis
    passages: tuple[Text, ...] = ()
    references: tuple[Cited, ...] = ()
    note: Text | None = None


class State(Body):
    """One start value, known or believed."""

    value: Real | Text | tuple[Real, ...] | None = None
    low: Real | None = None
    best: Real | None = None
    high: Real | None = None
    unit: Text
    source: Text | tuple[Text, ...] | None
    basis: Text
    note: Text | None = None

    @model_validator(mode="after")
    def _complete(self) -> State:
        numbers = [each for each in (self.low, self.best, self.high) if each is not None]
        one = self.value is not None and not numbers
        require(self, one or len(numbers) == 3, "needs a value, or low, best and high")
        return require(self, numbers == sorted(numbers), "needs low <= best <= high")


class Target(Body):
    """A datum of the record that runs from an earlier start are held against, and what it is used for."""

    title: Text
    statistic: Literal[
        "articles_agreed",
        "incidents_before",
        "incidents_after",
        "crises_before",
        "crises_after",
        "protocols",
        "released",
        "meetings",
        "bloc_frozen",
        "crossroads_tabled",
        "small_incidents",
        "signed",
    ]
    unit: Text
    observed: dict[Text, Real]
    error: Real
    use: Literal["likelihood", "check"]
    informs: tuple[Text, ...] = ()
    source: Text
    note: Text | None = None


class Order(Body):
    """Arms under way at the start, or delivered before it; `from: other` is a supplier that is no actor."""

    to: Text
    start: Text = Field(alias="from")
    supplier: Text | None = None
    system: Text
    due: Month | None = None
    delivered: Day | None = None
    usd_m: Real
    source: Text | None = None
    basis: Basis
    note: Text

    @model_validator(mode="after")
    def _dated(self) -> Order:
        return require(self, (self.due is None) != (self.delivered is None), "needs either due or delivered")


class CapacityStep(Body):
    """Freight capacity that is added from a month on."""

    month: Month
    add_mt: Real
    source: Text | None
    basis: Basis
    note: Text


class Orders(RootModel[tuple[Order, ...]]):
    """A list of arms orders."""

    model_config = ConfigDict(frozen=True)


class CapacitySteps(RootModel[tuple[CapacityStep, ...]]):
    """A list of capacity steps."""

    model_config = ConfigDict(frozen=True)
