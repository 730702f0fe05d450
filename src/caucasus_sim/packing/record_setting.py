"""Worlds that are being set from a record: what it says of them, and how milestones and agreements are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from caucasus_sim.month.arrays import FIRST, NEVER
from caucasus_sim.month.codes import DEAL
from caucasus_sim.packing.record_seen import AGREED, Places

Values = Mapping[str, np.ndarray]


@dataclass(frozen=True)
class Setting:
    """Worlds that are being set, and what is needed for it.

    Parameters
    ----------
    worlds : WORLD [n]
        Changed in place; their ``month`` is the last that the record describes.
    draws : mapping of arrays [n, ...]
        ``gap``, ``campaign_months`` and ``own_works_done`` of each world's draw.
    values : mapping of f8 [n]
        What the record says, by quantity.
    places : Places
    forward : bool
        Whether the record is later than the evidence: what stood in the evidence and stands no longer has then ended.
    """

    worlds: np.ndarray
    draws: Mapping[str, np.ndarray]
    values: Values
    places: Places
    forward: bool = True
    month: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "month", int(self.worlds["month"][0]))

    def told(self, name: str) -> np.ndarray | None:
        """What the record says of a quantity, i8 [n], or None."""
        found = self.values.get(name)
        return None if found is None else found.astype(np.int64)

    def any_of(self, *names: str) -> bool:
        """Whether the record says anything of these."""
        return any(name in self.values for name in names)

    def first(self, name: str, p: int = 0) -> np.ndarray:
        """Months of first occurrence, a view."""
        return np.asarray(self.worlds["first"][:, FIRST[name] + p])

    def mark(
        self,
        name: str,
        happened: np.ndarray,
        p: int = 0,
        months: np.ndarray | None = None,
        moved: np.ndarray | None = None,
    ) -> None:
        """Note what has happened, in these months or else by the record's own date, and clear what has not.

        Where ``moved`` is given, only the worlds are touched in which the record has moved something.
        """
        known = self.first(name, p)
        when = np.where(known == NEVER, self.month, known) if months is None else months
        noted = np.where(happened, when, NEVER)
        self.worlds["first"][:, FIRST[name] + p] = noted if moved is None else np.where(moved, noted, known)

    def settle(self, kind: str, state: np.ndarray) -> None:
        """Set the agreements of a kind."""
        b = self.places.book[0]
        for z in range(int(b.deals)):
            if b.deal_kind[z] == DEAL[kind]:
                self.put(z, state)

    def put(self, z: int, state: np.ndarray) -> None:
        """Set one agreement, 0 not on the table, 1 on it, 2 concluded; consents to one that changes are asked anew."""
        w = self.worlds
        changed = w["deal"][:, z] != state
        dated = np.where(state == AGREED, self.month, w["deal_month"][:, z])
        w["deal_month"][:, z] = np.where(changed, dated, w["deal_month"][:, z])
        for name in ("consent", "next_consent"):
            w[name][:, :, z] = np.where(changed[:, None], 0, w[name][:, :, z])
        w["deal"][:, z] = state
