"""The blocks that say what is different: levers, moves, events, reactions and stances, one reader each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from caucasus_sim.month.arrays import absolute
from caucasus_sim.scenario.model import LeverSetting, Reaction, ScheduledEvent, ScriptedMove, StanceOverride, Value
from caucasus_sim.scenario.months import NotTime, read_month
from caucasus_sim.scenario.moves import read_order
from caucasus_sim.scenario.part import Part, Placed
from caucasus_sim.scenario.vocabulary import Vocabulary

if TYPE_CHECKING:
    from caucasus_sim.coding.schema import Lever

_CALENDAR = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_COUNTED = re.compile(r"months after ([a-z]+) (\d{4})")
_WHOLE = ("true or false", "0 or 1")


def read_levers(part: Part, words: Vocabulary) -> Iterator[Placed[LeverSetting]]:
    """``levers``: id -> value, or id -> {value, from}."""
    for name, value in part.data.items():
        known = part.known(name, words.catalogue.levers, "lever", name)
        if known is None:
            continue
        lever = words.catalogue.levers[known]
        body = (
            part.part(known)
            if isinstance(value, dict)
            else Part(part.document, part.where, {"value": value}, part.found)
        )
        setting = _lever(part, known, lever, body)
        if setting is not None:
            yield part.placed(setting, known)


def _lever(part: Part, name: str, lever: Lever, body: Part | None) -> LeverSetting | None:
    if body is None:
        return None
    body.only(("value", "from"), "what a lever takes")
    start = body.month("from")
    if body.has("from") and not lever.from_month_allowed:
        body.wrong("from", f"'{name}' holds throughout and takes no month", "the lever without `from`")
    if not body.has("value"):
        part.wrong(name, f"lever '{name}' has no value", _values(lever))
        return None
    value = _lever_value(part, name, lever, body.data["value"])
    return None if value is None or (body.has("from") and start is None) else LeverSetting(name, value, start)


def _values(lever: Lever) -> str:
    if lever.choices is not None:
        return f"one of {', '.join(lever.choices)}"
    return f"a number from {lever.range.start:g} to {lever.range.end:g} ({lever.unit})" if lever.range else "a value"


def _lever_value(part: Part, name: str, lever: Lever, value: Any) -> Value | None:
    if lever.choices is not None:
        return part.known(value, lever.choices, "choice", name)
    number = _counted(value, lever.unit)
    if isinstance(number, bool) and lever.unit in _WHOLE:
        number = int(number)
    inside = (
        isinstance(number, (int, float))
        and not isinstance(number, bool)
        and (lever.range is None or lever.range.start <= number <= lever.range.end)
        and (lever.unit not in _WHOLE or number in (0, 1))
    )
    if not inside:
        part.wrong(name, f"'{str(value)[:40]}' is out of range for '{name}'", _values(lever))
        return None
    return float(number)


def _counted(value: Any, unit: str) -> Any:
    # A lever that counts months from a date may be given as the month itself.
    found = _COUNTED.fullmatch(unit.lower())
    if found is None or found[1] not in _CALENDAR or not isinstance(value, str):
        return value
    try:
        return read_month(value) - absolute(int(found[2]), _CALENDAR.index(found[1]) + 1)
    except NotTime:
        return value


def read_moves(part: Part, words: Vocabulary) -> Iterator[Placed[ScriptedMove]]:
    """One entry of ``moves``: date, until, actor, move, with."""
    part.only(("date", "until", "actor", "move", "with"), "what a move takes")
    part.needs("date")
    month, until, order = part.month("date"), part.month("until"), read_order(part, words)
    if order is not None and not order.posture and part.has("until"):
        part.wrong("until", f"'{order.move}' is an act, done once", "a move without `until`")
    if month is not None and until is not None and until < month:
        part.wrong("until", "`until` lies before `date`", "the last month in which it stands")
        return
    if order is not None and month is not None and (until is not None or not part.has("until")):
        yield part.placed(ScriptedMove(month, until, order.actor, order.move, order.with_, order.domain))


def read_events(part: Part, words: Vocabulary) -> Iterator[Placed[ScheduledEvent]]:
    """One entry of ``events``: date, event, value."""
    part.only(("date", "event", "value"), "what an event takes")
    complete = part.needs("date", "event")
    month, event = part.month("date"), part.name("event", words.catalogue.events, "event")
    if not complete or month is None or event is None:
        return
    value = _event_value(part, event, words)
    if value is not None or not part.has("value"):
        yield part.placed(ScheduledEvent(month, event, value))


def _event_value(part: Part, event: str, words: Vocabulary) -> float | None:
    dials = [each.dial for each in words.catalogue.events[event].sets]
    if part.has("value") and len(dials) > 1:
        part.wrong("value", f"'{event}' sets {len(dials)} things and takes no value", "the event without `value`")
        return None
    ranges = (lever.range for lever in words.catalogue.levers.values() if lever.sets.dial == dials[0])
    bounds = next((each for each in ranges if each is not None), None)
    return part.number("value", bounds.start, bounds.end) if bounds else part.number("value")


def read_when(part: Part, words: Vocabulary) -> Iterator[Placed[Reaction]]:
    """One entry of ``when``: if, after, actor, move, with."""
    part.only(("if", "after", "actor", "move", "with"), "what a reaction takes")
    part.needs("if")
    order, after = read_order(part, words), part.span("after")
    first = _trigger(part, words)
    if order is not None and first is not None and (after is not None or not part.has("after")):
        yield part.placed(Reaction(first, after or 0, order.actor, order.move, order.with_, order.domain))


def _trigger(part: Part, words: Vocabulary) -> str | None:
    # `referendum_failed` without a name means the referendum of the government that reacts.
    own = f"{part.data.get('if')}_{part.data.get('actor')}"
    if own in words.triggers and part.data.get("if") not in words.triggers:
        return words.triggers[own]
    name = part.name("if", words.triggers, "first occurrence")
    return None if name is None else words.triggers[name]


def read_stances(part: Part, words: Vocabulary) -> Iterator[Placed[StanceOverride]]:
    """One entry of ``stances``: actor, issue, choice, position, points, from, why, source."""
    part.only(("actor", "issue", "choice", "position", "points", "from", "why", "source"), "what a stance takes")
    complete = part.needs("actor", "issue", "position", "why")
    actor = part.name("actor", words.catalogue.actors, "actor")
    issue = part.name("issue", words.catalogue.issues, "issue")
    points, month = part.number("points", 0.0, 100.0), part.month("from")
    why, source = part.text("why"), part.text("source")
    position = None if issue is None else _position(part, _lowest(issue, words))
    choice, fits = (None, False) if issue is None else _choice(part, issue, words)
    unread = (part.has("from") and month is None) or (part.has("points") and points is None)
    if complete and fits and not unread and actor and issue and position and why:
        yield part.placed(StanceOverride(actor, issue, choice, *position, points, month, why, source or ""))


def _lowest(issue: str, words: Vocabulary) -> float:
    return 0.0 if words.catalogue.issues[issue].approval is None else -100.0


def _choice(part: Part, issue: str, words: Vocabulary) -> tuple[str | None, bool]:
    choices = words.catalogue.issues[issue].approval
    if choices is None:
        if part.has("choice"):
            part.wrong("choice", f"'{issue}' is a scale and has no choices", "the stance without `choice`")
        return None, not part.has("choice")
    if not part.needs("choice"):
        return None, False
    choice = part.name("choice", choices, "choice")
    return choice, choice is not None


def _position(part: Part, low: float) -> tuple[float, float, float] | None:
    value = part.data.get("position")
    if not isinstance(value, dict):
        number = part.number("position", low, 100.0)
        return None if number is None else (number, number, number)
    inner = Part(part.document, (*part.where, "position"), value, part.found)
    inner.only(("low", "best", "high"), "what a position takes")
    complete = inner.needs("low", "best", "high")
    three = [inner.number(key, low, 100.0) for key in ("low", "best", "high")]
    numbers = [each for each in three if each is not None]
    if not complete or len(numbers) < 3:
        return None
    if numbers != sorted(numbers):
        inner.wrong(None, "the position is out of order", "low <= best <= high")
        return None
    return numbers[0], numbers[1], numbers[2]
