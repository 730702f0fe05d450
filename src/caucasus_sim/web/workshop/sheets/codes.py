"""Short codes for paper: ``TR3b`` is the second row of the third treaty move, the same for whoever may make it.

Codes follow from the order of the catalogue, so that a sheet printed today can be typed in tomorrow from the same
evidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.coding.rows import Row
from caucasus_sim.errors import nearest

DOMAINS = {"treaty": "TR", "security": "SE", "route": "RO", "ties": "TI"}
LETTERS = "abcdefghijklmnopqrstuvwxyz"

About = tuple[str | None, ...]


class Coded(NamedTuple):
    """A move with its code and everything it may be about, in order; one empty entry where it is about nothing."""

    code: str
    move: str
    abouts: tuple[About, ...]

    def of(self, about: About) -> str:
        """The code of one row: the move's own, with a letter where there are several."""
        return self.code + (LETTERS[self.abouts.index(about)] if len(self.abouts) > 1 else "")


def coded_moves(catalogue: Catalogue) -> dict[str, Coded]:
    """Every move under its code's number, in the order of the catalogue."""
    found: dict[str, Coded] = {}
    counts = dict.fromkeys(DOMAINS, 0)
    for name, move in catalogue.moves.items():
        counts[move.domain] += 1
        abouts = tuple(dict.fromkeys(about_of(row) for row in catalogue.rows(name)))
        found[name] = Coded(f"{DOMAINS[move.domain]}{counts[move.domain]}", name, abouts)
    return found


def about_of(row: Row) -> About:
    """What a row is about, without who makes it; what is the actor's own is not told apart."""
    return tuple("own" if word == row.actor else word for word in row[2:])


def code_of(catalogue: Catalogue, row: Row) -> str:
    """The code of a row as it stands on the cards and sheets."""
    return coded_moves(catalogue)[row.move].of(about_of(row))


def row_of(catalogue: Catalogue, actor: str, code: str) -> Row:
    """The row that a government wrote down; blanks and small letters do not matter.

    Raises
    ------
    KeyError
        If this government has no such code; says which is near.
    """
    rows = {key.casefold(): row for key, row in codes_of(catalogue, actor)}
    wanted = code.strip().replace(" ", "").casefold()
    if wanted not in rows:
        near = nearest(wanted, rows)
        raise KeyError(f"{actor} has no move '{code.strip()}'" + (f"; did you mean '{near.upper()}'?" if near else ""))
    return rows[wanted]


def codes_of(catalogue: Catalogue, actor: str) -> Iterator[tuple[str, Row]]:
    """Every code that a government may write down, with its row."""
    coded = coded_moves(catalogue)
    for row in catalogue.rows():
        if row.actor == actor:
            yield coded[row.move].of(about_of(row)), row


def numbered(prefix: str, names: Sequence[str]) -> dict[str, str]:
    """Codes of agreements or events: ``A1``, ``A2``, ... in the order of the catalogue.

    >>> numbered("A", ["article", "sign"])
    {'article': 'A1', 'sign': 'A2'}
    """
    return {name: f"{prefix}{number}" for number, name in enumerate(names, 1)}
