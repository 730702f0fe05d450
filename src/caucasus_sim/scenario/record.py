"""A record: what a reader of news says has happened, checked, in the units of the model."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from caucasus_sim.month.arrays import NEVER

NO = float(NEVER)  # the value of an event that has not happened


@dataclass(frozen=True)
class Entry:
    """One filled row.

    Parameters
    ----------
    id : str
        The quantity.
    month : int
        Absolute month that the value holds for.
    low, best, high : float
        A 90 % belief in the quantity's unit; equal for a known value. A choice is its place among the choices, an
        event its absolute month, or -1 for ``no``.
    written : str
        As the reader wrote it.
    source : str
        Who says so.
    line : int
        Where it stands in the file.
    """

    id: str
    month: int
    low: float
    best: float
    high: float
    written: str
    source: str
    line: int

    @property
    def known(self) -> bool:
        """Whether it is one value, not a belief."""
        return self.low == self.high


@dataclass(frozen=True)
class Ordered:
    """Weapons on order: for whom, from whom, which system, the absolute month they are due, worth in USD m."""

    to: str
    supplier: str
    system: str
    due: int
    usd_m: float
    source: str
    line: int


@dataclass(frozen=True)
class Record:
    """A whole record.

    Parameters
    ----------
    path : str
        The file as the user named it.
    text : str
        Its text, kept with every run that starts from it.
    ends : int
        The last absolute month it describes; a run from it starts in the next.
    entries : tuple of Entry
        In the order of the file; a quantity may be told for several months.
    orders : mapping
        For every principal whose order book is told: its orders; an empty one for ``none``.
    gaps : tuple of str
        Quantities that nobody has filled.
    """

    path: str
    text: str
    ends: int
    entries: tuple[Entry, ...]
    orders: Mapping[str, tuple[Ordered, ...]] = field(default_factory=dict)
    gaps: tuple[str, ...] = ()

    @property
    def start(self) -> int:
        """The first month of a run that starts from it."""
        return self.ends + 1

    @cached_property
    def latest(self) -> dict[str, Entry]:
        """The newest row of every filled quantity."""
        found: dict[str, Entry] = {}
        for entry in self.entries:
            if entry.id not in found or entry.month >= found[entry.id].month:
                found[entry.id] = entry
        return found

    @property
    def digest(self) -> str:
        """A hash of its text."""
        return hashlib.blake2b(self.text.encode(), digest_size=16).hexdigest()
