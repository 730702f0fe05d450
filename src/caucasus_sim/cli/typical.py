"""`sim typical`: how histories of a run went, as a few groups, and the history in the middle of each in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from caucasus_sim.cli.given import RUNS, AsJson, Root, beside, known, run_path

HOW = (
    "Two histories are as far apart as there are months in which one has reached a milestone and the other has not. "
    "Counts of 20 are inside this model, over the lenses; the history told is the one nearest to all of its group."
)


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


def by_month(story: list[Mapping[str, str]]) -> dict[str, str]:
    """What happened for the first time, month by month.

    >>> by_month([{"month": "2031-01", "title": "A"}, {"month": "2031-01", "title": "B"}])
    {'2031-01': 'A; B'}
    """
    months = dict.fromkeys(each["month"] for each in story)
    return {month: "; ".join(each["title"] for each in story if each["month"] == month) for month in months}


def span(counts: Mapping[str, int]) -> str:
    """Least and greatest count over the lenses.

    >>> span({"a": 3, "b": 5}), span({"a": 3})
    ('3 to 5', '3')
    """
    low, high = min(counts.values()), max(counts.values())
    return str(low) if low == high else f"{low} to {high}"
