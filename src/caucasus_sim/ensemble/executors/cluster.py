"""Tasks on workers of Dask, here or on other machines: in waves, released as they are over, dead workers as data."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from caucasus_sim.ensemble.executors.done import Done, Work, attempt
from caucasus_sim.errors import Mistake, Mistakes

if TYPE_CHECKING:
    from distributed import Client

WAVE = 3  # tasks a worker's thread may have ahead of it: enough to stay busy, few to lose
DEATHS = 3  # so many workers may die over one task before it is given up
PATIENCE = 20  # seconds to reach a scheduler, or for one that went away to come back
INSTALL = 'Dask is not installed; expected `pip install "caucasus-sim[scale]"`'


@dataclass(frozen=True)
class Cluster:
    """Workers of Dask: ``workers`` processes on this machine, or those of the scheduler at an address."""

    workers: int = 2
    scheduler: str = ""

    def run(self, work: Work, tasks: Sequence[int]) -> Iterator[Done]:
        """Tasks in waves; a task whose workers die is tried on others, and given up after the third.

        Raises
        ------
        Mistakes
            Where Dask is missing, no scheduler answers, or it goes away.
        """
        distributed = imported()
        with ExitStack() as stack:
            client = self._client(distributed, stack)
            yield from _waves(distributed, client, work, tasks)

    def _client(self, distributed: Any, stack: ExitStack) -> Client:
        import dask  # noqa: PLC0415  # only this file knows it, and only when it is used

        settings = {
            "distributed.scheduler.allowed-failures": DEATHS - 1,
            "distributed.comm.timeouts.connect": f"{PATIENCE}s",
            "distributed.admin.low-level-log-length": 0,
        }
        stack.enter_context(dask.config.set(settings))
        address = self.scheduler
        if not address:
            local = distributed.LocalCluster(
                n_workers=self.workers, threads_per_worker=1, dashboard_address="127.0.0.1:0", silence_logs=50
            )
            address = stack.enter_context(local).scheduler_address
        try:
            return stack.enter_context(distributed.Client(address, timeout=PATIENCE, set_as_default=False))
        except (OSError, ValueError, TimeoutError) as error:
            what = f"no scheduler of Dask answers ({_first_line(error)})"
            raise Mistakes([Mistake(what, address, expected="the address that `dask scheduler` prints")]) from None


def imported() -> Any:
    """The library `distributed`; a mistake in plain words where it is missing."""
    try:
        import distributed  # noqa: PLC0415
    except ImportError:
        raise Mistakes([Mistake(INSTALL, "--executor dask")]) from None
    return distributed


def _waves(distributed: Any, client: Client, work: Work, tasks: Sequence[int]) -> Iterator[Done]:
    waiting, running = iter(tasks), distributed.as_completed(loop=client.loop)
    number: dict[str, int] = {}
    for task in _next(waiting, _room(client)):
        running.add(_submit(client, work, task, number))
    while number:
        try:
            future = next(running)
        except StopIteration:
            break
        task = number.pop(str(future.key))
        yield _over(distributed, client, future, task)
        future.release()
        for following in _next(waiting, _room(client) - len(number)):
            running.add(_submit(client, work, following, number))


def _submit(client: Client, work: Work, task: int, number: dict[str, int]) -> Any:
    future = client.submit(attempt, work, task, pure=False)
    number[str(future.key)] = task
    return future


def _next(waiting: Iterator[int], room: int) -> list[int]:
    return [task for _, task in zip(range(max(room, 0)), waiting, strict=False)]


def _room(client: Client) -> int:
    """How many tasks may be ahead: a few a thread of every worker there is now; at least some, while workers come."""
    threads = sum(client.nthreads().values()) if client.status == "running" else 0
    return WAVE * max(threads, 1)


def _over(distributed: Any, client: Client, future: Any, task: int) -> Done:
    try:
        done: Done = future.result()
    except distributed.KilledWorker:
        return Done(task, error=f"{DEATHS} workers died over this shard, one after the other")
    except (asyncio.CancelledError, distributed.client.FutureCancelledError, distributed.comm.CommClosedError):
        address = getattr(getattr(client, "scheduler", None), "address", "") or "the scheduler"
        what = "the scheduler of Dask is gone; what is finished is kept, and the same command does the rest"
        raise Mistakes([Mistake(what, str(address), expected="a scheduler that lives")]) from None
    return done


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:160]


def processors() -> int:
    """How many workers suit this machine."""
    return os.cpu_count() or 1
