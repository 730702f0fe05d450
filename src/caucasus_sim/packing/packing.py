"""What all variants of one start have in common: the book without a script, the first world, and their names."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.coding.pool import Slot
from caucasus_sim.luck import key_words
from caucasus_sim.month.arrays import ACTORS, BOOK
from caucasus_sim.month.codes import DECISION, DECISIONS
from caucasus_sim.packing.deals import deal_names, pack_deals, pack_milestones, pack_routes
from caucasus_sim.packing.issues import pack_issues
from caucasus_sim.packing.rows import NamedRow, pack_rows
from caucasus_sim.packing.state import pack_institutions, start_world, system_names


@dataclass(frozen=True)
class Packing:
    """BOOK [1] without a script, WORLD [1], and names in the order of the arrays; not to be written to."""

    book: np.ndarray
    start: np.ndarray
    rows: tuple[NamedRow, ...]
    deals: tuple[str, ...]
    slots: tuple[Slot, ...]
    systems: tuple[str, ...]


def pack(catalogue: Catalogue, seed: int, actors: tuple[str, ...], begins: int, step: float) -> Packing:
    """Pack a catalogue for these actors, for runs whose steps count from the absolute month ``begins``."""
    book = np.zeros(1, dtype=BOOK)
    b = book[0]
    b.start, b.step, b.actors = begins, step, len(actors)
    systems, names = system_names(catalogue), deal_names(catalogue)
    slots = pack_issues(book, catalogue)
    pack_routes(book, catalogue)
    pack_institutions(book, catalogue, actors)
    _pack_partners(b, catalogue, actors)
    pack_milestones(book, catalogue)
    pack_deals(book, catalogue, actors)
    _pack_keys(book, seed, actors)
    rows = pack_rows(book, catalogue, actors, names, systems)
    start = start_world(catalogue, book, actors, systems)
    return Packing(book, start, rows, names, slots, systems)


def _pack_partners(b: np.record, catalogue: Catalogue, actors: tuple[str, ...]) -> None:
    b.partner_of[:] = -1
    b.format_of[:] = -1
    for p, principal in enumerate(catalogue.principals):
        issue = catalogue.issues.get(f"security_partners_{principal}")
        for k, partner in enumerate((issue.approval or ()) if issue else ()):
            if partner in actors:
                b.partner_of[actors.index(partner), p] = k
    for k, name in enumerate(catalogue.issues["format"].approval or ()):
        if name in actors:
            b.format_of[actors.index(name)] = k
    b.milestone_earliest[:] = b.start


def _pack_keys(book: np.ndarray, seed: int, actors: tuple[str, ...]) -> None:
    for decision in DECISIONS:
        n = DECISION[decision]
        for i, actor in enumerate(actors):
            book[0].keys[n, i] = key_words(seed, decision, actor)
        book[0].keys[n, ACTORS] = key_words(seed, decision, "")
