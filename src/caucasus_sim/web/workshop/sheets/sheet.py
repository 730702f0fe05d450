"""A role sheet: the written lines, where the readings place the government, its moves and its consents."""

from __future__ import annotations

from typing import NamedTuple

from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.web.words import Words
from caucasus_sim.web.workshop.sheets.basis import basis_of
from caucasus_sim.web.workshop.sheets.powers import Held, Power, held_by, powers_of
from caucasus_sim.web.workshop.sheets.stance_words import Placed, places_of


class SheetLine(NamedTuple):
    """One written line: the key of its text, the text, and what it stands on."""

    key: str
    text: str
    basis: str


class Sheet(NamedTuple):
    """All that the players of one government read; ``red_line`` is theirs alone."""

    actor: str
    code: str
    name: str
    who: tuple[SheetLine, ...]
    home: str
    wants: tuple[SheetLine, ...]
    fears: tuple[SheetLine, ...]
    red_line: SheetLine
    asked: tuple[SheetLine, ...]
    places: tuple[Placed, ...]
    held: tuple[Held, ...]
    powers: tuple[Power, ...]


def sheet_of(catalogue: Catalogue, words: Words, actor: str) -> Sheet:
    """The sheet of one government.

    Raises
    ------
    KeyError
        If the evidence has no role of this name.
    """
    lines = written_lines(catalogue, words, actor)
    parts = {
        part: tuple(lines[key] for key in lines if key.startswith(f"{part}."))
        for part in ("who", "wants", "fears", "asked")
    }
    return Sheet(
        actor=actor,
        code=catalogue.actors[actor].code,
        name=words.texts[f"actor.{actor}"],
        home=home_of(catalogue, words, actor),
        red_line=lines["red_line"],
        places=places_of(catalogue, words, actor),
        held=held_by(catalogue, words, actor),
        powers=powers_of(catalogue, words, actor),
        **parts,
    )


def written_lines(catalogue: Catalogue, words: Words, actor: str) -> dict[str, SheetLine]:
    """The written lines of a role under their places, in the order of the sheet."""
    return {
        place: SheetLine(
            f"role.{actor}.{place}", words.texts[f"role.{actor}.{place}"], basis_of(catalogue, words, line.passages)
        )
        for place, line in catalogue.roles[actor].lines.items()
    }


def home_of(catalogue: Catalogue, words: Words, actor: str) -> str:
    """What a principal's own law asks for; empty for everybody else."""
    own = catalogue.institutions.get(actor)
    if own is None:
        return ""
    house, vote = own.parliament, own.referendum
    return words(
        "home.law",
        house=house.name,
        seats=house.seats.value,
        ratify=house.to_ratify.value,
        needed=house.needed.value,
        quorum=words("home.quorum", quorum=round(100 * vote.quorum.value)) if vote.quorum.value > 0.0 else "",
        majority=round(100 * vote.majority.value),
    )


def sheets_of(catalogue: Catalogue, words: Words, optional: bool = False) -> tuple[Sheet, ...]:
    """Every government's sheet, in the alphabetical order of the language's names; optional actors only if asked."""
    actors = [actor for actor in catalogue.roles if optional or not catalogue.actors[actor].optional]
    return tuple(
        sheet_of(catalogue, words, actor) for actor in sorted(actors, key=lambda each: words.texts[f"actor.{each}"])
    )
