"""Run a request into its folder: what is finished is never run again, what is missing is exactly what is run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from caucasus_sim import __version__
from caucasus_sim.ensemble.plan import SHARD
from caucasus_sim.packing.setup import Setup
from caucasus_sim.runs.opening import held
from caucasus_sim.runs.replay import check_same, chosen_cells, made_ready, replay
from caucasus_sim.runs.request import Request
from caucasus_sim.runs.restart import started_from
from caucasus_sim.runs.reuse import relatives, reused
from caucasus_sim.runs.shards import run_shard, to_arrow
from caucasus_sim.runs.story import written
from caucasus_sim.scenario.show import show
from caucasus_sim.store.files import digest, json_text
from caucasus_sim.store.folder import RunFolder
from caucasus_sim.store.listing import find_complete

Progress = Callable[[int], None]
TOGETHER = 4  # shards run in one go and then kept one by one: some 4,000 histories, two seconds of work


@dataclass(frozen=True)
class Finished:
    """A run that is complete on disk; ``fresh`` is false where it had been run before."""

    path: Path
    id: str
    fresh: bool
    notices: tuple[str, ...] = ()


def execute(
    request: Request,
    root: Path,
    keep_series: bool = True,
    threads: int = 2,
    progress: Progress | None = None,
    command: str = "",
) -> Finished:
    """Run what is missing of a request and keep it under ``root``.

    Raises
    ------
    Mistakes
        Where the disk refuses, or another process writes the same run.
    EnginesDiffer
        Where a replay through Mesa is not the compiled history to the last bit.
    """
    identity = request.id
    complete = find_complete(root, identity)
    if complete is not None and (not keep_series or RunFolder.open(complete).manifest.get("series")):
        if progress is not None:
            progress(len(request.plan))
        return Finished(complete, identity, fresh=False)
    with held(root, request.scenario.name, identity, manifest_of(request, keep_series, command)) as folder:
        keep_series = bool(folder.manifest["series"])
        folder.write_plan(to_arrow(request.plan.cells))
        for name, text in request.files.items():
            folder.write_extra(name, text.encode())
        setups = request.setups()
        made_ready()
        missing = _not_reusable(folder, request, root, keep_series)
        if progress is not None:
            progress(len(request.plan) - sum(len(request.plan.shard(n)) for n in missing))
        for numbers in batched(list(missing), TOGETHER):
            _fill(folder, setups, request, {n: missing[n] for n in numbers}, keep_series, threads, progress)
        stored = folder.read("outcomes")
        replays = _replay(folder, setups, request, stored)
        failures = pc.sum(pc.not_equal(stored.column("status"), "ok")).as_py()
        folder.finish({"replays": replays, "failures": failures})
        return Finished(folder.path, identity, fresh=True, notices=tuple(folder.notices))


def batched(numbers: Iterable[int], size: int) -> Iterator[list[int]]:
    """Consecutive lists of at most so many.

    >>> list(batched([1, 2, 3, 4, 5], 2))
    [[1, 2], [3, 4], [5]]
    """
    left = iter(numbers)
    while some := list(islice(left, size)):
        yield some


def _not_reusable(folder: RunFolder, request: Request, root: Path, keep_series: bool) -> dict[int, str]:
    """The missing shards that no other run of this scenario has finished, each with the hash of what it depends on."""
    kinds = ("outcomes", "series") if keep_series else ("outcomes",)
    missing = folder.missing(request.plan.shards, kinds)
    parts = {name: part for name, part in request.identity().items() if name != "plan"}
    made_with = {name: part for name, part in parts.items() if not name.startswith("scenario")}
    others = relatives(root, folder.path, request.scenario.name, made_with) if missing else []
    found = {number: content_of(parts, request.plan.shard(number)) for number in missing}
    return {n: content for n, content in found.items() if not (others and reused(folder, others, kinds, n, content))}


def content_of(parts: Mapping[str, str], cells: pd.DataFrame) -> str:
    """A hash of everything that a shard's results depend on: the same shard of a longer plan has the same."""
    return digest(json_text({**parts, "cells": cells.to_csv(index=False)}).encode("utf-8"))


def manifest_of(request: Request, keep_series: bool, command: str) -> dict[str, Any]:
    """What a reader of the folder needs to know, and what `rerun` needs to do it again."""
    return {
        "title": request.scenario.title,
        "question": request.scenario.question,
        "cells": len(request.plan),
        "shards": request.plan.shards,
        "shard_size": SHARD,
        "series": keep_series,
        "variants": list(request.variants),
        "titles": {label: each.title for label, each in request.variants.items()},
        "lenses": list(request.lenses),
        "readings": list(request.readings),
        "watch": list(request.scenario.watch),
        "notice": dict(request.scenario.notice),
        "seed": request.seed,
        "scenarios": {label: show(each) for label, each in request.variants.items()},
        "assumed": {label: [each.kind for each in v.assume] for label, v in request.variants.items() if v.assume},
        "identity": {k: v for k, v in request.identity().items() if not k.startswith(("scenario", "plan"))},
        "apart": any(name.startswith(f"{label}-") for label in request.variants for name in request.files),
        "started_from": started_from(request.catalogue, request.scenario, request.readings),
        "overlaid": [list(each) for each in request.catalogue.overlaid],
        "package": __version__,
        "engine": "compiled, checked against Mesa",
        "command": command,
    }


def _fill(
    folder: RunFolder,
    setups: dict[str, Setup],
    request: Request,
    contents: Mapping[int, str],
    keep_series: bool,
    threads: int,
    progress: Progress | None,
) -> None:
    """Run some shards in one go, since draws of many cells cost little more than draws of few, and keep each."""
    parts = {number: request.plan.shard(number) for number in contents}
    made = run_shard(setups, pd.concat(parts.values()), keep_series, threads, progress)
    own = {number: made.of(cells["cell"].to_numpy()) for number, cells in parts.items()}
    tables = [("series", number, each.series) for number, each in own.items() if each.series is not None]
    tables += [("outcomes", number, each.outcomes) for number, each in own.items()]
    with ThreadPoolExecutor(max_workers=threads) as pool:
        kept = [pool.submit(folder.write_shard, kind, n, table, contents[n]) for kind, n, table in tables]
    for each in kept:
        each.result()


def _replay(folder: RunFolder, setups: dict[str, Setup], request: Request, stored: pa.Table) -> dict[str, int]:
    """Replay some cells of the scenario's last variant, check them, and keep their stories."""
    outcomes = stored.to_pandas()
    cells = request.plan.cells.set_index("cell", drop=False)
    last = list(request.variants)[-1]
    own = outcomes[outcomes["cell"].isin(cells.index[cells["variant"] == last])]
    chosen = chosen_cells(own)
    numbers = sorted(set(chosen.values()))
    alone = run_shard({last: setups[last]}, cells.loc[numbers], False, 1, keep_worlds=True)
    assert alone.worlds is not None
    for name, cell in chosen.items():
        place = numbers.index(cell)
        world, story = replay(setups[last], cells.loc[[cell]].iloc[0])
        check_same(alone.worlds[place : place + 1], world, cell)
        _check_stored(stored, alone.outcomes.slice(place, 1), cell)
        folder.write_trace(f"{name}-{cell}.json", written(story))
    return chosen


def _check_stored(stored: pa.Table, again: pa.Table, cell: int) -> None:
    own = stored.slice(pc.index(stored.column("cell"), cell).as_py(), 1)
    differ = [name for name in own.column_names if own.column(name).to_pylist() != again.column(name).to_pylist()]
    if differ:
        raise RuntimeError(f"run {cell}: {', '.join(differ[:5])} in the store are not what is computed again")


def rerun(setups: dict[str, Setup], cells: Iterable[pd.Series]) -> list[dict[str, Any]]:
    """Live single histories again through Mesa; their stories."""
    return [replay(setups[str(cell["variant"])], cell)[1] for cell in cells]
