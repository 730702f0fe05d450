"""What the report of a sweep tells: its first look, and the methods that its design was made for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from caucasus_sim.analysis.discover.gather import wanted_of
from caucasus_sim.analysis.discover.table import discover
from caucasus_sim.analysis.measures import is_event
from caucasus_sim.analysis.sensitivity.table import sensitivity
from caucasus_sim.analysis.summary import readers
from caucasus_sim.analysis.sweeping.first_look import first_look, watched_of
from caucasus_sim.analysis.swept.asked import Asked
from caucasus_sim.analysis.swept.head import base_scenario
from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.errors import Mistakes
from caucasus_sim.runs.sweeps.stored import StoredSweep, read_sweep

Row = Mapping[str, Any]
SCREENED = ("sobol", "morris")
BOXED = ("sobol", "latin_hypercube")


@dataclass(frozen=True)
class SweepFacts:
    """What is known of a sweep.

    Parameters
    ----------
    look : mapping
        As `analysis.sweeping.first_look` tells it.
    screened, boxed : mapping of str to mapping
        Outcome -> `analysis.sensitivity` or `analysis.discover`, where the design suits the method.
    refused : mapping of str to str
        Outcome -> why a method could not be applied.
    """

    sweep: StoredSweep
    catalogue: Catalogue
    look: Row
    screened: Mapping[str, Row]
    boxed: Mapping[str, Row]
    refused: Mapping[str, str]


def gather_sweep(path: Path, catalogue: Catalogue) -> SweepFacts:
    """Apply to each watched outcome the methods that the design was made for.

    Raises
    ------
    Mistakes
        If this is no sweep with finished runs.
    """
    sweep, look = read_sweep(path), first_look(path, catalogue)
    screened: dict[str, Row] = {}
    boxed: dict[str, Row] = {}
    refused: dict[str, str] = {}
    base_scenario(sweep, catalogue)
    for name in watched_of(look["rows"]):
        try:
            if sweep.kind in SCREENED:
                screened[name] = sensitivity(sweep, catalogue, Asked(name, None))
            if sweep.kind in BOXED and is_event(catalogue, name):
                boxed[name] = discover(sweep, catalogue, wanted_of(catalogue, Asked(name, None), False, None, None))
        except Mistakes as mistakes:
            refused[name] = mistakes.all[0].what
    return SweepFacts(sweep, catalogue, look, screened, boxed, refused)


def coded_by(facts: SweepFacts) -> str:
    """Who coded the stances."""
    return readers(facts.catalogue, [each for each in facts.look["readings"] if each in facts.catalogue.readings])
