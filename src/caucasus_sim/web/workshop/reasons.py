"""Why a round went as it did: what each table's orders, and each parliament's block, changed with the same luck."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from caucasus_sim.web.workshop.cards import Table
from caucasus_sim.web.workshop.futures import Futures, Shares, largest_reasons, mean_change
from caucasus_sim.web.workshop.ground import Script
from caucasus_sim.web.workshop.records import Injected, Order
from caucasus_sim.web.workshop.scripting import MODEL, script_of


@dataclass(frozen=True, eq=False)
class Played:
    """One round: where it begins, what was ordered before, and all that is ordered in it."""

    world: np.ndarray
    past: Script
    table: Table
    months: tuple[int, int]
    orders: dict[str, Order]
    events: tuple[Injected, ...] = ()
    blocked: tuple[str, ...] = ()

    @property
    def ordered(self) -> Script:
        """The round's own script."""
        return script_of(self.table, self.orders, self.months, self.events, self.blocked)

    def shares(self, futures: Futures, script: Script, runs: int) -> Shares:
        """What could come by the round's end if this were ordered after all that came before."""
        return futures.shares(self.world, self.past + script, self.months[0], self.months[1] + 1, runs)


def reasons_of(futures: Futures, played: Played, runs: int) -> list[dict[str, Any]]:
    """The largest differences, each beside the same worlds without that one cause."""
    every = played.shares(futures, played.ordered, runs)
    found = []
    for actor, kind, without in _left_out(played):
        other = played.shares(futures, without.ordered, runs)
        for question in futures.questions:
            change = mean_change(every, other, question.id)
            found.append({"actor": actor, "of": kind, "question": question.id, "change": round(change, 4)})
    return largest_reasons(found)


def _left_out(played: Played) -> Iterator[tuple[str, str, Played]]:
    """The round without one table's orders, which the model takes over, or without one parliament's block."""
    for actor, order in played.orders.items():
        if order.line != "model" or order.moves or order.consents:
            yield actor, "table", replace(played, orders={**played.orders, actor: MODEL})
    for actor in played.blocked:
        yield actor, "parliament", replace(played, blocked=tuple(each for each in played.blocked if each != actor))
