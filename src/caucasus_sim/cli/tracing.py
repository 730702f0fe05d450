"""`sim trace`: one history in short, then month by month."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from caucasus_sim.cli.given import RUNS, AsJson, Root, known, run_path

if TYPE_CHECKING:
    from caucasus_sim.cli.history import Which
    from caucasus_sim.coding.catalogue import Catalogue
    from caucasus_sim.store.folder import RunFolder


def trace(
    run: Annotated[str, typer.Argument(help="Name, id or path of a run.", metavar="RUN")],
    cell: Annotated[
        int | None,
        typer.Option("--run", help="Which history, by its number (default: the typical one).", metavar="N"),
    ] = None,
    variant: Annotated[
        str, typer.Option(help="The typical history of this variant (default: the last).", metavar="NAME")
    ] = "",
    lens: Annotated[str, typer.Option(help="The typical history under this lens (default: any).", metavar="NAME")] = "",
    everything: Annotated[
        bool, typer.Option("--all", help="Tell also when a government only goes back to holding still.")
    ] = False,
    out: Root = RUNS,
    as_json: AsJson = False,
) -> None:
    """Tell one history: in short, then who did what and why, against which alternatives, and what happened."""
    from caucasus_sim.cli.history import in_short, which
    from caucasus_sim.cli.screen import print_json
    from caucasus_sim.store.folder import RunFolder

    folder = RunFolder.open(run_path(out, run))
    catalogue = known()
    chosen = which(folder, cell, variant, lens)
    story, row = told_story(folder, catalogue, chosen.cell)
    short = in_short(catalogue, story, row)
    if as_json:
        print_json({**story, "typical": chosen.typical, "in_short": short})
    else:
        _print(folder, story, short, chosen, catalogue, everything)


def told_story(folder: RunFolder, catalogue: Catalogue, cell: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """A history's story and its row of outcomes: as kept when the run was made, else lived again."""
    from caucasus_sim.cli.again import stored_row

    row = stored_row(folder, cell)
    return stored_story(folder, cell) or lived_story(folder, catalogue, cell, row), row


def stored_story(folder: RunFolder, cell: int) -> dict[str, Any] | None:
    """The story of this cell that was kept when the run was made; None if there is none."""
    for path in folder.traces():
        if path.stem.rpartition("-")[2] == str(cell):
            story: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            return story
    return None


def lived_story(folder: RunFolder, catalogue: Catalogue, cell: int, stored: dict[str, Any]) -> dict[str, Any]:
    """The story of a history lived again through Mesa; refused where it would be another one than was stored."""
    from caucasus_sim.cli.again import differences, live_again, remade, unequal
    from caucasus_sim.errors import Mistake, Mistakes

    request = remade(folder, catalogue)
    row, story = live_again(folder, request, cell)
    if unequal(row, stored):
        changed = "; ".join(differences(folder, request)) or "nothing that is known of"
        what = f"history {cell} cannot be told again: it comes out differently now (different: {changed})"
        raise Mistakes(
            [Mistake(what, str(folder.path), expected="the version that made the run, or a kept history (no --run)")]
        )
    return story


def _print(
    folder: RunFolder,
    story: dict[str, Any],
    short: dict[str, Any],
    chosen: Which,
    catalogue: Catalogue,
    everything: bool,
) -> None:
    from caucasus_sim.analysis.standing import standing
    from caucasus_sim.cli.history import Writer
    from caucasus_sim.cli.screen import next_command, out, quoted
    from caucasus_sim.cli.tell import Teller

    cell = story["cell"]
    teller = Teller(catalogue, everything)
    writer = Writer(out(), teller)
    reading = catalogue.readings.get(cell["reading"])
    line = reading.line if reading else f"reading: {cell['reading']}"
    writer.head(story, line, standing(catalogue, [cell["lens"]]))
    writer.typical(chosen)
    writer.in_short(short)
    writer.months(story)
    last = teller.last_passage
    where = quoted(folder.path)
    next_command(f"sim rerun {where} --run {cell['cell']}", *([f"sim sources show {last}"] if last else []))
