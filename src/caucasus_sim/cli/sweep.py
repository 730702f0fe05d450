"""`sim sweep`: many points of a space of factors, run, kept, and looked at once."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from caucasus_sim.cli.given import RUNS, AsJson, Root, beside, known, overlays
from caucasus_sim.errors import Mistake, Mistakes, nearest

if TYPE_CHECKING:
    from caucasus_sim.coding.catalogue import Catalogue
    from caucasus_sim.ensemble.executors.done import Executor
    from caucasus_sim.runs.execute import Finished
    from caucasus_sim.runs.sweeps.estimate import Budget
    from caucasus_sim.runs.sweeps.sweep import Sweep

EXECUTORS = ("threads", "dask")
PLAN = "plan.yaml"


def sweep(
    plan: Annotated[Path, typer.Argument(help="A plan, or the folder it lies in.", metavar="PLAN.yaml")],
    out: Root = RUNS,
    threads: Annotated[
        int | None, typer.Option(min=1, help="No result depends on it (default: one a processor).")
    ] = None,
    executor: Annotated[
        str, typer.Option(help="`threads` of this process, or `dask`: processes here or elsewhere.")
    ] = "threads",
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes that dask starts here (default: one a processor).")
    ] = None,
    scheduler: Annotated[
        str, typer.Option(help="A scheduler of Dask that already runs.", metavar="tcp://HOST:PORT")
    ] = "",
    series: Annotated[bool, typer.Option("--series", help="Keep monthly series too.")] = False,
    estimate: Annotated[bool, typer.Option("--estimate", help="Say what it takes, and run nothing.")] = False,
    status: Annotated[bool, typer.Option("--status", help="Say how far it is, and run nothing.")] = False,
    resume: Annotated[
        bool, typer.Option("--resume", help="Needed by nothing: every sweep keeps what is finished and does the rest.")
    ] = False,
    as_json: AsJson = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="The folder, nothing else.")] = False,
) -> None:
    """Run a plan: every point of a design, under every lens, with the same luck where it is to be compared."""
    from caucasus_sim.runs.sweeps.form import read_plan

    _check_executor(executor, workers, scheduler, threads)
    catalogue = known()
    read = read_plan(plan / PLAN if plan.is_dir() else plan, catalogue)
    if status:
        _print_status(read, out, as_json)
        return
    several = threads or min(os.cpu_count() or 1, 16)
    if scheduler or executor == "dask":
        chosen, several = _cluster(workers or several, scheduler), workers or several
    else:
        chosen = _threads(several)
    if estimate:
        _print_estimate(read, _budget(read, out, series, several, quiet=True), several, as_json)
        return
    finished, failed = _run(read, out, chosen, several, series, quiet)
    _show(finished, catalogue, failed, as_json, quiet, out)


def _check_executor(executor: str, workers: int | None, scheduler: str, threads: int | None) -> None:
    found = []
    if executor not in EXECUTORS:
        near = nearest(executor, EXECUTORS)
        found.append(Mistake(f"no executor '{executor}'", "--executor", 0, 0, " or ".join(EXECUTORS), near))
    if scheduler and workers:
        found.append(Mistake("workers belong to the scheduler that runs already", "--workers", 0, 0, "one of both"))
    if scheduler and not scheduler.startswith(("tcp://", "tls://", "ws://", "wss://")):
        found.append(Mistake(f"'{scheduler[:60]}' is no address", "--scheduler", 0, 0, "as in tcp://192.168.1.7:8786"))
    if workers and not scheduler and executor == "threads":
        found.append(Mistake("`--workers` is of dask", "--workers", 0, 0, "`--executor dask`, or `--threads`"))
    if threads and (scheduler or executor == "dask"):
        found.append(Mistake("dask runs no threads of this process", "--threads", 0, 0, "`--workers`"))
    if found:
        raise Mistakes(found)


def _threads(count: int) -> Executor:
    from caucasus_sim.ensemble.executors.threads import Threads

    return Threads(count)


def _cluster(workers: int, scheduler: str) -> Executor:
    from caucasus_sim.ensemble.executors.cluster import Cluster, imported

    imported()
    return Cluster(workers, scheduler)


def layers() -> tuple[Path, ...]:
    """The folders of evidence of this command, as another process may read them."""
    from caucasus_sim.coding.catalogue import PACKAGED

    return (PACKAGED, *(each.absolute() for each in overlays()))


def _budget(read: Sweep, out: Path, series: bool, several: int, quiet: bool) -> Budget:
    """What the sweep takes, said before it begins."""
    from caucasus_sim.cli.screen import notice
    from caucasus_sim.runs.sweeps.estimate import estimate, need_room
    from caucasus_sim.runs.sweeps.lived import Ground

    budget = estimate(Ground(read), series)
    if not quiet:
        notice(estimate_line(read, budget, several))
    need_room(budget, out)
    return budget


def estimate_line(read: Sweep, budget: Budget, several: int) -> str:
    """The budget in a sentence."""
    arms = f"{len(read.arms)} pairs of lens and reading" if len(read.arms) > 1 else "one lens and reading each"
    what = f"{read.size:,} runs: {read.points:,} points x {arms} x {read.replicates} replicates, {read.shards} shards"
    took = f"about {lasting(budget.seconds(several))} at {budget.rate * several:,.0f} runs/s"
    return f"{what}; {took}, {size_of(budget.size)} on disk"


def lasting(seconds: float) -> str:
    """A time in words.

    >>> lasting(3.2), lasting(200), lasting(9000)
    ('3 s', '3 min', '2.5 h')
    """
    if seconds < 100:
        return f"{max(seconds, 1):.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 6000 else f"{seconds / 3600:.1f} h"


def size_of(count: float) -> str:
    """Bytes in words.

    >>> size_of(2_000), size_of(30_000_000)
    ('0.1 MB', '30 MB')
    """
    return f"{max(count / 1e6, 0.1):,.1f} MB" if count < 1e7 else f"{count / 1e6:,.0f} MB"


def _print_estimate(read: Sweep, budget: Budget, several: int, as_json: bool) -> None:
    from caucasus_sim.cli.screen import print_json, say

    if as_json:
        told = {"runs": read.size, "points": read.points, "shards": read.shards, "replicates": read.replicates}
        rate = {"runs_per_second": budget.rate * several, "seconds": budget.seconds(several), "bytes": budget.size}
        print_json({"sweep": read.id, **told, **rate})
    else:
        say(estimate_line(read, budget, several))


def _print_status(read: Sweep, out: Path, as_json: bool) -> None:
    from caucasus_sim.cli.screen import print_json, say
    from caucasus_sim.runs.sweeps.progress import progress_of

    told = progress_of(read.id, read.shards, read.size, out)
    if as_json:
        print_json({"sweep": read.id, **told})
        return
    say(f"{read.name}-{read.id}: {told['state']}")
    say(f"{told['cells']:,} of {read.size:,} runs in {told['shards']} of {read.shards} shards; {told['failed']} failed")
    if told["rate"] and told["left"]:
        say(f"{told['rate']:,.0f} runs/s lately, about {lasting(told['left'])} left")
    for line in told["given_up"]:
        say(line)


def _run(read: Sweep, out: Path, executor: Executor, several: int, series: bool, quiet: bool) -> tuple[Finished, int]:
    """Run what is missing, with progress on standard error."""
    from caucasus_sim.cli.progress import Progress, say_compiling
    from caucasus_sim.cli.screen import notice
    from caucasus_sim.runs.sweeps.execute import Told, execute_sweep
    from caucasus_sim.store.listing import find_complete

    if find_complete(out, read.id) is None:
        say_compiling(quiet)
        _budget(read, out, series, several, quiet)
    command = " ".join(["sim", *sys.argv[1:]]).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    with Progress(read.size, "runs", quiet) as progress:
        told = Told(progress.step)
        finished = execute_sweep(read, out, layers(), executor, series, told, command)
    if told.taken and not quiet:
        notice(f"{told.taken} shards were there already, in other sweeps")
    if finished.fresh and not quiet:
        notice(f"{read.size:,} runs in {progress.seconds:.1f} s")
    return finished, told.failed


def _show(finished: Finished, catalogue: Catalogue, failed: int, as_json: bool, quiet: bool, out: Path) -> None:
    from caucasus_sim.analysis.sweeping.first_look import first_look
    from caucasus_sim.cli.screen import line, print_json
    from caucasus_sim.cli.sweep_page import print_page

    if quiet and not as_json:
        line(str(finished.path))
        return
    look: dict[str, Any] = first_look(finished.path, catalogue)
    if as_json:
        about = {"run": finished.id, "path": str(finished.path), "fresh": finished.fresh}
        print_json({**about, "notices": list(finished.notices), "summary": look})
        return
    print_page(look, finished, beside(out))
