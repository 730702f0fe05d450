"""The eight parameters that are estimated, and what a draw of them is."""

from __future__ import annotations

import numpy as np
from scipy import special

from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.packing.draws import places
from caucasus_sim.packing.priors import quantiles

# The record can inform no more: about 85 rows, one count of articles, three months with five deaths or more. All other
# parameters are carried as priors and called judgement.
ESTIMATED = (
    "article_ease",
    "article_rate",
    "incident_rate",
    "incident_branching",
    "crisis_rate",
    "other_rate",
    "meeting_rate",
    "move_scale",
)
# Months the talks may be said to begin with, each as likely as the others: after the statement of November 2020,
# with the proposals of March 2022, with the meeting of October 2022.
CLOCKS = ("2020-12", "2022-03", "2022-10")
LAST = "2024-10"
CHANGE = "2023-10"  # first month of the later regime of violence


def normal_places(seed: int, ids: np.ndarray) -> np.ndarray:
    """Draws of the estimated parameters on the scale where every prior is standard normal, f8 [n, parameters]."""
    return np.column_stack([special.ndtri(places(name, seed, ids)) for name in ESTIMATED])


def values_at(catalogue: Catalogue, z: np.ndarray) -> np.ndarray:
    """Values in the evidence's units, f8 [n, parameters], of draws on the standard normal scale."""
    found = np.empty_like(z)
    for k, name in enumerate(ESTIMATED):
        parameter = catalogue.parameters[name]
        assert parameter.prior is not None
        found[:, k] = quantiles(parameter.prior, special.ndtr(z[:, k]), parameter.range)
    return found
