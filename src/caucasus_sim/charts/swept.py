"""Charts of what sweeps say: the data of `sim sensitivity`, `sim discover` and `sim robust` as they are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from caucasus_sim.charts.boxes import BoxDrawn, Held, boxes
from caucasus_sim.charts.chart import WIDTH, Chart
from caucasus_sim.charts.effects import Effect, Group, effects
from caucasus_sim.charts.frame import framed
from caucasus_sim.charts.indices import FactorRow, Measure, indices
from caucasus_sim.charts.scale import twentieths

Row = Mapping[str, Any]
MEASURES = {"sobol": ("first", "total"), "morris": ("mu_star",)}
NAMES = {"first": "alone (first order)", "total": "with all it does together (total)", "mu_star": "size of effect"}


def sensitivity_chart(told: Row, width: int = WIDTH) -> Chart:
    """Indices or sizes of effects with their intervals, factor by factor."""
    keys = MEASURES[told["method"]]
    rows = [
        FactorRow(factor["id"], tuple(_measure(told["arms"], factor["id"], key) for key in keys))
        for factor in told["factors"]
    ]
    axis = "share of the spread that goes with the factors" if told["method"] == "sobol" else told["unit"] or "share"
    title = f"Which factors the spread of '{told['asked']}' goes with"
    sure = "Converged." if told["converged"] else "NOT CONVERGED: this may change with more blocks."
    many = (
        " A mark for each lens and reading; the line covers all their 95 % intervals." if len(told["arms"]) > 1 else ""
    )
    summary = f"{sure} {told['dummy']['words'].capitalize()}.{many}"
    return indices("sensitivity", title, [NAMES[key] for key in keys], rows, axis, summary, width)


def _measure(arms: Sequence[Row], factor: str, key: str) -> Measure:
    rows = [row[key] for arm in arms for row in arm["rows"] if row["factor"] == factor]
    known = [each for each in rows if each["value"] is not None]
    values = tuple(float(each["value"]) for each in known)
    if not values:
        return Measure((), None, None, "cannot be told")
    sure = all(each["low"] is not None for each in known)
    low = min(each["low"] for each in known) if sure else None
    high = max(each["high"] for each in known) if sure else None
    told = f"{min(values):.2f}" if len(set(values)) == 1 else f"{min(values):.2f} to {max(values):.2f}"
    return Measure(values, low, high, told if low is None else f"{told} [{low:.2f}, {high:.2f}]")


def discover_chart(told: Row, width: int = WIDTH) -> Chart:
    """Every box that holds on the points held out."""
    drawn = [
        BoxDrawn(f"Box {each['number']}", each["sentence"], tuple(map(_held, each["restrictions"])))
        for each in told["boxes"]
    ]
    summary = " ".join(map(_short, told["boxes"])) or "No box holds on the points held out."
    if not told["calibrated"]:
        summary = f"{len(told['boxes'])} boxes in which it is so more often than elsewhere."
    return boxes("boxes", f"Where {told['wanted']}", drawn, summary, width)


def _short(each: Row) -> str:
    """How often in a box, and elsewhere."""
    check = each["check"]
    elsewhere = f"elsewhere {twentieths(check['elsewhere'])}"
    return f"Box {each['number']}: {twentieths(check['density'])} histories, {elsewhere}."


def _held(each: Row) -> Held:
    many = len(each["levels"])
    if not many or each["low"] is not None or each["high"] is not None:
        return Held(each["factor"], (_share(each),), each["words"])
    parts = tuple((k / many, (k + 1) / many) for k, level in enumerate(each["levels"]) if level in each["inside"])
    return Held(each["factor"], parts, each["words"], tuple(k / many for k in range(1, many)))


def _share(each: Row) -> tuple[float, float]:
    """The part of the range that lies inside, from 0 to 1."""
    start, end = each["range"]
    whole = (end - start) or 1.0
    low, high = (start if each["low"] is None else each["low"]), (end if each["high"] is None else each["high"])
    return max(0.0, (low - start) / whole), min(1.0, (high - start) / whole)


def robust_chart(told: Row, width: int = WIDTH) -> Chart:
    """How every setting does under the world that is worst for it, and where another would have done much better.

    Before calibration no chances are shown, and ranks stand in their place.
    """
    shown = [each for each in told["criteria"] if each["criterion"] != "enough"]
    draw = _amount if told["calibrated"] else _rank
    groups = [Group(each["title"], tuple(map(draw, each["rows"]))) for each in shown]
    axis = told["unit"] or "share of histories" if told["calibrated"] else "rank (1 is best)"
    drawn = effects("robust", f"Settings of levers over worlds: '{told['asked']}'", groups, axis, width=width)
    orders = " ".join(f"{each['title'].partition(':')[0]}, {each['order']}." for each in told["criteria"])
    return replace(drawn, summary=orders)


def _amount(row: Row) -> Effect:
    return Effect(row["name"], row["value"], row["low"], row["high"], f"{row['value']:.3g}")


def _rank(row: Row) -> Effect:
    return Effect(row["name"], row["rank"], row["rank_low"], row["rank_high"], f"rank {row['rank']}")


def file_of(told: Row, chart: Chart, made: str) -> str:
    """A chart as a file that says how far calibrated it is, whose reading, of which sweep."""
    footer = [
        f"{told['status_line']}. Inside this model; knows nothing after 15 October 2024.",
        "; ".join(told["reading_lines"]),
        f"{told['name']}-{told['run']}, {told['outcome']}; {made}",
    ]
    kept = {key: str(told[key]) for key in ("status", "run", "name", "outcome", "asked")}
    return framed(chart, footer, kept | {"readings": "; ".join(told["reading_lines"]), "made": made})
