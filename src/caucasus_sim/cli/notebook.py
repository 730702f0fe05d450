"""The notebook that `sim init` writes: it loads the tables of a run."""

from __future__ import annotations

from typing import Any

HEAD = """\
# The tables of a run

First, in a terminal: `sim run scenarios/my_route.yaml`. Uncalibrated: compare directions, not chances."""
OPEN = """\
from caucasus_sim.store.folder import RunFolder
from caucasus_sim.store.listing import resolve

run = RunFolder.open(resolve("runs", "my_route"))  # a name, an id or a path
run.manifest["title"], run.manifest["question"]"""
TABLES = """\
plan = run.read_plan().to_pandas()  # one row a history: variant, lens, draws, luck
outcomes = run.read("outcomes").to_pandas()  # one row a history; months count from year 0: year * 12 + month - 1
table = plan.merge(outcomes, on="cell")
table.head()"""
COMPARE = """\
# Share of histories in which it happened, lens by lens: compare along a row, never read one number alone.
watched = run.manifest["watch"][0]
table.assign(happened=table[watched].notna()).pivot_table(index="lens", columns="variant", values="happened")"""
SERIES = """\
series = run.read("series").to_pandas()  # one row a history and month
series.head()"""


def notebook() -> dict[str, Any]:
    """The notebook as data, in the form of nbformat 4.5."""
    kinds = (("markdown", HEAD), ("code", OPEN), ("code", TABLES), ("code", COMPARE), ("code", SERIES))
    cells = [_cell(number, kind, text) for number, (kind, text) in enumerate(kinds)]
    about = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return {"cells": cells, "metadata": about, "nbformat": 4, "nbformat_minor": 5}


def _cell(number: int, kind: str, text: str) -> dict[str, Any]:
    own: dict[str, Any] = {"execution_count": None, "outputs": []} if kind == "code" else {}
    lines = text.splitlines(keepends=True)
    return {"cell_type": kind, "id": f"cell-{number}", "metadata": {}, "source": lines, **own}
