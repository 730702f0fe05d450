"""The blocks of a complete scenario as entries that can be written: a key, plain data, and where it came from."""

from __future__ import annotations

from typing import Any, NamedTuple

from caucasus_sim.month.arrays import calendar
from caucasus_sim.scenario.model import Assumption, Reaction, Scenario, ScheduledEvent, ScriptedMove, StanceOverride

Data = dict[str, Any]


class Entry(NamedTuple):
    """One entry of a block: its id, its kind (for assumptions) or nothing, its data, its ``file:line``."""

    key: str
    data: Any
    place: str


def entries_of(scenario: Scenario) -> dict[str, list[Entry]]:
    """Every block of a scenario with its entries, as they are written."""
    levers = [(each.id, _lever(each.value, each.from_month)) for each in scenario.levers]
    notice = list(scenario.notice.items())
    lists: dict[str, list[tuple[str, Any]]] = {
        "moves": [("", _move(each)) for each in scenario.moves],
        "events": [("", _event(each)) for each in scenario.events],
        "assume": [(each.kind, _assumption(each)) for each in scenario.assume],
        "when": [("", _reaction(each)) for each in scenario.when],
        "stances": [("", _stance(each)) for each in scenario.stances],
    }
    place = scenario.origin.get
    named = {"notice": notice, "levers": levers}
    return {
        **{
            block: [Entry(key, data, place(f"{block}.{key}", "")) for key, data in each]
            for block, each in named.items()
        },
        **{
            block: [Entry(*each, place(f"{block}[{i}]", "")) for i, each in enumerate(all_)]
            for block, all_ in lists.items()
        },
    }


def own_entries(variant: Scenario, base: Scenario) -> dict[str, list[Entry]]:
    """What a variant adds to the scenario it belongs to."""
    common = {block: [each[:2] for each in entries] for block, entries in entries_of(base).items()}
    return {
        block: [each for each in entries if each[:2] not in common[block]]
        for block, entries in entries_of(variant).items()
    }


def as_blocks(entries: dict[str, list[Entry]]) -> Data:
    """Entries as the plain data of a file; blocks without entries are left out."""
    data: Data = {}
    for block, each in entries.items():
        if block in ("levers", "notice"):
            data[block] = {entry.key: entry.data for entry in each}
        elif block == "assume":
            kinds = dict.fromkeys(entry.key for entry in each)
            data[block] = {kind: [entry.data for entry in each if entry.key == kind] for kind in kinds}
        else:
            data[block] = [entry.data for entry in each]
    return filled(data)


def filled(data: Data) -> Data:
    """Without what says nothing."""
    return {key: value for key, value in data.items() if not (value is None or value in ("", [], {}))}


def _lever(value: float | str, month: int | None) -> Any:
    return value if month is None else {"value": value, "from": calendar(month)}


def _move(move: ScriptedMove) -> Data:
    until = None if move.until is None else calendar(move.until)
    date = calendar(move.month)
    return filled({"date": date, "until": until, "actor": move.actor, "move": move.move, "with": _with(move)})


def _with(order: ScriptedMove | Reaction) -> Data:
    return {"domain": order.domain} if order.move == "hold" else dict(order.with_)


def _event(event: ScheduledEvent) -> Data:
    return filled({"date": calendar(event.month), "event": event.event, "value": event.value})


def _assumption(assumption: Assumption) -> Data:
    about = {key: value for key, value in assumption.detail.items() if key != "what"}
    return {**about, assumption.detail["what"]: True if assumption.month is None else calendar(assumption.month)}


def _reaction(reaction: Reaction) -> Data:
    order = {"actor": reaction.actor, "move": reaction.move, "with": _with(reaction)}
    return filled({"if": reaction.if_first, "after": f"{reaction.after} months", **order})


def _stance(stance: StanceOverride) -> Data:
    position: Any = {"low": stance.low, "best": stance.best, "high": stance.high}
    if stance.low == stance.high:
        position = stance.best
    start = None if stance.from_month is None else calendar(stance.from_month)
    head = {"actor": stance.actor, "issue": stance.issue, "choice": stance.choice, "position": position}
    return filled({**head, "points": stance.points, "from": start, "why": stance.why, "source": stance.source})
