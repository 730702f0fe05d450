"""A scenario with its record read: what is known at its start, and what is lived first to fill the blanks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from caucasus_sim.errors import Mistake, Mistakes, nearest
from caucasus_sim.month.arrays import calendar
from caucasus_sim.scenario.find import default_folders, find_scenario
from caucasus_sim.scenario.model import Scenario
from caucasus_sim.scenario.record import Record
from caucasus_sim.scenario.record_file import read_record
from caucasus_sim.scenario.resolve import load_scenario
from caucasus_sim.scenario.show import show
from caucasus_sim.scenario.vocabulary import start_of

if TYPE_CHECKING:
    from caucasus_sim.coding.catalogue import Catalogue

HELD = "held"
UNDISTURBED = "undisturbed"
DEEPEST = 8
RECORD_FILE, BEFORE_FILE = "record.csv", "before.yaml"


def with_record(
    scenario: Scenario, catalogue: Catalogue, folders: Sequence[Path] | None = None, depth: int = 0
) -> Scenario:
    """A scenario and its variants with their record read; one that starts from the evidence is returned as it is.

    Raises
    ------
    Mistakes
        For every mistake of the record; for one that does not end in the month before the start; for a scenario
        named under ``blanks`` that does not exist or does not reach from before the start up to it.
    """
    if scenario.record is None or scenario.known is not None:
        return scenario
    if depth > DEEPEST:
        raise Mistakes([_mistake(scenario, "blanks", "scenarios fill each other's blanks in a circle", HELD)])
    path = _beside(scenario, scenario.record)
    if not path.is_file():
        expected = "a CSV beside this file, from `sim update new`"
        raise Mistakes([_mistake(scenario, "record", f"there is no record '{scenario.record[:80]}'", expected)])
    record = read_record(path, catalogue)
    if record.start != scenario.start:
        what = f"the record ends in {calendar(record.ends)}, so that a run from it starts in {calendar(record.start)}"
        raise Mistakes([_mistake(scenario, "month", what, f"`month: {calendar(record.start)}`, or another record")])
    return knowing(scenario, record, _before(scenario, record, catalogue, folders, depth))


def knowing(scenario: Scenario, record: Record, before: Scenario | None) -> Scenario:
    """A scenario, and its variants, with what they start from."""
    variants = tuple(knowing(each, record, before) for each in scenario.variants)
    blanks = scenario.blanks if before is not None else HELD
    return replace(scenario, known=record, before=before, blanks=blanks, variants=variants)


def _before(
    scenario: Scenario, record: Record, catalogue: Catalogue, folders: Sequence[Path] | None, depth: int
) -> Scenario | None:
    """The scenario whose histories fill the blanks; None where they are held."""
    begins = start_of(catalogue)
    if scenario.blanks == HELD or (scenario.blanks is None and record.start <= begins):
        return None
    if scenario.blanks is None:
        title = "Every government decides for itself"
        return Scenario(UNDISTURBED, title, begins, record.ends, reading=scenario.reading, beliefs=scenario.beliefs)
    name, _, variant = scenario.blanks.partition(":")
    found = load_scenario(_scenario_file(scenario, name, folders), catalogue, folders)
    before = _variant(with_record(found, catalogue, folders, depth + 1), variant, scenario)
    if before.start <= record.ends <= before.end:
        return before
    what = f"'{scenario.blanks}' runs from {calendar(before.start)} to {calendar(before.end)}"
    expected = f"a scenario that reaches {calendar(record.ends)}, or `blanks: {HELD}`"
    raise Mistakes([_mistake(scenario, "blanks", what, expected)])


def _variant(found: Scenario, variant: str, asking: Scenario) -> Scenario:
    known = {each.variant: each for each in found.runs}
    if variant in known or (not variant and len(known) == 1):
        return known[variant] if variant in known else found.runs[0]
    what = f"'{asking.blanks}' does not say which variant" if not variant else f"no variant '{variant}'"
    expected = ", ".join(f"{found.name}:{each}" for each in known)
    raise Mistakes([_mistake(asking, "blanks", what, expected, nearest(variant, known))])


def _scenario_file(scenario: Scenario, name: str, folders: Sequence[Path] | None) -> Path:
    """A scenario by name, or a file beside the one that names it."""
    beside = _beside(scenario, name)
    if beside.suffix in (".yaml", ".yml") and beside.is_file():
        return beside
    return find_scenario(name, (beside.parent, *(default_folders() if folders is None else folders)))


def _beside(scenario: Scenario, name: str) -> Path:
    """A path as a scenario's file means it: from the folder that the file lies in."""
    place = scenario.origin.get("start.record", "").rpartition(":")[0]
    return Path(place).parent / name if place else Path(name)


def _mistake(scenario: Scenario, key: str, what: str, expected: str, near: str = "") -> Mistake:
    place, _, line = scenario.origin.get(f"start.{key}", "default").rpartition(":")
    at = (place, int(line)) if line.isdecimal() else (scenario.origin.get("start.record", scenario.name), 0)
    return Mistake(what, at[0], at[1], 0, expected, near)


def kept_with(scenario: Scenario, prefix: str = "") -> tuple[Scenario, dict[str, str]]:
    """A scenario that names its record and its earlier scenario as a run's folder keeps them, and those files.

    Returns
    -------
    Scenario, dict
        The scenario; the text of every file by name.
    """
    if scenario.known is None:
        return scenario, {}
    files = {f"{prefix}{RECORD_FILE}": scenario.known.text}
    if scenario.before is None:
        return replace(scenario, record=f"{prefix}{RECORD_FILE}", blanks=HELD), files
    before, deeper = kept_with(scenario.before, f"{prefix}before-")
    files |= {f"{prefix}{BEFORE_FILE}": show(replace(before, variants=(), variant="")), **deeper}
    named = replace(scenario, record=f"{prefix}{RECORD_FILE}", blanks=f"{prefix}{BEFORE_FILE}", before=before)
    return named, files
