"""`sim sensitivity`: which factors of a sweep an outcome's spread goes with, and how much of it is luck."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from caucasus_sim.cli.given import RUNS, AsJson, By, Root, SweepName, beside

TOLERANCE = 0.1


def sensitivity(
    run: SweepName,
    outcome: Annotated[str, typer.Option(help="What varies: `sim list outcomes`.", metavar="NAME")],
    by: By = "",
    lens: Annotated[list[str] | None, typer.Option(help="Only this causal theory. May be repeated.")] = None,
    reading: Annotated[list[str] | None, typer.Option(help="Only these stances. May be repeated.")] = None,
    tolerance: Annotated[
        float, typer.Option(min=0.001, max=1.0, help="How wide an interval may be to be called narrow.")
    ] = TOLERANCE,
    csv: Annotated[
        str | None, typer.Option(help="Write every index as CSV; `-` is standard output.", metavar="FILE")
    ] = None,
    svg: Annotated[Path | None, typer.Option(help="Draw the indices with their intervals.", metavar="FILE")] = None,
    out: Root = RUNS,
    as_json: AsJson = False,
) -> None:
    """Tell which factors of a sweep an outcome hangs on: Sobol indices or elementary effects, luck kept apart."""
    from caucasus_sim.analysis.sensitivity.table import flat
    from caucasus_sim.analysis.sensitivity.table import sensitivity as found
    from caucasus_sim.analysis.swept.asked import asked_of
    from caucasus_sim.analysis.swept.head import base_scenario
    from caucasus_sim.charts.swept import sensitivity_chart
    from caucasus_sim.cli.of_sweep import STDOUT, check_targets, chosen, opened, write_csv, write_svg
    from caucasus_sim.cli.screen import print_json
    from caucasus_sim.cli.sensitivity_page import print_page

    check_targets(as_json, csv, svg)
    sweep, catalogue = opened(out, run)
    asked = asked_of(catalogue, base_scenario(sweep, catalogue), outcome, by)
    told = found(sweep, catalogue, asked, tolerance)
    told["arms"] = chosen(told["arms"], lens or (), reading or ())
    write_csv(told, flat(told), csv)
    write_svg(told, sensitivity_chart, svg)
    if as_json:
        print_json(told)
    elif csv != STDOUT:
        print_page(told, run, beside(out))
