"""Move cards: one for each move, the same card at every table that has it."""

from __future__ import annotations

from typing import NamedTuple

from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.coding.rows import Row
from caucasus_sim.web.words import Words
from caucasus_sim.web.workshop.sheets.basis import basis_of
from caucasus_sim.web.workshop.sheets.codes import DOMAINS
from caucasus_sim.web.workshop.sheets.powers import Power, power_of


class Card(NamedTuple):
    """A move in words, who has it, and what it stands on; ``disputed`` where theories differ on what it does."""

    power: Power
    names: tuple[str, ...]
    basis: str
    disputed: bool


def cards_of(catalogue: Catalogue, words: Words, optional: bool = False) -> tuple[Card, ...]:
    """A card for every move that a government of the session has, domain by domain."""
    rows: dict[str, list[Row]] = {}
    for row in catalogue.rows():
        if optional or not catalogue.actors[row.actor].optional:
            rows.setdefault(row.move, []).append(row)
    cards = [_card(catalogue, words, own) for own in rows.values()]
    return tuple(sorted(cards, key=lambda card: (tuple(DOMAINS).index(card.power.domain), int(card.power.code[2:]))))


def _card(catalogue: Catalogue, words: Words, rows: list[Row]) -> Card:
    power = power_of(catalogue, words, rows)
    move = catalogue.moves[power.move]
    names = sorted({words.texts[f"actor.{row.actor}"] for row in rows})
    basis = basis_of(catalogue, words, move.passages) if move.passages else words("cards.no_passage")
    return Card(power, tuple(names), basis, any(touch.effect is not None for touch in move.touches))
