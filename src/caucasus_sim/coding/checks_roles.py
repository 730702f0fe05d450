"""Role sheets: everybody has one, passages exist, names are neutral, nobody is named, and sheets are equally long."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from caucasus_sim.coding.files import Shelf
from caucasus_sim.coding.readability import reading_grade, words_in
from caucasus_sim.coding.schema_roles import EVERYONE, PRINCIPALS, Margins, Role

if TYPE_CHECKING:
    from caucasus_sim.coding.catalogue import Catalogue

PERSON = re.compile(r"[A-ZÇĞİÖŞÜ][\w'-]+(?: [A-ZÇĞİÖŞÜ][\w'-]+)+")


class Measure(NamedTuple):
    """What is compared between two sheets: words, school years, sources and passages cited, lines without a source."""

    words: int
    grade: float
    sources: int
    passages: int
    written: int


def measure(role: Role) -> Measure:
    """The measures of one sheet's written part."""
    lines = role.lines.values()
    text = " ".join(line.text for line in lines)
    cited = {passage for line in lines for passage in line.passages}
    sources = {passage.partition("/")[0] for passage in cited}
    written = sum(line.basis is not None for line in lines)
    return Measure(len(words_in(text)), reading_grade(text), len(sources), len(cited), written)


def beyond(one: Measure, other: Measure, margins: Margins) -> list[str]:
    """In what two sheets differ by more than the margins, in words."""
    gaps = {name: abs(a - b) for name, a, b in zip(Measure._fields, one, other, strict=True)}
    allowed = margins._asdict() | {"words": margins.words * max(one.words, other.words)}
    return [
        f"{name} differ by {gaps[name]:.3g}, more than {allowed[name]:.3g}"
        for name in gaps
        if gaps[name] > allowed[name]
    ]


def check(shelf: Shelf, catalogue: Catalogue) -> None:
    """Note every mistake of role sheets; a folder without any is complete without them."""
    if not catalogue.roles:
        return
    words, people = partial_names(catalogue), surnames(catalogue)
    for name, role in catalogue.roles.items():
        shelf.known("roles", name, (), "actor", name, catalogue.actors)
        _lines(shelf, catalogue, name, role, words, people)
    for name, actor in catalogue.actors.items():
        if not actor.optional and name not in catalogue.roles and name not in shelf.broken:
            shelf.lacking(f"no role sheet of '{name}'", f"roles/{name}.yaml")
    _equal(shelf, catalogue)


def _lines(
    shelf: Shelf, catalogue: Catalogue, name: str, role: Role, words: Iterable[str], people: Iterable[str]
) -> None:
    for place, line in role.lines.items():
        part, _, number = place.partition(".")
        where = (part, int(number) - 1) if number else (part,)
        for passage in line.passages:
            source, _, block = passage.partition("/")
            blocks = catalogue.sources[source].passages if source in catalogue.sources else {}
            if block not in blocks and source not in shelf.broken:
                shelf.unknown("roles", name, where, "passage", passage, [f"{source}/{each}" for each in blocks])
        for word in found_in(line.text, words, catalogue):
            shelf.mistake("roles", name, where, f"'{word}' is one party's word; write the neutral one of names.yaml")
        for person in found_in(line.text, people, catalogue):
            shelf.mistake("roles", name, where, f"names a person, '{person}'; governments are played, not people")


def _equal(shelf: Shelf, catalogue: Catalogue) -> None:
    measures = {name: measure(role) for name, role in catalogue.roles.items()}
    for one, other in combinations(measures, 2):
        margins = PRINCIPALS if {one, other} == set(catalogue.principals) else EVERYONE
        for gap in beyond(measures[one], measures[other], margins):
            shelf.mistake("roles", other, (), f"not equal to the sheet of '{one}': {gap}")


def partial_names(catalogue: Catalogue) -> tuple[str, ...]:
    """Every word that a party uses and that is not the neutral one, from ``names.yaml``."""
    found = {
        word.strip()
        for name in catalogue.names.values()
        for told in name.parties.values()
        for word in told.split(",")
        if word.strip() != name.neutral
    }
    return tuple(sorted(found))


def surnames(catalogue: Catalogue) -> tuple[str, ...]:
    """Last names of everybody whose words a source reports."""
    blocks = (block for source in catalogue.sources.values() for block in source.passages.values())
    speakers = [block.speaker for block in blocks if block.speaker is not None and block.voice != "third"]
    return tuple(sorted({name for speaker in speakers for name in _people(speaker)}))


def _people(speaker: str) -> Iterator[str]:
    """Last names of those who speak; offices, bodies and countries come after a comma or without a second name."""
    for part in speaker.split(";"):
        person, comma, _ = part.strip().partition(",")
        found = PERSON.fullmatch(person)
        if found and (comma or ";" in speaker or person.count(" ") == 1):
            yield person.split()[-1]


def found_in(text: str, words: Iterable[str], catalogue: Catalogue) -> list[str]:
    """Which of these words stand in a text outside the neutral names of the catalogue."""
    neutral = [re.escape(name.neutral) for name in catalogue.names.values()]
    free = [found.span() for name in neutral for found in re.finditer(name, text, flags=re.IGNORECASE)]

    def stands(word: str) -> bool:
        places = re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text)
        return any(not any(start <= at.start() and at.end() <= end for start, end in free) for at in places)

    return [word for word in words if stands(word)]
