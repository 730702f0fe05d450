"""Whatever takes a side exists for both principals; asymmetry is a number, never a missing entry."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from caucasus_sim.coding.files import Shelf

if TYPE_CHECKING:
    from caucasus_sim.coding.catalogue import Catalogue

NAMED_BY_SIDE = ("moves", "levers", "events", "outcomes", "states")


def check(shelf: Shelf, catalogue: Catalogue) -> None:
    """Note everything that exists for one principal only."""
    if len(catalogue.principals) != 2:
        return
    for kind in NAMED_BY_SIDE:
        _twins(shelf, catalogue, kind)
    _moves(shelf, catalogue)
    _set_for_both(shelf, catalogue)
    for name, parameter in shelf.bodies.get("parameters", {}).items():
        if parameter.values is not None and set(parameter.values) != set(catalogue.principals):
            shelf.mistake("parameters", name, ("values",), "needs values for both principals and nobody else")
    for side in catalogue.principals:
        if side not in catalogue.institutions:
            shelf.lacking(f"no institutions of '{side}'", "institutions")


def twin(name: str, principals: Collection[str]) -> str:
    """A name with the principals exchanged.

    >>> twin("arms.to_arland.rate", ("arland", "borland"))
    'arms.to_borland.rate'
    """
    one, other = principals
    pattern = re.compile(rf"(?<![a-z0-9])({re.escape(one)}|{re.escape(other)})(?![a-z0-9])")
    return pattern.sub(lambda found: other if found[1] == one else one, name)


def _twins(shelf: Shelf, catalogue: Catalogue, kind: str) -> None:
    """Every name that holds a principal has its twin; of the start values, every name that ends in one."""
    names = getattr(catalogue, kind)
    for name in names:
        about_partners = kind == "states" and not name.endswith(catalogue.principals)
        if about_partners:
            continue
        if twin(name, catalogue.principals) not in names and twin(name, catalogue.principals) not in shelf.broken:
            shelf.mistake(
                kind, name, (), f"exists for one principal only; '{twin(name, catalogue.principals)}' is missing"
            )


def _moves(shelf: Shelf, catalogue: Catalogue) -> None:
    """A move that lists one principal, or is directed at one, must list both or have a twin for the other."""
    for name, move in catalogue.moves.items():
        targets = move.with_.to if move.with_ is not None and move.with_.to is not None else ()
        for place, words in (("who", move.who), ("with", targets)):
            if len(_sides(words, catalogue)) == 1 and twin(name, catalogue.principals) == name:
                shelf.mistake("moves", name, (place,), "lists one principal only")


def _sides(words: Iterable[str], catalogue: Catalogue) -> set[str]:
    return set(words) & set(catalogue.principals)


def _set_for_both(shelf: Shelf, catalogue: Catalogue) -> None:
    """A dial or parameter of one principal that some lever or event sets is set for the other too."""
    levers = {each: (name, "levers") for name, lever in catalogue.levers.items() for each in _set_by(lever.sets)}
    events = {each.dial: (name, "events") for name, event in catalogue.events.items() for each in event.sets}
    for found in (levers, events):
        for wanted, (name, kind) in found.items():
            if twin(wanted, catalogue.principals) not in found:
                shelf.mistake(
                    kind,
                    name,
                    ("sets",),
                    f"nothing sets '{twin(wanted, catalogue.principals)}' for the other principal",
                )


def _set_by(sets: object) -> list[str]:
    values = (getattr(sets, key) for key in ("dial", "parameter", "effect"))
    return [value for value in values if value is not None]
