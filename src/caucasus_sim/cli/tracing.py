"""`sim trace`: one history told month by month."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from caucasus_sim.cli.given import RUNS, AsJson, Root, known, run_path

if TYPE_CHECKING:
    from caucasus_sim.coding.catalogue import Catalogue
    from caucasus_sim.store.folder import RunFolder


def trace(
    run: Annotated[str, typer.Argument(help="Name, id or path of a run.", metavar="RUN")],
    cell: Annotated[
        int | None, typer.Option("--run", help="Which history [default: the typical one that was kept].", metavar="N")
    ] = None,
    out: Root = RUNS,
    as_json: AsJson = False,
) -> None:
    """Tell one history: who did what and why, against which alternatives, and what happened."""
    from caucasus_sim.cli.screen import print_json
    from caucasus_sim.store.folder import RunFolder

    folder = RunFolder.open(run_path(out, run))
    catalogue = known()
    story = stored_story(folder, cell) or lived_story(folder, catalogue, cell)
    if as_json:
        print_json(story)
    else:
        _print(folder, story, catalogue)


def stored_story(folder: RunFolder, cell: int | None) -> dict[str, Any] | None:
    """The story that was kept when the run was made: of this cell, or the typical one; None if there is none."""
    for path in folder.traces():
        name, _, number = path.stem.rpartition("-")
        if (cell is None and name == "typical") or (cell is not None and number == str(cell)):
            story: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            return story
    return None


def lived_story(folder: RunFolder, catalogue: Catalogue, cell: int | None) -> dict[str, Any]:
    """The story of a history lived again through Mesa; refused where it would be another one than was stored."""
    from caucasus_sim.cli.again import differences, live_again, rebuilt, stored_row, unequal
    from caucasus_sim.errors import Mistake, Mistakes

    request = rebuilt(folder, catalogue)
    number = 0 if cell is None else cell
    row, story = live_again(folder, request, number)
    if unequal(row, stored_row(folder, number)):
        changed = "; ".join(differences(folder, request)) or "nothing that is known of"
        what = f"history {number} cannot be told again: it comes out differently now (different: {changed})"
        raise Mistakes(
            [Mistake(what, str(folder.path), expected="the version that made the run, or a kept history (no --run)")]
        )
    return story


def _print(folder: RunFolder, story: dict[str, Any], catalogue: Catalogue) -> None:
    from caucasus_sim.cli.screen import next_command, quoted, say
    from caucasus_sim.cli.tell import Teller

    cell = story["cell"]
    say("One history inside this model, not a forecast: UNCALIBRATED", bold=True)
    say(
        catalogue.readings[cell["reading"]].line
        if cell["reading"] in catalogue.readings
        else f"reading: {cell['reading']}"
    )
    say(f"{story['scenario']}, history {cell['cell']}, lens {cell['lens']}, luck {cell['luck']} (seed {story['seed']})")
    say("A chance is the model's, at the moment when its government looked at the matter again.", dim=True)
    teller = Teller(catalogue)
    for month in story["months"]:
        sentences = list(teller.sentences(month))
        if sentences:
            say(f"\n{month['month']}", bold=True)
        for sentence in sentences:
            say(f"  {sentence}")
    last = teller.last_passage
    where = quoted(folder.path)
    next_command(f"sim rerun {where} --run {cell['cell']}", *([f"sim sources show {last}"] if last else []))
