"""The page of `sim explain`: what was absent, what that did, and how sure it is, in alphabetical order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from caucasus_sim.analysis.explain.words import HEADS, ORDER, method, spelled, sum_line, supposed, together, unit_of
from caucasus_sim.cli.screen import next_command, say, table


def print_page(told: Mapping[str, Any], run: str, where: str) -> None:
    """The whole page on the screen."""
    say(told["status_line"], bold=True)
    for each in told["reading_lines"]:
        say(each)
    say(f"\nInside this model: what '{told['title']}' up to {told['by']} hangs on", bold=True)
    blocks = f"{told['blocks']} block{'s' * (told['blocks'] > 1)}"
    say(f"{told['scenario']}, variant {told['variant']}; {told['runs']:,} histories of every coalition ({blocks}).")
    say(method(told["quick"]), dim=True)
    for game in told["games"]:
        _game(told, game)
    if any(game["kind"] != "scenario" for game in told["games"]):
        say(f"\n{ORDER}")
        _stances(told["stances"])
    next_command(
        f"sim explain {run} --outcome {told['outcome']} --json{where}",
        f"sim trace {run} --variant {told['variant']}{where}",
    )


def _game(told: Mapping[str, Any], game: Mapping[str, Any]) -> None:
    who = "part" if game["kind"] == "scenario" else "government"
    rows = [
        [row["title"], supposed(game, row), *([spelled(told, row)] if told["calibrated"] else [])]
        for row in game["players"]
    ]
    size = [f"adds to {unit_of(told)}"] if told["calibrated"] else []
    table([who, f"'{told['title']}' would come about", *size], rows, HEADS[game["kind"], game["absent"]])
    if told["calibrated"]:
        say(sum_line(told, game["sum"]))
    say(together(told, game))


def _stances(rows: Iterable[Mapping[str, Any]]) -> None:
    cells = [
        [row["name"], row["reading"], row["issue"], row["points"], ", ".join(row["passages"]) or "none named"]
        for row in rows
    ]
    title = "Stances on what this outcome bears on, and the passages behind them (points of 100; not tried one by one)"
    table(["government", "reading", "issue", "points", "passages"], cells, title)
