"""The invented world with records of its own: nothing here stands for anything in the world."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from caucasus_sim.coding.catalogue import Catalogue, load_catalogue
from caucasus_sim.scenario.record import Record
from caucasus_sim.scenario.record_file import form, parse_record

INVENTED = Path(__file__).parents[1] / "invented"


@pytest.fixture(scope="session")
def invented() -> Catalogue:
    return load_catalogue(INVENTED / "evidence")


def filled(catalogue: Catalogue, values: dict[str, object], ends: str, orders: tuple[dict[str, str], ...] = ()) -> str:
    """The form with some rows filled; a triple is low, best and high, a dict sets columns by name."""
    rows = list(csv.DictReader(io.StringIO(form(catalogue))))
    for row in rows:
        value = ends if row["id"] == "record_ends" else values.get(row["id"])
        if value is None:
            continue
        row["source"] = "made up"
        if isinstance(value, tuple):
            row.update(zip(("low", "best", "high"), map(str, value), strict=True))
        elif isinstance(value, dict):
            row.update(value)
        else:
            row["value"] = str(value)
    file = io.StringIO()
    writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows([*rows, *orders])
    return file.getvalue()


@pytest.fixture
def record(invented: Catalogue) -> Callable[..., Record]:
    """A record of the invented world from the values of some rows."""

    def make(ends: str = "2033-02", orders: tuple[dict[str, str], ...] = (), **values: object) -> Record:
        return parse_record(filled(invented, values, ends, orders), "made_up.csv", invented)

    return make
