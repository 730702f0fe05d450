"""What people ask for, checked against the state: what no page of ours would send is refused, the rest is answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from caucasus_sim.web.guarding import Refused, text_of
from caucasus_sim.web.workshop.cards import Card, Table
from caucasus_sim.web.workshop.records import LINES, MOST_MOVES, Choice, Order
from caucasus_sim.web.workshop.session import Session

NAME_LENGTH, WHY_LENGTH, TEXT_LENGTH = 30, 140, 400


class NotNow(Exception):
    """Something anybody may ask for that is not possible now; the key of the text that says why."""


def name_of(value: object) -> str:
    """A pseudonym: one line, not empty."""
    name = " ".join(text_of(value, NAME_LENGTH * 4).split())[:NAME_LENGTH]
    if not name:
        raise NotNow("not.name")
    return name


def line_of_text(value: object, length: int = WHY_LENGTH) -> str:
    """One line somebody typed."""
    return " ".join(text_of(value, length * 2).split())[:length]


def actor_of(session: Session, value: object) -> str:
    """A government at the table."""
    if value not in session.actors:
        raise Refused("no government of this session")
    return str(value)


def order_from_form(table: Table, session: Session, actor: str, form: Mapping[str, Any], needs_why: bool) -> Order:
    """An order as a form sends it: ``card1``, ``month1`` and so on, ``line``, ``why``, ``say:AGREEMENT``."""
    line = form.get("line", "hold")
    if line not in LINES:
        raise Refused("no such line")
    first, last = session.months_of(session.round)
    moves = [_choice(table, actor, form, n, first, last) for n in range(1, MOST_MOVES + 1)]
    consents = tuple(_consent(table, actor, key, say) for key, say in form.items() if key.startswith("say:") and say)
    chosen = tuple(move for move in moves if move is not None)
    if len(chosen) + sum(say == "consent" for _, say in consents) > MOST_MOVES:
        raise NotNow("not.budget")
    if len({move.card for move in chosen}) < len(chosen):
        raise NotNow("not.twice")
    why = line_of_text(form.get("why", ""))
    if needs_why and not why:
        raise NotNow("not.why")
    return Order(chosen, line, consents, why)


def _choice(table: Table, actor: str, form: Mapping[str, Any], n: int, first: int, last: int) -> Choice | None:
    key = form.get(f"card{n}") or ""
    if not key:
        return None
    card = card_of(table, actor, key)
    if not card.possible:
        raise NotNow("not.possible")
    month = form.get(f"month{n}") or first
    try:
        month = int(month)
    except (TypeError, ValueError) as error:
        raise Refused("no month") from error
    if not first <= month <= last:
        raise NotNow("not.month")
    return Choice(card.key, month)


def card_of(table: Table, actor: str, key: object) -> Card:
    """A card of a government's own hand."""
    if not isinstance(key, str) or key not in table.cards[actor]:
        raise Refused("no card of this government")
    return table.cards[actor][key]


def _consent(table: Table, actor: str, key: str, say: object) -> tuple[str, Any]:
    name = key.removeprefix("say:")
    if say not in ("consent", "refuse"):
        raise Refused("neither consent nor refusal")
    if name not in [each for each, _ in table.agreements(actor)]:
        raise NotNow("not.possible")
    return name, say


def guesses_from_form(questions: tuple[str, ...], form: Mapping[str, Any]) -> dict[str, int]:
    """Guesses in twentieths, one for each question that was answered."""
    found = {}
    for question in questions:
        value = form.get(f"guess:{question}", "")
        if value == "":
            continue
        if not isinstance(value, str) or not value.isdecimal() or int(value) > 20:
            raise Refused("no guess in twentieths")
        found[question] = int(value)
    if not found:
        raise NotNow("not.guess")
    return found
