"""The figures of a sweep's report: ranges of effects, indices, boxes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from caucasus_sim.analysis.sweeping.first_look import is_clear, size_of, watched_of
from caucasus_sim.charts.chart import Chart
from caucasus_sim.charts.effects import Effect, Group, effects
from caucasus_sim.charts.swept import discover_chart, sensitivity_chart
from caucasus_sim.report.figure import Figure
from caucasus_sim.report.sweep_facts import Row, SweepFacts


def sweep_figures(facts: SweepFacts) -> list[Figure]:
    """A figure for every outcome and method."""
    look = facts.look
    names = watched_of(look["rows"]) if look["sizes_told"] else []
    made = [_figure("effects", n, [row for row in look["rows"] if row["outcome"] == n], _ranges) for n in names]
    made += [_figure("sensitivity", name, told, sensitivity_chart) for name, told in facts.screened.items()]
    return made + [_figure("boxes", name, told, discover_chart) for name, told in facts.boxed.items() if told["boxes"]]


def _ranges(rows: Sequence[Row], width: int) -> Chart:
    """The range over lenses and readings of what each setting goes with."""
    found: dict[str, list[Effect]] = {}
    for row in rows:
        middle = (row["lowest"] + row["highest"]) / 2
        effect = Effect(row["to"], middle, row["lowest"], row["highest"], f"{size_of(row)} {row['unit']}")
        found.setdefault(f"{row['factor']}, beside {row['from']}", []).append(effect)
    groups = [Group(factor, tuple(each)) for factor, each in found.items()]
    title, clear = f"What each factor goes with: {rows[0]['title']}", sum(is_clear(row) for row in rows)
    chart = effects("effects", title, groups, rows[0]["unit"], width=width)
    sums = f"{clear} of {len(rows)} comparisons are clear under every reading and lens."
    return replace(chart, summary=f"{sums} A line is the range over lenses and readings, not an interval.")


def _figure(kind: str, name: str, told: Any, draw: Callable[[Any, int], Chart]) -> Figure:
    def at(width: int) -> Chart:
        return draw(told, width)

    return Figure(f"{kind}-{name}", name, at(360).summary, at)
