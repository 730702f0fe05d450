"""One scenario file as a draft: everything it says, typed and placed, before it is joined with what it extends."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from caucasus_sim.documents import Document
from caucasus_sim.errors import Mistake
from caucasus_sim.scenario.assume import read_assume
from caucasus_sim.scenario.blocks import read_events, read_levers, read_moves, read_stances, read_when
from caucasus_sim.scenario.find import NAME
from caucasus_sim.scenario.model import EVERY
from caucasus_sim.scenario.part import Part, Placed, kind_of
from caucasus_sim.scenario.vocabulary import Vocabulary

LISTS: dict[str, Callable[[Part, Vocabulary], Iterator[Placed[Any]]]] = {
    "moves": read_moves,
    "events": read_events,
    "when": read_when,
    "stances": read_stances,
}
HEAD = ("name", "title", "question", "bears_on")
VARIANT_KEYS = ("title", "levers", "moves", "events", "assume", "when", "stances", "beliefs")
KEYS = (
    *("name", "title", "question", "bears_on", "extends", "start", "end", "levers", "moves", "events", "assume"),
    *("when", "stances", "variants", "watch", "notice", "reading", "beliefs"),
)
# What people look for in a scenario and have to put elsewhere.
HINTS = {
    "lens": "no lens in a scenario: every run shows all of them; `sim run --lens` picks one",
    "lenses": "no lenses in a scenario: every run shows all of them; `sim run --lens` picks one",
    "seed": "no seed in a scenario; `sim run --seed`",
    "runs": "no number of runs in a scenario; `sim run --runs`",
    "parameters": "`levers:` with the lever of the parameter; see `sim list levers`",
    "outcomes": "`watch:` with a list of outcomes",
}
MOST_VALUES = 5_000
BASELINE = "baseline"


@dataclass(frozen=True)
class Facts:
    """What a file, a variant, or a chain of files says. A setting that was wrong is there with the item None."""

    settings: Mapping[str, Placed[Any]] = field(default_factory=dict)
    levers: Mapping[str, Placed[Any]] = field(default_factory=dict)
    notice: Mapping[str, Placed[float]] = field(default_factory=dict)
    assume: tuple[Placed[Any], ...] = ()
    lists: Mapping[str, tuple[Placed[Any], ...]] = field(default_factory=dict)
    variants: Mapping[str, Facts] = field(default_factory=dict)


@dataclass(frozen=True)
class Draft:
    """One file: what it extends, and what it says."""

    document: Document
    extends: Placed[str] | None
    facts: Facts


def read_draft(document: Document, words: Vocabulary, found: list[Mistake]) -> Draft:
    """Read a file as far as it can be read, and add its mistakes to those found."""
    if not isinstance(document.data, dict):
        what = f"a scenario is not {kind_of(document.data)}"
        found.append(document.mistake((), what, "keys with values, beginning with `name:`"))
        return Draft(document, None, Facts())
    if len(document.marks) > MOST_VALUES:
        found.append(document.mistake((), f"more than {MOST_VALUES} values", "a shorter scenario"))
        return Draft(document, None, Facts())
    part = Part(document, (), document.data, found)
    part.only(KEYS, "a key of a scenario", HINTS)
    extends = part.text("extends")
    if extends is None and part.data.get("extends", "") is None:
        part.wrong("extends", "'extends' is empty", "the name of a scenario, or the line left out")
    return Draft(document, None if extends is None else part.placed(extends, "extends"), _facts(part, words))


def _facts(part: Part, words: Vocabulary) -> Facts:
    return Facts(
        settings=dict(_settings(part, words)),
        levers=_by_id(part, "levers", words),
        notice=dict(_notice(part, words)),
        assume=_assume(part, words),
        lists={
            name: tuple(placed for each in part.parts(name) for placed in read(each, words))
            for name, read in LISTS.items()
        },
        variants=dict(_variants(part, words)),
    )


def read_block(part: Part, words: Vocabulary) -> Facts:
    """What a variant, or a level of a sweep's factor, sets: any of VARIANT_KEYS."""
    part.only(VARIANT_KEYS, "what a variant takes")
    return _facts(part, words)


def _settings(part: Part, words: Vocabulary) -> Iterator[tuple[str, Placed[Any]]]:
    readers: dict[str, Callable[[], Any]] = {
        "name": lambda: _name(part),
        "title": lambda: part.text("title"),
        "question": lambda: part.text("question"),
        "bears_on": lambda: part.names("bears_on", None, "claim"),
        "end": lambda: part.month("end"),
        "watch": lambda: part.names("watch", words.catalogue.outcomes, "outcome"),
        "reading": lambda: part.names("reading", (*words.catalogue.readings, EVERY), "reading"),
        "beliefs": lambda: part.name("beliefs", ("shared", "own"), "beliefs"),
    }
    for name, read in readers.items():
        if part.has(name):
            yield name, part.placed(read(), name)
        elif name in part.data:
            part.wrong(name, f"'{name}' is empty", "a value after it, or the line left out")
    start = part.part("start")
    if start is not None:
        start.only(("month", "record", "blanks"), "what `start` takes")
    texts = ((name, start and start.text(name)) for name in ("record", "blanks"))
    for name, value in (("month", start and start.month("month")), *texts):
        if start is None or start.has(name):
            yield f"start.{name}", part.placed(value, "start", name)


def _name(part: Part) -> str | None:
    name = part.text("name")
    if name is not None and not NAME.fullmatch(name):
        part.wrong(
            "name",
            f"'{name[:40]}' is not a name",
            "letters, digits and _, as in zangezur_open, a letter or digit first",
        )
        return None
    return name


def _by_id(part: Part, key: str, words: Vocabulary) -> dict[str, Placed[Any]]:
    block = part.part(key)
    return {} if block is None else {placed.item.id: placed for placed in read_levers(block, words)}


def _notice(part: Part, words: Vocabulary) -> Iterator[tuple[str, Placed[float]]]:
    block = part.part("notice")
    for name, value in block.data.items() if block is not None else ():
        if block is not None and block.known(name, words.catalogue.outcomes, "outcome", name) is not None:
            size = block.bounded(value, 0.0, None, name)
            if size is not None:
                yield name, block.placed(size, name)


def _assume(part: Part, words: Vocabulary) -> tuple[Placed[Any], ...]:
    block = part.part("assume")
    return () if block is None else tuple(read_assume(block, words))


def _variants(part: Part, words: Vocabulary) -> Iterator[tuple[str, Facts]]:
    block = part.part("variants") if part.where == () else None
    for name in block.data if block is not None else ():
        inner = block.part(name) if block is not None else None
        if inner is None or block is None:
            continue
        if not (isinstance(name, str) and name.replace("_", "").isalnum() and name.isascii() and len(name) <= 40):
            block.wrong(name, f"'{str(name)[:40]}' is not the name of a variant", "letters, digits and _")
            continue
        if name == BASELINE:
            block.wrong(name, f"'{BASELINE}' is what every variant is run beside", "another name for this variant")
            continue
        yield name, read_block(inner, words)
