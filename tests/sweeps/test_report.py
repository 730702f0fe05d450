"""The report of a sweep of a world that nothing was calibrated on: directions, and nothing of how much."""

from __future__ import annotations

import html

from caucasus_sim.report.told import of_sweep

from .conftest import SMALL
from .running import run


def test_before_calibration_it_tells_directions_and_no_sizes(plan, invented, tmp_path):
    told = of_sweep(run(plan(SMALL % 8), tmp_path), invented)
    page = html.unescape(told.page().decode("utf-8"))
    assert "UNCALIBRATED" in page
    assert "What each factor goes with" in page
    assert "effect over lenses" not in page
    assert not [figure.id for figure in told.figures if figure.id.startswith("effects-")]
