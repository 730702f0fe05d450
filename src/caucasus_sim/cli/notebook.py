"""The notebook that `sim init` writes: it loads the tables of a run."""

from __future__ import annotations

from typing import Any

HEAD = """\
# The tables of a run

First, in a terminal: `sim run scenarios/my_route.yaml`. Compare directions: shares of histories are no chances."""
OPEN = """\
import caucasus_sim as cs

run = cs.load("my_route")  # a name, an id or a path; cs.run("scenarios/my_route.yaml") runs what has not been run
run"""
TABLES = """\
# One row a history: variant, lens, draws, luck, then every outcome; what never happened is missing.
table = run.outcomes
table.head()"""
SHARES = """\
# Share of histories in which it happened, lens by lens: compare along a row, never read one number alone.
watched = run.about["watch"][0]
table.assign(happened=table[watched].notna()).pivot_table(index="lens", columns="variant", values="happened")"""
COMPARE = """\
found = run.compare()  # every variant beside the baseline under the same luck: what differs, and how sure that is
found"""
SERIES = """\
run.series.head()  # one row a history and month"""


def notebook() -> dict[str, Any]:
    """The notebook as data, in the form of nbformat 4.5."""
    kinds = (
        ("markdown", HEAD),
        ("code", OPEN),
        ("code", TABLES),
        ("code", SHARES),
        ("code", COMPARE),
        ("code", SERIES),
    )
    cells = [_cell(number, kind, text) for number, (kind, text) in enumerate(kinds)]
    about = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return {"cells": cells, "metadata": about, "nbformat": 4, "nbformat_minor": 5}


def _cell(number: int, kind: str, text: str) -> dict[str, Any]:
    own: dict[str, Any] = {"execution_count": None, "outputs": []} if kind == "code" else {}
    lines = text.splitlines(keepends=True)
    return {"cell_type": kind, "id": f"cell-{number}", "metadata": {}, "source": lines, **own}
