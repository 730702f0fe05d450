"""How far a result's numbers have been held against the record: the line that every face begins with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from caucasus_sim.coding.catalogue import Catalogue

NOT_AT_ALL = "UNCALIBRATED"
PARTLY = "PARTLY CALIBRATED"


def is_calibrated(catalogue: Catalogue, lenses: Iterable[str]) -> bool:
    """Whether a posterior stands for every one of these lenses."""
    return all(lens in catalogue.posteriors for lens in lenses)


def standing(catalogue: Catalogue, lenses: Iterable[str]) -> str:
    """The short form: UNCALIBRATED, or PARTLY CALIBRATED."""
    return PARTLY if is_calibrated(catalogue, lenses) else NOT_AT_ALL


def standing_of_run(catalogue: Catalogue, manifest: Mapping[str, Any]) -> tuple[str, str]:
    """The short form and the line of a stored run; a run of other evidence than this is not called calibrated."""
    same = manifest.get("identity", {}).get("evidence") == catalogue.digest
    lenses = list(manifest["lenses"]) if same else [""]
    return standing(catalogue, lenses), standing_line(catalogue, lenses)


def standing_line(catalogue: Catalogue, lenses: Iterable[str]) -> str:
    """The short form with what it means."""
    names = list(lenses)
    if not is_calibrated(catalogue, names):
        return f"{NOT_AT_ALL}: directions inside this model, not chances; readings of the conflict differ more"
    counts = {len(catalogue.posteriors[lens].names) for lens in names}
    many = " or ".join(map(str, sorted(counts)))
    return (
        f"{PARTLY}: {many} of {len(catalogue.parameters)} parameters held against the record up to October 2024, the "
        "rest judgement: shares of histories inside this model, no forecast"
    )
