"""Pictures of a notebook: what a run's variants do to the first outcome watched, and what differs most in a comparison.

They are the report's figures, with their sentence and their table, and carry their own styles.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from caucasus_sim.analysis.beside import SideBySide, beside_baseline
from caucasus_sim.charts.chart import Chart
from caucasus_sim.charts.directions import Cell, Row, directions
from caucasus_sim.charts.html import figure
from caucasus_sim.charts.style import plain_css
from caucasus_sim.charts.svg import element
from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.report.compare_figures import compare_figures

WIDTH = 560


def run_picture(
    catalogue: Catalogue, plan: pd.DataFrame, outcomes: pd.DataFrame, manifest: Mapping[str, Any]
) -> Chart | None:
    """The first watched outcome of every variant beside the baseline; None where there is nothing to set beside."""
    name = next((each for each in manifest["watch"] if each in catalogue.outcomes), None)
    if name is None:
        return None
    found = {name: SideBySide(catalogue, plan, outcomes, name)}
    rows = beside_baseline(catalogue, found, manifest["variants"])
    if not rows:
        return None
    lenses = list(rows[0]["by_lens"])
    title = f"{catalogue.outcomes[name].title}: beside the baseline, in how many of 20 paired worlds more : less"
    drawn = [Row(row["variant"], tuple(_cell(row["by_lens"][lens]) for lens in lenses)) for row in rows]
    return directions(f"run-{name}", title, [lens.replace("_", " ") for lens in lenses], drawn, WIDTH)


def comparison_picture(data: Mapping[str, Any]) -> Chart | None:
    """What differs most, under every lens; None where nothing does."""
    found = compare_figures(data)
    return found[0].draw(WIDTH) if found else None


def shown(chart: Chart | None) -> str:
    """A chart with its sentence, its table and its styles as HTML; nothing for none."""
    return "" if chart is None else element("style", plain_css()) + figure(chart, heading=4)


def _cell(found: Mapping[str, Any]) -> Cell:
    return Cell(found["direction"], found["more_in_20"], found["less_in_20"])
