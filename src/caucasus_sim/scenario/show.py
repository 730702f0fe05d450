"""A complete scenario as plain data and as YAML, with the file and line of every value if asked."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from caucasus_sim.month.arrays import calendar
from caucasus_sim.scalars import NotPlain, plain_value
from caucasus_sim.scenario.model import Assumption, Reaction, ScheduledEvent, Scenario, ScriptedMove, StanceOverride

_BARE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.\-]*")
_BREAKS = {ord(char): f"\\u{ord(char):04x}" for char in "\x85\u2028\u2029\ufeff"}
Data = dict[str, Any]


def as_data(scenario: Scenario) -> Data:
    """A scenario as it would be written without `extends`: plain data, the same for the same scenario.

    Read again, it is the same scenario; as JSON, it is what a run's id is made from.
    """
    start = {"month": calendar(scenario.start), **({"record": scenario.record} if scenario.record else {})}
    head = {
        "name": scenario.name,
        "title": scenario.title,
        "question": scenario.question,
        "bears_on": list(scenario.bears_on),
        "start": start,
        "end": calendar(scenario.end),
        "reading": list(scenario.reading),
        "beliefs": scenario.beliefs,
        "watch": list(scenario.watch),
        "notice": dict(scenario.notice),
    }
    variants = {each.variant: _own(each, scenario) for each in scenario.variants}
    return _filled({**head, **_blocks(scenario), "variants": variants})


def show(scenario: Scenario, origin: bool = False) -> str:
    """A scenario as YAML that can be read again.

    Parameters
    ----------
    scenario : Scenario
        As read.
    origin : bool
        Whether to write file and line of every value behind it.
    """
    return "\n".join(_lines(as_data(scenario), scenario.origin if origin else {})) + "\n"


def _filled(data: Data) -> Data:
    return {key: value for key, value in data.items() if value not in ("", [], {}, None)}


def _blocks(scenario: Scenario) -> Data:
    return {
        "levers": {each.id: _lever(each.value, each.from_month) for each in scenario.levers},
        "moves": [_move(each) for each in scenario.moves],
        "events": [_event(each) for each in scenario.events],
        "assume": _assumptions(scenario.assume),
        "when": [_reaction(each) for each in scenario.when],
        "stances": [_stance(each) for each in scenario.stances],
    }


def _own(variant: Scenario, base: Scenario) -> Data:
    """What a variant adds to the scenario it belongs to."""
    whole, common = _blocks(variant), _blocks(base)
    own: Data = {"title": variant.title} if variant.title != base.title else {}
    own |= {"beliefs": variant.beliefs} if variant.beliefs != base.beliefs else {}
    for block, value in whole.items():
        if block == "assume":
            own[block] = _assumptions([each for each in variant.assume if each not in base.assume])
        elif isinstance(value, dict):
            own[block] = {key: each for key, each in value.items() if common[block].get(key) != each}
        else:
            own[block] = [each for each in value if each not in common[block]]
    return _filled(own)


def _lever(value: float | str, month: int | None) -> Any:
    return value if month is None else {"value": value, "from": calendar(month)}


def _move(move: ScriptedMove) -> Data:
    until = None if move.until is None else calendar(move.until)
    date = calendar(move.month)
    return _filled({"date": date, "until": until, "actor": move.actor, "move": move.move, "with": _with(move)})


def _with(order: ScriptedMove | Reaction) -> Data:
    return {"domain": order.domain} if order.move == "hold" else dict(order.with_)


def _event(event: ScheduledEvent) -> Data:
    return _filled({"date": calendar(event.month), "event": event.event, "value": event.value})


def _assumptions(assume: Sequence[Assumption]) -> Data:
    found: Data = {}
    for each in assume:
        about = {key: value for key, value in each.detail.items() if key != "what"}
        entry = {**about, each.detail["what"]: True if each.month is None else calendar(each.month)}
        found.setdefault(each.kind, []).append(entry)
    return found


def _reaction(reaction: Reaction) -> Data:
    after = f"{reaction.after} months"
    order = {"actor": reaction.actor, "move": reaction.move, "with": _with(reaction)}
    return _filled({"if": reaction.if_first, "after": after, **order})


def _stance(stance: StanceOverride) -> Data:
    position: Any = {"low": stance.low, "best": stance.best, "high": stance.high}
    if stance.low == stance.high:
        position = stance.best
    start = None if stance.from_month is None else calendar(stance.from_month)
    head = {"actor": stance.actor, "issue": stance.issue, "choice": stance.choice, "position": position}
    return _filled({**head, "points": stance.points, "from": start, "why": stance.why, "source": stance.source})


def _lines(data: Data, origin: Mapping[str, str], before: str = "", indent: str = "") -> Iterator[str]:
    for key, value in data.items():
        place = before + key
        if key in ("levers", "notice"):
            yield f"{indent}{key}:"
            yield from (_line(f"{indent}  {_text(id)}: {flow(each)}", origin, f"{place}.{id}") for id, each in value.items())
        elif key == "assume":
            yield f"{indent}{key}:"
            yield from _assume_lines(value, origin, before, indent)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            yield f"{indent}{key}:"
            yield from (_line(f"{indent}  - {flow(each)}", origin, f"{place}[{i}]") for i, each in enumerate(value))
        elif key == "variants":
            yield f"{indent}{key}:"
            for name, own in value.items():
                yield f"{indent}  {_text(name)}:{'' if own else ' {}'}"
                yield from _lines(own, origin, f"{place}.{name}.", indent + "    ")
        else:
            yield _line(f"{indent}{key}: {flow(value)}", origin, f"{place}.month" if key == "start" else place)
