"""One factor of a plan file: what it changes, and what it may be set to; every mistake of it at once."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from caucasus_sim.coding.schema import Lever
from caucasus_sim.coding.schema_numbers import Parameter
from caucasus_sim.ensemble.designs.factor import DUMMY, PLACE, RESERVED, Factor, Level
from caucasus_sim.ensemble.designs.make import SPACED
from caucasus_sim.month.arrays import calendar
from caucasus_sim.scenario.model import EVERY
from caucasus_sim.scenario.part import Part, kind_of
from caucasus_sim.scenario.read import Facts, read_block
from caucasus_sim.scenario.resolve import Drafted

SETS = ("lever", "parameter", "stance", "lens", "reading", "variant", "move", "options")
RANGED = ("values", "range", "steps")
ALSO: Mapping[str, tuple[str, ...]] = {"lever": (*RANGED, "from"), "parameter": RANGED, "stance": RANGED}
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.]{0,79}")
FLAGS, FORMS = "true or false", "0 or 1"
FEWEST, MOST_STEPS = 2, 1000
WRITE = "{lever: arms.reaction, range: [0, 0.8]}, {lens: all}, {id: terms, options: {...}}"


@dataclass(frozen=True)
class Axis:
    """A factor, how many settings a grid takes of its range, and the blocks that its levels lay over the scenario."""

    factor: Factor
    steps: int = SPACED
    blocks: Mapping[Level, Facts] = field(default_factory=dict)


def read_axis(part: Part, drafted: Drafted) -> Axis | None:
    """One entry of `factors`."""
    named = [key for key in SETS if part.has(key)]
    if len(named) != 1:
        what = "this factor says nothing that it changes" if not named else f"one factor changes {' and '.join(named)}"
        part.wrong(None, what, f"one of {', '.join(SETS)}, as in {WRITE}")
        part.only(("id", *SETS, *RANGED, "from"), "a factor has")
        return None
    kind, before = named[0], len(part.found)
    part.only(("id", kind, *ALSO.get(kind, ())), f"a factor with `{kind}` has")
    axis = READERS[kind](part, drafted)
    own = _id(part, axis.factor.id if axis is not None else "")
    if axis is None or own is None or len(part.found) > before:
        return None
    return Axis(Factor(**{**vars(axis.factor), "id": own}), axis.steps, axis.blocks)


def _id(part: Part, default: str) -> str | None:
    name = part.text("id") if part.has("id") else default
    if name is not None and not name and not part.found:
        part.wrong(None, "this factor has no id", "`id:` with a short name")
    if name and (not NAME.fullmatch(name) or name in (*RESERVED, DUMMY) or name.startswith(PLACE)):
        part.wrong(
            "id", f"'{name[:40]}' cannot be the id of a factor", f"letters, digits, _ and . but not {RESERVED[0]}"
        )
        return None
    return name or None


def _lever(part: Part, drafted: Drafted) -> Axis | None:
    name = part.name("lever", drafted.words.catalogue.levers, "lever")
    month = part.month("from")
    if name is None:
        return None
    lever = drafted.words.catalogue.levers[name]
    if part.has("from") and not lever.from_month_allowed:
        part.wrong("from", f"'{name}' holds throughout and takes no month", "the lever without `from`")
    target = {"lever": name} | ({} if month is None else {"from": calendar(month)})
    return _ranged(part, Factor(name, "lever", _type_of(lever), lever.title, lever.unit, target=target), lever)


def _type_of(lever: Lever) -> str:
    return {FLAGS: "boolean", FORMS: "integer"}.get(lever.unit, "number")


def _parameter(part: Part, drafted: Drafted) -> Axis | None:
    name = part.name("parameter", drafted.words.catalogue.parameters, "parameter")
    if name is None:
        return None
    parameter = drafted.words.catalogue.parameters[name]
    kind = "integer" if parameter.forms else "number"
    told = Factor(f"parameter.{name}", "parameter", kind, parameter.title, parameter.unit, target={"parameter": name})
    return _ranged(part, told, parameter)


def _stance(part: Part, drafted: Drafted) -> Axis | None:
    inner = part.part("stance")
    if inner is None:
        return None
    issues = drafted.words.catalogue.issues
    inner.only(("actor", "issue", "choice"), "a stance as a factor has")
    inner.needs("actor", "issue")
    actor = inner.name("actor", drafted.words.catalogue.actors, "actor")
    issue = inner.name("issue", issues, "issue")
    choices = issues[issue].approval if issue else None
    if issue and choices is None and inner.has("choice"):
        inner.wrong("choice", f"'{issue}' is a scale and has no choices", "the stance without `choice`")
    choice = inner.name("choice", choices, "choice") if choices else None
    if choices and not inner.needs("choice"):
        return None
    if actor is None or issue is None:
        return None
    target = {"actor": actor, "issue": issue} | ({"choice": choice} if choice else {})
    scale = _Scale(-100.0 if choices else 0.0, 100.0)
    title = f"{actor}: {issues[issue].question}"
    about = Factor(".".join(["stance", *target.values()]), "stance", "number", title, "points", target=target)
    return _ranged(part, about, None, scale)


@dataclass(frozen=True)
class _Scale:
    start: float
    end: float


def _ranged(part: Part, about: Factor, body: Lever | Parameter | None, scale: Any = None) -> Axis | None:
    """A factor with values or a range; the whole range of the catalogue where the plan names neither."""
    whole = scale or (body.range if body is not None else None)
    if part.has("values") and (part.has("range") or part.has("steps")):
        part.wrong("values", "values beside a range", "`values:`, or `range:` with `steps:` for a grid")
    steps = part.number("steps", FEWEST, MOST_STEPS) if part.has("steps") else SPACED
    if about.type == "boolean" and not part.has("values"):
        return Axis(Factor(**{**vars(about), "levels": (False, True)}))
    if part.has("values"):
        levels = _values(part, about, whole)
        return None if levels is None else Axis(Factor(**{**vars(about), "levels": levels}))
    ends = _ends(part, whole)
    if ends is None or steps is None:
        return None
    return Axis(Factor(**{**vars(about), "low": ends[0], "high": ends[1]}), int(steps))


def _values(part: Part, about: Factor, whole: Any) -> tuple[Level, ...] | None:
    items = part.data["values"]
    if not isinstance(items, list) or len(items) < FEWEST:
        part.wrong("values", f"'values' is {kind_of(items)}", "a list of two values or more, as in [0, 1, 2]")
        return None
    inner = Part(part.document, (*part.where, "values"), dict(enumerate(items)), part.found)
    low, high = (whole.start, whole.end) if whole is not None else (None, None)
    read = [_level(inner, k, item, about.type, low, high) for k, item in enumerate(items)]
    for k, item in enumerate(read):
        if item is not None and item in read[:k]:
            inner.wrong(k, f"{item:g} is here twice", "each value once")
    return None if any(item is None for item in read) else tuple(item for item in read if item is not None)


def _level(part: Part, key: int, item: Any, kind: str, low: float | None, high: float | None) -> Level | None:
    if kind == "boolean":
        item = int(item) if isinstance(item, bool) else item
        number = part.bounded(item, 0, 1, key)
        return None if number is None else bool(number)
    number = part.bounded(item, low, high, key)
    if number is not None and kind == "integer":
        if number != int(number):
            part.wrong(key, f"{number:g} is no whole number", "a whole number")
            return None
        return int(number)
    return number


def _ends(part: Part, whole: Any) -> tuple[float, float] | None:
    if not part.has("range"):
        if whole is None:
            part.wrong(None, "this has no range of its own", "`range: [low, high]` or `values: [...]`")
            return None
        return float(whole.start), float(whole.end)
    items = part.data["range"]
    if not isinstance(items, list) or len(items) != 2:
        part.wrong("range", f"'range' is {kind_of(items)}", "two numbers, as in [0, 0.8]")
        return None
    inner = Part(part.document, (*part.where, "range"), dict(enumerate(items)), part.found)
    low, high = (whole.start, whole.end) if whole is not None else (None, None)
    ends = [inner.bounded(item, low, high, k) for k, item in enumerate(items)]
    if ends[0] is None or ends[1] is None:
        return None
    if ends[0] >= ends[1]:
        part.wrong("range", f"the range from {ends[0]:g} to {ends[1]:g} is empty", "the lower end first")
        return None
    return ends[0], ends[1]


def _lens(part: Part, drafted: Drafted) -> Axis | None:
    return _among(part, "lens", tuple(drafted.words.catalogue.lenses), "Causal theory")


def _reading(part: Part, drafted: Drafted) -> Axis | None:
    return _among(part, "reading", tuple(drafted.words.catalogue.readings), "Where the stances come from")


def _variant(part: Part, drafted: Drafted) -> Axis | None:
    if not drafted.variants:
        part.wrong("variant", f"the scenario '{drafted.name}' has no variants", "a scenario with `variants:`")
        return None
    return _among(part, "variant", tuple(drafted.variants), "Variant of the scenario")


def _among(part: Part, kind: str, names: Collection[str], title: str) -> Axis | None:
    names = tuple(names)
    chosen = names if part.data[kind] == EVERY else part.names(kind, names, kind)
    if not chosen:
        return None
    if len(chosen) < FEWEST:
        part.wrong(kind, f"a factor with one {kind}", f"two or more, or `{EVERY}`")
        return None
    return Axis(Factor(kind, kind, "category", title, levels=tuple(chosen)))


def _move(part: Part, drafted: Drafted) -> Axis | None:
    inner = part.part("move")
    if inner is None:
        return None
    around = Part(part.document, (*part.where,), {"moves": [inner.data]}, part.found)
    before = len(part.found)
    facts = read_block(_within(around, inner), drafted.words)
    if len(part.found) > before:
        return None
    told = inner.data
    name = f"{told.get('actor')}.{told.get('move')}"
    title = f"{told.get('date')}: {told.get('actor')} {told.get('move')}"
    factor = Factor(name, "move", "boolean", title, "ordered or not", levels=(False, True))
    return Axis(factor, blocks={False: Facts(), True: facts})


def _within(around: Part, inner: Part) -> Part:
    """A block of one move that stands where the factor's `move` stands, so that mistakes are placed there."""
    marks = dict(around.document.marks)
    marks |= {(*around.where, "moves", 0, *key[len(inner.where) :]): at for key, at in marks.items()
              if key[: len(inner.where)] == inner.where}  # fmt: skip
    document = type(around.document)(around.document.path, around.document.data, marks)
    return Part(document, around.where, around.data, around.found)


def _options(part: Part, drafted: Drafted) -> Axis | None:
    inner = part.part("options")
    if inner is None:
        return None
    if len(inner.data) < FEWEST:
        part.wrong("options", "fewer than two options", "two names or more, each with what it sets, or {} for nothing")
        return None
    if not part.has("id"):
        part.wrong(None, "options without an id", "`id:` with a short name for what they are options of")
    blocks: dict[Level, Facts] = {}
    for name in inner.data:
        body = inner.part(name)
        if not (isinstance(name, str) and NAME.fullmatch(name)):
            inner.wrong(name, f"'{str(name)[:40]}' is not the name of an option", "letters, digits, _ and .")
        elif body is not None:
            blocks[name] = read_block(body, drafted.words)
    title = str(part.data.get("id", "")).replace("_", " ")
    return Axis(Factor("", "options", "category", title, levels=tuple(blocks)), blocks=blocks)


READERS = {
    "lever": _lever,
    "parameter": _parameter,
    "stance": _stance,
    "lens": _lens,
    "reading": _reading,
    "variant": _variant,
    "move": _move,
    "options": _options,
}
