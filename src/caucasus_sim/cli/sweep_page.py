"""The page of `sim sweep`: whose reading, what was varied, and what each factor goes with."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from caucasus_sim.analysis.sweeping.first_look import OVER, size_of
from caucasus_sim.cli.first_page import cut_off_line
from caucasus_sim.cli.screen import line, next_command, say, table

if TYPE_CHECKING:
    from caucasus_sim.runs.execute import Finished


def print_page(look: Mapping[str, Any], finished: Finished, where: str) -> None:
    """The whole page on the screen."""
    say(look["status_line"], bold=True)
    for each in look["reading_lines"]:
        say(each)
    say(cut_off_line())
    say(f"\n{look['question']}", bold=True)
    say(
        f"{look['kind'].replace('_', ' ')}: {look['points']:,} points, {look['cells']:,} histories inside this model, "
        f"under lenses: {', '.join(look['lenses'])}; readings: {', '.join(look['readings'])}; {look['failed']} failed.",
        dim=True,
    )
    for name in dict.fromkeys(row["outcome"] for row in look["rows"]):
        _outcome([row for row in look["rows"] if row["outcome"] == name], look["sizes_told"])
    say(f"\n{OVER} {look['by_chance']}", dim=True)
    for notice in finished.notices:
        say(f"note: {notice}")
    if not finished.fresh:
        say("This sweep existed; nothing was run again.")
    line(f"files: {finished.path}")
    asked = '"SELECT * FROM design JOIN plan USING (run_id, point) JOIN outcomes USING (run_id, cell)"'
    next_command(f"sim report {finished.id}{where}", f"sim query {asked} --run {finished.id}{where}")


def _outcome(rows: list[dict[str, Any]], sizes: bool) -> None:
    columns = ["factor", "from", "to", "direction", *(["effect over lenses"] if sizes else [])]
    cells = [[row["factor"], row["from"], row["to"], row["verdict"], *([_size(row)] if sizes else [])] for row in rows]
    table(columns, cells, f"{rows[0]['title']} ({rows[0]['outcome']})")


def _size(row: Mapping[str, Any]) -> str:
    if "lowest" not in row:
        return ""
    error = f"error {row['error']:.2g}" if math.isfinite(row["error"]) else "too few blocks for an error"
    return f"{size_of(row)} ({error}) {row['unit']}"
