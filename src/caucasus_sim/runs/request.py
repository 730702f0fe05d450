"""What is to be run: a scenario's variants beside the baseline, a plan, and the identity of both."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path

import numpy as np

from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.coding.update import update_of
from caucasus_sim.compiled import sources_digest
from caucasus_sim.ensemble.plan import Plan, default_plan
from caucasus_sim.errors import Mistake, Mistakes, nearest
from caucasus_sim.packing.setup import Setup, actors_of, set_up
from caucasus_sim.scenario.model import EVERY, Scenario
from caucasus_sim.scenario.recorded import kept_with, knowing, with_record
from caucasus_sim.scenario.resolve import load_scenario
from caucasus_sim.scenario.show import show
from caucasus_sim.store.files import digest
from caucasus_sim.store.identity import run_id

BASELINE = "baseline"
LIBRARIES = ("numpy", "numba", "scipy", "pandas", "pyarrow")
RESULT_VERSION = "1"


@dataclass(frozen=True)
class Request:
    """One run of a scenario, complete: what it is, and nothing about how fast or where it runs.

    ``files`` are the record that a run starts from, and what fills its blanks, as the run's folder keeps them.
    """

    catalogue: Catalogue
    scenario: Scenario
    variants: dict[str, Scenario]
    plan: Plan
    lenses: tuple[str, ...]
    readings: tuple[str, ...]
    seed: int
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Twelve hex digits that change with anything that could change a result."""
        return run_id(self.identity())

    def identity(self) -> dict[str, str]:
        """The parts of the identity: plan, scenarios, evidence, compiled sources, libraries, machine's arithmetic."""
        parts = {f"scenario {label}": show(each) for label, each in self.variants.items()}
        parts |= {name: version(name) for name in LIBRARIES}
        parts |= {f"file {name}": digest(text.encode()) for name, text in self.files.items()}
        if self.files:
            parts["form"] = repr(update_of(self.catalogue))
        return parts | {
            "plan": self.plan.cells.to_csv(index=False),
            "seed": str(self.seed),
            "evidence": self.catalogue.digest,
            "compiled": sources_digest(),
            "machine": platform.machine(),
            "results": RESULT_VERSION,
        }

    def setups(self) -> dict[str, Setup]:
        """Every variant packed; all share the draws of the first."""
        found: dict[str, Setup] = {}
        actors = actors_of(self.catalogue, self.variants.values())
        for label, scenario in self.variants.items():
            same = [each for each in found.values() if each.scenario.start == scenario.start]
            drawer = same[0].drawer if same else None
            found[label] = set_up(self.catalogue, scenario, self.seed, actors, drawer=drawer)
        return found


def request_run(
    catalogue: Catalogue,
    name: str | Path,
    runs: int = 2000,
    seed: int = 1,
    lenses: tuple[str, ...] = (),
    readings: tuple[str, ...] = (),
    with_baseline: bool = True,
) -> Request:
    """A request for ``runs`` histories of every variant of a scenario, over all lenses and readings.

    Raises
    ------
    Mistakes
        Where the scenario is wrong, or a lens or reading is unknown.
    """
    scenario = with_record(load_scenario(name, catalogue), catalogue)
    chosen_lenses = known_names(lenses, tuple(catalogue.lenses), "lens")
    chosen_readings = known_readings(readings or scenario.reading, catalogue)
    variants = variants_of(catalogue, scenario, with_baseline)
    plan = default_plan(tuple(variants), chosen_lenses, chosen_readings, runs)
    kept, files = kept_variants(variants)
    return Request(catalogue, scenario, kept, plan, chosen_lenses, chosen_readings, seed, files)


def kept_variants(variants: Mapping[str, Scenario], apart: bool = False) -> tuple[dict[str, Scenario], dict[str, str]]:
    """Variants that name their record as the run's folder will keep it, and the files to keep.

    ``apart`` where every variant has an earlier scenario of its own.
    """
    kept: dict[str, Scenario] = {}
    files: dict[str, str] = {}
    for label, scenario in variants.items():
        kept[label], own = kept_with(scenario, f"{label}-" if apart else "")
        files |= own
    return kept, files


def variants_of(catalogue: Catalogue, scenario: Scenario, with_baseline: bool) -> dict[str, Scenario]:
    """The baseline first, then every variant under its own name."""
    variants: dict[str, Scenario] = {}
    if with_baseline and scenario.name != BASELINE:
        baseline = load_scenario(BASELINE, catalogue)
        if scenario.known is not None:
            first, last, record, blanks = scenario.start, scenario.end, scenario.record, scenario.blanks
            same = replace(baseline.runs[0], start=first, end=last, record=record, blanks=blanks)
            variants[BASELINE] = knowing(same, scenario.known, scenario.before)
        elif baseline.start == scenario.start and baseline.end == scenario.end:
            variants[BASELINE] = baseline.runs[0]
    for each in scenario.runs:
        variants[each.variant or each.name] = each
    return variants


def known_readings(wanted: tuple[str, ...], catalogue: Catalogue) -> tuple[str, ...]:
    """The readings wanted, where ``all`` is every one; a Mistake for each that is unknown."""
    known = tuple(catalogue.readings)
    others = tuple(name for name in wanted if name != EVERY)
    found = known_names(others, known, "reading")
    return known if EVERY in wanted else found


def known_names(wanted: tuple[str, ...], known: tuple[str, ...], kind: str) -> tuple[str, ...]:
    """The names wanted, or all; a Mistake for each that is unknown."""
    wrong = [name for name in wanted if name not in known]
    if wrong:
        raise Mistakes(
            [
                Mistake(f"no {kind} '{name}'", "the command line", 0, 0, ", ".join(known), nearest(name, known))
                for name in wrong
            ]
        )
    return tuple(dict.fromkeys(wanted)) or known


def draw_keys(reading_draw: np.ndarray, mechanism_draw: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Distinct (reading, mechanism) pairs and which of them each cell has: ids, ids, i8 [n]."""
    pairs = np.stack([reading_draw, mechanism_draw], axis=1)
    distinct, place = np.unique(pairs, axis=0, return_inverse=True)
    return (
        np.ascontiguousarray(distinct[:, 0]),
        np.ascontiguousarray(distinct[:, 1]),
        place.reshape(-1).astype(np.int64),
    )
