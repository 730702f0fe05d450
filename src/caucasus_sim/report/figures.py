"""The figures of a run, in the order of its report; levels are drawn only where the model is calibrated."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from caucasus_sim.analysis.measures import is_event
from caucasus_sim.analysis.page_words import SPREAD, by_outcome, nothing_differs, percent, verdict_lines
from caucasus_sim.analysis.paired import CLEAR
from caucasus_sim.charts import bars, directions, effects
from caucasus_sim.charts.chart import Chart
from caucasus_sim.report.facts import RunFacts
from caucasus_sim.report.figure import Figure, Native
from caucasus_sim.report.levels import end_states, level_figures
from caucasus_sim.report.wording import effect_words, significant, spaced

Row = Mapping[str, Any]
PAIRS = (
    "In numbers: out of 20 paired worlds (a history and its twin in the baseline: same draws, same luck) in how many "
    "there is more : less of it. Unclear is what other luck could do. Lenses share their luck: "
    "agreement among them is not as many confirmations."
)
ERROR = "A line is twice the simulation error either way: what other luck would do, and not what we do not know."


def figures_of(facts: RunFacts) -> list[Figure]:
    """Every figure of a run."""
    found: list[Figure] = []
    for rows in by_outcome(facts.summary["watched"]):
        found += [direction_figure(facts, rows), effect_figure(facts, rows)]
    if facts.calibrated:
        found += [each for name in facts.watched for each in level_figures(facts, name)]
        found += end_states(facts)
    if facts.summary["spread"]:
        found.append(spread_figure(facts))
    return found


def direction_figure(facts: RunFacts, rows: Sequence[Row]) -> Figure:
    """More, less or unclear under every lens, for every variant beside the baseline."""
    lenses, name = list(facts.manifest["lenses"]), rows[0]["outcome"]
    title = f"{rows[0]['title']}: beside the baseline, under every lens"

    def draw(width: int) -> Chart:
        found = [directions.Row(row["variant"], tuple(_cell(row, lens) for lens in lenses)) for row in rows]
        return directions.directions(f"lenses-{name}", title, [spaced(lens) for lens in lenses], found, width=width)

    finding = f"{rows[0]['title']} beside the baseline: {found_out(rows)}"
    return Figure(f"lenses-{name}", name, finding, draw, PAIRS, worth=not nothing_differs(rows))


def found_out(rows: Sequence[Row]) -> str:
    """Verdicts over the lenses, each with the variants it is of."""
    return "; ".join(verdict_lines(rows))


def _cell(row: Row, lens: str) -> directions.Cell:
    found = row["by_lens"][lens]
    return directions.Cell(found["direction"], found["more_in_20"], found["less_in_20"])


def effect_figure(facts: RunFacts, rows: Sequence[Row]) -> Figure:
    """Differences under the same luck, with their simulation error, for every variant and lens."""
    name, title = rows[0]["outcome"], f"{rows[0]['title']}: the difference under the same luck"
    unit, scale = unit_of(facts, name)
    groups = [
        effects.Group(row["variant"], tuple(_effect(row, lens, unit, scale) for lens in row["by_lens"])) for row in rows
    ]
    words = ("more often", "less often") if not unit else ("more", "less")

    def draw(width: int) -> Chart:
        axis = unit or "of 20 histories"
        return effects.effects(f"difference-{name}", title, groups, axis, words[1], words[0], width)

    native = Native(
        "bars",
        tuple(spaced(lens) for lens in rows[0]["by_lens"]),
        {group.heading: tuple(significant(each.value) for each in group.effects) for group in groups},
        f"difference, {unit or 'of 20 histories'}",
    )
    finding = f"{rows[0]['title']}, the difference: {found_out(rows)}"
    return Figure(f"difference-{name}", name, finding, draw, ERROR, native, not nothing_differs(rows))


def unit_of(facts: RunFacts, name: str) -> tuple[str, float]:
    """The unit of a difference (empty for what happens or not), and what its numbers are drawn times."""
    return ("", 20.0) if is_event(facts.catalogue, name) else (facts.catalogue.outcomes[name].unit, 1.0)


def _effect(row: Row, lens: str, unit: str, scale: float) -> effects.Effect:
    found = row["by_lens"][lens]
    value, error = found["difference"], found["simulation_error"]
    error = math.inf if error is None else CLEAR * error  # JSON has no word for infinite
    told = effect_words(value, value - error, value + error, event=not unit)
    low, high = (scale * (value - error), scale * (value + error)) if math.isfinite(error) else (None, None)
    return effects.Effect(spaced(lens), scale * value, low, high, told)


def spread_figure(facts: RunFacts) -> Figure:
    """Where the spread of each watched outcome comes from."""
    rows = facts.summary["spread"]
    variant = rows[0]["variant"]
    title = f"Where the spread comes from (variant {variant}, inside each lens)"
    outcomes = facts.catalogue.outcomes
    groups = [
        bars.Group(
            outcomes[row["outcome"]].title,
            tuple(bars.Bar(told, row[part], percent(row[part])) for part, told in SPREAD.items()),
        )
        for row in rows
    ]

    def draw(width: int) -> Chart:
        return bars.bars("spread", title, groups, "of the spread", width)

    native = Native(
        "stacked",
        tuple(group.heading for group in groups),
        {told: tuple(max(0.0, row[part]) for row in rows) for part, told in SPREAD.items()},
        "share of the variance",
    )
    note = "Shares of the variance inside lenses and readings; what comes out slightly below 0 is none."
    return Figure("spread", "spread", title, draw, note, native)
