"""What each changed lever does: the same histories with that one change taken back.

Every contrast is under the same luck, so that it has one cause. Contrasts need not add up to the whole difference:
what two changes do together belongs to both.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from caucasus_sim.web.explore.answer import Answer, answer_of
from caucasus_sim.web.explore.futures import Bench
from caucasus_sim.web.explore.state import Settings, changed_levers, put_back

LARGEST = 3


@dataclass(frozen=True)
class Reason:
    """One changed lever, and what the outcome is with it beside what it is without."""

    lever: str
    answer: Answer

    @property
    def size(self) -> float:
        """The largest paired difference under any lens, either way."""
        return max(abs(each.beside.mean) for each in self.answer.lenses.values())


def reasons(
    bench: Bench, now: Settings, opened: Settings, runs: int, stopped: Callable[[], bool]
) -> dict[str, tuple[Reason, ...]]:
    """For each outcome looked at, the changed levers with the largest contrasts, the largest first.

    Levers without any contrast are left out.

    Raises
    ------
    Superseded
        As soon as ``stopped`` says so.
    """
    whole = bench.futures(now.scenario, runs, stopped)
    found: dict[str, list[Reason]] = {name: [] for name in now.outcomes}
    for lever in changed_levers(now, opened):
        without = bench.futures(put_back(now, opened, lever).scenario, runs, stopped)
        for name in now.outcomes:
            answer = answer_of(bench.catalogue, whole, without, name)
            if answer.differs:
                found[name].append(Reason(lever, answer))
    return {name: tuple(sorted(each, key=_order)[:LARGEST]) for name, each in found.items()}


def _order(reason: Reason) -> tuple[float, str]:
    return -reason.size, reason.lever
