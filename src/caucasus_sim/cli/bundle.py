"""`sim pack` and `sim cite`: a run for a reviewer, and for a list of references."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from caucasus_sim.cli.given import RUNS, AsJson, Root, beside, known, overlays, run_path

if TYPE_CHECKING:
    from caucasus_sim.runs.bundle.check import Checked


def pack(
    run: Annotated[str, typer.Argument(help="Name, id or path of a run; with --check a .zip.", metavar="RUN|ZIP")],
    to: Annotated[
        Path | None, typer.Option(help="Write it here [default: beside you, by its name].", metavar="ZIP")
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Check a .zip that was packed; nothing is executed.")] = False,
    out: Root = RUNS,
    as_json: AsJson = False,
) -> None:
    """Pack what a reviewer needs to run a run again: plan, scenarios, evidence, program, versions; or check it."""
    if check:
        _check(Path(run), as_json)
    else:
        _pack(run_path(out, run), to, as_json)


def _pack(path: Path, to: Path | None, as_json: bool) -> None:
    from caucasus_sim.analysis.standing import standing_of_run
    from caucasus_sim.cli.screen import line, next_command, print_json, quoted
    from caucasus_sim.runs.bundle.pack import pack as write
    from caucasus_sim.store.folder import RunFolder

    status = standing_of_run(known(), RunFolder.open(path).manifest)[1]
    target = write(path, known(), overlays(), to or Path(f"{path.resolve().name}.zip"), status)
    size = target.stat().st_size
    if as_json:
        print_json({"file": str(target), "bytes": size})
        return
    line(f"{target}: {size / 1e6:,.1f} MB; README.md in it says how to run it again")
    next_command(f"sim pack --check {quoted(target)}")


def _check(path: Path, as_json: bool) -> None:
    from caucasus_sim.cli.screen import print_json
    from caucasus_sim.runs.bundle.check import check

    found = check(path)
    if as_json:
        told: dict[str, Any] = {"run": found.run, "title": found.title, "files": found.files}
        problems = [str(each) for each in found.problems]
        print_json({**told, "whole": not problems, "problems": problems, "differs_here": found.differs_here})
    else:
        _print(found, path)
    if found.problems:
        raise typer.Exit(2)


def _print(found: Checked, path: Path) -> None:
    from caucasus_sim.cli.screen import next_command, quoted, say

    for each in found.problems:
        say(str(each))
    if found.problems:
        say(f"{path.name}: {len(found.problems)} problem{'s' * (len(found.problems) > 1)}", bold=True)
        next_command("ask for it again, or pack the run again: sim pack RUN")
        return
    say(f"{path.name}: {found.files} files, every byte as it was packed; run {found.run}: {found.title}")
    say("Its id follows from the plan, scenarios, evidence and rules in it.")
    if found.differs_here:
        say(f"Not as here: {'; '.join(found.differs_here)}. To run it again, use the program and versions inside.")
    next_command(f"unpack {quoted(path)}, then as its README.md says")


def cite(
    run: Annotated[str, typer.Argument(help="Name, id or path of a run.", metavar="RUN")],
    bibtex: Annotated[bool, typer.Option("--bibtex", help="As an entry of BibTeX.")] = False,
    out: Root = RUNS,
    as_json: AsJson = False,
) -> None:
    """Print how to cite a run: what it was, whose reading it is, and what must be said with it."""
    from caucasus_sim.cli.citing import as_bibtex, as_text, citation
    from caucasus_sim.cli.screen import line, next_command, print_json, quoted, say
    from caucasus_sim.store.folder import RunFolder

    told = citation(RunFolder.open(run_path(out, run)).manifest, known())
    if as_json:
        print_json(told)
    elif bibtex:
        line(as_bibtex(told))
    else:
        for paragraph in as_text(told):
            say(paragraph)
        next_command(f"sim pack {quoted(run)}{beside(out)}", f"sim cite {quoted(run)} --bibtex{beside(out)}")
