"""Run a sweep into its folder, by any executor: exactly what is missing, and nothing twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from caucasus_sim import __version__
from caucasus_sim.ensemble.executors.done import Done, Executor
from caucasus_sim.ensemble.executors.threads import Threads
from caucasus_sim.ensemble.plan import SHARD
from caucasus_sim.errors import Mistake, Mistakes
from caucasus_sim.runs.execute import Finished
from caucasus_sim.runs.opening import held
from caucasus_sim.runs.replay import check_same, replay
from caucasus_sim.runs.reuse import relatives, reused
from caucasus_sim.runs.shards import to_arrow
from caucasus_sim.runs.story import written
from caucasus_sim.runs.sweeps.failures import account
from caucasus_sim.runs.sweeps.lived import Ground
from caucasus_sim.runs.sweeps.rebuild import Layers, ground_of, prime
from caucasus_sim.runs.sweeps.stored import OK
from caucasus_sim.runs.sweeps.sweep import EIGHTS, OWN, Sweep
from caucasus_sim.runs.sweeps.tables import tables_of
from caucasus_sim.scenario.show import show
from caucasus_sim.store.folder import RunFolder
from caucasus_sim.store.listing import find_complete
from caucasus_sim.store.shards import deliver

ACCOUNTS = 5  # failed runs whose replay through Mesa is kept
SAID = 2000  # characters of a traceback that the ledger keeps


@dataclass
class Told:
    """What is told while a sweep runs: cells done, runs that failed, shards taken from others, shards given up."""

    cells: Callable[[int], None] = lambda _: None
    failed: int = 0
    taken: int = 0
    poisoned: list[int] = field(default_factory=list)


def execute_sweep(
    sweep: Sweep,
    root: Path,
    layers: Layers,
    executor: Executor | None = None,
    keep_series: bool = False,
    told: Told | None = None,
    command: str = "",
) -> Finished:
    """Run what is missing of a sweep and keep it under ``root``.

    Parameters
    ----------
    layers : folders of evidence, as workers read them again
    told : is called and filled as the sweep goes on

    Raises
    ------
    Mistakes
        Where the disk refuses, another process writes the same sweep, the cluster goes away, or shards could not be
        run at all; what is finished is kept.
    EnginesDiffer
        Where a replay through Mesa is not the compiled history to the last bit.
    """
    told = told or Told()
    complete = find_complete(root, sweep.id)
    if complete is not None and (not keep_series or RunFolder.open(complete).manifest.get("series")):
        told.cells(sweep.size)
        return Finished(complete, sweep.id, fresh=False)
    with held(root, sweep.name, sweep.id, manifest_of(sweep, keep_series, command)) as folder:
        keep_series = bool(folder.manifest["series"])
        folder.write_design(to_arrow(sweep.design))
        folder.write_plan(to_arrow(sweep.cells()))
        ground = Ground(sweep)
        prime(folder.path, layers, ground)
        _run(folder, ground, root, layers, executor or Threads(), keep_series, told)
        if told.poisoned:
            raise Mistakes([_given_up(folder, told.poisoned)])
        checks = {"replays": _replay(folder, ground), "failures": _accounts(folder, ground)}
        folder.finish(checks)
        return Finished(folder.path, sweep.id, fresh=True, notices=tuple(folder.notices))


def fill(path: Path, layers: Layers, keep_series: bool, number: int) -> dict[str, Any]:
    """Run one shard and put it in place, in any process that sees the folder; the receipt for its writer."""
    ground = ground_of(path, layers)
    tables, content = tables_of(ground, number, keep_series), ground.sweep.content(number)
    lines = [] if tables.series is None else [deliver(path, "series", number, tables.series, content)]
    lines.append(deliver(path, "outcomes", number, tables.outcomes, content))
    return {"lines": lines, "cells": tables.outcomes.num_rows, "failed": tables.failed}


def _run(
    folder: RunFolder,
    ground: Ground,
    root: Path,
    layers: Layers,
    executor: Executor,
    keep_series: bool,
    told: Told,
) -> None:
    kinds = ("outcomes", "series") if keep_series else ("outcomes",)
    sweep, missing = ground.sweep, folder.missing(ground.sweep.shards, kinds)
    others = relatives(root, folder.path, sweep.name, sweep.made_with()) if missing else []
    left = [n for n in missing if not (others and reused(folder, others, kinds, n, sweep.content(n)))]
    told.taken = len(missing) - len(left)
    told.cells(sweep.size - sum(len(_range(sweep, number)) for number in left))
    if not left:
        return
    for done in executor.run(partial(fill, folder.path, layers, keep_series), left):
        _receive(folder, done, told)


def _range(sweep: Sweep, number: int) -> range:
    return range(number * SHARD, min((number + 1) * SHARD, sweep.size))


def _receive(folder: RunFolder, done: Done, told: Told) -> None:
    """Note a shard that is finished; a shard that could not be run at all is noted, and the others go on."""
    if done.error:
        folder.fail(done.task, message=done.error[-SAID:])
        told.poisoned.append(done.task)
        return
    for line in done.receipt["lines"]:
        folder.receive_shard(line)
    told.failed += int(done.receipt["failed"])
    told.cells(int(done.receipt["cells"]))


def _given_up(folder: RunFolder, poisoned: Sequence[int]) -> Mistake:
    last = folder.failures()[-1]["message"].strip().splitlines()[-1]
    numbers = ", ".join(map(str, sorted(poisoned)[:8]))
    what = f"{len(poisoned)} of the shards could not be run (shard {numbers}): {last}"
    expected = "another plan; every other shard is finished and kept, and status.jsonl has the full account"
    return Mistake(what, str(folder.path), expected=expected)


def manifest_of(sweep: Sweep, keep_series: bool, command: str) -> dict[str, Any]:
    """What a reader of the folder needs to know, and what workers and `rerun` need to do any of it again."""
    scenario = sweep.worlds[0].scenario
    return {
        "title": sweep.title,
        "question": sweep.question,
        "cells": sweep.size,
        "shards": sweep.shards,
        "shard_size": SHARD,
        "series": keep_series,
        "variants": [world.label for world in sweep.worlds],
        "lenses": _named(sweep, "lens", sweep.lenses),
        "readings": _named(sweep, "reading", sweep.readings),
        "watch": list(sweep.names or scenario.watch),
        "notice": dict(scenario.notice),
        "seed": sweep.seed,
        "scenarios": {world.label: show(world.scenario) for world in sweep.worlds},
        "assumed": {w.label: [each.kind for each in w.scenario.assume] for w in sweep.worlds if w.scenario.assume},
        "identity": {k: v for k, v in sweep.identity.items() if not k.startswith("scenario")},
        "design": {
            "kind": sweep.kind,
            "points": sweep.points,
            "replicates": sweep.replicates,
            "design_blocks": int(sweep.design["design_block"].max()) + 1,
            "factors": [each.about() for each in sweep.factors],
            "worlds": [{"label": world.label, "settings": dict(world.settings)} for world in sweep.worlds],
            "lenses": list(sweep.lenses),
            "readings": list(sweep.readings),
            "outcomes": list(sweep.names),
            "draws": EIGHTS if sweep.eights else OWN,
        },
        "overlaid": [list(each) for each in sweep.catalogue.overlaid],
        "package": __version__,
        "engine": "compiled, checked against Mesa",
        "command": command,
    }


def _named(sweep: Sweep, kind: str, given: tuple[str, ...]) -> list[str]:
    own = [each for each in sweep.factors if each.kind == kind]
    return [str(level) for level in own[0].levels] if own else list(given)


def _replay(folder: RunFolder, ground: Ground) -> dict[str, int]:
    """Replay the first, a middle and the last cell through Mesa, check them, and keep their stories."""
    size = ground.sweep.size
    chosen = {"first": 0, "middle": size // 2, "last": size - 1}
    for name, number in chosen.items():
        cell = ground.sweep.cells(number, number + 1).iloc[0]
        stored = folder.read_shard("outcomes", number // SHARD).slice(number % SHARD, 1)
        if stored.column("status").to_pylist()[0] != OK:
            continue
        (lived,) = ground.live(cell.to_frame().T.infer_objects(), keep_series=False)
        worlds, story = replay(ground.setup_of(cell), cell)
        check_same(lived.worlds, worlds, number)
        folder.write_trace(f"{name}-{number}.json", written(story))
    return chosen


def _accounts(folder: RunFolder, ground: Ground) -> int:
    """How many runs failed; of the first few, the traceback of their replay is kept."""
    count = 0
    for number in range(ground.sweep.shards):
        table = folder.read_shard("outcomes", number).select(["cell", "status"]).to_pandas()
        failed = table[table["status"] != OK]
        for cell in failed["cell"].tolist()[: max(0, ACCOUNTS - count)]:
            told: pd.Series = ground.sweep.cells(cell, cell + 1).iloc[0]
            folder.write_trace(f"failed-{cell}.txt", account(ground, told).encode("utf-8"))
        count += len(failed)
    return count
