"""A stored run lived again: what is set beside the record is what the run's own tables say of that month."""

from __future__ import annotations

import numpy as np
import pytest

from caucasus_sim.analysis.update.missed import in_words, rows_of
from caucasus_sim.analysis.update.table import update
from caucasus_sim.analysis.update.weights import weigh
from caucasus_sim.coding.update import quantities_of
from caucasus_sim.month.arrays import absolute
from caucasus_sim.runs.execute import execute
from caucasus_sim.runs.request import request_run
from caucasus_sim.runs.rewind import rewound
from caucasus_sim.scenario.record_file import parse_record
from caucasus_sim.store.folder import RunFolder

from .conftest import INVENTED

ROWS = """\
id,value,source,month
record_ends,2034-06,,
trade_arland,6,made up,2032-01
trade_arland,6,made up,2034-06
articles_agreed,15,made up,2033-03
deaths,10,made up,
bloc_arland,member,made up,
treaty_signed,no,made up,
lawsuits,2,made up,2030-06
"""
SERIES = {0: "trade_arland", 1: "trade_arland", 2: "articles_agreed", 4: "bloc_arland"}


@pytest.fixture(scope="module")
def run(invented, tmp_path_factory):
    request = request_run(
        invented, INVENTED / "scenarios" / "baseline.yaml", 160, lenses=tuple(invented.lenses), with_baseline=False
    )
    return request, execute(request, tmp_path_factory.mktemp("runs"), threads=1).path


@pytest.fixture(scope="module")
def told_record(invented):
    return parse_record(ROWS, "made_up.csv", invented)


def test_every_row_is_the_stored_series_in_its_own_month(run, told_record):
    request, path = run
    told = rewound(request, "baseline", told_record)
    series = RunFolder.open(path).read("series").to_pandas().set_index(["cell", "month"])
    for k, column in SERIES.items():
        month = told_record.entries[k].month
        stored = series.xs(month, level="month")[column]
        assert told[k].to_numpy() == pytest.approx(stored.loc[told.index].to_numpy(), rel=1e-6)
    assert not np.allclose(told[0], told[1])
    dead = series["fatalities"][series.index.get_level_values("month") <= told_record.ends].groupby("cell").sum()
    assert told[3].to_numpy() == pytest.approx(dead.loc[told.index].to_numpy())


def test_a_row_of_a_month_before_the_run_is_left_out_and_said(run, told_record, invented):
    request, path = run
    assert 6 not in rewound(request, "baseline", told_record).columns
    assert update(path, request, "baseline", told_record)["not_compared"] == ["lawsuits"]


def test_a_record_of_one_history_finds_that_history(run, told_record, invented):
    """Rows written down in one history give it at least the weight of any other."""
    request, _ = run
    told, rows = rewound(request, "baseline", told_record), quantities_of(invented)
    cell = int(told.index[7])
    values = {k: float(told.loc[cell, k]) for k in told.columns}
    lines = ["id,value,source,month", "record_ends,2034-06,,"]
    lines += [f"trade_arland,{values[0]},made up,2032-01", f"trade_arland,{values[1]},made up,2034-06"]
    lines += [f"articles_agreed,{values[2]:.0f},made up,2033-03", f"deaths,{values[3]:.0f},made up,"]
    record = parse_record("\n".join(lines), "made_up.csv", invented)
    own = rewound(request, "baseline", record)
    cells = request.plan.cells
    for each in weigh(own, cells, record, rows):
        if cell in each.cells:
            assert each.weights[list(each.cells).index(cell)] == pytest.approx(each.weights.max())
            assert 1.0 <= each.effective < len(each.cells)


def test_what_was_missed_is_told_as_a_place_among_the_histories(run, told_record, invented):
    request, _ = run
    told = rewound(request, "baseline", told_record)
    found = {
        (row["id"], row["month"]): row
        for row in rows_of(told, request.plan.cells, told_record, quantities_of(invented))
    }
    lens = next(iter(invented.lenses))
    own = request.plan.cells.set_index("cell").loc[told.index, "lens"] == lens
    share = float(np.mean(told[5][own.to_numpy()] == -1.0))
    assert found["treaty_signed", "2034-06"]["by_lens"][lens]["share_as_recorded"] == pytest.approx(share)
    assert found["treaty_signed", "2034-06"]["by_lens"][lens]["where"] == in_words(share)
    low, high = np.quantile(told[1][own.to_numpy()], [0.05, 0.95])
    inside = found["trade_arland", "2034-06"]["by_lens"][lens]["where"] == "inside"
    assert inside == (low <= 6.0 <= high)
    assert absolute(2034, 6) == told_record.ends
