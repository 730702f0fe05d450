"""A parliament that blocks: in these months its vote is never enough, whatever the model would count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from caucasus_sim.packing.setup import Legs, Setup


@dataclass(frozen=True)
class Block:
    """A principal's parliament lets no treaty pass from one absolute month to another."""

    actor: str
    first: int
    last: int


def books_of(setup: Setup, blocks: Iterable[Block]) -> Legs:
    """The book of a setup, and one of its own for every stretch in which a parliament blocks, with its first step.

    A block asks for one seat more than there are. The vote is data of the book, so the engine is not changed, and
    no draw and no luck is another than without the block.
    """
    known = tuple(blocks)
    turns = {0} | {setup.step_of(month) for each in known for month in (each.first, each.last + 1)}
    return tuple((step, _book_at(setup, known, step)) for step in sorted(turns))


def _book_at(setup: Setup, blocks: tuple[Block, ...], step: int) -> np.ndarray:
    standing = [each for each in blocks if setup.step_of(each.first) <= step < setup.step_of(each.last + 1)]
    if not standing:
        return setup.book
    book = setup.book.copy()
    for each in standing:
        side = setup.catalogue.principals.index(each.actor)
        book[0].seats_to_ratify[side] = book[0].seats_total[side] + 1
    return book
