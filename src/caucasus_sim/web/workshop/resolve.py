"""A round resolved: orders become a script, futures with and without it are counted, one history is lived."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np

from caucasus_sim.scenario.model import ScheduledEvent, ScriptedMove
from caucasus_sim.web.workshop.cards import Table, flattened
from caucasus_sim.web.workshop.futures import Futures, largest_reasons, mean_change
from caucasus_sim.web.workshop.ground import Ground, Instruction, Script
from caucasus_sim.web.workshop.records import Injected, Order
from caucasus_sim.web.workshop.session import FACILITATOR, Session, order_data
from caucasus_sim.web.workshop.tale import lived_round, state_lines

MODEL = Order(line="model", by="model")
LINE = "line"
SHORT = 5  # so many times fewer histories for every team left out


def orders_of(session: Session, number: int) -> dict[str, Order]:
    """What every government is ordered in a round; who ordered nothing is played by the model."""
    return {actor: _order_of(session, number, actor) for actor in session.actors}


def _order_of(session: Session, number: int, actor: str) -> Order:
    """The order of one table; one that is not done goes by its last line, and an empty one by the model."""
    order = session.order_of(number, actor)
    if order is not None and (order.by == FACILITATOR or actor not in session.autopilot):
        return order
    if session.played_by_model(actor):
        return MODEL
    earlier = [session.orders[k, actor].line for k in range(1, number) if (k, actor) in session.orders]
    return Order(line=earlier[-1] if earlier else "hold", by=LINE)


def script_of(table: Table, orders: Mapping[str, Order], months: tuple[int, int], events: Iterable[Injected]) -> Script:
    """The orders of one round as what a scenario orders."""
    moves = [move for actor, order in orders.items() for move in _moves(table, actor, order, months)]
    told = [each for actor, order in orders.items() for each in _instructions(table, actor, order, months)]
    return Script(
        tuple(flattened(moves)), tuple(ScheduledEvent(each.month, each.event) for each in events), tuple(told)
    )


def _moves(table: Table, actor: str, order: Order, months: tuple[int, int]) -> Iterator[ScriptedMove]:
    first, last = months
    for card in table.line(actor, order.line).values():
        yield table.scripted(card, first, last)
    for choice in order.moves:
        card = table.cards[actor][choice.card]
        yield table.scripted(card, max(first, min(last, choice.month)), last)


def _instructions(table: Table, actor: str, order: Order, months: tuple[int, int]) -> Iterator[Instruction]:
    for name, say in order.consents:
        for deal in table.deals_named(actor, name):
            yield Instruction(actor, deal, say == "consent", *months)


def replayed(ground: Ground, session: Session) -> tuple[np.ndarray, Script, int]:
    """Where the room is: its world, everything ordered so far, and the month that comes next.

    The script of a round needs the table of its own beginning, so rounds are lived one after the other.
    """
    script, month, world = Script(), ground.setup.scenario.start, ground.start
    for number in sorted(session.results):
        result = session.results[number]
        table = Table(ground, world)
        events = [each for each in session.injected if each.round == number]
        script = script + script_of(table, result.orders, (result.first, result.last), events)
        month = result.last + 1
        world = ground.position(script, month)
    return world, script, month


def resolved(ground: Ground, futures: Futures, session: Session, runs: int) -> dict[str, Any]:
    """Everything the reveal of the present round shows, as data for the journal."""
    number = session.round
    first, last = session.months_of(number)
    world, past, _ = replayed(ground, _before(session, number))
    table, orders = Table(ground, world), orders_of(session, number)
    events = [each for each in session.injected if each.round == number]
    ordered = script_of(table, orders, (first, last), events)
    plain = past + Script(events=ordered.events)
    after = futures.shares(world, past + ordered, first, last + 1, runs)
    before = futures.shares(world, plain, first, last + 1, runs)
    ended, months = lived_round(ground, world, past + ordered, first, last + 1)
    return {
        "orders": {actor: order_data(order) | {"by": order.by} for actor, order in orders.items()},
        "runs": runs,
        "before": before,
        "after": after,
        "months": months,
        "state": state_lines(ground, ended),
        "happened": [q.id for q in futures.questions if ended["first"][0, q.first] >= 0],
        "moves": {actor: _shown(table, actor, order) for actor, order in orders.items()},
        "deals": _deals(session, table, orders, number),
        "why": _reasons(futures, world, past, table, orders, events, (first, last), max(20, runs // SHORT)),
    }


def _before(session: Session, number: int) -> Session:
    """The same session without results from this round on."""
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


def _reasons(
    futures: Futures,
    world: np.ndarray,
    past: Script,
    table: Table,
    orders: Mapping[str, Order],
    events: list[Injected],
    months: tuple[int, int],
    runs: int,
) -> list[dict[str, Any]]:
    """What each team's orders changed, beside the same worlds in which the model played it."""
    first, last = months
    every = futures.shares(world, past + script_of(table, orders, months, events), first, last + 1, runs)
    found = []
    for actor, order in orders.items():
        if order.line == "model" and not order.moves and not order.consents:
            continue
        without = script_of(table, {**orders, actor: MODEL}, months, events)
        other = futures.shares(world, past + without, first, last + 1, runs)
        for question in futures.questions:
            change = mean_change(every, other, question.id)
            found.append({"actor": actor, "question": question.id, "change": round(change, 4)})
    return largest_reasons(found)
