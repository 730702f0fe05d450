"""What every schema is made of: a strict, frozen body, and the plain kinds of values."""

from __future__ import annotations

import datetime
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from caucasus_sim.documents import Document, Where
from caucasus_sim.errors import Mistake, nearest

T = TypeVar("T")


class Body(BaseModel):
    """A body in a YAML file: no unknown keys, and nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


def _plain_date(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime.date) else value


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Text = Annotated[str, StringConstraints(strict=True, min_length=1)]
Real = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Whole = Annotated[int, Field(strict=True)]
Flag = Annotated[bool, Field(strict=True)]
Share = Annotated[float, Field(strict=True, ge=0.0, le=1.0)]
Day = Annotated[str, BeforeValidator(_plain_date), StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_listed)]  # one word may stand without brackets
Month = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}$")]


class Range(Body):
    """From a least to a largest value."""

    start: Real = Field(alias="from")
    end: Real = Field(alias="to")

    @model_validator(mode="after")
    def _ordered(self) -> Range:
        return require(self, self.start <= self.end, "`from` is above `to`")


class Triple(Body):
    """A belief: 5 % lies below ``low``, 5 % above ``high``, and ``best`` is the likeliest."""

    low: Real
    best: Real
    high: Real

    @model_validator(mode="after")
    def _ordered(self) -> Triple:
        return require(self, self.low <= self.best <= self.high, "needs low <= best <= high")

    def within(self, floor: float, ceiling: float) -> bool:
        """Whether all three lie on the scale."""
        return floor <= self.low and self.high <= ceiling

    @property
    def triple(self) -> tuple[float, float, float]:
        """The three numbers in order."""
        return self.low, self.best, self.high


def require(value: T, holds: bool, what: str) -> T:
    """The value if the condition holds; else a mistake in words."""
    if not holds:
        raise ValueError(what)
    return value


def mistakes_of(error: ValidationError, document: Document, where: Where, model: type[BaseModel]) -> list[Mistake]:
    """Pydantic's complaints as mistakes with file, line and nearest name."""
    return [_mistake(each, document, where, model) for each in error.errors()]


def _mistake(each: Any, document: Document, where: Where, model: type[BaseModel]) -> Mistake:
    place = where + tuple(each["loc"])
    name = ".".join(map(str, place))
    if each["type"] == "extra_forbidden":
        keys = _keys(model)
        what = f"{name}: unknown key {str(place[-1])!r}"
        return document.mistake(place, what, nearest=nearest(place[-1], keys))
    if each["type"] == "missing":
        return document.mistake(place, f"{name}: is missing")
    return document.mistake(place, f"{name}: {each['msg'].removeprefix('Value error, ')}", _given(each["input"]))


def _given(value: Any) -> str:
    return "" if isinstance(value, dict | list | BaseModel) else f"something else than {value!r}"


def _keys(model: type[BaseModel], seen: frozenset[type] = frozenset()) -> list[str]:
    """The keys that a body and the bodies inside it may have."""
    keys = []
    for name, field in model.model_fields.items():
        keys.append(field.alias or name)
        inner = [each for each in _inner(field.annotation) if each not in seen]
        for each in inner:
            keys += _keys(each, seen | {model, each})
    return keys


def _inner(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [found for part in getattr(annotation, "__args__", ()) for found in _inner(part)]
