"""`sim typical`: how histories of a run went, as a few groups, and the history in the middle of each in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from caucasus_sim.analysis.typical.words import HOW, by_month, span
from caucasus_sim.cli.given import RUNS, AsJson, Root, beside, known, run_path


def typical(
    run: Annotated[str, typer.Argument(help="Name, id or path of a run.", metavar="RUN")],
    variant: Annotated[str | None, typer.Option(help="Which variant [default: the run's last].")] = None,
    lens: Annotated[list[str] | None, typer.Option(help="Only this causal theory. May be repeated.")] = None,
    groups: Annotated[
        int | None, typer.Option(min=1, max=20, help="How many groups [default: as many as stand apart most, up to 6].")
    ] = None,
    out: Root = RUNS,
    as_json: AsJson = False,
) -> None:
    """Group the histories of a run by what happened when, and tell the most typical one of each group."""
    from caucasus_sim.analysis.typical.table import typical as found
    from caucasus_sim.cli.screen import print_json

    told = found(run_path(out, run), known(), variant, tuple(lens or ()), groups)
    if as_json:
        print_json(told)
    else:
        _print(told, run, beside(out))


def _print(told: Mapping[str, Any], run: str, where: str) -> None:
    from caucasus_sim.cli.first_page import cut_off_line
    from caucasus_sim.cli.screen import next_command, quoted, say

    say(told["status_line"], bold=True)
    say("; ".join([*told["reading_lines"], told["readers"]]))
    say(cut_off_line())
    say(f"\n{told['scenario']}, variant {told['variant']}: {told['histories']:,} histories until {told['until']}")
    if told["assumed"]:
        say(f"Assumed, not a finding: {', '.join(told['assumed'])}.")
    say(HOW)
    width = "" if told["silhouette"] is None else f" (silhouette {told['silhouette']:.2f})"
    say(f"{len(told['groups'])} groups: {told['structure']}{width}.")
    for number, group in enumerate(told["groups"], start=1):
        _group(number, group)
    cells = [group["typical"]["cell"] for group in told["groups"]]
    next_command(*(f"sim trace {quoted(run)} --run {cell}{where}" for cell in cells[:2]))


def _group(number: int, group: Mapping[str, Any]) -> None:
    from caucasus_sim.cli.screen import say

    middle = group["typical"]
    say(f"\nGroup {number}: about {span(group['in_20_by_lens'])} of 20 histories", bold=True)
    say(f"  Its most typical history is {middle['cell']} (lens {middle['lens']}, reading {middle['reading']}):")
    for month, titles in by_month(middle["story"]).items():
        say(f"  {month}  {titles}")
    if middle["end_state"]:
        say(f"  At the end: {middle['end_state'].replace('_', ' ')}.")
