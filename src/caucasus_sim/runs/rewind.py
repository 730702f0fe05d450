"""What a stored run's histories were like in the months that a record tells of: lived again, from the same draws."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from caucasus_sim.coding.update import quantities_of
from caucasus_sim.packing.record_seen import Places, seen
from caucasus_sim.packing.setup import Setup
from caucasus_sim.packing.starting import Cells, advance, starting_worlds
from caucasus_sim.runs.request import Request, draw_keys
from caucasus_sim.scenario.record import Record

CHUNK = 250


def rewound(request: Request, variant: str, record: Record, done: Callable[[int], None] | None = None) -> pd.DataFrame:
    """Every row of a record as each history of a variant has it, f8 [cells, rows]; the index is the cell.

    Columns are the places of the rows in ``record.entries``; each row is looked up at the end of its own month. Rows
    of months before the run are left out.
    """
    setup = request.setups()[variant]
    own = request.plan.cells[request.plan.cells["variant"] == variant]
    parts = []
    for (lens, reading), group in own.groupby(["lens", "reading"], sort=False):
        for first in range(0, len(group), CHUNK):
            part = group.iloc[first : first + CHUNK]
            parts.append(_told(setup, part, str(lens), str(reading), record))
            if done is not None:
                done(len(part))
    return pd.concat(parts).sort_index()


def _told(setup: Setup, cells: pd.DataFrame, lens: str, reading: str, record: Record) -> pd.DataFrame:
    readings, mechanisms, place = draw_keys(cells["reading_draw"].to_numpy(), cells["mechanism_draw"].to_numpy())
    some = Cells(lens, reading, readings, mechanisms, place, cells["luck"].to_numpy())
    legs = setup.legs(lens, reading, readings, mechanisms)
    worlds = starting_worlds(setup, some, legs)
    places, quantities = Places(setup.catalogue, setup.book), quantities_of(setup.catalogue)
    columns: dict[int, np.ndarray] = {}
    lived = setup.scenario.start
    for month in sorted({entry.month for entry in record.entries if entry.month >= setup.scenario.start - 1}):
        advance(setup, worlds, some, legs, lived, month)
        lived = month + 1
        for k, entry in enumerate(record.entries):
            if entry.month == month:
                columns[k] = seen(worlds, places, quantities[entry.id])
    return pd.DataFrame(columns, index=pd.Index(cells["cell"].to_numpy(), name="cell"))
