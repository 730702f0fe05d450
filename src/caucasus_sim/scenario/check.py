"""What cannot be true together: months outside the run, and one fact stated twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

from caucasus_sim.errors import Mistake
from caucasus_sim.month.arrays import EVENTS, MONTHS, RULES_WHEN, calendar
from caucasus_sim.scenario.assume import fact_assumed, facts_moved
from caucasus_sim.scenario.model import StanceOverride
from caucasus_sim.scenario.part import Placed
from caucasus_sim.scenario.read import Facts
from caucasus_sim.scenario.vocabulary import Vocabulary

T = TypeVar("T")
Pair = tuple[Placed[Any], Placed[Any]]


class Use(NamedTuple):
    """Where something is set, from which month (None: throughout), in which block."""

    month: int | None
    block: str
    placed: Placed[Any]


def check_facts(facts: Facts, words: Vocabulary) -> Iterator[Mistake]:
    """Every contradiction in what a scenario says, its chain of files joined."""
    yield from _span(facts, words)
    yield from _outside(facts, words)
    yield from _two_moves(facts, words)
    yield from _two_dials(facts, words)
    yield from _two_stances(facts)
    yield from _assumed_and_moved(facts, words)
    yield from _order_of_assumptions(facts)
    yield from _too_many(facts, words)


def bounds(facts: Facts, words: Vocabulary) -> tuple[int | None, int | None]:
    """First and last month; None for one that was wrong."""
    start = setting(facts, "start.month", words.start)
    length = words.end - words.start
    return start, setting(facts, "end", None if start is None else start + length)


def setting(facts: Facts, name: str, default: Any) -> Any:
    """A setting, or the default where the file is silent."""
    placed = facts.settings.get(name)
    return default if placed is None else placed.item


def _span(facts: Facts, words: Vocabulary) -> Iterator[Mistake]:
    start, end = bounds(facts, words)
    begins, ends = facts.settings.get("start.month"), facts.settings.get("end")
    first = calendar(words.start)
    recorded, blanks = "start.record" in facts.settings, facts.settings.get("start.blanks")
    if begins is not None and start is not None and start < words.start and not recorded:
        what = f"{calendar(start)} lies before the evidence begins"
        yield begins.mistake(what, f"{first} or later, or a `record:` beside the month; see `sim update`")
    if blanks is not None and not recorded:
        yield blanks.mistake("`blanks` says what fills a record, and there is none", "a `record:`, or no `blanks:`")
    if begins is not None and start is not None and start > words.start and not recorded:
        what = f"a start in {calendar(start)} needs to know what happened since {first}"
        yield begins.mistake(what, f"`start: {{month: {first}}}`, or a `record:` beside the month; see `sim update`")
    place = ends or begins
    if place is None or start is None or end is None:
        return
    if end <= start:
        yield place.mistake(f"the end, {calendar(end)}, is not after the start", f"a month after {calendar(start)}")
    counted = min(start, words.start)
    if end - counted + 1 > MONTHS:
        what = f"more than {MONTHS} months from {calendar(counted)}"
        yield place.mistake(what, f"{calendar(counted + MONTHS - 1)} or earlier")


def _dated(facts: Facts) -> Iterator[tuple[Placed[Any], int, str]]:
    for placed in facts.levers.values():
        if placed.item.from_month is not None:
            yield placed, placed.item.from_month, "from"
    for placed in (*facts.lists.get("moves", ()), *facts.lists.get("events", ())):
        yield placed, placed.item.month, "date"
    for placed in facts.lists.get("stances", ()):
        if placed.item.from_month is not None:
            yield placed, placed.item.from_month, "from"
    for placed in facts.assume:
        if placed.item.month is not None:
            yield placed, placed.item.month, ""


def _outside(facts: Facts, words: Vocabulary) -> Iterator[Mistake]:
    start, end = bounds(facts, words)
    if start is None or end is None:
        return
    for placed, month, key in _dated(facts):
        known_before = "start.record" in facts.settings and isinstance(placed.item, StanceOverride)
        if not (start <= month or known_before) or month > end:
            side = "before the start" if month < start else "after the end"
            expected = f"a month from {calendar(start)} to {calendar(end)}"
            yield placed.mistake(f"{calendar(month)} lies {side}", expected, at=(key,) if key else ())
    for placed in facts.lists.get("when", ()):
        if placed.item.after > end - start:
            what = f"{placed.item.after} months after it lies after the end"
            yield placed.mistake(what, f"at most {end - start} months", at=("after",))


def _clash(pair: Pair, what: str, expected: str) -> Mistake:
    first, second = pair
    return second.mistake(f"{what}; the other is at {first.place}", expected)


def _pairs(items: Sequence[T], clash: Callable[[T, T], bool]) -> Iterator[tuple[T, T]]:
    """Every item that clashes with an earlier one, with the first such."""
    for index, item in enumerate(items):
        earlier = next((each for each in items[:index] if clash(each, item)), None)
        if earlier is not None:
            yield earlier, item


def _two_moves(facts: Facts, words: Vocabulary) -> Iterator[Mistake]:
    by_place = defaultdict(list)
    for placed in sorted(facts.lists.get("moves", ()), key=lambda each: each.item.month):
        by_place[placed.item.actor, placed.item.domain].append(placed)
    for (actor, domain), moves in by_place.items():
        for pair in _pairs(moves, lambda first, second: first.item.month == second.item.month):
            what = f"two moves of '{actor}' in the domain '{domain}' in {calendar(pair[0].item.month)}"
            yield _clash(pair, what, "one move a month in a domain")
        for pair in _pairs([each for each in moves if _posture(each, words)], _overlap):
            first, second = pair[0].item, pair[1].item
            what = f"'{second.move}' begins while '{first.move}' stands until {calendar(first.until)}"
            yield _clash(pair, what, "an earlier `until`, or a later `date`")


def _overlap(first: Placed[Any], second: Placed[Any]) -> bool:
    until = first.item.until
    return until is not None and first.item.month < second.item.month <= until


def _posture(placed: Placed[Any], words: Vocabulary) -> bool:
    move = words.catalogue.moves.get(placed.item.move)
    return move is None or move.kind == "posture"


def _settings_of_dials(facts: Facts, words: Vocabulary) -> Iterator[tuple[str, int | None, str, Placed[Any]]]:
    """(what is set, month or None for throughout, block, place) of levers, events and assumptions."""
    for placed in facts.levers.values():
        sets = words.catalogue.levers[placed.item.id].sets
        yield str(sets.dial or sets.parameter or sets.effect), placed.item.from_month, "levers", placed
    for placed in facts.lists.get("events", ()):
        for each in words.catalogue.events[placed.item.event].sets:
            yield each.dial, placed.item.month, "events", placed
    for placed in facts.assume:
        about = placed.item.detail.get("option", "")
        yield placed.item.dial + (f" to {about}" if about else ""), placed.item.month, "assume", placed


def _two_dials(facts: Facts, words: Vocabulary) -> Iterator[Mistake]:
    by_dial = defaultdict(list)
    for dial, month, block, placed in _settings_of_dials(facts, words):
        by_dial[dial].append(Use(month, block, placed))
    for dial, uses in by_dial.items():
        for one, other in _pairs(uses, _same_fact):
            both = f"in `{one.block}` and `{other.block}`" if one.block != other.block else f"twice in `{one.block}`"
            yield _clash((one.placed, other.placed), f"'{dial}' is set {both}", "one of them, or a lever with `from:`")


def _same_fact(one: Use, other: Use) -> bool:
    if one.block == other.block == "assume" and one.placed.item.kind == "government":
        return one.month == other.month  # more than one election may change a government
    return one.month == other.month or any(_throughout(each.month, each.block) for each in (one, other))


def _throughout(month: int | None, block: str) -> bool:
    # Nothing else may set, in any month, what a lever without `from` or an assumption settles.
    return block == "assume" or (block == "levers" and month is None)


def _two_stances(facts: Facts) -> Iterator[Mistake]:
    seen: dict[tuple[Any, ...], Placed[Any]] = {}
    for placed in facts.lists.get("stances", ()):
        stance = placed.item
        key = (stance.actor, stance.issue, stance.choice, stance.from_month)
        if key in seen:
            yield _clash(
                (seen[key], placed), f"two stances of '{stance.actor}' on '{stance.issue}'", "one, or another `from:`"
            )
        seen[key] = placed


def _assumed_and_moved(facts: Facts, words: Vocabulary) -> Iterator[Mistake]:
    assumed = {fact_assumed(placed.item): placed for placed in facts.assume}
    for placed in facts.lists.get("moves", ()):
        order = placed.item
        for fact in sorted(facts_moved(order.actor, order.move, order.with_, words) & assumed.keys()):
            what = f"'{order.move}' tries for what `assume: {fact.kind}` takes as given"
            yield _clash((assumed[fact], placed), what, "the move or the assumption; put them in two variants")


def _order_of_assumptions(facts: Facts) -> Iterator[Mistake]:
    # What comes second has to come later: (kind, first, second).
    for kind, earlier, later in (("route", "agreed", "opens"), ("constitution", "rejected", "in_force")):
        dated = [placed for placed in facts.assume if placed.item.kind == kind and placed.item.month is not None]
        for first, second in ((a, b) for a in dated for b in dated if fact_assumed(a.item) == fact_assumed(b.item)):
            if (first.item.detail["what"], second.item.detail["what"]) != (earlier, later):
                continue
            if second.item.month < first.item.month or (
                kind == "constitution" and second.item.month == first.item.month
            ):
                yield _clash((first, second), f"'{later}' comes before '{earlier}'", f"a month after '{earlier}'")


def _too_many(facts: Facts, words: Vocabulary) -> Iterator[Mistake]:
    events = facts.lists.get("events", ())
    needed = [2 * len(words.catalogue.events[placed.item.event].sets) for placed in events]
    over = _first_over(needed, EVENTS - len(facts.levers) - len(facts.assume))
    if over is not None:
        yield events[over].mistake("too many events", f"fewer than about {over}")
    reactions = facts.lists.get("when", ())
    if len(reactions) > RULES_WHEN:
        yield reactions[RULES_WHEN].mistake("too many reactions", f"at most {RULES_WHEN}")


def _first_over(sizes: Iterable[int], room: int) -> int | None:
    used = 0
    for index, size in enumerate(sizes):
        used += size
        if used > room:
            return index
    return None
