"""An update of a stored run by a record, as data: the old run beside the record, and what reweighting says."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from caucasus_sim.analysis.measures import is_event, measured
from caucasus_sim.analysis.standing import standing
from caucasus_sim.analysis.summary import readers
from caucasus_sim.analysis.update.missed import rows_of
from caucasus_sim.analysis.update.weights import ROUTE, Weighted, as_data, refusal, weigh
from caucasus_sim.coding.update import quantities_of, update_of
from caucasus_sim.month.arrays import calendar
from caucasus_sim.runs.request import Request
from caucasus_sim.runs.rewind import rewound
from caucasus_sim.scenario.model import Scenario
from caucasus_sim.scenario.record import Record
from caucasus_sim.store.folder import RunFolder

BARELY = 0.02  # a smaller shift of a share is not called one


def update(path: Path, request: Request, variant: str, record: Record) -> dict[str, Any]:
    """The old run beside the record, and the histories reweighted or the refusal to, as data that can be JSON.

    Parameters
    ----------
    path : Path
        The run's folder.
    request : Request
        The request that made it.
    variant : str
        Which of its variants is looked at.
    record : Record
        What has happened.
    """
    quantities, catalogue = quantities_of(request.catalogue), request.catalogue
    told = rewound(request, variant, record)
    cells = request.plan.cells
    fewest = update_of(catalogue).collapse.fewest.best
    found = weigh(told, cells, record, quantities)
    refused = refusal(found, record, fewest)
    return {
        "status": standing(catalogue, request.lenses),
        "run": request.id,
        "scenario": request.scenario.name,
        "variant": variant,
        "knows_up_to": calendar(known_until(request.variants[variant])),
        "record": {
            "file": record.path,
            "ends": calendar(record.ends),
            "rows": len(record.entries),
            "gaps": list(record.gaps),
        },
        "not_compared": [each.id for k, each in enumerate(record.entries) if k not in told.columns],
        "reading_lines": catalogue.reading_lines(request.readings),
        "readers": readers(catalogue, list(request.readings)),
        "rows": rows_of(told, cells, record, quantities),
        ROUTE: {
            "route": ROUTE,
            "fewest": fewest,
            "refused": [asdict(each) for each in refused],
            "lenses": as_data(found, record, fewest),
            "effective_with_other_errors": {
                width: [round(each.effective, 2) for each in weigh(told, cells, record, quantities, width)]
                for width in ("low", "high")
            },
            "watched": [] if refused else shifts(path, request, found),
        },
    }


def known_until(scenario: Scenario) -> int:
    """The last absolute month a run knows of: its record's, or the month of the evidence's own state."""
    return scenario.start if scenario.known is None else scenario.known.ends


def shifts(path: Path, request: Request, found: list[Weighted]) -> list[dict[str, Any]]:
    """What the record does to the watched outcomes of the run: the direction under every lens.

    An outcome that is a month or yes or no moves by its share of histories, a number by its mean.
    """
    outcomes = RunFolder.open(path).no_sweep().read("outcomes").to_pandas().set_index("cell")
    rows = []
    for name in request.scenario.watch:
        if name not in outcomes or name not in request.catalogue.outcomes:
            continue
        values = measured(request.catalogue, outcomes, name)
        by_lens = {
            f"{each.lens}, {each.reading}": _shift(each, values, is_event(request.catalogue, name)) for each in found
        }
        rows.append({"outcome": name, "title": request.catalogue.outcomes[name].title, "by_lens": by_lens})
    return rows


def _shift(each: Weighted, values: pd.Series, event: bool) -> dict[str, Any]:
    own = values.loc[each.cells].to_numpy(dtype=np.float64)
    before, after = float(own.mean()), float(np.sum(each.weights * own))
    barely = BARELY if event else BARELY * max(float(own.std()), 1e-12)
    error = float(np.sqrt(np.sum(each.weights**2 * (own - after) ** 2)))
    shift = after - before
    clear = abs(shift) > max(barely, 2.0 * error)
    direction = "unclear" if not clear else "more" if shift > 0 else "less"
    return {"direction": direction, "before": before, "after": after, "simulation_error": error}
