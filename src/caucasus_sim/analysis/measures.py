"""What is compared about an outcome: whether it had happened by the end, or its value."""

from __future__ import annotations

import pandas as pd

from caucasus_sim.coding.catalogue import Catalogue

END_STATE = "end_state"
IN_FORCE = "treaty_in_force"
NAMED = (END_STATE, "route_option")  # series whose values are names; other states are steps of a ladder


def measured(catalogue: Catalogue, outcomes: pd.DataFrame, name: str) -> pd.Series:
    """An outcome as numbers, f8 [runs]: 1 or 0 for what happens or not, else its value; null is 0 for numbers.

    A state at the end is 1 for a treaty in force (`end_state`), or where there is one at all (terms of a route); a
    state that is a step of a ladder (member, frozen, left) is its step. An outcome told in parts is their sum.
    """
    if name not in outcomes:
        return outcomes.filter(regex=rf"^{name}\.").sum(axis=1).astype("float64")
    values = outcomes[name]
    kind = catalogue.outcomes[name].kind
    if kind == "month":
        return values.notna().astype("float64")
    if kind == "yes_no":
        return values.astype("boolean").fillna(False).astype("float64")
    if is_named(catalogue, name):
        return (values == IN_FORCE if name == END_STATE else values.notna()).astype("float64")
    return values.astype("float64").fillna(0.0)


def is_event(catalogue: Catalogue, name: str) -> bool:
    """Whether an outcome is something that happens or not."""
    return catalogue.outcomes[name].kind in ("month", "yes_no") or is_named(catalogue, name)


def is_named(catalogue: Catalogue, name: str) -> bool:
    """Whether an outcome's values are names: of an end state, or of a route and its terms."""
    start = catalogue.outcomes[name].start
    return start.attribute is not None or start.series in NAMED


def words_of(catalogue: Catalogue, name: str) -> tuple[str, str]:
    """Words for more and less of an outcome."""
    return ("more often", "less often") if is_event(catalogue, name) else ("more", "less")
