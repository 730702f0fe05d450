"""`sim run --engine mesa`: a few histories wholly agent by agent, with the outcomes the compiled engine would give."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from caucasus_sim.packing.setup import Setup
    from caucasus_sim.runs.request import Request


def run_by_mesa(request: Request, runs: int, as_json: bool, quiet: bool) -> None:
    """Live ``runs`` histories of every variant, spread over the lenses, and print their watched outcomes."""
    from caucasus_sim.cli.progress import Progress, say_compiling
    from caucasus_sim.cli.screen import notice, print_json

    cells = chosen(request.plan.cells, runs)
    if not quiet:
        notice(f"through Mesa, one by one: {len(cells)} in all, slow (seconds each), and nothing is kept")
    say_compiling(quiet)
    setups = request.setups()
    rows = []
    with Progress(len(cells), "histories by Mesa", quiet) as progress:
        for _, cell in cells.iterrows():
            rows.append(live(setups[str(cell["variant"])], cell)[0])
            progress.step(1)
    if as_json:
        print_json({"engine": "mesa", "scenario": request.scenario.name, "histories": rows})
    else:
        _print(request, rows)


def chosen(cells: pd.DataFrame, runs: int) -> pd.DataFrame:
    """The first ``runs`` cells of every variant, taken from the lenses in turn."""
    turn = cells.groupby(["variant", "lens"], sort=False).cumcount()
    ordered = cells.assign(turn=turn).sort_values(["turn", "cell"], kind="stable")
    return ordered.groupby("variant", sort=False).head(runs).drop(columns="turn").sort_values("cell")


def live(setup: Setup, cell: pd.Series) -> tuple[dict[str, Any], dict[str, Any]]:
    """One history through Mesa: its row of outcomes, and its story."""
    import numpy as np

    from caucasus_sim.month.arrays import SERIES_NAMES, calendar
    from caucasus_sim.month.order import take_down
    from caucasus_sim.packing.outcomes import outcome_columns
    from caucasus_sim.runs.replay import replay
    from caucasus_sim.runs.shards import to_arrow

    worlds, story = replay(setup, cell)
    last = np.zeros((1, len(SERIES_NAMES)), dtype=np.float32)
    take_down(worlds, 0, setup.book, last[0])  # type: ignore[no-untyped-call]
    left = int(worlds[0]["status"])
    head = {"cell": int(cell["cell"]), "status": "ok" if left == 0 else f"left its range in {calendar(left)}"}
    outcomes: dict[str, Any] = to_arrow(outcome_columns(setup, worlds, last)).to_pylist()[0]
    return {**head, "variant": str(cell["variant"]), "lens": str(cell["lens"]), **outcomes}, story


def _print(request: Request, rows: list[dict[str, Any]]) -> None:
    from caucasus_sim.analysis.standing import standing
    from caucasus_sim.cli.screen import next_command, say, table
    from caucasus_sim.cli.spelling import spelled

    watched = [name for name in request.scenario.watch if rows and name in rows[0]]
    say(f"{standing(request.catalogue, request.lenses)}: single histories inside this model, not a forecast", bold=True)
    for line in request.catalogue.reading_lines(request.readings):
        say(line)
    kinds = {name: request.catalogue.outcomes[name].kind for name in watched}
    told = [[row["cell"], row["variant"], row["lens"], *(spelled(row[n], kinds[n]) for n in watched)] for row in rows]
    table(["history", "variant", "lens", *watched], told, "Histories by Mesa")
    next_command(f"sim run {request.scenario.name}")
