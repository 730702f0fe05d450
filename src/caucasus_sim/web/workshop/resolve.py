"""A round resolved: futures with and without the orders are counted, one history is lived."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import numpy as np

from caucasus_sim.web.workshop.cards import Table
from caucasus_sim.web.workshop.futures import Futures
from caucasus_sim.web.workshop.ground import Ground, Script
from caucasus_sim.web.workshop.reasons import Played, reasons_of
from caucasus_sim.web.workshop.records import Order, order_data
from caucasus_sim.web.workshop.scripting import orders_of, script_of
from caucasus_sim.web.workshop.session import Session
from caucasus_sim.web.workshop.tale import lived_round, state_lines

SHORT = 5  # so many times fewer histories for every cause left out


def replayed(ground: Ground, session: Session) -> tuple[np.ndarray, Script, int]:
    """Where the room is: its world, everything ordered so far, and the month that comes next.

    The script of a round needs the table of its own beginning, so rounds are lived one after the other.
    """
    script, month, world = Script(), ground.setup.scenario.start, ground.start
    for number in sorted(session.results):
        result = session.results[number]
        table = Table(ground, world)
        events = [each for each in session.injected if each.round == number]
        script = script + script_of(table, result.orders, (result.first, result.last), events, result.blocked)
        month = result.last + 1
        world = ground.position(script, month)
    return world, script, month


def resolved(ground: Ground, futures: Futures, session: Session, runs: int) -> dict[str, Any]:
    """Everything the reveal of the present round shows, as data for the journal."""
    played, votes = round_of(ground, session), session.votes_of(session.round)
    ordered, (first, last) = played.ordered, played.months
    ended, months = lived_round(ground, played.world, played.past + ordered, first, last + 1)
    return {
        "orders": {actor: order_data(order) | {"by": order.by} for actor, order in played.orders.items()},
        "runs": runs,
        "before": played.shares(futures, Script(events=ordered.events), runs),
        "after": played.shares(futures, ordered, runs),
        "months": months,
        "state": state_lines(ground, ended),
        "happened": [q.id for q in futures.questions if ended["first"][0, q.first] >= 0],
        "moves": {actor: _shown(played.table, actor, order) for actor, order in played.orders.items()},
        "votes": {actor: asdict(vote) for actor, vote in votes.items()},
        "deals": _deals(session, played.table, played.orders, session.round),
        "why": reasons_of(futures, played, max(20, runs // SHORT)),
    }


def round_of(ground: Ground, session: Session) -> Played:
    """The present round as it will be played."""
    number = session.round
    world, past, _ = replayed(ground, before_round(session, number))
    return Played(
        *(world, past, Table(ground, world), session.months_of(number), orders_of(session, number)),
        events=tuple(each for each in session.injected if each.round == number),
        blocked=tuple(actor for actor, vote in session.votes_of(number).items() if vote.blocks),
    )


def before_round(session: Session, number: int) -> Session:
    """The same path without results from this round on; its results may be exchanged, those of the session are not."""
    earlier = Session(about=session.about, injected=session.injected)
    earlier.results = {k: result for k, result in session.results.items() if k < number}
    return earlier


def _shown(table: Table, actor: str, order: Order) -> dict[str, Any]:
    cards = [table.cards[actor][choice.card] for choice in order.moves]
    said = [f"{say}: {title}" for name, say in order.consents for key, title in table.agreements(actor) if key == name]
    return {
        "consents": said,
        "texts": [card.text for card in cards],
        "line": order.line,
        "why": order.why,
        "by": order.by,
    }


def _deals(session: Session, table: Table, orders: Mapping[str, Order], number: int) -> list[dict[str, Any]]:
    """Accepted offers of this round: whether each side did what it said."""
    found = []
    for offer in session.offers.values():
        if offer.round == number and offer.answer:
            gave = any(choice.card == offer.gives for choice in orders[offer.giver].moves)
            took = any(choice.card == offer.wants for choice in orders[offer.taker].moves)
            texts = table.cards[offer.giver][offer.gives].text, table.cards[offer.taker][offer.wants].text
            found.append(
                {"giver": offer.giver, "taker": offer.taker, "gives": texts[0], "wants": texts[1], "kept": [gave, took]}
            )
    return found
