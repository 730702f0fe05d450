"""`sim run --until`: more histories, in whole shards, until an interval is small enough."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from caucasus_sim.errors import Mistake, Mistakes

if TYPE_CHECKING:
    from caucasus_sim.analysis.until import Until, Width
    from caucasus_sim.coding.catalogue import Catalogue
    from caucasus_sim.runs.execute import Finished
    from caucasus_sim.runs.request import Request

Made = Callable[[int], "Request"]
Run = Callable[["Request"], tuple["Finished", float]]


def run_until(
    sentence: str, most: int, first: int, catalogue: Catalogue, made: Made, run: Run, quiet: bool
) -> tuple[Request, Finished, float]:
    """Run a request of ever more histories; what an earlier one has finished is copied from it.

    Parameters
    ----------
    made : the request for so many histories of every variant
    run : runs a request; where it is kept, and the seconds it took
    """
    from caucasus_sim.analysis.until import next_runs, read_until, whole_shards, widest
    from caucasus_sim.cli.screen import notice

    request = made(first)
    until = read_until(sentence, catalogue, request.scenario)
    arms, variants = len(request.lenses) * len(request.readings), len(request.variants)
    runs = whole_shards(min(first, most), variants, arms)
    limit = whole_shards(most, variants, arms)
    seconds = 0.0
    while True:
        request = made(runs)
        finished, took = run(request)
        seconds += took
        width = widest(finished.path, catalogue, until)
        if not quiet:
            notice(told(until, width, runs))
        if width.half < until.width:
            return request, finished, seconds
        if runs >= limit:
            raise Mistakes([_not_reached(until, width, runs, finished)])
        runs = min(limit, whole_shards(next_runs(runs, width, until, most), variants, arms))


def told(until: Until, width: Width, runs: int) -> str:
    """How wide the interval is now."""
    return f"{runs:,} histories of each variant: {until.outcome} +-{width.half:.3g} at the widest ({width.where})"


def _not_reached(until: Until, width: Width, runs: int, finished: Finished) -> Mistake:
    what = f"{until.words} is not reached with {runs:,} histories of each variant: +-{width.half:.3g} ({width.where})"
    return Mistake(what, str(finished.path), expected="a larger --max-runs; the run itself is finished and kept")
