"""What passages became: every tag in a source's ``became`` names something that the project has."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from caucasus_sim.coding.files import Shelf
from caucasus_sim.month.arrays import EFFECT_NAMES

if TYPE_CHECKING:
    from caucasus_sim.coding.catalogue import Catalogue

PACKAGE = Path(__file__).resolve().parent.parent
SHIPPED = (PACKAGE / "scenarios", PACKAGE.parent.parent / "scenarios")  # installed; at the root of the repository


def check(shelf: Shelf, catalogue: Catalogue) -> None:
    """Note every tag that names nothing, with the nearest that names something."""
    known = tags(catalogue)
    for name, source in catalogue.sources.items():
        for block, passage in source.passages.items():
            for place, tag in enumerate(passage.became):
                if tag not in known and tag.partition(".")[2] not in shelf.broken:
                    where = ("passages", block, "became", place)
                    shelf.unknown("sources", name, where, "thing that a passage became", tag, known)


def tags(catalogue: Catalogue) -> set[str]:
    """Every ``kind.id`` that a passage may have become; what each principal has, also under its common name."""
    homes = {name for kind, name in catalogue.where if kind == "parameters"}
    names: dict[str, Iterable[str]] = {
        "stance": catalogue.issues,
        "state": catalogue.states,
        "parameter": {*catalogue.parameters, *homes},
        "lens": {*catalogue.lenses, *EFFECT_NAMES},
        "lever": catalogue.levers,
        "event": catalogue.events,
        "move": catalogue.moves,
        "deal": catalogue.deals,
        "route": catalogue.routes,
        "outcome": catalogue.outcomes,
        "name": catalogue.names,
        "record": _record(catalogue),
        "tie": _ties(catalogue),
        "scenario": {path.stem for folder in SHIPPED for path in folder.glob("*.yaml")},
    }
    return {f"{kind}.{name}" for kind, ids in names.items() for name in ids}


def _record(catalogue: Catalogue) -> set[str]:
    """What the rows of the record are about."""
    found: set[str] = set()
    for path in (catalogue.root / "record").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            found |= {row["variable"] for row in csv.DictReader(file) if row.get("variable")}
    return found


def _ties(catalogue: Catalogue) -> set[str]:
    """Pairs of actors, from and to, that some coder of some reading has coded."""
    codings = [coding for reading in catalogue.readings.values() for coding in reading.codings.values()]
    return {f"{tie.start}.{tie.to}" for coding in codings for tie in coding.ties}
