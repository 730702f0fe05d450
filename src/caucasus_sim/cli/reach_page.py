"""The page of `sim reach`: the smallest changes, how they hold on other draws, and what was traded against what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from caucasus_sim.cli.screen import line, next_command, say, table

SIZES = (
    "Size: for each lever the share of its range that it is moved by, and 1 for a move, added up. That says nothing of "
    "how hard a change would be; `--costs FILE` states what each costs."
)
COSTS = "Cost: as the table of costs states it."
UNSET = "What is not named stays as the scenario has it; a lever that it does not set is drawn."


def print_page(told: Mapping[str, Any], folder: Path) -> None:
    """The whole page on the screen."""
    say(told["status_line"], bold=True)
    for each in told["reading_lines"]:
        say(each)
    say(f"\nInside this model: what it would take for {told['goal']}, from {told['scenario']}", bold=True)
    say(f"{told['verdict'][:1].upper()}{told['verdict'][1:]}.", bold=True)
    _method(told)
    _answers(told)
    _front(told)
    line(f"\nfiles: {folder}")
    next_command(
        "the same command again: it goes on from what was tried", "sim new, to write a scenario of an answer and run it"
    )


def _method(told: Mapping[str, Any]) -> None:
    before = f" ({told['tried_before']} of them before)" if told["tried_before"] else ""
    say(
        f"{told['tried']} settings tried{before} on {told['runs']:,} histories each; what is told is checked on "
        f"{told['check_runs']:,} other histories, over {len(told['lenses'])} lenses and "
        f"{len(told['readings'])} readings.",
        dim=True,
    )
    say(COSTS if told["costs"] else SIZES, dim=True)
    say(UNSET, dim=True)


def _answers(told: Mapping[str, Any]) -> None:
    rows = [["nothing changed", "0", *_held(told, told["unchanged"])]]
    rows += [[changes(each["changes"]), f"{each['size']:.3g}", *_held(told, each)] for each in told["answers"]]
    if told["nearest"] is not None and told["nearest"]["changes"]:
        near = told["nearest"]
        rows.append([f"nearest: {changes(near['changes'])}", f"{near['size']:.3g}", *_held(told, near)])
    size = "cost" if told["costs"] else "size"
    table(["change", size, "comes about", "goal", "reached under"], rows, "Answers, the smallest first")


def _held(told: Mapping[str, Any], found: Mapping[str, Any]) -> Sequence[str]:
    """How often, whether that is the goal, and under how many lenses and readings."""
    lenses = f"{len(found['lenses_reached'])} of {len(told['lenses'])} lenses"
    readings = f"{len(found['readings_reached'])} of {len(told['readings'])} readings"
    return [often(told, found), found["verdict"], f"{lenses}, {readings}"]


def often(told: Mapping[str, Any], found: Mapping[str, Any]) -> str:
    """A share as a count of twenty with its simulation error and its range over lenses; none before calibration."""
    if not told["calibrated"]:
        return "not shown until calibrated"
    lenses = found["by_lens"].values()
    span = f"lenses {20 * min(lenses):.0f} to {20 * max(lenses):.0f}"
    return f"{20 * found['share']:.1f} in 20 [{20 * found['low']:.1f} to {20 * found['high']:.1f}], {span}"


def changes(found: Sequence[Mapping[str, Any]]) -> str:
    """The changes of a setting in words."""
    return "; ".join(change(each) for each in found) or "nothing changed"


def change(each: Mapping[str, Any]) -> str:
    """One change in words.

    >>> change({"id": "arms.reaction", "from": 0.5, "to": 0.2, "ordered": False, "title": "How far"})
    'arms.reaction 0.5 to 0.2'
    >>> change({"id": "x", "from": 0.0, "to": 1.0, "ordered": True, "title": "2025-03: armenia hold"})
    '2025-03: armenia hold'
    """
    return str(each["title"]) if each["ordered"] else f"{each['id']} {each['from']:.4g} to {each['to']:.4g}"


def _front(told: Mapping[str, Any]) -> None:
    """What more change buys, on the histories of the search; left out where costs say what is smallest."""
    if told["costs"] or not told["calibrated"]:
        return
    rows = [
        [f"{each['size']:.3g}", f"{20 * each['search_share']:.1f} in 20", changes(each["changes"])]
        for each in told["front"]
    ]
    title = (
        "Size against share: no setting tried does better in both (on the search's own histories, so a little too well)"
    )
    table(["size", "comes about", "change"], rows, title)
