"""What a government can do, what each move costs and whose consents it takes, and which consents it holds itself."""

from __future__ import annotations

from typing import NamedTuple

from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.coding.rows import Row, filled
from caucasus_sim.coding.schema import Deal
from caucasus_sim.web.words import Words
from caucasus_sim.web.workshop.sheets.codes import DOMAINS, about_of, coded_moves, numbered

AT_HOME = "start_amendment"  # what parliament and voters must still carry


class Power(NamedTuple):
    """One move that a government has.

    ``choices`` has the code and the words of every row, one without words where the move is about nothing in
    particular; ``consents`` are the names of those who must agree before it changes anything, none where nobody must.
    """

    move: str
    code: str
    domain: str
    kind: str
    title: str
    in_words: str
    cost: int
    consents: tuple[str, ...]
    choices: tuple[tuple[str, str], ...]


class Held(NamedTuple):
    """An agreement that cannot be without this government, and whose consents it takes besides."""

    code: str
    title: str
    others: tuple[str, ...]


def powers_of(catalogue: Catalogue, words: Words, actor: str) -> tuple[Power, ...]:
    """Every move that a government has, domain by domain."""
    rows: dict[str, list[Row]] = {}
    for row in catalogue.rows():
        if row.actor == actor:
            rows.setdefault(row.move, []).append(row)
    found = [power_of(catalogue, words, own) for own in rows.values()]
    return tuple(sorted(found, key=lambda power: tuple(DOMAINS).index(power.domain)))


def power_of(catalogue: Catalogue, words: Words, rows: list[Row]) -> Power:
    """Some rows of one move, of one government or of several, as a power."""
    name = rows[0].move
    move, coded = catalogue.moves[name], coded_moves(catalogue)[name]
    several = len({about_of(row) for row in rows}) > 1
    choices = {coded.of(about_of(row)): _about(words, row) if several else "" for row in rows}
    return Power(
        name,
        coded.code,
        move.domain,
        move.kind,
        _title(catalogue, words, rows),
        words.texts[f"move.{name}.in_words"],
        round(100 * move.cost),
        consents_of(catalogue, words, rows),
        tuple(sorted(choices.items())),
    )


def _title(catalogue: Catalogue, words: Words, rows: list[Row]) -> str:
    """The title of a move without who makes it; what its rows differ in is left to the choices."""
    title = words.texts[f"move.{rows[0].move}.title"]
    for key in ("to", "deal", "option", "format"):
        values = {getattr(row, key) for row in rows}
        named = named_of(words, key, values.pop()) if len(values) == 1 else words(f"about.{key}")
        title = title.replace("{" + key + "}", named)
    others = {filled("{other}", row, catalogue.principals) for row in rows}
    other = named_of(words, "to", others.pop()) if len(others) == 1 else words("about.other")
    title = title.replace("{other}", other).replace("{self} ", "")
    return title[:1].upper() + title[1:]


def _about(words: Words, row: Row) -> str:
    named = [named_of(words, key, getattr(row, key)) for key in ("deal", "option", "format", "to") if getattr(row, key)]
    return ", ".join(named)


def named_of(words: Words, key: str, value: str | None) -> str:
    """What a row is about, in words: an actor, a partner, an agreement, an option or a format."""
    if value is None:
        return ""
    keys = {"deal": f"deal.{value}", "option": f"short.{value}", "to": f"actor.{value}", "format": f"choice.{value}"}
    for each in (keys[key], f"actor.{value}", f"choice.{value}"):
        if each in words.texts:
            return words.texts[each]
    return value.replace("_", " ")


def consents_of(catalogue: Catalogue, words: Words, rows: list[Row]) -> tuple[str, ...]:
    """Who must agree before what these rows bring about is there: of several rows, where they agree on it."""
    named = {tuple(_consents(catalogue, row)) for row in rows}
    if len(named) > 1:
        return (words("consents.by_option"),)
    if catalogue.moves[rows[0].move].does == AT_HOME:
        return (words("consents.home"),)
    return tuple(words.texts[f"actor.{actor}"] for actor in named.pop())


def _consents(catalogue: Catalogue, row: Row) -> tuple[str, ...]:
    if catalogue.moves[row.move].does != "table":
        return ()
    return catalogue.routes[row.option].consents if row.option else actors_of(catalogue, catalogue.deals[str(row.deal)])


def actors_of(catalogue: Catalogue, deal: Deal) -> tuple[str, ...]:
    """Who must consent to an agreement; for a route, those whom its own terms name."""
    return catalogue.routes[str(deal.part)].consents if deal.kind == "route" else deal.consents


def held_by(catalogue: Catalogue, words: Words, actor: str) -> tuple[Held, ...]:
    """Every agreement that takes this government's consent."""
    codes = numbered("A", tuple(catalogue.deals))
    return tuple(
        Held(
            codes[name],
            words.texts[f"deal.{name}"],
            tuple(words.texts[f"actor.{each}"] for each in actors_of(catalogue, deal) if each != actor),
        )
        for name, deal in catalogue.deals.items()
        if actor in actors_of(catalogue, deal)
    )
