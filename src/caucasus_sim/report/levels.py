"""Figures of how often, when and how much; only for runs of a calibrated model."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd

from caucasus_sim.analysis.beside import BASELINE
from caucasus_sim.analysis.compare.milestones import happened_by
from caucasus_sim.analysis.measures import is_event, is_named, measured
from caucasus_sim.charts import curves, dotplot, icons, scale, stacked, strip
from caucasus_sim.charts.chart import Chart
from caucasus_sim.charts.scale import twentieths
from caucasus_sim.month.arrays import END_STATES, calendar
from caucasus_sim.report.facts import RunFacts
from caucasus_sim.report.figure import Figure, Native
from caucasus_sim.report.wording import spaced

TOGETHER = "Histories of all lenses and readings together: they have no weights, so that this is only a middle."
STATES = {
    "treaty_in_force": "treaty in force and holding",
    "signed_not_ratified": "signed, not ratified",
    "text_agreed": "text agreed, not signed",
    "interim_only": "interim document only",
    "calm_no_treaty": "no treaty, calm",
    "violent_no_treaty": "no treaty, violent",
    "limited_offensive": "limited offensive",
    "war": "war",
}


def level_figures(facts: RunFacts, name: str) -> list[Figure]:
    """How often under every lens; then for each variant when, whether or how much; milestones also by month."""
    found = [strip_figure(facts, name)] if is_event(facts.catalogue, name) else []
    if is_named(facts.catalogue, name):
        return found
    if facts.catalogue.outcomes[name].kind == "yes_no":
        return found + [icon_figure(facts, name, variant) for variant in differing(facts, name)]
    found += [dot_figure(facts, name, variant) for variant in differing(facts, name)]
    if facts.catalogue.outcomes[name].kind == "month":
        found += [curve_figure(facts, name, variant) for variant in differing(facts, name) if variant != BASELINE]
    return found


def differing(facts: RunFacts, name: str) -> list[str]:
    """The baseline, and the variants in which some history differs from its twin there; all without a baseline."""
    values = measured(facts.catalogue, facts.outcomes, name) if name not in facts.outcomes else facts.outcomes[name]
    sides = {each: values[(facts.plan["variant"] == each).to_numpy()].reset_index(drop=True) for each in facts.variants}
    base = sides.get(BASELINE)
    return [each for each, own in sides.items() if each == BASELINE or base is None or not own.equals(base)]


def strip_figure(facts: RunFacts, name: str) -> Figure:
    """How often something happens under every lens; the line runs from one reading to the other."""
    outcome = facts.catalogue.outcomes[name].title
    title = f"{outcome}: how often, under every lens"
    values = facts.plan.assign(value=measured(facts.catalogue, facts.outcomes, name).to_numpy())
    groups = [
        strip.Group(variant, tuple(_row(str(lens), part) for lens, part in own.groupby("lens")))
        for variant, own in _by_variant(facts, values)
    ]

    def draw(width: int) -> Chart:
        return strip.strip(f"level-{name}", title, groups, width=width)

    native = Native(
        "bars",
        tuple(row.name for row in groups[0].rows),
        {group.heading: tuple(round(20 * row.one.value, 3) for row in group.rows) for group in groups},
        "of 20 histories",
        20.0,
    )
    many = len(facts.manifest["readings"]) > 1
    note = "The line runs from the reading with fewest to that with most." if many else ""
    return Figure(
        f"level-{name}", name, f"{outcome}, range over the lenses: {_least_to_most(groups)}", draw, note, native
    )


def _by_variant(facts: RunFacts, values: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    return [(variant, values[values["variant"] == variant]) for variant in facts.variants]


def _row(lens: str, part: pd.DataFrame) -> strip.Row:
    share = float(part["value"].mean())
    by_reading = part.groupby("reading")["value"].mean()
    low, high = float(by_reading.min()), float(by_reading.max())
    return strip.Row(spaced(lens), strip.Mark(share, twentieths(share), low, high))


def _least_to_most(groups: list[strip.Group]) -> str:
    return "; ".join(f"{group.heading} {_over(group)}" for group in groups)


def _over(group: strip.Group) -> str:
    marks = sorted((row.one for row in group.rows), key=lambda mark: mark.value)
    least, most = marks[0].told, marks[-1].told
    return least if least == most else f"{least.removesuffix(' in 20')} to {most.removeprefix('about ')}"


def dot_figure(facts: RunFacts, name: str, variant: str) -> Figure:
    """When a milestone is reached, or what a number comes to, as fifty equally likely histories."""
    outcome = facts.catalogue.outcomes[name]
    month = outcome.kind == "month"
    kept = facts.outcomes[name] if name in facts.outcomes else measured(facts.catalogue, facts.outcomes, name)
    own = kept[(facts.plan["variant"] == variant).to_numpy()]
    values = [None if pd.isna(value) else float(value) for value in own]
    if not month:
        values = [value or 0.0 for value in values]
    along = partial(scale.months, facts.start, facts.end, most=5) if month else partial(_numbers, values)
    title = f"{outcome.title}, {variant}: {'when' if month else 'how much'}"

    def draw(width: int) -> Chart:
        return dotplot.dotplot(
            f"dots-{name}-{variant}",
            title,
            values,
            along,
            (lambda value: calendar(int(value))) if month else (lambda value: f"{value:.3g}"),
            axis="" if month else outcome.unit,
            never=f"not by {calendar(facts.end)}",
            width=width,
        )

    return Figure(f"dots-{name}-{variant}", name, f"{title}. {draw(360).summary}", draw, TOGETHER, worth=False)


def _numbers(values: list[float | None], left: float, right: float) -> scale.Scale:
    return scale.numbers([value for value in values if value is not None], left, right)


def curve_figure(facts: RunFacts, name: str, variant: str) -> Figure:
    """How often a milestone has been reached by every month, beside the baseline, with the range over the lenses."""
    title = f"{facts.catalogue.outcomes[name].title}: reached by the end of each month"
    shown = [each for each in (BASELINE, variant) if each in facts.variants]
    found = [_curve(facts, name, each) for each in shown]

    def draw(width: int) -> Chart:
        own_title = f"{title}, {' and '.join(shown)}"
        chart_id = f"by-month-{name}-{variant}"
        return curves.curves(chart_id, own_title, facts.start, found, calendar, "range over the lenses", width=width)

    months = tuple(calendar(month) for month in range(facts.start, facts.end + 1))
    series = {curve.name: tuple(round(20 * value, 3) for value in curve.shares) for curve in found}
    native = Native("lines", months, series, "of 20 histories", 20.0)
    return Figure(
        f"by-month-{name}-{variant}",
        name,
        f"{facts.catalogue.outcomes[name].title}. {draw(360).summary}",
        draw,
        TOGETHER,
        native,
    )


def _curve(facts: RunFacts, name: str, variant: str) -> curves.Curve:
    own = (facts.plan["variant"] == variant).to_numpy()
    lenses = facts.plan.loc[own, "lens"].to_numpy()
    happened = happened_by(facts.outcomes.loc[own, name], facts.start, facts.end)
    by_lens = np.stack([happened[lenses == lens].mean(axis=0) for lens in dict.fromkeys(lenses)])
    middle, low, high = by_lens.mean(axis=0), by_lens.min(axis=0), by_lens.max(axis=0)
    return curves.Curve(variant, *(tuple(float(each) for each in line) for line in (middle, low, high)))


def icon_figure(facts: RunFacts, name: str, variant: str) -> Figure:
    """Whether something happens, as so many of a hundred histories."""
    outcome = facts.catalogue.outcomes[name].title
    own = (facts.plan["variant"] == variant).to_numpy()
    share = float(measured(facts.catalogue, facts.outcomes, name)[own].mean())
    title = f"{outcome}, {variant}"

    def draw(width: int) -> Chart:
        return icons.icons(f"icons-{name}-{variant}", title, share, outcome.lower(), "it does not happen", width)

    return Figure(f"icons-{name}-{variant}", name, f"{title}. {draw(360).summary}", draw, TOGETHER)


def end_states(facts: RunFacts) -> list[Figure]:
    """The states that exclude each other at the end, for every variant; none for runs without them."""
    if "end_state" not in facts.outcomes:
        return []
    end = facts.outcomes["end_state"].to_numpy()
    bars = {
        variant: tuple(float((end[own] == state).mean()) for state in END_STATES)
        for variant in facts.variants
        for own in [(facts.plan["variant"] == variant).to_numpy()]
    }
    title = f"State of affairs in {calendar(facts.end)}"

    def draw(width: int) -> Chart:
        return stacked.stacked("end-states", title, list(STATES.values()), bars, width)

    series = {
        told: tuple(round(20 * shares[k], 3) for shares in bars.values()) for k, told in enumerate(STATES.values())
    }
    native = Native("stacked", tuple(bars), series, "of 20 histories", 20.0)
    return [Figure("end-states", "end_state", f"{title}. {draw(360).summary}", draw, TOGETHER, native)]
