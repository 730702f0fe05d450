"""A run that fails is a row: with month and stage, without outcomes, and without harm to the others."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from caucasus_sim.runs.sweeps import lived
from caucasus_sim.runs.sweeps.failures import account, where_it_left
from caucasus_sim.runs.sweeps.lived import Ground
from caucasus_sim.runs.sweeps.tables import outcomes_and_series

TWO = """\
question: q
scenario: short
design: {kind: grid}
replicates: 1
lenses: [agnostic]
factors:
  - {parameter: stock_decay, values: [0.01, 0.02, 0.03]}
"""


@pytest.fixture
def sweep(plan):
    return plan(TWO)


def broken(sweep, value: float = -1e6):
    """The same sweep with a parameter at its second point that no plan may set."""
    design = sweep.design.copy()
    design.loc[1, "parameter.stock_decay"] = value
    return replace(sweep, design=design)


def test_a_number_that_leaves_its_range(sweep):
    sound, _ = outcomes_and_series(Ground(sweep), sweep.cells(), False)
    bad = broken(sweep)
    table, _ = outcomes_and_series(Ground(bad), bad.cells(), False)
    assert table["status"].tolist()[::2] == ["ok", "ok"]
    assert table["status"][1].startswith("left its range in 2031-")
    assert ", stage " in table["status"][1]
    assert table.drop(columns=["cell", "status"]).loc[1].isna().all()
    pd.testing.assert_frame_equal(table.drop(1), sound.drop(1))
    assert dict(table.dtypes) == dict(sound.dtypes), "a column keeps its type"


def test_what_is_no_number_never_becomes_one(sweep):
    bad = broken(sweep, float("nan"))
    table, _ = outcomes_and_series(Ground(bad), bad.cells(), False)
    assert table["status"].tolist() == ["ok", "failed: ValueError: parameter.stock_decay is no number", "ok"]
    assert table.drop(columns=["cell", "status"]).loc[1].isna().all()


def test_its_account_is_a_traceback_through_mesa(sweep):
    bad = broken(sweep)
    ground, cell = Ground(bad), bad.cells(1, 2).iloc[0]
    told = account(ground, cell)
    assert told.startswith("Traceback")
    assert f"LeftItsRange: {where_it_left(ground, cell)}" in told
    assert account(ground, bad.cells(0, 1).iloc[0]) == "Mesa lives this history to its end.\n"


def test_a_run_that_raises_takes_no_other_with_it(sweep, monkeypatch):
    sound, _ = outcomes_and_series(Ground(sweep), sweep.cells(), True)
    real = lived.Ground._chunk

    def fragile(self, setup, lens, reading, cells, keep):
        if 2 in cells["cell"].tolist():
            raise ZeroDivisionError("of cell 2")
        return real(self, setup, lens, reading, cells, keep)

    monkeypatch.setattr(lived.Ground, "_chunk", fragile)
    table, series = outcomes_and_series(Ground(sweep), sweep.cells(), True)
    assert table["status"].tolist() == ["ok", "ok", "failed: ZeroDivisionError: of cell 2"]
    pd.testing.assert_frame_equal(table.drop(2), sound.drop(2))
    assert sorted(series["cell"].unique()) == [0, 1]
