"""`sim discover`: where in a sweep an outcome comes about, as boxes in words, each with a scenario file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from caucasus_sim.cli.given import RUNS, AsJson, Root, SweepName, beside

BOXES = 3


def discover(
    run: SweepName,
    outcome: Annotated[str, typer.Option(help="What comes about: `sim list outcomes`.", metavar="NAME")],
    by: Annotated[str, typer.Option(help="By this month (default: the last).", metavar="YYYY-MM")] = "",
    never: Annotated[bool, typer.Option("--never", help="Where it does not come about.")] = False,
    at_least: Annotated[
        float | None, typer.Option(help="Of a value: where it is at least this.", metavar="NUMBER")
    ] = None,
    at_most: Annotated[
        float | None, typer.Option(help="Of a value: where it is at most this.", metavar="NUMBER")
    ] = None,
    boxes: Annotated[int, typer.Option(min=1, max=10, help="How many boxes to look for at most.")] = BOXES,
    density: Annotated[
        float | None,
        typer.Option(min=0.0, max=1.0, help="The largest box with this share, not the one that stands out most."),
    ] = None,
    scenarios: Annotated[
        Path | None, typer.Option(help="Where scenario files go (default: the sweep's folder).", metavar="FOLDER")
    ] = None,
    csv: Annotated[str | None, typer.Option(help="Write boxes as CSV; `-` is standard output.", metavar="FILE")] = None,
    svg: Annotated[Path | None, typer.Option(help="Draw the boxes.", metavar="FILE")] = None,
    out: Root = RUNS,
    as_json: AsJson = False,
) -> None:
    """Find the settings under which something comes about: boxes (PRIM), checked on points that were held out."""
    from caucasus_sim.analysis.discover.gather import wanted_of
    from caucasus_sim.analysis.discover.scenario import written
    from caucasus_sim.analysis.discover.table import discover as found
    from caucasus_sim.analysis.discover.table import flat
    from caucasus_sim.analysis.swept.asked import asked_of
    from caucasus_sim.analysis.swept.head import base_scenario
    from caucasus_sim.charts.swept import discover_chart
    from caucasus_sim.cli.discover_page import print_page
    from caucasus_sim.cli.of_sweep import STDOUT, check_targets, opened, write_csv, write_svg
    from caucasus_sim.cli.screen import print_json

    check_targets(as_json, csv, svg)
    sweep, catalogue = opened(out, run)
    asked = asked_of(catalogue, base_scenario(sweep, catalogue), outcome, by)
    told = found(sweep, catalogue, wanted_of(catalogue, asked, never, at_least, at_most), boxes, density)
    for box, file in zip(told["boxes"], written(sweep, catalogue, told, scenarios or sweep.path), strict=True):
        box.update(file)
    write_csv(told, flat(told), csv)
    write_svg(told, discover_chart, svg)
    if as_json:
        print_json(told)
    elif csv != STDOUT:
        print_page(told, run, beside(out))
