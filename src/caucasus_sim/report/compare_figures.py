"""The figures of a comparison: what differs, how much under every lens, and when."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from caucasus_sim.analysis.compare.words import folded
from caucasus_sim.analysis.standing import PARTLY
from caucasus_sim.charts import curves, directions, effects
from caucasus_sim.charts.chart import Chart
from caucasus_sim.report.figure import Figure, Native
from caucasus_sim.report.wording import effect_words, significant, spaced
from caucasus_sim.scenario.months import read_month

Row = Mapping[str, Any]
TOP = 6  # outcomes that are drawn of every comparison, what differs most first
NOTE = (
    "A point is the mean difference of twins (same draws, same luck), a line its simulation error (95 %). Lenses have "
    "no weights, and share their luck: agreement among them is not as many confirmations."
)


def compare_figures(told: Mapping[str, Any]) -> list[Figure]:
    """Every figure of a comparison; those of the others among each other are told in words alone."""
    found: list[Figure] = []
    for number, each in enumerate((one for one in told["comparisons"] if one["first"]), 1):
        rows = [row for row, _ in folded(each["rows"])][:TOP]
        if rows:
            found.append(_directions(each, rows, number))
            found += [_effect(each, row, number) for row in rows]
        if told["status"] == PARTLY:
            found += [_curve(each, curve, number) for curve in each["milestones"] if _moved(curve)]
    return found


def _name(each: Row) -> str:
    return f"{each['own']['label']} beside {each['other']['label']}"


def where(by: Row, several: bool) -> str:
    """A lens, with its reading where there are several."""
    return f"{spaced(by['lens'])}, {by['reading']}" if several else spaced(by["lens"])


def _several(each: Row) -> bool:
    return len({row["reading"] for row in each["strata"]}) > 1


def _directions(each: Row, rows: Sequence[Row], number: int) -> Figure:
    """Directions under every lens; where there are several readings, what all of them say."""
    lenses = list(dict.fromkeys(row["lens"] for row in each["strata"]))
    alike = " with all readings alike" if _several(each) else ""
    title = f"{_name(each)}: what differs most, under every lens{alike}"

    def draw(width: int) -> Chart:
        found = [directions.Row(row["title"], tuple(_cell(row, lens) for lens in lenses)) for row in rows]
        return directions.directions(f"differs-{number}", title, [spaced(lens) for lens in lenses], found, width=width)

    finding = f"{_name(each)}: " + "; ".join(f"{row['title']} {row['verdict']}" for row in rows[:2])
    return Figure(f"differs-{number}", _name(each), finding, draw, NOTE)


def _cell(row: Row, lens: str) -> directions.Cell:
    own = [by for by in row["by"] if by["lens"] == lens]
    signs = {by["direction"] for by in own}
    sign = signs.pop() if len(signs) == 1 else "0"
    if len(own) > 1 or own[0]["pairs_more_in_20"] is None:
        return directions.Cell(sign)
    return directions.Cell(sign, own[0]["pairs_more_in_20"], own[0]["pairs_less_in_20"])


def _effect(each: Row, row: Row, number: int) -> Figure:
    several, scale = _several(each), 20.0 if row["event"] else 1.0
    name = f"effect-{number}-{row['measure'].replace('=', '-').replace('.', '-')}"
    title = f"{row['title']}: {_name(each)}"
    group = effects.Group("", tuple(_one(by, where(by, several), row, scale) for by in row["by"]))
    unit = "of 20 histories" if row["event"] else row["unit"]
    words = ("more often", "less often") if row["event"] else ("more", "less")

    def draw(width: int) -> Chart:
        return effects.effects(name, title, [group], unit, words[1], words[0], width)

    labels = tuple(effect.name for effect in group.effects)
    native = Native("bars", labels, {each["own"]["label"]: tuple(significant(e.value) for e in group.effects)}, unit)
    return Figure(name, _name(each), f"{row['title']}: {row['verdict']}", draw, NOTE, native)


def _one(by: Row, name: str, row: Row, scale: float) -> effects.Effect:
    told = effect_words(by["effect"], by["low"], by["high"], row["event"])
    low, high = (scale * by[end] if math.isfinite(by[end]) else None for end in ("low", "high"))
    return effects.Effect(name, scale * by["effect"], low, high, told)


def _moved(curve: Row) -> bool:
    return any(difference != 0.0 for by in curve["by"] for difference in by["difference"])


def _curve(each: Row, curve: Row, number: int) -> Figure:
    """How often a milestone has been reached by every month, on both sides, with the range over lenses and readings."""
    name = f"by-month-{number}-{curve['outcome']}"
    title = f"{curve['title']}: reached by the end of each month"
    sides = [_side(curve, side, each[side]["label"]) for side in ("other", "own")]
    first = read_month(curve["months"][0])

    def draw(width: int) -> Chart:
        spell = dict(enumerate(curve["months"], first)).__getitem__
        return curves.curves(name, title, first, sides, spell, "range over the lenses", width=width)

    series = {side.name: tuple(round(20 * share, 3) for share in side.shares) for side in sides}
    native = Native("lines", tuple(curve["months"]), series, "of 20 histories", 20.0)
    note = "The line is the mean over lenses and readings, which have no weights, so that it is only a middle."
    return Figure(name, _name(each), f"{curve['title']}. {draw(360).summary}", draw, note, native)


def _side(curve: Row, side: str, label: str) -> curves.Curve:
    lines = [[1.0 - share for share in by[f"not_yet_{side}"]] for by in curve["by"]]
    months = list(zip(*lines, strict=True))
    middle, low, high = ([pick(month) for month in months] for pick in (_mean, min, max))
    return curves.Curve(label, tuple(middle), tuple(low), tuple(high))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
