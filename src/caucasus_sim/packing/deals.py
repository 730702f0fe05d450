"""Agreements, routes and milestones in the book."""

from __future__ import annotations

import hashlib
import math

import numpy as np

from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.coding.rows import named_actors
from caucasus_sim.coding.schema import Done
from caucasus_sim.month.arrays import ACTORS, CONSENTS, DEALS, ROUTES
from caucasus_sim.month.codes import DEAL, TABLED

ARTICLE = "article"
# What each milestone changes, as channels: a treaty in force, a route open, a change in force, borders open, a crisis.
MILESTONE_TOUCHES: tuple[tuple[tuple[str, float], ...], ...] = (
    (("treaty", 1.0), ("articles", 0.2)),
    (),
    (),
    (("borders_{0}", 0.5), ("borders_{1}", 0.5)),
    (("fighting", 0.6),),
)


def deal_names(catalogue: Catalogue) -> tuple[str, ...]:
    """Names of all agreements in the order of the book: the articles first."""
    articles = tuple(f"{ARTICLE}_{m + 1}" for m in range(catalogue.deals[ARTICLE].count))
    return articles + tuple(name for name in catalogue.deals if name != ARTICLE)


def entry_of(catalogue: Catalogue, name: str):  # type: ignore[no-untyped-def]
    """The catalogue's entry for an agreement of the book."""
    return catalogue.deals[ARTICLE if name.startswith(ARTICLE + "_") else name]


def pack_deals(book: np.ndarray, catalogue: Catalogue, actors: tuple[str, ...]) -> tuple[str, ...]:
    """Write every agreement into the book; returns their names."""
    b = book[0]
    names = deal_names(catalogue)
    if len(names) > DEALS or len(catalogue.routes) > ROUTES or len(actors) >= ACTORS:
        raise ValueError(f"at most {DEALS} agreements, {ROUTES} routes and {ACTORS - 1} actors fit")
    b.deals, b.articles = len(names), catalogue.deals[ARTICLE].count
    b.deal_part[:] = -1
    b.deal_kind[:] = -1
    routes = list(catalogue.routes)
    for z, name in enumerate(names):
        deal = entry_of(catalogue, name)
        b.deal_kind[z], b.deal_when[z] = DEAL[deal.kind], TABLED[deal.tabled]
        b.deal_key[z] = name_key(name)
        b.deal_binds[z], b.deal_preconditioned[z] = int(deal.binds), int(deal.preconditioned)
        if deal.kind == ARTICLE:
            b.deal_part[z] = z
        elif deal.kind == "route":
            b.deal_part[z] = routes.index(str(deal.part))
        for actor in consenting(catalogue, name):
            if actor in actors:
                b.deal_needs[z, actors.index(actor)] = 1
        _pack_touches(b, z, catalogue, deal)
    _list_signers(b)
    if b.signings.sum() > CONSENTS:
        raise ValueError(f"agreements need {b.signings.sum()} consents in all; at most {CONSENTS} fit")
    return names


def _list_signers(b: np.record) -> None:
    for z, i in np.argwhere(b.deal_needs):
        b.signer[z, b.signers[z]], b.signing[i, b.signings[i]] = i, z
        b.signers[z] += 1
        b.signings[i] += 1


def name_key(name: str) -> int:
    """A number of 32 bits that follows from a name."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=4).digest(), "little")


def consenting(catalogue: Catalogue, name: str) -> tuple[str, ...]:
    """Everyone whose consent an agreement needs."""
    deal = entry_of(catalogue, name)
    words = catalogue.routes[str(deal.part)].consents if deal.kind == "route" else deal.consents
    return named_actors(words, catalogue.actors, catalogue.principals)


def _pack_touches(b: np.record, z: int, catalogue: Catalogue, deal) -> None:  # type: ignore[no-untyped-def]
    b.deal_touches[z] = len(deal.touches)
    for n, touch in enumerate(deal.touches):
        b.deal_channel[z, n] = catalogue.channel(touch.channel)
        b.deal_size[z, n] = touch.size


def pack_routes(book: np.ndarray, catalogue: Catalogue) -> None:
    """Write the terms of every route into the book."""
    b = book[0]
    b.routes = len(catalogue.routes)
    for z, route in enumerate(catalogue.routes.values()):
        b.route_road[z], b.route_rail[z] = float(route.road), float(route.rail)
        b.route_guarded[z] = int(route.outside_guards)
        done = route.done
        b.route_done[z], b.route_rail_done[z] = (done.road, done.rail) if isinstance(done, Done) else (done, 0.5 * done)
        for p, principal in enumerate(catalogue.principals):
            b.route_crosses[z, p] = int(principal in route.crosses)


def pack_milestones(book: np.ndarray, catalogue: Catalogue) -> None:
    """Write what each milestone changes into the book."""
    b = book[0]
    touches = [list(each) for each in MILESTONE_TOUCHES]
    touches[1] = [(f"route_{name}", 0.8) for name, route in catalogue.routes.items() if route.crosses][:4]
    touches[2] = [(f"amendment_{p}", 1.0) for p in catalogue.principals if catalogue.institutions[p].amendment]
    for j, changes in enumerate(touches):
        b.milestone_touches[j] = len(changes)
        for n, (name, size) in enumerate(changes):
            spelled = name.format(*catalogue.principals)
            b.milestone_channel[j, n], b.milestone_size[j, n] = catalogue.channel(spelled), size


def deal_log_odds(catalogue: Catalogue, actors: tuple[str, ...], names: tuple[str, ...]) -> np.ndarray:
    """Log odds of consenting when an agreement is considered at the reference, f8 [actors, deals]."""
    found = np.zeros((ACTORS, DEALS))
    for z, name in enumerate(names):
        deal = entry_of(catalogue, name)
        for actor in consenting(catalogue, name):
            if actor in actors:
                found[actors.index(actor), z] = math.log(max(deal.odds.of(actor), 1e-12))
    return found
