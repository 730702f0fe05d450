"""Private what-ifs: one waits for each seat, the newest takes the place of an older one, and only the asker is told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from caucasus_sim.web.workshop.futures import Futures, Shares, over_lenses
from caucasus_sim.web.workshop.ground import Script
from caucasus_sim.web.workshop.records import Order
from caucasus_sim.web.workshop.scripting import script_of
from caucasus_sim.web.workshop.where import Where

RUNS = 40  # of every lens: 200 in all under five


class Trials:
    """Answers what-ifs one after the other, each seat's newest."""

    def __init__(self, futures: Futures, told: Callable[[str, dict[str, Any]], None]) -> None:
        self.futures, self.told = futures, told
        self.waiting: dict[str, tuple[str, Order]] = {}
        self.where: Where | None = None
        self._plain: tuple[Where, Shares] | None = None
        self._wake = asyncio.Event()

    def ask(self, seat: str, actor: str, order: Order) -> None:
        """Put a seat's question in the queue; a question of the same seat that still waits is dropped."""
        self.waiting[seat] = (actor, order)
        self._wake.set()

    async def run(self) -> None:
        """Answer until cancelled."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self.waiting and self.where is not None:
                seat = next(iter(self.waiting))
                actor, order = self.waiting.pop(seat)
                self.told(seat, await asyncio.to_thread(self._answer, self.where, actor, order))

    def _answer(self, where: Where, actor: str, order: Order) -> dict[str, Any]:
        first, last = where.months
        plain = self._without(where)
        script = where.script + script_of(where.table, {actor: order}, where.months, ())
        shares = self.futures.shares(where.world, script, first, last + 1, RUNS)
        rows = [
            {"title": each.title, "with": over_lenses(shares, each.id), "without": over_lenses(plain, each.id)}
            for each in self.futures.questions
        ]
        return {"rows": rows, "runs": RUNS * len(shares)}

    def _without(self, where: Where) -> Shares:
        """The same histories with every government played by the model; counted once a round."""
        if self._plain is None or self._plain[0] is not where:
            first, last = where.months
            self._plain = where, self.futures.shares(where.world, where.script + Script(), first, last + 1, RUNS)
        return self._plain[1]
