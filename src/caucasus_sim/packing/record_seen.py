"""What a record asks about, read out of worlds: every quantity of the form as numbers in the form's own units."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.coding.update import Quantity
from caucasus_sim.month.arrays import FIRST, NEVER

AGREED = 2
SET, IN_FORCE, REJECTED = 4, 5, 6


@dataclass(frozen=True)
class Places:
    """Where the owners of quantities stand in the arrays."""

    catalogue: Catalogue
    book: np.ndarray

    def side(self, principal: str) -> int:
        """0 or 1."""
        return self.catalogue.principals.index(principal)

    def route(self, name: str) -> int:
        """The place of a route."""
        return list(self.catalogue.routes).index(name)

    def format(self, name: str) -> int:
        """The place of a format."""
        return list(self.catalogue.issues["format"].approval or ()).index(name)


Seen = Callable[[np.ndarray, Places, str], np.ndarray]


def seen(worlds: np.ndarray, places: Places, quantity: Quantity) -> np.ndarray:
    """A quantity in every world, f8 [n], as at the end of the month last lived through.

    A choice is its place among the choices, a month is absolute and -1 for "never"; the count of a referendum is not
    a number where none was held.
    """
    return np.asarray(SEEN[quantity.base](worlds, places, quantity.owner), dtype=np.float64)


def _plain(field: str) -> Seen:
    return lambda worlds, _places, _owner: worlds[field]


def _sided(field: str) -> Seen:
    return lambda worlds, places, owner: worlds[field][:, places.side(owner)]


def _first(name: str) -> Seen:
    return lambda worlds, _places, _owner: worlds["first"][:, FIRST[name]]


def _articles(worlds: np.ndarray, places: Places, owner: str) -> np.ndarray:
    return np.sum(worlds["deal"][:, : int(places.book[0].articles)] == AGREED, axis=1)


def _referendum(worlds: np.ndarray, places: Places, owner: str) -> np.ndarray:
    """The month of the vote: the one that is set, else the one that was held."""
    p = places.side(owner)
    return np.where(worlds["amendment"][:, p] == SET, worlds["vote_month"][:, p], held_vote(worlds, p))


def held_vote(worlds: np.ndarray, p: int) -> np.ndarray:
    """The month of a principal's first referendum, i8 [n]; -1 for never."""
    return np.asarray(worlds["first"][:, FIRST["referendum_0"] + p])


def _counted(field: str) -> Seen:
    def count(worlds: np.ndarray, places: Places, owner: str) -> np.ndarray:
        p = places.side(owner)
        return np.where(held_vote(worlds, p) == NEVER, np.nan, worlds[field][:, p])

    return count


def _changed(worlds: np.ndarray, places: Places, owner: str) -> np.ndarray:
    return np.asarray(worlds["first"][:, FIRST["government_changed_0"] + places.side(owner)])


def _last_incident(worlds: np.ndarray, places: Places, owner: str) -> np.ndarray:
    return np.asarray(worlds["month"] - worlds["calm_months"])


SEEN: dict[str, Seen] = {
    "articles_agreed": _articles,
    "treaty_stage": _plain("treaty"),
    "initialled": _first("initialled"),
    "treaty_signed": _first("treaty_signed"),
    "treaty_in_force": _first("treaty_in_force"),
    "interim_signed": _first("interim_signed"),
    "partial_signed": _first("partial_signed"),
    "constitution_stage": _sided("amendment"),
    "referendum": _referendum,
    "yes_share": _counted("yes"),
    "turnout": _counted("turnout"),
    "government_changed": _changed,
    "seats": _sided("seats"),
    "next_election": _sided("election"),
    "route": lambda worlds, places, owner: worlds["route"][:, places.route(owner)],
    "route_agreed": _first("route_agreed"),
    "route_open": _first("route_open"),
    "third_border": _sided("third_border"),
    "mutual_border": _plain("mutual_border"),
    "transit": _sided("transit"),
    "delimited": _plain("delimited"),
    "protocols": _plain("protocols"),
    "monitors": _plain("monitors"),
    "guards": _plain("guards"),
    "bloc": _sided("bloc"),
    "format": lambda worlds, places, owner: worlds["format"][:, places.format(owner)],
    "deaths": _plain("all_fatalities"),
    "last_incident": _last_incident,
    "last_crisis": _plain("last_crisis"),
    "last_offensive": _plain("last_offensive"),
    "last_war": _plain("war_month"),
    "held": _sided("held"),
    "missing": _plain("missing"),
    "lawsuits": _plain("lawsuits"),
    "trade": _sided("trade"),
    "freight": _plain("freight"),
    "spending": _sided("spending"),
}
