"""Tasks in threads of this process: the kernel lets go of the interpreter's lock while it runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

from caucasus_sim.ensemble.executors.done import Done, Work, attempt

AHEAD = 1  # tasks that wait for a thread, so that none stands idle


@dataclass(frozen=True)
class Threads:
    """So many tasks at a time."""

    count: int = 2

    def run(self, work: Work, tasks: Sequence[int]) -> Iterator[Done]:
        """Tasks in their order, each told as it is over; on leaving, those that have begun are waited for."""
        waiting = iter(tasks)
        with ThreadPoolExecutor(max_workers=self.count) as pool:
            running: set[Future[Done]] = set()
            try:
                for task in waiting:
                    running.add(pool.submit(attempt, work, task))
                    if len(running) >= self.count + AHEAD:
                        over, running = wait(running, return_when=FIRST_COMPLETED)
                        yield from (each.result() for each in over)
                while running:
                    over, running = wait(running, return_when=FIRST_COMPLETED)
                    yield from (each.result() for each in over)
            finally:
                for each in running:
                    each.cancel()
