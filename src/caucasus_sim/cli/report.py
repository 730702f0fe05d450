"""`sim report`: the report of a run, a sweep or a comparison, one figure of it as a file, or slides."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from caucasus_sim.cli.given import RUNS, AsJson, Root, beside, known, run_path
from caucasus_sim.errors import Mistake, Mistakes, nearest

if TYPE_CHECKING:
    from caucasus_sim.coding.catalogue import Catalogue
    from caucasus_sim.report.told import Told

FORMATS = ("svg", "png")


def report(
    runs: Annotated[
        list[str],
        typer.Argument(
            help="A stored run or sweep by name, id or path; or two and more, as for `sim compare`.",
            metavar="RUN [RUN ...]",
        ),
    ],
    figure: Annotated[
        str | None, typer.Option(help="Write this figure alone, 16 to 9; --list names them.", metavar="ID")
    ] = None,
    form: Annotated[
        str, typer.Option("--format", help="Of the figure: svg, or png (extra `slides`).", metavar="svg|png")
    ] = "svg",
    slides: Annotated[bool, typer.Option("--slides", help="Write an editable .pptx (extra `slides`).")] = False,
    listed: Annotated[bool, typer.Option("--list", help="List the figures and what each shows.")] = False,
    to: Annotated[Path | None, typer.Option(help="Write it here.", metavar="FILE")] = None,
    out: Root = RUNS,
    as_json: AsJson = False,
) -> None:
    """Write what a run, a sweep or a comparison found as one page that opens anywhere, as a figure, or as slides."""
    _refuse(figure, form, slides, listed)
    told = _told(runs, known(), out)
    if listed:
        _list(told, runs, beside(out), as_json)
        return
    path, what = _written(told, figure, form, slides, to)
    _say(path, what, runs, beside(out), as_json)


def _refuse(figure: str | None, form: str, slides: bool, listed: bool) -> None:
    """Every mistake in what is asked for at once."""
    wrong = []
    if form not in FORMATS:
        expected = " or ".join(FORMATS)
        wrong.append(Mistake(f"no format '{form[:20]}'", "--format", 0, 0, expected, nearest(form, FORMATS)))
    if (figure is not None) + slides + listed > 1:
        wrong.append(Mistake("--figure, --slides and --list exclude each other", "the command line", expected="one"))
    if wrong:
        raise Mistakes(wrong)


def _told(names: Sequence[str], catalogue: Catalogue, out: Path) -> Told:
    from caucasus_sim.report.told import of_comparison, of_run, of_sweep
    from caucasus_sim.store.folder import RunFolder

    if len(names) == 1 and ":" not in names[0]:
        path = run_path(out, names[0])
        return (of_sweep if RunFolder.open(path).has_design() else of_run)(path, catalogue)
    from caucasus_sim.analysis.compare.table import Options
    from caucasus_sim.cli.compare import compared, repeated, stored_comparison
    from caucasus_sim.runs.asked import Wanted

    told = compared(names, catalogue, out, Wanted(), Options(), min(os.cpu_count() or 1, 16), silent=False)
    again = repeated(names, {"--out": None if out == RUNS else out}, {}, [])
    return of_comparison(told, catalogue, again, stored_comparison(told, out))


def _list(told: Told, runs: Sequence[str], where: str, as_json: bool) -> None:
    from caucasus_sim.cli.screen import next_command, print_json, quoted, say, table

    if as_json:
        print_json([{"id": each.id, "finding": each.finding} for each in told.figures])
        return
    say("; ".join(told.signed.footer[:2]), bold=True)
    table(["figure", "what it shows"], [[each.id, each.finding] for each in told.figures])
    if told.figures:
        next_command(f"sim report {' '.join(map(quoted, runs))} --figure {told.figures[0].id}{where}")


def _written(told: Told, figure: str | None, form: str, slides: bool, to: Path | None) -> tuple[Path, str]:
    """Write what is asked for, whole or not at all; its path and what it is."""
    from caucasus_sim.report.export import as_png, as_svg
    from caucasus_sim.report.figure import named
    from caucasus_sim.store.files import write_bytes

    if figure is not None:
        chosen = named(told.figures, figure)
        data = (as_png if form == "png" else as_svg)(chosen, told.signed)
        path, what = to or Path(f"{told.name}-{figure}.{form}"), "figure"
    elif slides:
        from caucasus_sim.report.slides import as_pptx

        path, what, data = to or Path(f"{told.name}.pptx"), "slides", as_pptx(told)
    else:
        path, what, data = to or told.home, "report", told.page()
    write_bytes(path, data)
    return path, what


def _say(path: Path, what: str, runs: Sequence[str], where: str, as_json: bool) -> None:
    from caucasus_sim.cli.screen import line, next_command, print_json, quoted

    size = path.stat().st_size
    if as_json:
        found: dict[str, Any] = {"file": str(path), "what": what, "bytes": size}
        print_json(found)
        return
    line(f"{what}: {path} ({size / 1e3:,.0f} kB)")
    names = " ".join(map(quoted, runs))
    hints = {"report": ["--list", "--slides"], "figure": ["--slides"], "slides": ["--list"]}[what]
    next_command(*(f"sim report {names} {hint}{where}" for hint in hints))
