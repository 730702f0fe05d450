"""What numbers rest on: parameters and lenses complete, codings on their scales, passages and works that exist."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from caucasus_sim.coding.files import Shelf
from caucasus_sim.coding.schema_reading import Coding, Reading, Stance
from caucasus_sim.documents import Document, Where
from caucasus_sim.errors import Mistake
from caucasus_sim.month.arrays import EFFECT_NAMES

if TYPE_CHECKING:
    from caucasus_sim.coding.catalogue import Catalogue

LAST_DAY = "2024-10-15"
DATED_KEYS = ("date", "published", "accessed", "as_of")
NOT_CODED = "VI."  # of the bulletin: read and not coded, and printed elsewhere in any case


def check(shelf: Shelf, catalogue: Catalogue) -> None:
    """Note every mistake about beliefs and their sources."""
    _parameters(shelf, catalogue)
    _lenses(shelf, catalogue)
    _cited(shelf, catalogue)
    for reading in catalogue.readings.values():
        for coder, coding in reading.codings.items():
            _coding(shelf, catalogue, reading, shelf.codings[reading.name, coder], coding)
    _dates(shelf)
    _record(shelf, catalogue)


def _parameters(shelf: Shelf, catalogue: Catalogue) -> None:
    for name in catalogue.numbers.parameters:
        if name not in catalogue.parameters and name not in shelf.broken:
            shelf.lacking(f"no parameter '{name}'", "parameters")
    for name in catalogue.parameters:
        if name not in catalogue.numbers.parameters:
            home = name if ("parameters", name) in shelf.homes else name.rsplit("_", 1)[0]
            shelf.unknown("parameters", home, (), "rule that reads parameter", name, catalogue.numbers.parameters)


def _lenses(shelf: Shelf, catalogue: Catalogue) -> None:
    for name, lens in catalogue.lenses.items():
        for effect in lens.effects:
            shelf.known("lenses", name, ("effects", effect), "contested effect", effect, EFFECT_NAMES)
        missing = [effect for effect in EFFECT_NAMES if effect not in lens.effects]
        if missing:
            shelf.mistake("lenses", name, ("effects",), "says nothing of " + ", ".join(missing))


def _cited(shelf: Shelf, catalogue: Catalogue) -> None:
    """Every work and passage that anything rests on exists."""
    for (kind, _), (document, home) in shelf.homes.items():
        if kind in ("sources", "readings"):
            continue
        for where, key, value in _walk(_inside(document.data, home), ()):
            if key == "passages" and isinstance(value, list):
                for place, passage in enumerate(value):
                    _passage(shelf, catalogue, document, (*home, *where, place), str(passage))
            if key in ("source", "sources"):
                for each in value if isinstance(value, list) else [value]:
                    _work(shelf, catalogue, document, (*home, *where), each)


def _passage(shelf: Shelf, catalogue: Catalogue, document: Document, where: Where, passage: str) -> None:
    source, _, block = passage.rpartition("/")
    sources = [source] if source else list(catalogue.sources)
    if not any(name in catalogue.sources and block in catalogue.sources[name].passages for name in sources):
        shelf.mistakes.append(document.mistake(where, f"no passage '{passage}' in sources"))


def _work(shelf: Shelf, catalogue: Catalogue, document: Document, where: Where, work: Any) -> None:
    if work is None:
        return
    if isinstance(work, str) and "/" in work and not work.startswith("http"):
        _passage(shelf, catalogue, document, where, work)
    elif work not in catalogue.references and work not in catalogue.sources and work not in shelf.broken:
        shelf.mistakes.append(
            document.mistake(where, f"no reference '{work}'", nearest=shelf.near(work, catalogue.references))
        )


def _coding(shelf: Shelf, catalogue: Catalogue, reading: Reading, document: Document, coding: Coding) -> None:
    for source in reading.about.sources:
        if source not in catalogue.sources and source not in shelf.broken:
            shelf.mistakes.append(document.mistake((), f"no source '{source}'"))
    for actor, stances in coding.actors.items():
        _known(shelf, document, ("actors", actor), "actor", actor, catalogue.actors)
        for issue, stance in stances.items():
            _known(shelf, document, ("actors", actor, issue), "issue", issue, catalogue.issues)
            _on_scale(shelf, catalogue, document, ("actors", actor, issue), issue, stance)
        missing = [issue for issue in catalogue.issues if issue not in stances and issue not in shelf.broken]
        if missing:
            shelf.mistakes.append(
                document.mistake(("actors", actor), f"{actor}: nothing on " + ", ".join(missing), "an entry, or silent")
            )
    _pairs(shelf, catalogue, document, coding)
    for where, key, value in _walk(document.data, ()):
        if key == "passages" and isinstance(value, list):
            for place, block in enumerate(value):
                _block(shelf, catalogue, reading, document, (*where, place), block)


def _pairs(shelf: Shelf, catalogue: Catalogue, document: Document, coding: Coding) -> None:
    seen = set()
    for place, tie in enumerate(coding.ties):
        for actor in (tie.start, tie.to):
            _known(shelf, document, ("ties", place), "actor", actor, catalogue.actors)
        if (tie.start, tie.to) in seen or tie.start == tie.to:
            shelf.mistakes.append(document.mistake(("ties", place), f"tie {tie.start} -> {tie.to} twice, or to itself"))
        seen.add((tie.start, tie.to))
        wrong_relation = tie.relation is not None and not tie.relation.within(-100, 100)
        if wrong_relation or (tie.leverage is not None and not tie.leverage.within(0, 100)):
            shelf.mistakes.append(document.mistake(("ties", place), "needs relation -100..100 and leverage 0..100"))
    for actor in coding.capability:
        _known(shelf, document, ("capability", actor), "actor", actor, catalogue.actors)


def _on_scale(shelf: Shelf, catalogue: Catalogue, document: Document, where: Where, issue: str, stance: Stance) -> None:
    body = catalogue.issues.get(issue)
    if body is None or stance.basis == "silent":
        return
    if (body.approval is None) != (stance.approval is None):
        shelf.mistakes.append(
            document.mistake(where, f"{issue} wants " + ("a position" if body.approval is None else "approvals"))
        )
    elif body.approval is None and stance.position is not None and not stance.position.within(0, 100):
        shelf.mistakes.append(document.mistake(where, "needs numbers from 0 to 100"))
    elif stance.approval is not None:
        if set(stance.approval) != set(body.approval or ()) or not stance.mentioned:
            shelf.mistakes.append(
                document.mistake((*where, "approval"), "needs every choice of the issue, and one at least not null")
            )
        if any(each is not None and not each.within(-100, 100) for each in stance.approval.values()):
            shelf.mistakes.append(document.mistake((*where, "approval"), "needs numbers from -100 to 100"))


def _block(shelf: Shelf, catalogue: Catalogue, reading: Reading, document: Document, where: Where, block: Any) -> None:
    sources = [catalogue.sources[name] for name in reading.about.sources if name in catalogue.sources]
    if sources and not any(block in source.passages for source in sources):
        shelf.mistakes.append(document.mistake(where, f"no passage '{block}' in {', '.join(reading.about.sources)}"))
    if str(block).startswith(NOT_CODED) and "bulletin" in reading.about.sources:
        shelf.mistakes.append(document.mistake(where, f"passage '{block}' is not coded"))


def _dates(shelf: Shelf) -> None:
    """Nothing in the evidence happened after the source's own day (plans and schedules may lie later)."""
    for document in shelf.documents:
        for where, key, value in _walk(document.data, ()):
            late = key in DATED_KEYS and value is not None and "coders" not in where and str(value) > LAST_DAY
            if late or (key == "year" and isinstance(value, int) and value > int(LAST_DAY[:4])):
                shelf.mistakes.append(document.mistake(where, f"dated {value}, after {LAST_DAY}"))


def _record(shelf: Shelf, catalogue: Catalogue) -> None:
    """Nor has any row of the record."""
    for path in sorted((catalogue.root / "record").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for line, row in enumerate(csv.DictReader(file), 2):
                if (row.get("date") or "") > LAST_DAY:
                    shelf.mistakes.append(Mistake(f"dated {row['date']}, after {LAST_DAY}", str(path), line))


def _known(shelf: Shelf, document: Document, where: Where, what: str, name: str, known: Iterable[str]) -> None:
    if name not in known and name not in shelf.broken:
        shelf.mistakes.append(document.mistake(where, f"no {what} '{name}'", nearest=shelf.near(name, known)))


def _inside(data: Any, where: Where) -> Any:
    for key in where:
        data = data[key]
    return data


def _walk(data: Any, where: Where) -> Iterator[tuple[Where, Any, Any]]:
    """Every (path, key, value) in nested mappings and lists."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield (*where, key), key, value
            yield from _walk(value, (*where, key))
    elif isinstance(data, list):
        for place, value in enumerate(data):
            yield from _walk(value, (*where, place))
