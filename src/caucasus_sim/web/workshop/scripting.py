"""Orders become a script: what every government is ordered in a round, as a scenario would order it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from caucasus_sim.scenario.model import ScheduledEvent, ScriptedMove
from caucasus_sim.web.workshop.blocks import Block
from caucasus_sim.web.workshop.cards import Table, flattened
from caucasus_sim.web.workshop.ground import Instruction, Script
from caucasus_sim.web.workshop.records import Injected, Order
from caucasus_sim.web.workshop.session import FACILITATOR, Session

MODEL = Order(line="model", by="model")
LINE = "line"


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


def script_of(
    table: Table,
    orders: Mapping[str, Order],
    months: tuple[int, int],
    events: Iterable[Injected],
    blocked: Iterable[str] = (),
) -> Script:
    """The orders of one round as what a scenario orders; ``blocked`` are whose parliaments let no treaty pass."""
    moves = [move for actor, order in orders.items() for move in _moves(table, actor, order, months)]
    told = [each for actor, order in orders.items() for each in _instructions(table, actor, order, months)]
    happens = tuple(ScheduledEvent(each.month, each.event) for each in events)
    return Script(tuple(flattened(moves)), happens, tuple(told), tuple(Block(actor, *months) for actor in blocked))


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
