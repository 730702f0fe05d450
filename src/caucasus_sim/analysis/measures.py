"""What is compared about an outcome: whether it had happened by the end, or its value."""

from __future__ import annotations

import pandas as pd

from caucasus_sim.coding.catalogue import Catalogue


def measured(catalogue: Catalogue, outcomes: pd.DataFrame, name: str) -> pd.Series:
    """An outcome as numbers, f8 [runs]: 1 or 0 for what happens or not, else its value; null is 0 for numbers."""
    values = outcomes[name]
    kind = catalogue.outcomes[name].kind
    if kind == "month":
        return values.notna().astype("float64")
    if kind == "yes_no":
        return values.astype("boolean").fillna(False).astype("float64")
    if kind == "state":
        return (values == "treaty_in_force").astype("float64")
    return values.astype("float64").fillna(0.0)


def is_event(catalogue: Catalogue, name: str) -> bool:
    """Whether an outcome is something that happens or not."""
    return catalogue.outcomes[name].kind in ("month", "yes_no", "state")


def words_of(catalogue: Catalogue, name: str) -> tuple[str, str]:
    """Words for more and less of an outcome."""
    return ("more often", "less often") if is_event(catalogue, name) else ("more", "less")
