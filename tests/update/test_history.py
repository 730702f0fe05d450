"""Start in 2022, update to 2024: both records are from what the package knows of the years before October 2024.

No result is asked for here: only that the start is the record's, that what knows too much says so, and that both routes
say what they are. Facts and sources: evidence/record/events_before.csv, evidence/states/2024-10.yaml.
"""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from caucasus_sim.analysis.update.table import update
from caucasus_sim.coding.update import quantities_of
from caucasus_sim.month.arrays import absolute
from caucasus_sim.packing.record_seen import Places, seen
from caucasus_sim.packing.setup import packaged, set_up
from caucasus_sim.packing.starting import Cells, starting_worlds
from caucasus_sim.runs.execute import execute
from caucasus_sim.runs.request import request_run
from caucasus_sim.runs.restart import restarted, started_from
from caucasus_sim.scenario.record_file import read_record

HERE = Path(__file__).parent / "history"
EARLY, LATE = HERE / "2022-09.csv", HERE / "2024-09.csv"
LENSES = ("agnostic", "deterrence")


@pytest.fixture(scope="module")
def request_2022(tmp_path_factory):
    path = tmp_path_factory.mktemp("2022") / "from_2022.yaml"
    (path.parent / "record.csv").write_text(EARLY.read_text(encoding="utf-8"), encoding="utf-8")
    path.write_text(
        "name: from_2022\ntitle: From autumn 2022\nwatch: [treaty_signed, crises]\n"
        "start: {month: 2022-10, record: record.csv}\nend: 2026-12\n",
        encoding="utf-8",
    )
    return request_run(packaged(), path, 80, lenses=LENSES, with_baseline=False)


@pytest.fixture(scope="module")
def run_2022(request_2022, tmp_path_factory):
    return execute(request_2022, tmp_path_factory.mktemp("runs"), threads=1).path


def first_worlds(request, n=6):
    setup = next(iter(request.setups().values()))
    ids = np.arange(n)
    cells = Cells("agnostic", request.readings[0], ids, ids, ids, ids)
    worlds = starting_worlds(setup, cells, setup.legs(cells.lens, cells.reading, ids, ids))
    return setup, worlds


def is_the_records(setup, worlds, record):
    places, rows = Places(setup.catalogue, setup.book), quantities_of(setup.catalogue)
    for name, entry in record.latest.items():
        found = seen(worlds, places, rows[name])
        if entry.known:
            assert found == pytest.approx(np.full(len(worlds), entry.best)), name
        else:
            width = entry.high - entry.low
            assert np.all((found > entry.low - width) & (found < entry.high + width)), name


def test_the_start_of_2022_is_the_records(request_2022):
    setup, worlds = first_worlds(request_2022)
    is_the_records(setup, worlds, read_record(EARLY, packaged()))
    assert np.all(worlds["month"] == absolute(2022, 9))
    assert np.all(worlds["tick"] == 0)
    assert worlds["objection"][:, 0].min() > 0.0


def test_what_knows_too_much_says_so(request_2022):
    lines = started_from(packaged(), request_2022.scenario, request_2022.readings)
    assert "held at the evidence's values" in lines[0]
    assert "LATER than this start, by 24 months" in lines[1]


def test_2024_beside_the_run_of_2022_and_on_from_there(request_2022, run_2022, tmp_path):
    record = read_record(LATE, packaged())
    told = update(run_2022, request_2022, "from_2022", record)
    assert told["knows_up_to"] == "2022-09"
    assert {row["id"] for row in told["rows"]} == set(record.latest)
    assert all(set(row["by_lens"]) == set(LENSES) and row["source"] for row in told["rows"])
    reweighted = told["reweight"]
    assert {each["lens"] for each in reweighted["lenses"]} == set(LENSES)
    assert bool(reweighted["refused"]) == any(each["collapsed"] for each in reweighted["lenses"])
    assert bool(reweighted["watched"]) != bool(reweighted["refused"])
    fresh = restarted(request_2022, record)
    is_the_records(*first_worlds(fresh), record)
    lines = started_from(packaged(), fresh.scenario, fresh.readings)
    assert "from histories of 'from_2022'" in lines[0]
    assert "of the month of this start" in lines[1]
    assert execute(fresh, tmp_path, threads=1).fresh


def test_the_reference_of_odds_stays_october_2024(request_2022):
    """Parameters are kept: what a government finds appealing is measured against the evidence's own month."""
    setup = next(iter(request_2022.setups().values()))
    ids = np.arange(3)
    early = setup.draws("agnostic", request_2022.readings[0], ids, ids)
    plain = request_run(packaged(), "baseline", 16, lenses=LENSES)
    own = set_up(packaged(), next(iter(plain.variants.values()))).draws("agnostic", request_2022.readings[0], ids, ids)
    assert np.array_equal(early["reference"], own["reference"])
    assert np.array_equal(early["deal_reference"], own["deal_reference"])


def test_records_hold_nothing_after_the_cut_off():
    for path in (EARLY, LATE):
        dates = re.findall(r"\b20\d\d-\d\d\b", "\n".join(_told(path)))
        assert dates
        assert max(dates) <= "2024-10"


def _told(path):
    """All cells but months that lie ahead by their nature: of regular elections."""
    return [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("next_election")]
