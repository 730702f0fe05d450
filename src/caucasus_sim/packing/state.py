"""Start of a run: the state in the evidence, and each principal's institutions."""

from __future__ import annotations

from typing import Any

import numpy as np

from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.month.arrays import ACTORS, DIAL_DEFAULTS, NEVER, ORDERS, SYSTEMS, WORLD, absolute

OUTSIDE = ACTORS - 1  # place of every supplier that is no actor of the model
PER_PRINCIPAL = (
    "conceding", "amendment", "court", "seats", "lean", "spending", "stock", "dependence", "bloc", "economic_bloc",
    "trade", "scrutiny", "dividend", "held", "third_border", "transit", "incumbent", "support",
)  # fmt: skip
WHOLE = (
    "treaty", "completeness", "clause", "guarantee", "excitation", "violence", "recent_dead", "monitors", "delimited",
    "protocols", "deadlock", "coercion", "guards", "old_format", "freight", "capacity", "trains", "missing", "stalled",
    "mine_maps", "lawsuits", "returned", "calm_months", "mutual_border",
)  # fmt: skip


def plain(value: Any) -> Any:
    """A number that may be written with its provenance: ``{value: 107, basis: ...}`` or low, best and high."""
    for name in ("value", "best"):
        found = getattr(value, name, None)
        if found is not None and not callable(found):
            return found
    return value


def month_of(text: str) -> int:
    """Absolute month of ``2026-06``."""
    year, month = str(text).split("-")[:2]
    return absolute(int(year), int(month))


class State:
    """Start values by name; a missing one is a clear error."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.values = catalogue.states

    def number(self, name: str, default: float | None = None) -> float:
        """A start value as a number: the value, or the best of low, best and high."""
        if name not in self.values:
            if default is None:
                raise KeyError(f"evidence/states has no '{name}'")
            return default
        return float(plain(self.values[name]))

    def belief(self, name: str) -> tuple[float, float, float]:
        """Low, best and high of a start value that is believed."""
        told: Any = self.values[name]
        return float(told.low), self.number(name), float(told.high)

    def month(self, name: str) -> int:
        """A start value that is a month, as an absolute month."""
        return month_of(str(plain(self.values[name]))) if name in self.values else NEVER

    def rows(self, name: str) -> list[Any]:
        """A list of entries, such as the orders not yet delivered."""
        return list(getattr(self.values.get(name), "root", ()))


def start_world(
    catalogue: Catalogue, book: np.ndarray, actors: tuple[str, ...], systems: tuple[str, ...]
) -> np.ndarray:
    """The world before the first month, WORLD [1]."""
    worlds = np.zeros(1, dtype=WORLD)
    w, b, state = worlds[0], book[0], State(catalogue)
    w.month = b.start - 1
    w.first[:] = NEVER
    w.act[:] = NEVER
    w.ordered[:] = NEVER
    w.war_month = NEVER
    w.route_chosen = NEVER
    w.dial[: len(DIAL_DEFAULTS)] = list(DIAL_DEFAULTS.values())
    for name in WHOLE:
        setattr(w, name, state.number(name))
    for p, principal in enumerate(catalogue.principals):
        for name in PER_PRINCIPAL:
            w[name][p] = state.number(f"{name}_{principal}")
        w.trust[p], w.hardliners[p] = state.number(f"trust_{principal}"), state.number(f"hardliners_{principal}")
        w.supply[p] = 1.0
        w.uncut[p] = w.trade[p]
        b.energy_share[p] = state.number(f"energy_share_{principal}", 0.0)
        w.election[p] = month_of(plain(catalogue.institutions[principal].election.next))
    b.held_start = w.held[0] + w.held[1]
    b.far_power, b.southern_power = _role(state, "far_power", actors), _role(state, "southern_power", actors)
    w.last_crisis, w.last_offensive = state.month("last_crisis"), state.month("last_offensive")
    _start_choices(w, b)
    _start_agreements(w, b, catalogue, state)
    _start_ties(w, b, catalogue, state)
    _start_orders(w, catalogue, state, actors, systems)
    return worlds


def _role(state: State, name: str, actors: tuple[str, ...]) -> int:
    """Place of the actor that has a role in the state's list of roles, or -1."""
    found = plain(state.values[f"role_{name}"]) if f"role_{name}" in state.values else None
    return actors.index(found) if found in actors else -1


def _start_choices(w: np.record, b: np.record) -> None:
    for i in range(b.actors):
        w.choice[i] = b.row_first[i]
        w.next_choice[i] = b.row_first[i]


def _start_agreements(w: np.record, b: np.record, catalogue: Catalogue, state: State) -> None:
    agreed = int(state.number("articles_agreed"))
    w.deal_month[:] = NEVER
    for m in range(b.articles):
        w.deal[m] = 2 if m < agreed else 1
    for z, name in enumerate(catalogue.routes):
        w.route[z] = int(state.number(f"route_{name}", 0.0))
        w.works_road[z] = state.number(f"works_road_{name}", b.route_done[z])
        w.works_rail[z] = state.number(f"works_rail_{name}", b.route_rail_done[z])
    for z in range(b.deals):
        part = int(b.deal_part[z])
        if b.deal_kind[z] == 5 and w.route[part] >= 1:
            w.deal[z] = 1 if w.route[part] == 1 else 2


def _start_ties(w: np.record, b: np.record, catalogue: Catalogue, state: State) -> None:
    for p, principal in enumerate(catalogue.principals):
        for kind, target, start in (
            ("security", w.security, b.security_start),
            ("trade", w.trade_tie, b.trade_tie_start),
        ):
            issue = catalogue.issues.get(f"{kind}_partners_{principal}")
            for k, partner in enumerate(issue.approval or () if issue else ()):
                name = f"{'trade_tie' if kind == 'trade' else kind}_{principal}_{partner}"
                target[p, k] = start[p, k] = state.number(name)
        b.scrutiny_start[p] = w.scrutiny[p]
        b.trust_start[p], b.hardliners_start[p] = w.trust[p], w.hardliners[p]
        b.spending_start[p], b.supply_start[p] = w.spending[p], state.number(f"supply_{principal}")
        b.stock_start[p] = w.stock[p]
        b.shut_border[p] = 1 - w.third_border[p]
    for k, name in enumerate(catalogue.issues["format"].approval or ()):
        w.format[k] = b.format_start[k] = state.number(f"format_{name}")
    b.capacity_start = w.capacity
    b.train_share = min(1.0, w.trains * 0.00155 / w.freight)
    b.monitor_host = _host(catalogue, "monitors_host")
    b.guard_host = _host(catalogue, "guards_host")
    w.hazard[:] = 0.0


def _host(catalogue: Catalogue, name: str) -> int:
    """The side that hosts something, or -1."""
    host = plain(catalogue.states[name]) if name in catalogue.states else None
    return catalogue.principals.index(host) if host in catalogue.principals else -1


def _start_orders(
    w: np.record, catalogue: Catalogue, state: State, actors: tuple[str, ...], systems: tuple[str, ...]
) -> None:
    for entry in state.rows("deliveries_before"):
        w.delivered_by[_supplier(entry, actors), catalogue.principals.index(entry.to)] += entry.usd_m
    for entry in state.rows("orders"):
        n = int(w.orders)
        if n >= ORDERS:
            raise ValueError(f"more than {ORDERS} orders")
        w.order_to[n] = catalogue.principals.index(entry.to)
        w.order_from[n] = _supplier(entry, actors)
        w.order_system[n] = systems.index(entry.system)
        w.order_due[n] = month_of(entry.due)
        w.order_usd[n] = entry.usd_m
        w.orders = n + 1


def _supplier(entry: Any, actors: tuple[str, ...]) -> int:
    return actors.index(entry.start) if entry.start in actors else OUTSIDE


def system_names(catalogue: Catalogue) -> tuple[str, ...]:
    """Every weapon system that a move or an order names, in a fixed order; the first stands for unnamed ones."""
    state = State(catalogue)
    ordered = [entry.system for entry in state.rows("orders")]
    moved = [system for move in catalogue.moves.values() for system in move.systems or ()]
    names = ("unnamed", *sorted({*ordered, *moved}))
    if len(names) > SYSTEMS:
        raise ValueError(f"{len(names)} arms systems; at most {SYSTEMS} fit")
    return names


def pack_institutions(book: np.ndarray, catalogue: Catalogue, actors: tuple[str, ...]) -> None:
    """Write both principals' institutions and who is whose partner into the book."""
    b = book[0]
    b.side[:] = -1
    for p, principal in enumerate(catalogue.principals):
        known = catalogue.institutions[principal]
        b.principal[p] = actors.index(principal)
        b.side[b.principal[p]] = p
        b.has_amendment[p] = int(plain(known.amendment))
        b.seats_total[p] = plain(known.parliament.seats)
        b.seats_needed[p] = plain(known.parliament.needed)
        b.seats_to_ratify[p] = plain(known.parliament.to_ratify)
        b.seat_bonus[p] = plain(known.parliament.seat_bonus)
        b.majority[p], b.quorum[p] = plain(known.referendum.majority), plain(known.referendum.quorum)
        b.election_every[p] = plain(known.election.every)
        b.court_reviews[p] = int(bool(plain(known.court.reviews)))
    state = State(catalogue)
    for k, step in enumerate(state.rows("capacity_steps")):
        b.capacity_month[k], b.capacity_add[k] = month_of(step.month), step.add_mt
        b.capacity_steps = k + 1
