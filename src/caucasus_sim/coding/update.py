"""What a reader of news can know of the state: the rows of a record, with their units, ranges, errors and drifts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pydantic import Field, ValidationError

from caucasus_sim.coding.kinds import Body, Range, Real, Text, Triple, mistakes_of
from caucasus_sim.documents import read_yaml
from caucasus_sim.errors import Mistakes

if TYPE_CHECKING:
    from caucasus_sim.coding.catalogue import Catalogue

PACKAGED = Path(__file__).resolve().parent.parent / "evidence" / "update.yaml"
ORDER = "order_"
Kind = Literal["number", "whole", "choice", "month", "event"]


class Spread(Triple):
    """A magnitude of judgement, and why."""

    unit: Text | None = None
    why: Text


class Error(Triple):
    """How far a history may lie from the record and still agree with it.

    ``form`` says in what it is measured: ``plain`` the unit, ``log`` and ``log1p`` logarithms, ``steps`` the odds of
    every step apart, ``timing`` months, with ``odds`` where one has happened and the other has not.
    """

    form: Literal["plain", "log", "log1p", "steps", "timing"]
    odds: Real = 1.0
    why: Text


class Template(Body):
    """A row of the form, for one thing or for every principal, route or format."""

    question: Text
    unit: Text
    kind: Kind
    units: dict[Text, Real | Text] = Field(default_factory=dict)
    range: Range | None = None
    choices: tuple[Text, ...] = ()
    ahead: bool = False
    error: Error
    drift: Spread | None = None


class OrderRow(Body):
    """The repeated row of the form."""

    question: Text
    unit: Text
    units: dict[Text, Real]
    range: Range


class Collapse(Body):
    """When reweighting is refused."""

    fewest: Spread


class Update(Body):
    """All of ``evidence/update.yaml``."""

    quantities: dict[Text, Template]
    order: OrderRow
    unfilled: dict[Text, Spread]
    stance_drift: Spread
    collapse: Collapse


@dataclass(frozen=True)
class Quantity:
    """One row of a record.

    Parameters
    ----------
    id, base, owner : str
        ``trade_armenia`` is the base ``trade`` of the owner ``armenia``; owner is empty where there is only one.
    question : str
        In words.
    kind : str
        ``number``, ``whole`` (a count), ``choice``, ``month`` (one there always is), ``event`` (a month, or ``no``).
    unit, units : str, dict
        The unit values are held in, and every unit a reader may write with what it is multiplied by.
    low, high : float
        The range, in the unit.
    choices : tuple of str
        For a choice, in order.
    ahead : bool
        Whether its month may lie after the record's own date.
    """

    id: str
    base: str
    owner: str
    question: str
    kind: Kind
    unit: str
    units: dict[str, float]
    low: float
    high: float
    choices: tuple[str, ...]
    ahead: bool
    error: Error
    drift: Spread | None


@lru_cache(maxsize=4)
def read_update(path: Path = PACKAGED) -> Update:
    """The form, its errors and drifts; raises `Mistakes` where the file is wrong."""
    document = read_yaml(path)
    try:
        return Update.model_validate(document.data)
    except ValidationError as error:
        raise Mistakes(mistakes_of(error, document, (), Update)) from None


def update_of(catalogue: Catalogue) -> Update:
    """The form of a catalogue: its own ``update.yaml``, or the package's, which names no government."""
    own = catalogue.root / "update.yaml"
    return read_update(own if own.is_file() else PACKAGED)


def quantities_of(catalogue: Catalogue) -> dict[str, Quantity]:
    """Every row a record may fill, by id, in the order of the form."""
    return {
        each.id: each for name, row in update_of(catalogue).quantities.items() for each in _rows(name, row, catalogue)
    }


def _rows(name: str, row: Template, catalogue: Catalogue) -> Iterator[Quantity]:
    base, _, over = name.partition("_{")
    for owner, words in _owners(over.rstrip("}"), catalogue).items():
        high = row.range.end if row.range else float(max(0, len(row.choices) - 1))
        if base == "articles_agreed":
            high = float(catalogue.deals["article"].count)
        yield Quantity(
            id=f"{base}_{owner}" if owner else base,
            base=base,
            owner=owner,
            question=row.question.replace("{name}", words),
            kind=row.kind,
            unit=row.unit,
            units=dict(_units(row, catalogue)),
            low=row.range.start if row.range else 0.0,
            high=high,
            choices=row.choices,
            ahead=row.ahead,
            error=row.error,
            drift=row.drift,
        )


def _owners(over: str, catalogue: Catalogue) -> dict[str, str]:
    """Everything a row stands for, with its name in words."""
    if over == "principal":
        return {side: catalogue.actors[side].name for side in catalogue.principals}
    if over == "route":
        return {route: route.replace("_", " ") for route in catalogue.routes}
    if over == "format":
        return {each: each.replace("_", " ") for each in catalogue.issues["format"].approval or ()}
    return {"": ""}


def _units(row: Template, catalogue: Catalogue) -> Iterator[tuple[str, float]]:
    """Every unit with its factor; one that stands for a start value is left out where the evidence has none."""
    yield row.unit, 1.0
    for unit, factor in row.units.items():
        if not isinstance(factor, str):
            yield unit, float(factor)
        elif factor in catalogue.states:
            known = catalogue.states[factor]
            whole = getattr(known, "value", None) or getattr(known, "best", None)
            yield unit, 1.0 / float(whole)  # type: ignore[arg-type]
