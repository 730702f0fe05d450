"""What a session is made of: seats, orders, offers, messages, guesses, results. Plain values, frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Line = Literal["model", "hold", "press", "ease"]
LINES: tuple[Line, ...] = ("model", "hold", "press", "ease")
Say = Literal["consent", "refuse"]
MOST_MOVES = 2
MOST_SEATS = 240


@dataclass(frozen=True)
class Seat:
    """One person's place: a pseudonym at one government's table; the first to come holds the pen.

    Who plays the ``parliament`` sits with the government and is not it, and never holds the pen.
    """

    id: str
    actor: str
    name: str
    pen: bool
    parliament: bool = False


@dataclass(frozen=True)
class Choice:
    """One move on a team's order: the key of a card, and the absolute month in which it begins or is done."""

    card: str
    month: int


@dataclass(frozen=True)
class Order:
    """What a team orders for a round.

    ``line`` says how its standing choices go on where it orders nothing; ``consents`` what it says to agreements
    on the table; ``by`` is a seat, ``facilitator`` or ``model``; ``why`` is shown to the room.
    """

    moves: tuple[Choice, ...] = ()
    line: Line = "hold"
    consents: tuple[tuple[str, Say], ...] = ()
    why: str = ""
    by: str = ""


@dataclass(frozen=True)
class Vote:
    """What a parliament does in a round: it blocks ratification, or lets the vote take its course."""

    blocks: bool = False
    why: str = ""


@dataclass(frozen=True)
class Offer:
    """If you do this, we do that: both sides name a card. ``answer`` is None until the other team has answered."""

    id: str
    round: int
    giver: str
    taker: str
    gives: str
    wants: str
    words: str
    answer: bool | None = None


@dataclass(frozen=True)
class Message:
    """A private message from one team to another; a ``parliament`` writes for itself and not for its government."""

    round: int
    sender: str
    to: str
    text: str
    seat: str
    parliament: bool = False


@dataclass(frozen=True)
class Dispute:
    """Somebody holds that a stance on a role sheet is not what that government holds."""

    actor: str
    issue: str
    text: str
    seat: str


@dataclass(frozen=True)
class Injected:
    """The facilitator lets an event of the catalogue happen."""

    round: int
    month: int
    event: str


@dataclass(frozen=True)
class Result:
    """What came of a round: numbers and sentences, computed once and kept in the journal."""

    round: int
    first: int
    last: int
    orders: dict[str, Order] = field(default_factory=dict)
    told: dict[str, Any] = field(default_factory=dict)

    @property
    def blocked(self) -> tuple[str, ...]:
        """The governments whose parliaments blocked ratification; a journal of before knows none."""
        return tuple(actor for actor, vote in self.told.get("votes", {}).items() if vote["blocks"])


def order_from(data: Mapping[str, Any], by: str) -> Order:
    """An order as the journal has it."""
    moves = tuple(Choice(each["card"], int(each["month"])) for each in data["moves"])
    consents = tuple((str(deal), say) for deal, say in data["consents"])
    return Order(moves, data["line"], consents, data["why"], by)


def order_data(order: Order) -> dict[str, Any]:
    """An order for the journal."""
    moves = [{"card": each.card, "month": each.month} for each in order.moves]
    return {"moves": moves, "line": order.line, "consents": [list(c) for c in order.consents], "why": order.why}
