"""A move as rows: one for every actor that may make it and every combination of what it may be about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from caucasus_sim.coding.schema import Actor, Move, With


class Row(NamedTuple):
    """One move of one actor; what it is about, where it is about something."""

    move: str
    actor: str
    to: str | None = None
    deal: str | None = None
    option: str | None = None
    format: str | None = None


def other_principal(actor: str, principals: Sequence[str]) -> str | None:
    """The other principal, or None for an outsider.

    >>> other_principal("arland", ("arland", "borland"))
    'borland'
    """
    return next(each for each in principals if each != actor) if actor in principals else None


def named_actors(words: Sequence[str], actors: Mapping[str, Actor], principals: Sequence[str]) -> tuple[str, ...]:
    """Actors listed by id or by the words `principals`, `outsiders`, `all`: each once, in the catalogue's order."""
    groups = {"principals": set(principals), "outsiders": set(actors) - set(principals), "all": set(actors)}
    chosen = set().union(*(groups.get(word, {word}) for word in words))
    return tuple(actor for actor in actors if actor in chosen)


def rows_of(name: str, move: Move, actors: Mapping[str, Actor], principals: Sequence[str]) -> tuple[Row, ...]:
    """All rows of a move; nobody makes a move towards itself."""
    chosen = move.with_ or With()
    parts = (chosen.deal or (None,), chosen.option or (None,), chosen.format or (None,))
    return tuple(
        Row(name, actor, to, *(word.replace("{self}", actor) if word else None for word in part))
        for actor in named_actors(move.who, actors, principals)
        for to in _targets(chosen.to, actor, actors, principals)
        for part in product(*parts)
        if to != actor
    )


def _targets(
    words: Sequence[str] | None, actor: str, actors: Mapping[str, Actor], principals: Sequence[str]
) -> Sequence[str | None]:
    if words is None:
        return (None,)
    other = other_principal(actor, principals)
    known = [str(other) if word in ("other", "{other}") else word for word in words]
    groups = ("principals", "outsiders", "all")
    partners = [word for word in known if word not in actors and word not in groups]  # such as a region
    return (*named_actors(known, actors, principals), *partners)


def filled(template: str, row: Row, principals: Sequence[str]) -> str:
    """A template with a row's own words in the place of {self}, {to}, {other}, {deal}, {option} and {format}.

    >>> filled("arms_{to}", Row("supply", "ostria", to="arland"), ("arland", "borland"))
    'arms_arland'
    """
    words = {"self": row.actor, "other": other_principal(row.actor, principals), **row._asdict()}
    for key, word in words.items():
        if word is not None:
            template = template.replace("{" + key + "}", word)
    return template


def odds_of(move: Move, row: Row) -> float:
    """The odds of a row at the reference: its own, else its actor's, else the move's."""
    own = move.odds.per_actor
    keys = [f"{row.actor}/{about}" for about in row[2:] if about is not None]
    return next((own[key] for key in (*keys, row.actor) if key in own), move.odds.value)


def all_rows(moves: Mapping[str, Move], actors: Mapping[str, Actor], principals: Sequence[str]) -> Iterator[Row]:
    """The rows of all moves in order."""
    for name, move in moves.items():
        yield from rows_of(name, move, actors, principals)
