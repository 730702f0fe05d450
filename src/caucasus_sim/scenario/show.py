"""A complete scenario as plain data and as YAML, with the file and line of every value if asked."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from caucasus_sim.month.arrays import calendar
from caucasus_sim.scalars import NotPlain, plain_value
from caucasus_sim.scenario.entries import Data, Entry, as_blocks, entries_of, filled, own_entries
from caucasus_sim.scenario.model import Scenario

_BARE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.\-]*")
_BREAKS = {ord(char): f"\\u{ord(char):04x}" for char in "\x85\u2028\u2029\ufeff"}


def as_data(scenario: Scenario) -> Data:
    """A scenario as it would be written without `extends`: plain data, the same for the same scenario.

    Read again, it is the same scenario; as JSON, it is what the id of a run is made from.
    """
    variants = {
        each.variant: {**_own_head(each, scenario), **as_blocks(own_entries(each, scenario))}
        for each in scenario.variants
    }
    return {**_head(scenario), **as_blocks(entries_of(scenario)), **filled({"variants": variants})}


def show(scenario: Scenario, origin: bool = False) -> str:
    """A scenario as YAML that can be read again.

    Parameters
    ----------
    scenario : Scenario
        As read.
    origin : bool
        Whether to write, behind every value, the file and line it came from.
    """
    return "\n".join(f"{text}  # {place}" if origin and place else text for text, place in _lines(scenario)) + "\n"


def flow(value: Any) -> str:
    """A value on one line of YAML.

    Examples
    --------
    >>> flow({"date": "2025-06", "usd_m": 0.00001, "why": "no", "with": [1.0]})
    '{date: 2025-06, usd_m: 1.0e-05, why: "no", with: [1]}'
    """
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_text(key)}: {flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return _number(value) if isinstance(value, (int, float)) else _text(value)


def _head(scenario: Scenario) -> Data:
    return filled(
        {
            "name": scenario.name,
            "title": scenario.title,
            "question": scenario.question,
            "bears_on": list(scenario.bears_on),
            "start": filled({"month": calendar(scenario.start), "record": scenario.record, "blanks": scenario.blanks}),
            "end": calendar(scenario.end),
            "reading": list(scenario.reading),
            "beliefs": scenario.beliefs,
            "watch": list(scenario.watch),
        }
    )


def _own_head(variant: Scenario, base: Scenario) -> Data:
    own, common = _head(variant), _head(base)
    return {key: own[key] for key in ("title", "beliefs") if own[key] != common[key]}


def _lines(scenario: Scenario) -> Iterator[tuple[str, str]]:
    for key, value in _head(scenario).items():
        yield f"{key}: {flow(value)}", scenario.origin.get("start.month" if key == "start" else key, "")
    yield from _block_lines(entries_of(scenario), "")
    if scenario.variants:
        yield "variants:", ""
    for variant in scenario.variants:
        head, own = _own_head(variant, scenario), own_entries(variant, scenario)
        empty = not head and not any(own.values())
        yield f"  {_text(variant.variant)}:{' {}' if empty else ''}", ""
        yield from ((f"    {key}: {flow(value)}", variant.origin.get(key, "")) for key, value in head.items())
        yield from _block_lines(own, "    ")


def _block_lines(blocks: dict[str, list[Entry]], indent: str) -> Iterator[tuple[str, str]]:
    for block, entries in blocks.items():
        if entries:
            yield f"{indent}{block}:", ""
        kind = ""
        for entry in sorted(entries, key=lambda each: each.key):
            if block == "assume" and entry.key != kind:
                kind = entry.key
                yield f"{indent}  {kind}:", ""
            yield f"{indent}  {_entry(block, entry)}", entry.place


def _entry(block: str, entry: Entry) -> str:
    if block in ("levers", "notice"):
        return f"{_text(entry.key)}: {flow(entry.data)}"
    return f"{'  ' if block == 'assume' else ''}- {flow(entry.data)}"


def _number(value: float) -> str:
    if float(value).is_integer() and abs(value) < 1e15:
        return str(int(value))
    text = repr(float(value))
    return text if "e" not in text or "." in text else text.replace("e", ".0e")


def _text(value: str) -> str:
    try:
        bare = _BARE.fullmatch(value) is not None and plain_value(value) == value
    except NotPlain:
        bare = False
    return value if bare else json.dumps(value, ensure_ascii=False).translate(_BREAKS)
