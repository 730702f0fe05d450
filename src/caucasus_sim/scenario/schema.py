"""The JSON Schema of scenario files, made from the catalogue, so that an editor can complete and check names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from caucasus_sim.month.arrays import DOMAIN_NAMES
from caucasus_sim.scenario.assume import KINDS, keys_of
from caucasus_sim.scenario.find import NAME
from caucasus_sim.scenario.model import EVERY
from caucasus_sim.scenario.moves import ABOUT, AMOUNT, MOST_USD_M, values_of
from caucasus_sim.scenario.read import BASELINE
from caucasus_sim.scenario.vocabulary import HOLD, Vocabulary, vocabulary

if TYPE_CHECKING:
    from caucasus_sim.coding.catalogue import Catalogue
    from caucasus_sim.coding.schema import Lever

Schema = dict[str, Any]

MONTH: Schema = {"type": "string", "pattern": r"^[0-9]{4}-(0[1-9]|1[0-2])$", "description": "A month, such as 2025-06"}
TEXT: Schema = {"type": "string", "pattern": r"\S"}
SPAN: Schema = {
    "type": "string",
    "pattern": r"^[0-9]{1,3} (months?|years?)$",
    "description": "A span, such as 12 months",
}


def scenario_schema(catalogue: Catalogue) -> Schema:
    """The schema (JSON Schema, draft 7) of a scenario file.

    What it accepts may still be refused by :func:`~caucasus_sim.scenario.resolve.load_scenario`, which also looks for
    contradictions; what it refuses is refused there as well.
    """
    words = vocabulary(catalogue)
    facts = _facts(words)
    outcomes = list(catalogue.outcomes)
    whole = {
        "name": {"type": "string", "pattern": f"^{NAME.pattern}$"},
        "title": TEXT,
        "question": {**TEXT, "description": "What this scenario asks"},
        "bears_on": _some(TEXT),
        "extends": {**TEXT, "description": "The scenario that this one changes"},
        "start": _block({"month": MONTH, "record": TEXT, "blanks": TEXT}),
        "end": MONTH,
        **facts,
        "variants": _open(
            {"type": ["object", "null"], "properties": facts | {"title": TEXT}, "additionalProperties": False}
        ),
        "watch": _some(_one_of(outcomes)),
        "notice": _block({name: {"type": "number", "minimum": 0} for name in outcomes}),
        "reading": _some(_one_of([*catalogue.readings, EVERY])),
    }
    head = {"$schema": "http://json-schema.org/draft-07/schema#", "title": "A scenario of caucasus_sim"}
    return {**head, "type": "object", "properties": whole, "additionalProperties": False}


def _facts(words: Vocabulary) -> Schema:
    catalogue = words.catalogue
    order = {"actor": _one_of(catalogue.actors), "move": _moves(words), "with": {"type": ["object", "null"]}}
    event = {"date": MONTH, "event": _described(catalogue.events), "value": {"type": "number"}}
    return {
        "levers": _block({name: _lever(lever) for name, lever in catalogue.levers.items()}),
        "moves": _list({"date": MONTH, "until": MONTH, **order}, ("date", "actor", "move"), _rows(words)),
        "events": _list(event, ("date", "event")),
        "assume": _block({name: _assume(name, words) for name in KINDS}),
        "when": _list({"if": _one_of(_triggers(words)), "after": SPAN, **order}, ("if", "actor", "move"), _rows(words)),
        "stances": _list(_stance(words), ("actor", "issue", "position", "why")),
        "beliefs": _one_of(("shared", "own")),
    }


def _triggers(words: Vocabulary) -> list[str]:
    # Without a principal's name, a trigger means that of the government that reacts.
    own = [name.removesuffix(f"_{side}") for side in words.catalogue.principals for name in words.triggers]
    return list(dict.fromkeys([*words.triggers, *own]))


def _one_of(names: Iterable[str]) -> Schema:
    return {"enum": list(names)}


def _described(bodies: Any) -> Schema:
    return {
        "anyOf": [
            {"const": name, "description": f"{body.title}. {body.in_words or ''}"} for name, body in bodies.items()
        ]
    }


def _some(item: Schema) -> Schema:
    return {"anyOf": [item, {"type": "array", "items": item, "uniqueItems": True}, {"type": "null"}]}


def _block(properties: Schema) -> Schema:
    return {"type": ["object", "null"], "properties": properties, "additionalProperties": False}


def _open(item: Schema) -> Schema:
    return {
        "type": ["object", "null"],
        "propertyNames": {"pattern": f"^(?!{BASELINE}$)[A-Za-z0-9_]{{1,40}}$"},
        "additionalProperties": item,
    }


def _list(properties: Schema, required: tuple[str, ...], rules: list[Schema] | None = None) -> Schema:
    item = {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}
    return {"type": ["array", "null"], "items": item | ({"allOf": rules} if rules else {})}


def _lever(lever: Lever) -> Schema:
    words = f"{lever.title}. {lever.in_words} Unit: {lever.unit}. Default: {lever.default}."
    value: Schema = (
        {"anyOf": [MONTH, {"type": "number"}]} if lever.unit.startswith("months after") else {"type": "number"}
    )
    if lever.choices is not None:
        value = _one_of(lever.choices)
    elif lever.unit in ("true or false", "0 or 1"):
        value = {"enum": [0, 1, True, False]}
    elif lever.range is not None:
        value |= {"minimum": lever.range.start, "maximum": lever.range.end}
    dated = {"value": value, **({"from": MONTH} if lever.from_month_allowed else {})}
    return {"description": words, "anyOf": [value, {**_block(dated), "type": "object", "required": ["value"]}]}


def _moves(words: Vocabulary) -> Schema:
    schema = _described(words.catalogue.moves)
    schema["anyOf"].append({"const": HOLD, "description": "Does nothing in a domain"})
    return schema


def _rows(words: Vocabulary) -> list[Schema]:
    """For every move: who may make it, and what it may be about."""
    rules = [_rule(HOLD, list(words.catalogue.actors), {"domain": _one_of(DOMAIN_NAMES)})]
    for name, move in words.catalogue.moves.items():
        rows = [row for actor in words.makers[name] for row in words.rows[name, actor]]
        about = {key: _one_of(values_of(rows, key, words)) for key in ABOUT if any(getattr(row, key) for row in rows)}
        amount = (
            {AMOUNT: {"type": "number", "minimum": 0, "maximum": MOST_USD_M}}
            if move.usd_m_per_year is not None or move.induce
            else {}
        )
        rules.append(_rule(name, list(words.makers[name]), about | amount))
    return rules


def _rule(move: str, makers: list[str], about: Schema) -> Schema:
    then = {"properties": {"actor": _one_of(makers), "with": _block(about)}}
    return {"if": {"properties": {"move": {"const": move}}, "required": ["move"]}, "then": then}


def _assume(name: str, words: Vocabulary) -> Schema:
    kind = KINDS[name]
    month = {"anyOf": [MONTH, {"const": True}]} if name == "government" else MONTH
    about = {"actor": words.catalogue.principals, "option": words.catalogue.routes}
    properties: Schema = dict.fromkeys(keys_of(name, words), month)
    if kind.about is not None:
        properties[kind.about] = _one_of(about[kind.about])
    entry = {"type": "object", "properties": properties, "additionalProperties": False, "minProperties": 1}
    entry |= {"required": [kind.about], "minProperties": 2} if kind.about else {}
    return {"anyOf": [entry, {"type": "array", "items": entry}]}


def _stance(words: Vocabulary) -> Schema:
    issues = words.catalogue.issues
    number = {"type": "number", "minimum": -100, "maximum": 100}
    three = {**_block(dict.fromkeys(("low", "best", "high"), number)), "required": ["low", "best", "high"]}
    choices = dict.fromkeys(choice for issue in issues.values() for choice in issue.approval or ())
    questions = [{"const": name, "description": issue.question} for name, issue in issues.items()]
    return {
        "actor": _one_of(words.catalogue.actors),
        "issue": {"anyOf": questions},
        "choice": _one_of(choices),
        "position": {"anyOf": [number, {**three, "type": "object"}]},
        "points": {"type": "number", "minimum": 0, "maximum": 100},
        "from": MONTH,
        "why": TEXT,
        "source": TEXT,
    }
