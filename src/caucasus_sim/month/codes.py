"""The named conditions, effects, kinds and decisions that rows of the catalogues may carry, as numbers."""

from __future__ import annotations

import numpy as np


def _numbered(*names: str) -> dict[str, np.int64]:
    # Not plain int: numba would compile a function anew for every number it is called with.
    return {name: np.int64(number) for number, name in enumerate(names)}


# How an outcome on an issue counts; and what a term is that is no issue's (month/terms.py).
KIND = _numbered(
    "distance",  # from a place on a scale
    "approval",  # of something that is there to a degree
    "derives",  # not at all: other issues are derived from it
    "shortfall",  # below a place on a scale
    "pace",  # a milestone made likelier or less likely
)

# When a move is feasible (month/conditions.py reads them).
WHEN = _numbered(
    "always",
    "unsigned",  # no full treaty is signed
    "talks",  # the text is not complete
    "article_open",
    "amendment_idle",  # own pipeline not begun, allowed, and there is one
    "amendment_promised",  # nor promised
    "no_court_ruling",
    "no_clause",
    "route_open_to_offer",  # the row's route is neither on the table nor agreed
    "no_route",  # no route agreed
    "deal_open_to_offer",  # the row's agreement is neither on the table nor agreed, and allowed
    "in_bloc",
    "bloc_frozen",
    "detainees_held",
    "maps_withheld",
    "lawsuits_pending",
    "transit_barred",  # goods of the other principal may not pass
    "force_allowed",
    "monitors_stand",
    "never",
)

WHENS = len(WHEN)

# What an act or posture does beside its touches (month/ stages carry them out).
DOES = _numbered(
    "nothing",
    "concede",
    "table",
    "promise_amendment",
    "start_amendment",
    "court_ruling",
    "treaty_clause",
    "release_detainees",
    "mine_maps",
    "withdraw_lawsuits",
    "lift_transit",
    "freeze_bloc",
    "leave_bloc",
    "end_monitors",
    "limited_offensive",
    "supply",  # posture: orders arms for a principal, row_usd USD m a year
    "procure",  # posture: a principal's own orders
    "meet",  # posture: holds meetings in a format
    "coerce",  # act: masses forces over a route
)

DEAL = _numbered(
    "article", "initial", "sign", "partial", "interim", "route", "third_border", "mutual_border", "protocol", "exchange"
)

# When an agreement is on the table by itself; `offered` waits for somebody to table it.
TABLED = _numbered(
    "offered", "talks", "text_complete", "initialled", "always", "detainees_held", "border_shut", "undelimited"
)

# Every decision that draws luck owns a name; its number only orders the keys of a book.
DECISIONS = (
    "review",
    "choose",
    "consent",
    "incidents",
    "incident_severity",
    "crisis",
    "crisis_severity",
    "war",
    "reports",
    "hardliners",
    "election",
    "referendum",
    "court",
    "ratification",
    "failure",
    "reopening",
    "coercion",
    "trade",
    "meeting",
)
DECISION = _numbered(*DECISIONS)
