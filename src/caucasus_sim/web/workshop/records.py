"""What a session is made of: seats, orders, offers, messages, guesses, results. Plain values, frozen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Line = Literal["model", "hold", "press", "ease"]
LINES: tuple[Line, ...] = ("model", "hold", "press", "ease")
Say = Literal["consent", "refuse"]
MOST_MOVES = 2
MOST_SEATS = 240


@dataclass(frozen=True)
class Seat:
    """One person's place: a pseudonym at one government's table; the first to come holds the pen."""

    id: str
    actor: str
    name: str
    pen: bool


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
    """A private message from one team to another."""

    round: int
    sender: str
    to: str
    text: str
    seat: str


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
