"""Tasks on workers of Dask, here or on other machines: in waves, released as they are over, dead workers as data."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from caucasus_sim import __version__
from caucasus_sim.ensemble.executors.done import Done, Work, attempt
from caucasus_sim.errors import Mistake, Mistakes

if TYPE_CHECKING:
    from distributed import Client

WAVE = 3  # tasks a worker's thread may have ahead of it: enough to stay busy, few to lose
DEATHS = 3  # so many workers may die over one task before it is given up
PATIENCE = 20  # seconds to reach a scheduler, or for one that went away to come back
ALONE = 120  # seconds that a sweep goes on waiting when there is no worker
INSTALL = 'Dask is not installed; expected `pip install "caucasus-sim[scale]"`'


@dataclass(frozen=True)
class Cluster:
    """Workers of Dask: ``workers`` processes on this machine, or those of the scheduler at an address."""

    workers: int = 2
    scheduler: str = ""

    def run(self, work: Work, tasks: Sequence[int]) -> Iterator[Done]:
        """Tasks in waves; a task whose workers die is tried on others, at last alone, and then given up.

        Raises
        ------
        Mistakes
            Where Dask is missing, no scheduler answers or it goes away, workers lack this package, or none is left.
        """
        distributed = imported()
        with ExitStack() as stack:
            client = self._client(distributed, stack)
            try:
                _refuse_unable(client)
                suspects = yield from _waves(distributed, client, work, tasks)
                for task in suspects:
                    if (yield from _waves(distributed, client, work, [task])):
                        yield Done(task, error=f"{DEATHS} workers died over this shard, one after the other")
            except _gone(distributed):
                raise _scheduler_gone(client) from None

    def _client(self, distributed: Any, stack: ExitStack) -> Client:
        import dask  # noqa: PLC0415  # only this file knows it, and only when it is used

        settings = {
            "distributed.scheduler.allowed-failures": DEATHS - 1,
            "distributed.comm.timeouts.connect": f"{PATIENCE}s",
            "distributed.admin.low-level-log-length": 0,
            # What watches the workers a hundred times a second, for pages that nobody opens here.
            "distributed.worker.profile.enabled": False,
            "distributed.admin.tick.interval": "500ms",
            "distributed.admin.system-monitor.interval": "2s",
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


def able() -> str:
    """Asked of every worker before the first task: which version of this package it has."""
    return __version__


def _refuse_unable(client: Client) -> None:
    """A worker without this package would close over the first task, and the next after it, until none is left."""
    answers = client.run(able, on_error="return")
    unable = sorted(address for address, said in answers.items() if said != __version__)
    if unable:
        said = answers[unable[0]]
        what = f"{len(unable)} of {len(answers)} workers of Dask cannot run this: " + (
            f"caucasus_sim {said} is installed there" if isinstance(said, str) else _first_line(said)
        )
        raise Mistakes([Mistake(what, unable[0], expected=f"workers that have caucasus_sim {__version__}")])


def _waves(distributed: Any, client: Client, work: Work, tasks: Sequence[int]) -> Generator[Done, None, list[int]]:
    """Gives back the tasks that workers died over: Dask blames whatever lay ready on a worker that died."""
    waiting, suspects = iter(tasks), list[int]()
    running: dict[Any, int] = {}
    while True:
        for task in _next(waiting, _room(client) - len(running)):
            running[client.submit(attempt, work, task, pure=False)] = task
        if not running:
            return suspects
        for future in _finished(distributed, client, list(running)):
            task = running.pop(future)
            try:
                yield future.result()
            except distributed.KilledWorker:
                suspects.append(task)
            future.release()


def _finished(distributed: Any, client: Client, futures: Sequence[Any]) -> list[Any]:
    """Those that are over, at least one; waits for it, but not for ever with no worker left.

    Dask tells a worker that cannot read a task from a worker that is still to come by nothing at all.
    """
    alone = 0
    while True:
        try:
            with client.as_current():
                return list(distributed.wait(futures, timeout=PATIENCE, return_when="FIRST_COMPLETED").done)
        except TimeoutError:
            alone = alone + PATIENCE if client.status == "running" and not client.nthreads() else 0
        if alone >= ALONE:
            expected = "workers; what is finished is kept, and the same command does the rest"
            raise Mistakes([Mistake("no worker of Dask is left", _address(client), expected=expected)])


def _next(waiting: Iterator[int], room: int) -> list[int]:
    return [task for _, task in zip(range(max(room, 0)), waiting, strict=False)]


def _room(client: Client) -> int:
    """How many tasks may be ahead: a few a thread of every worker there is now; at least some, while workers come."""
    threads = sum(client.nthreads().values()) if client.status == "running" else 0
    return WAVE * max(threads, 1)


def _gone(distributed: Any) -> tuple[type[BaseException], ...]:
    """What any question to a scheduler that is gone may raise; a connection that is refused or closed is an OSError."""
    lost = distributed.client
    return asyncio.CancelledError, lost.FutureCancelledError, lost.FuturesCancelledError, OSError


def _scheduler_gone(client: Client) -> Mistakes:
    what = "the scheduler of Dask is gone; what is finished is kept, and the same command does the rest"
    return Mistakes([Mistake(what, _address(client), expected="a scheduler that lives")])


def _address(client: Client) -> str:
    return str(getattr(getattr(client, "scheduler", None), "address", "") or "the scheduler")


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:160]


def processors() -> int:
    """How many workers suit this machine."""
    return os.cpu_count() or 1
