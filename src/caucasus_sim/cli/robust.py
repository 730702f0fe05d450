"""`sim robust`: which settings of a sweep do well whatever lens, reading and draw is right."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from caucasus_sim.cli.given import RUNS, AsJson, By, Root, SweepName, beside
from caucasus_sim.errors import Mistake, Mistakes, nearest

if TYPE_CHECKING:
    from caucasus_sim.analysis.swept.asked import Asked
    from caucasus_sim.coding.catalogue import Catalogue
    from caucasus_sim.scenario.model import Scenario

WANTS = ("more", "less")
WHERE = "the command line"


def robust(
    run: SweepName,
    threshold: Annotated[
        str, typer.Option(help='What is enough, as in "p(treaty_signed by 2029-12) >= 0.3".', metavar="GOAL")
    ] = "",
    outcome: Annotated[str, typer.Option(help="Without a threshold: the outcome.", metavar="NAME")] = "",
    by: By = "",
    want: Annotated[str, typer.Option(help="Whether more or less of the outcome is wanted.", metavar="more|less")] = "",
    settings: Annotated[
        str, typer.Option(help="Factors that make a setting (default: levers, moves, options).", metavar="A,B")
    ] = "",
    csv: Annotated[str | None, typer.Option(help="Write ranks as CSV; `-` is standard output.", metavar="FILE")] = None,
    svg: Annotated[Path | None, typer.Option(help="Draw how every setting does.", metavar="FILE")] = None,
    out: Root = RUNS,
    as_json: AsJson = False,
) -> None:
    """Compare settings of levers over all lenses, readings and draws: worst case, regret, enough or not."""
    from caucasus_sim.analysis.robust.table import flat
    from caucasus_sim.analysis.robust.table import robust as found
    from caucasus_sim.analysis.swept.head import base_scenario
    from caucasus_sim.charts.swept import robust_chart
    from caucasus_sim.cli.of_sweep import STDOUT, check_targets, opened, write_csv, write_svg
    from caucasus_sim.cli.robust_page import print_page
    from caucasus_sim.cli.screen import print_json

    check_targets(as_json, csv, svg)
    sweep, catalogue = opened(out, run)
    scenario = base_scenario(sweep, catalogue)
    asked, more, share = _asked(catalogue, scenario, threshold, outcome, by, want)
    chosen = tuple(each.strip() for each in settings.split(",") if each.strip())
    told = found(sweep, catalogue, asked, more, share, chosen)
    write_csv(told, flat(told), csv)
    write_svg(told, robust_chart, svg)
    if as_json:
        print_json(told)
    elif csv != STDOUT:
        print_page(told, run, beside(out))


def _asked(
    catalogue: Catalogue, scenario: Scenario, threshold: str, outcome: str, by: str, want: str
) -> tuple[Asked, bool, float | None]:
    """The outcome, whether more of it is wanted, and what is enough; from a sentence, or from options."""
    from caucasus_sim.analysis.reach.goal import read_goal
    from caucasus_sim.analysis.swept.asked import Asked, asked_of, untold

    _refuse(threshold, outcome, by, want)
    if not threshold:
        return asked_of(catalogue, scenario, outcome, by), want == "more", None
    goal = read_goal(threshold, catalogue, scenario)
    wrong = untold(catalogue, goal.asked.outcome, goal.asked.last, scenario.end)
    if wrong:
        raise Mistakes(wrong)
    last = goal.asked.last if goal.asked.last < scenario.end else None
    return Asked(goal.asked.outcome, last), goal.at_least, goal.share


def _refuse(threshold: str, outcome: str, by: str, want: str) -> None:
    wrong = []
    if threshold and (outcome or by or want):
        wrong.append(Mistake("a threshold says the outcome by itself", WHERE, expected="--threshold alone"))
    elif not threshold and not (outcome and want):
        expected = '--threshold "p(treaty_signed by 2029-12) >= 0.3", or --outcome NAME --want more'
        wrong.append(Mistake("nothing says what is wanted", WHERE, expected=expected))
    if want and want not in WANTS:
        near = nearest(want, WANTS)
        wrong.append(Mistake(f"'{want[:40]}' cannot be wanted", "--want", expected="more or less", nearest=near))
    if wrong:
        raise Mistakes(wrong)
