"""Draws that all variants of a scenario share: made once for each lens, reading and set of ids."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import suppress
from dataclasses import dataclass, field

import numpy as np

from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.coding.pool import Slot
from caucasus_sim.month.opening import measure
from caucasus_sim.packing import draws as drawing
from caucasus_sim.packing.deals import deal_log_odds
from caucasus_sim.packing.packing import Packing
from caucasus_sim.packing.rows import NamedRow, base_log_odds

KEPT = 24
MOST_BYTES = 256 << 20  # of the sets kept, so that a shard of 500 draws does not keep 24 of 40 MB


@dataclass
class Drawer:
    """Makes draws for one start and set of actors, and keeps the last few sets of them.

    With an ``anchor``, odds are measured at the reference of that drawer's stances, not of its own: what the record was
    set against stays, and only the stances differ.
    """

    catalogue: Catalogue
    seed: int
    actors: tuple[str, ...]
    rows: tuple[NamedRow, ...]
    deals: tuple[str, ...]
    slots: tuple[Slot, ...]
    book: np.ndarray
    start: np.ndarray
    ease: float = 0.0  # how much easier articles are at another start than those open in October 2024, log odds
    kept: OrderedDict[Hashable, np.ndarray] = field(default_factory=OrderedDict, repr=False)
    anchor: Drawer | None = field(default=None, repr=False)
    packings: dict[tuple[int, float], Packing] = field(default_factory=dict, init=False, repr=False)
    spare: list[np.ndarray] = field(default_factory=list, init=False, repr=False)  # memory that was written to before

    def packing_of(self, catalogue: Catalogue, actors: tuple[str, ...], begins: int, step: float) -> Packing | None:
        """What an earlier variant was packed into, if this one has the same evidence, actors and months."""
        same = catalogue is self.catalogue and actors == self.actors
        return self.packings.get((begins, step)) if same else None

    def measured(self, lens: str, reading: str, reading_ids: np.ndarray, mechanism_ids: np.ndarray) -> np.ndarray:
        """Draws of a lens and reading, DRAW [n], measured at the reference and settled; not to be written to."""
        ids = (reading_ids.tobytes(), mechanism_ids.tobytes())
        return self._keep(
            ("measured", lens, reading, ids), lambda: self._measure(lens, reading, reading_ids, mechanism_ids)
        )

    def _measure(self, lens: str, reading: str, reading_ids: np.ndarray, mechanism_ids: np.ndarray) -> np.ndarray:
        made = self._common(reading, reading_ids, mechanism_ids).copy()
        middle = self._copied(self.middle(reading, reading_ids, mechanism_ids))
        drawing.fill_effects(made, self.catalogue, lens, self.seed, mechanism_ids)
        for name in ("effect", "belief"):
            middle[name] = made[name]
        for draws in (made, middle):
            drawing.fill_posterior(draws, self.catalogue, lens, self.seed, mechanism_ids)
            self._spread_articles(draws, mechanism_ids)
        # Both are settled with the lens's effects: what a contested effect adds to a row counts at the reference too.
        drawing.settle(middle, self.book)
        measure(self.start.copy(), middle, made, self.book)
        drawing.settle(made, self.book)
        self.spare[:] = [middle]
        return made

    def _copied(self, draws: np.ndarray) -> np.ndarray:
        """A copy to work on, in the memory of the last one if that fits: the machine is slow to give fresh pages."""
        with suppress(IndexError):  # another thread may have taken it
            used = self.spare.pop()
            if len(used) == len(draws):
                np.copyto(used, draws)
                return used
        return draws.copy()

    def _common(self, reading: str, reading_ids: np.ndarray, mechanism_ids: np.ndarray) -> np.ndarray:
        ids = (reading_ids.tobytes(), mechanism_ids.tobytes())
        return self._keep(("common", reading, ids), lambda: self._make(reading, reading_ids, mechanism_ids, drawn=True))

    def middle(self, reading: str, reading_ids: np.ndarray, mechanism_ids: np.ndarray) -> np.ndarray:
        """Draws at the middle stances, DRAW [n], which say where the reference is; not to be written to."""
        if self.anchor is not None:
            return self.anchor.middle(reading, reading_ids, mechanism_ids)
        ids = (reading_ids.tobytes(), mechanism_ids.tobytes())
        return self._keep(
            ("middle", reading, ids), lambda: self._make(reading, reading_ids, mechanism_ids, drawn=False)
        )

    def _make(self, reading: str, reading_ids: np.ndarray, mechanism_ids: np.ndarray, drawn: bool) -> np.ndarray:
        ids = mechanism_ids.tobytes()
        known = self._keep(("mechanisms", ids), lambda: drawing.mechanisms(self.catalogue, self.seed, mechanism_ids))
        made = known.copy()
        made["log_odds"] = base_log_odds(self.catalogue, self.rows)
        made["deal_log_odds"] = deal_log_odds(self.catalogue, self.actors, self.deals)
        drawing.fill_leverage(made, self.catalogue, reading, self.seed, reading_ids, self.actors)
        if drawn:
            stances = drawing.drawn_stances(self.catalogue, reading, self.seed, reading_ids, self.actors)
        else:
            stances = drawing.middle_stances(self.catalogue, reading, self.actors)
        drawing.fill_stances(made, self.catalogue, stances, self.actors, self.slots)
        drawing.settle(made, self.book)
        return made

    def _spread_articles(self, made: np.ndarray, ids: np.ndarray) -> None:
        """Articles differ in difficulty; the odds in the evidence are those of the articles open in October 2024."""
        for m in range(int(self.book[0].articles)):
            harder = article_spread(made, self.seed, m, ids)
            for p in range(2):
                made["deal_log_odds"][:, self.book[0].principal[p], m] += self.ease + made["article_ease"] + harder

    def _keep(self, key: Hashable, make: Callable[[], np.ndarray]) -> np.ndarray:
        if key not in self.kept:
            self.kept[key] = make()
            while len(self.kept) > KEPT or (len(self.kept) > 1 and self._kept_bytes() > MOST_BYTES):
                self.kept.popitem(last=False)
        return self.kept[key]

    def _kept_bytes(self) -> int:
        return sum(draws.nbytes for draws in self.kept.values())


def article_spread(draws: np.ndarray, seed: int, article: int, ids: np.ndarray) -> np.ndarray:
    """How far the log odds of consent to one article lie from the mean of all, f8 [n]."""
    return draws["article_spread"] * drawing.standard_normal(seed, f"article {article}", ids)
