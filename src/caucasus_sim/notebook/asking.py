"""What a notebook asks for: runs and comparisons by name. Nothing is run twice."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from caucasus_sim.analysis.compare.matching import groups_of, refuse_alone
from caucasus_sim.analysis.compare.table import compare as compare_arms
from caucasus_sim.analysis.compare.table import options_of
from caucasus_sim.coding.catalogue import Catalogue, load_catalogue
from caucasus_sim.errors import Mistake, Mistakes
from caucasus_sim.notebook.comparison import Comparison
from caucasus_sim.notebook.stored import Run
from caucasus_sim.packing.setup import packaged
from caucasus_sim.runs.asked import HISTORIES, SEED, Asked, Wanted, find_all
from caucasus_sim.runs.execute import execute
from caucasus_sim.runs.request import request_run
from caucasus_sim.store.listing import resolve

RUNS = "runs"
Names = str | Sequence[str]
Place = str | Path


def run(
    scenario: Place,
    runs: int = HISTORIES,
    seed: int = SEED,
    lenses: Names = (),
    readings: Names = (),
    folder: Place = RUNS,
    series: bool = True,
    threads: int | None = None,
    evidence: Sequence[Place] = (),
) -> Run:
    """Run a scenario beside the baseline, as `sim run` does, and keep it; a run that exists is not run again.

    Parameters
    ----------
    scenario : str or path
        The name of a scenario, or the path of its file.
    runs : int
        Histories of every variant, over all lenses and readings together.
    seed : int
        Another seed is other luck.
    lenses, readings : str or sequence of str
        All lenses, and the scenario's readings, if none is named.
    folder : path
        Where runs are kept.
    series : bool
        Whether to keep what every month was like.
    threads : int or None
        No result depends on it.
    evidence : sequence of paths
        Your own evidence, laid over the package's.

    Raises
    ------
    Mistakes
        For whatever is wrong with the scenario or the names, all at once.
    """
    catalogue = catalogue_of(evidence)
    request = request_run(catalogue, scenario, runs, seed, listed(lenses), listed(readings))
    return Run(execute(request, Path(folder), series, threads_of(threads)).path, catalogue)


def load(run: Place, folder: Place = RUNS, evidence: Sequence[Place] = ()) -> Run:
    """A stored run, by its name, id or path.

    Raises
    ------
    Mistakes
        If there is none of this name.
    """
    return Run(resolve(Path(folder), run), catalogue_of(evidence))


def compare(
    *what: Place | Run,
    runs: int | None = None,
    seed: int | None = None,
    lenses: Names = (),
    readings: Names = (),
    outcomes: Names = (),
    at: str | None = None,
    unpaired: bool = False,
    folder: Place = RUNS,
    threads: int | None = None,
    evidence: Sequence[Place] = (),
) -> Comparison:
    """Compare scenarios (run if they have not been), stored runs, or the variants of one.

    Parameters
    ----------
    what : str, path or Run
        At least one; ``name:variant`` is one variant.
    runs, seed
        The plan of scenarios that have to be run; a stored run named with them gives its own.
    lenses, readings, outcomes : str or sequence of str
        Only these.
    at : str or None
        As of a month such as ``2027-12``, not the last.
    unpaired : bool
        Compare histories that have no twins.

    Raises
    ------
    Mistakes
        If something is not known, or histories cannot be paired.
    """
    if not what:
        raise Mistakes([Mistake("nothing is named", "compare", expected="scenarios or runs, at least one")])
    catalogue = catalogue_of(evidence)
    wanted = Wanted(runs, seed, listed(lenses), listed(readings))
    asked = find_all([_text(each) for each in what], catalogue, Path(folder), wanted)
    refuse_alone(asked)
    groups = groups_of(asked, [_kept(each, Path(folder), threads) for each in asked])
    options = options_of(catalogue, wanted.lenses, wanted.readings, listed(outcomes), at, unpaired)
    return Comparison(compare_arms(groups, catalogue, options))


def _kept(asked: Asked, folder: Path, threads: int | None) -> Path:
    if asked.path is not None:
        return asked.path
    assert asked.request is not None
    return execute(asked.request, folder, threads=threads_of(threads)).path


def _text(what: Place | Run) -> str:
    return str(what.path if isinstance(what, Run) else what)


def listed(names: Names) -> tuple[str, ...]:
    """Names as a tuple, where one alone may be given as text.

    >>> listed("agnostic"), listed(["a", "b"])
    (('agnostic',), ('a', 'b'))
    """
    return (names,) if isinstance(names, str) else tuple(names)


def threads_of(threads: int | None) -> int:
    """How many threads to use: one a processor, unless it is said."""
    return threads or min(os.cpu_count() or 1, 16)


def catalogue_of(evidence: Sequence[Place]) -> Catalogue:
    """The package's evidence, with a user's own laid over it."""
    return load_catalogue(overlays=tuple(map(Path, evidence))) if evidence else packaged()
