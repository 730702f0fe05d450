"""Who may make which move, and about what: the check of ``actor``, ``move`` and ``with``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from caucasus_sim.month.arrays import DOMAIN_NAMES
from caucasus_sim.scenario.model import Value
from caucasus_sim.scenario.part import Part, listed
from caucasus_sim.scenario.vocabulary import HOLD, Vocabulary

if TYPE_CHECKING:
    from caucasus_sim.coding.rows import Row

ABOUT = ("to", "deal", "option", "format")
AMOUNT = "usd_m"
MOST_USD_M = 100_000.0  # USD 100 bn a year, about what both principals produce: whoever writes more meant dollars


class Order(NamedTuple):
    """A move of an actor with everything it is about."""

    actor: str
    move: str
    with_: dict[str, Value]
    domain: str
    posture: bool


def read_order(part: Part, words: Vocabulary) -> Order | None:
    """The order that a scripted move or a reaction gives, or None after noting what is wrong."""
    complete = part.needs("actor", "move")
    actor = part.name("actor", words.catalogue.actors, "actor")
    move = part.name("move", (HOLD, *words.catalogue.moves), "move")
    about = part.part("with")
    if not complete or actor is None or move is None or about is None:
        return None
    if move == HOLD and HOLD not in words.catalogue.moves:
        return _hold(about, actor)
    if (move, actor) not in words.rows:
        makers = words.makers.get(move, ())
        part.wrong("move", f"'{actor}' cannot make the move '{move}'", f"a move of {listed(makers)}, or another move")
        return None
    return _order(about, actor, move, words)


def _hold(about: Part, actor: str) -> Order | None:
    about.only(("domain",), "what `hold` takes")
    domain = about.name("domain", DOMAIN_NAMES, "domain") if about.needs("domain") else None
    return None if domain is None else Order(actor, HOLD, {}, domain, True)


def _order(about: Part, actor: str, move: str, words: Vocabulary) -> Order | None:
    body = words.catalogue.moves[move]
    rows: Sequence[Row] = words.rows[move, actor]
    asked = [key for key in ABOUT if any(getattr(row, key) is not None for row in rows)]
    takes_amount = body.usd_m_per_year is not None or body.induce is not None
    allowed = [*asked, AMOUNT] if takes_amount else asked
    about.only(allowed, f"what '{move}' of '{actor}' takes")
    chosen: dict[str, Value] = {}
    for key in asked:
        rows = _matching(about, key, rows, words, move)
        if not rows:
            return None
        chosen[key] = _word(rows[0], key, words)
    amount = about.number(AMOUNT, 0.0, MOST_USD_M) if takes_amount else None
    if amount is not None:
        chosen[AMOUNT] = amount
    return Order(actor, move, chosen, body.domain, body.kind == "posture")


def _matching(about: Part, key: str, rows: Sequence[Row], words: Vocabulary, move: str) -> Sequence[Row]:
    """The rows that agree with what is said under a key; what has only one value need not be said."""
    values = values_of(rows, key, words)
    if not about.has(key) and len(values) > 1:
        about.wrong(None, f"'{move}' needs to know `{key}`", f"`with: {{{key}: ...}}`, one of {listed(values)}")
        return ()
    value = about.name(key, values, key) if about.has(key) else values[0]
    return [row for row in rows if _word(row, key, words) == value]


def values_of(rows: Sequence[Row], key: str, words: Vocabulary) -> list[str]:
    """What rows may be about under a key: actors, deals, routes or formats."""
    return list(dict.fromkeys(_word(row, key, words) for row in rows if getattr(row, key) is not None))


def _word(row: Row, key: str, words: Vocabulary) -> str:
    return words.catalogue.fill(str(getattr(row, key)), row)
