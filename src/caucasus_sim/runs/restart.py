"""A stored run begun again from a record: the same scenarios, draws and luck, from where things stand in the record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.coding.update import quantities_of, update_of
from caucasus_sim.errors import Mistake, Mistakes
from caucasus_sim.month.arrays import calendar
from caucasus_sim.packing.ageing import age_of_stances
from caucasus_sim.runs.request import Request, kept_variants
from caucasus_sim.scenario.model import LeverSetting, Scenario, ScriptedMove
from caucasus_sim.scenario.record import Record
from caucasus_sim.scenario.recorded import knowing

UPDATED = "updated"


def restarted(request: Request, record: Record) -> Request:
    """The request that lives a run's plan again from a record, every variant beside every other.

    Blanks are filled by the run's own histories: each cell is lived up to the record's own date as it was then.

    Raises
    ------
    Mistakes
        Where the record ends before the run begins or after it ends, or an event of a limited time still lasts.
    """
    _refuse(request, record)
    variants = {label: _again(each, record, request.catalogue) for label, each in request.variants.items()}
    kept, files = kept_variants(variants, apart=True)
    last = list(kept.values())[-1]
    return replace(request, scenario=replace(last, known=record), variants=kept, files=files)


def _refuse(request: Request, record: Record) -> None:
    found = []
    for label, scenario in request.variants.items():
        if not scenario.start <= record.ends < scenario.end:
            what = f"the record ends in {calendar(record.ends)}, the run goes from {calendar(scenario.start)}"
            expected = f"a month up to {calendar(scenario.end - 1)}, or a new scenario with `start: {{month, record}}`"
            found.append(Mistake(f"{what} to {calendar(scenario.end)}", record.path, 0, 0, expected))
        for event in scenario.events:
            lasts = request.catalogue.events[event.event].lasts or 0
            if event.month < record.start < event.month + lasts:
                what = f"the event '{event.event}' of the variant '{label}' still lasts when the record ends"
                expected = "a scenario of your own with `start: {month, record, blanks}`, which says how it goes on"
                found.append(Mistake(what, record.path, 0, 0, expected))
    if found:
        raise Mistakes(found)


def _again(old: Scenario, record: Record, catalogue: Catalogue) -> Scenario:
    """A scenario from the record on: what is ordered later, and what was ordered before and still stands."""
    start = record.start
    name = old.name if old.name.endswith(UPDATED) else f"{old.name}_{UPDATED}"
    fresh = replace(
        old,
        name=name,
        start=start,
        record=record.path,
        levers=tuple(_standing_lever(each, start) for each in old.levers),
        moves=tuple(_standing_moves(old.moves, start, catalogue)),
        events=tuple(each for each in old.events if each.month >= start),
        assume=tuple(each for each in old.assume if each.month is not None and each.month >= start),
        origin={},
    )
    return knowing(replace(fresh, blanks="histories"), record, old)


def _standing_lever(setting: LeverSetting, start: int) -> LeverSetting:
    past = setting.from_month is not None and setting.from_month <= start
    return replace(setting, from_month=None) if past else setting


def _standing_moves(moves: Iterable[ScriptedMove], start: int, catalogue: Catalogue) -> Iterable[ScriptedMove]:
    """Moves still to come; and of every actor and domain the posture that was to stand beyond the start."""
    standing: dict[tuple[str, str], ScriptedMove] = {}
    to_come = [each for each in moves if each.month >= start]
    for move in sorted((each for each in moves if each.month < start), key=lambda each: each.month):
        kind = catalogue.moves[move.move].kind if move.move in catalogue.moves else "posture"
        if kind == "posture":
            standing[move.actor, move.domain] = move
    taken = {(each.actor, each.domain) for each in to_come if each.month == start}
    for key, move in standing.items():
        if (move.until is None or move.until >= start) and key not in taken:
            yield replace(move, month=start)
    yield from to_come


def started_from(catalogue: Catalogue, scenario: Scenario, readings: Iterable[str]) -> list[str]:
    """In words, what a run that starts from a record knows, and by which route; nothing for any other."""
    record = scenario.known
    if record is None:
        return []
    rows = len(quantities_of(catalogue)) + len(catalogue.principals)
    blanks = "held at the evidence's values, each with its stated drift"
    if scenario.before is not None:
        blanks = f"from histories of '{scenario.before.label}' under the same draws and luck"
    told = f"Route: restart. State at the end of {calendar(record.ends)} from the record {record.path}: "
    told += f"{rows - len(record.gaps)} of {rows} rows filled; blanks are {blanks}. Parameters stay the evidence's."
    return [told, *(_age_of(catalogue, scenario, reading) for reading in readings)]


def _age_of(catalogue: Catalogue, scenario: Scenario, reading: str) -> str:
    age = age_of_stances(catalogue, reading, scenario.start)
    if age < 0:
        return f"Stances ({reading}) are LATER than this start, by {-age} months: they know what this start does not."
    if age == 0:
        return f"Stances ({reading}) are of the month of this start."
    points = update_of(catalogue).stance_drift.best
    newer = len(scenario.stances)
    own = f"; {newer} set by the scenario in their place" if newer else ""
    return (
        f"Stances ({reading}) are {age} months old at the start and widened for it, by {points:g} points of 100 for a "
        f"year, with the root of time{own}."
    )
