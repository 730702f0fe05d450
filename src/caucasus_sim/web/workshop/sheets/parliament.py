"""The card of who plays a principal's parliament: the same words for both, with each one's own house and seats."""

from __future__ import annotations

from typing import NamedTuple

from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.web.words import Words
from caucasus_sim.web.workshop.sheets.sheet import home_of

LINES = ("who", "hear", "block", "voters", "want", "fear")


class ParliamentCard(NamedTuple):
    """What one who plays a parliament reads; ``lines`` and ``red_line`` are keys of texts."""

    actor: str
    code: str
    name: str
    house: str
    home: str
    lines: tuple[str, ...]
    red_line: str


def parliaments_of(catalogue: Catalogue, words: Words) -> tuple[ParliamentCard, ...]:
    """A card for every government whose law is part of the evidence, in the order of the principals."""
    return tuple(
        ParliamentCard(
            actor,
            catalogue.actors[actor].code,
            words.texts[f"actor.{actor}"],
            catalogue.institutions[actor].parliament.name,
            home_of(catalogue, words, actor),
            tuple(f"parliament.{line}" for line in LINES),
            "parliament.red_line",
        )
        for actor in catalogue.principals
        if actor in catalogue.institutions
    )
