"""`sim rerun`: one history of a stored run again, agent by agent, and whether it is what was stored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from caucasus_sim.cli.given import RUNS, AsJson, Root, known, run_path

if TYPE_CHECKING:
    import pandas as pd

    from caucasus_sim.coding.catalogue import Catalogue
    from caucasus_sim.runs.request import Request
    from caucasus_sim.runs.sweeps.sweep import Sweep
    from caucasus_sim.store.folder import RunFolder

WORDS = {
    "evidence": "the evidence",
    "compiled": "the rules (compiled sources)",
    "machine": "the kind of machine",
    "results": "the form of results",
}


def rerun(
    run: Annotated[str, typer.Argument(help="Name, id or path of a run.", metavar="RUN")],
    cell: Annotated[
        int, typer.Option("--run", help="The number of the history: its cell in the plan.", metavar="CELL")
    ],
    out: Root = RUNS,
    as_json: AsJson = False,
) -> None:
    """Recompute one history exactly, through Mesa, and compare it with what is stored."""
    from caucasus_sim.cli.screen import print_json
    from caucasus_sim.store.folder import RunFolder

    folder = RunFolder.open(run_path(out, run))
    request = remade(folder, known())
    changed = differences(folder, request)
    row, _ = live_again(folder, request, cell)
    stored = stored_row(folder, cell)
    odd = unequal(row, stored)
    if as_json:
        print_json(
            {"run": folder.id, "cell": cell, "changed": changed, "equal": not odd, "differs_in": odd, "outcomes": row}
        )
    else:
        _print(folder, request, row, changed, odd)
    if odd:
        raise typer.Exit(2 if changed else 1)


def remade(folder: RunFolder, catalogue: Catalogue) -> Request | Sweep:
    """What a stored run or sweep was asked to be, from what lies beside its results."""
    from caucasus_sim.runs.sweeps.rebuild import rebuilt_sweep

    return rebuilt_sweep(folder, catalogue) if "design" in folder.manifest else rebuilt(folder, catalogue)


def rebuilt(folder: RunFolder, catalogue: Catalogue) -> Request:
    """The request of a stored run, from the scenarios and the plan that lie beside its results."""
    from caucasus_sim.documents import parse_yaml
    from caucasus_sim.ensemble.plan import Plan
    from caucasus_sim.runs.request import Request, kept_variants
    from caucasus_sim.scenario.recorded import with_record
    from caucasus_sim.scenario.resolve import scenario_of

    told = folder.manifest
    place = folder.path / "manifest.json"
    texts = {label: told["scenarios"][label] for label in told["variants"]}
    read = {label: scenario_of(parse_yaml(text, place), catalogue) for label, text in texts.items()}
    found = {label: with_record(each, catalogue) for label, each in read.items()}
    variants, files = kept_variants(found, bool(told.get("apart")))
    last = list(variants.values())[-1]
    plan = Plan(folder.read_plan().to_pandas())
    return Request(
        catalogue, last, variants, plan, tuple(told["lenses"]), tuple(told["readings"]), int(told["seed"]), files
    )


def differences(folder: RunFolder, request: Request | Sweep) -> list[str]:
    """What is not as it was when the run was made, in words; empty if the run's id can be made again."""
    if request.id == folder.id:
        return []
    then, now = folder.manifest.get("identity", {}), identity_of(request)
    changed = [name for name in then if then[name] != now.get(name)]
    if not changed:
        return ["the scenario or the plan, as this version reads them"]
    return [WORDS.get(name) or f"{name} ({then[name]} then, {now.get(name)} now)" for name in changed]


def identity_of(request: Request | Sweep) -> Mapping[str, str]:
    """The parts of the identity of a run or a sweep."""
    told = request.identity
    return told() if callable(told) else told


def live_again(folder: RunFolder, request: Request | Sweep, cell: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """One history of a run through Mesa: its row of outcomes and its story."""
    from caucasus_sim.cli.by_mesa import live
    from caucasus_sim.cli.progress import say_compiling
    from caucasus_sim.runs.sweeps.sweep import Sweep

    if isinstance(request, Sweep):
        return _live_point(folder, request, cell)
    about = cell_of(folder, request.plan.cells, cell)
    say_compiling()
    return live(request.setups()[str(about["variant"])], about)


def _live_point(folder: RunFolder, sweep: Sweep, cell: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """One history of a sweep through Mesa, at its point: the outcomes that the sweep keeps, and its story."""
    from caucasus_sim.cli.by_mesa import live
    from caucasus_sim.cli.progress import say_compiling
    from caucasus_sim.runs.sweeps.lived import Ground

    about = cell_of(folder, sweep.cells(), cell)
    say_compiling()
    row, story = live(Ground(sweep).setup_of(about), about)
    left_out = sweep.catalogue.outcomes.keys() - set(sweep.names or sweep.catalogue.outcomes)
    return {name: value for name, value in row.items() if name.partition(".")[0] not in left_out}, story


def cell_of(folder: RunFolder, cells: pd.DataFrame, cell: int) -> pd.Series:
    """A cell of the plan; a mistake if there is none of this number."""
    found = cells[cells["cell"] == cell]
    if found.empty:
        from caucasus_sim.errors import Mistake, Mistakes

        last = int(cells["cell"].max())
        raise Mistakes([Mistake(f"no history {cell}", str(folder.path), expected=f"a number from 0 to {last}")])
    return found.iloc[0]


def stored_row(folder: RunFolder, cell: int) -> dict[str, Any]:
    """The stored outcomes of one cell."""
    shard = cell // int(folder.manifest["shard_size"])
    rows: list[dict[str, Any]] = folder.read_shard("outcomes", shard).to_pylist()
    return next(row for row in rows if row["cell"] == cell)


def unequal(row: dict[str, Any], stored: dict[str, Any]) -> list[str]:
    """The outcomes in which a history differs from what is stored, to the last bit."""
    from caucasus_sim.cli.spelling import same

    return same({name: value for name, value in row.items() if name not in ("variant", "lens")}, stored)


def _print(
    folder: RunFolder, request: Request | Sweep, row: dict[str, Any], changed: list[str], odd: list[str]
) -> None:
    from caucasus_sim.analysis.standing import standing
    from caucasus_sim.cli.screen import next_command, quoted, say, table
    from caucasus_sim.cli.spelling import spelled

    say(f"{standing(request.catalogue, [row['lens']])}: one history inside this model, not a forecast", bold=True)
    for line in request.catalogue.reading_lines(request.readings):
        say(line)
    known_outcomes = request.catalogue.outcomes
    told = [
        [name, spelled(value, known_outcomes[name.partition(".")[0]].kind), known_outcomes[name.partition(".")[0]].unit]
        for name, value in row.items()
        if name.partition(".")[0] in known_outcomes
    ]
    table(
        ["outcome", "value", "unit"],
        told,
        f"History {row['cell']} of {folder.path.name} ({row['variant']}, {row['lens']})",
    )
    if changed:
        say(f"This is not the program that made the run; different now: {'; '.join(changed)}.", bold=True)
    if odd:
        say(f"NOT equal to what is stored, in {len(odd)} values: {', '.join(odd[:8])}.", bold=True)
    else:
        same_id = "" if changed else "; the id of the run is the same"
        say(f"Equal to the stored row in every value, to the last bit{same_id}.")
    next_command(f"sim trace {quoted(folder.path)} --run {row['cell']}")
