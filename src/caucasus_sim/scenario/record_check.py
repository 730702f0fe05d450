"""What a record says that cannot be true together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caucasus_sim.coding.update import Quantity
from caucasus_sim.errors import Mistake
from caucasus_sim.month.arrays import ORDERS, calendar
from caucasus_sim.scenario.record import NO, Entry, Record
from caucasus_sim.scenario.vocabulary import start_of

if TYPE_CHECKING:
    from caucasus_sim.coding.catalogue import Catalogue

MOST_ORDERS = ORDERS // 2
CRISIS_DEATHS, WAR_DEATHS = 26, 1000
# What comes second cannot be earlier: ids of months.
ORDERED = (
    ("initialled", "treaty_signed"),
    ("treaty_signed", "treaty_in_force"),
    ("initialled", "treaty_in_force"),
    ("route_agreed", "route_open"),
    ("last_war", "last_offensive"),
    ("last_offensive", "last_crisis"),
    ("last_crisis", "last_incident"),
    ("last_war", "last_crisis"),
    ("last_war", "last_incident"),
    ("last_offensive", "last_incident"),
)
STAGES_OF_TREATY = {"initialled": "initialled", "treaty_signed": "signed", "treaty_in_force": "in_force"}


@dataclass(frozen=True)
class Told:
    """The newest rows of a record, ready to be set against each other."""

    record: Record
    quantities: Mapping[str, Quantity]

    def entry(self, name: str) -> Entry | None:
        """The newest row of a quantity."""
        return self.record.latest.get(name)

    def value(self, name: str) -> float | None:
        """Its value, if it is known."""
        entry = self.entry(name)
        return entry.best if entry is not None else None

    def word(self, name: str) -> str | None:
        """A choice by its name."""
        value = self.value(name)
        return None if value is None else self.quantities[name].choices[int(value)]

    def clash(self, name: str, other: str, what: str, expected: str) -> Mistake:
        """A contradiction between two rows, at the later line."""
        lines = sorted(each.line for each in (self.entry(name), self.entry(other)) if each is not None)
        told = f"{what}; the other row is line {lines[0]}" if len(lines) > 1 else what
        return Mistake(told, self.record.path, lines[-1], 0, expected)

    def alone(self, name: str, what: str, expected: str) -> Mistake:
        """A mistake in one row."""
        entry = self.entry(name)
        return Mistake(what, self.record.path, entry.line if entry else 0, 0, expected)


Check = Callable[[Told, "Catalogue"], Iterator[Mistake]]


def contradictions(record: Record, catalogue: Catalogue, quantities: Mapping[str, Quantity]) -> list[Mistake]:
    """Every contradiction in a record, each at its line."""
    told = Told(record, quantities)
    checks: tuple[Check, ...] = (_late, _twice, _treaty, _constitutions, _parliaments, _routes, _order, _border, _arms)
    return [mistake for check in checks for mistake in check(told, catalogue)]


def _late(told: Told, _: Catalogue) -> Iterator[Mistake]:
    last = told.record.ends
    expected = f"a month up to {calendar(last)}, the record's own date"
    for entry in told.record.entries:
        quantity = told.quantities[entry.id]
        if entry.month > last:
            yield Mistake(
                f"'{entry.id}' is told for {calendar(entry.month)}", told.record.path, entry.line, 0, expected
            )
        dated = quantity.kind in ("month", "event") and entry.best != NO
        ahead = quantity.ahead or entry.id.startswith("next_")
        if dated and not ahead and entry.best > last:
            what = f"'{entry.id}' in {calendar(int(entry.best))} lies after the record's own date"
            yield Mistake(what, told.record.path, entry.line, 0, expected)
        if entry.id.startswith("next_") and entry.best <= last:
            what = f"'{entry.id}' in {calendar(int(entry.best))} is past"
            yield Mistake(what, told.record.path, entry.line, 0, f"a month after {calendar(last)}")


def _twice(told: Told, _: Catalogue) -> Iterator[Mistake]:
    seen: dict[tuple[str, int], int] = {}
    for entry in told.record.entries:
        first = seen.setdefault((entry.id, entry.month), entry.line)
        if first != entry.line:
            what = f"'{entry.id}' is told twice for {calendar(entry.month)}, first in line {first}"
            yield Mistake(what, told.record.path, entry.line, 0, "one row, or another month")


def _treaty(told: Told, catalogue: Catalogue) -> Iterator[Mistake]:
    stage, articles = told.word("treaty_stage"), told.value("articles_agreed")
    total = catalogue.deals["article"].count
    if stage == "none" and articles == total:
        what = f"all {total} articles are agreed, but the treaty has no text"
        yield told.clash("treaty_stage", "articles_agreed", what, "stage text, or fewer articles")
    if stage not in (None, "none") and articles is not None and articles < total:
        what = f"the treaty is '{stage}' with {articles:g} of {total} articles agreed"
        yield told.clash("treaty_stage", "articles_agreed", what, f"{total} articles, or stage none")
    for name, reached in STAGES_OF_TREATY.items():
        if told.value(name) not in (None, NO) and articles is not None and articles < total:
            what = f"'{name}' has a month with {articles:g} of {total} articles agreed"
            yield told.clash(name, "articles_agreed", what, f"{total} articles, or `no`")
        yield from _reached(told, name, reached, stage)


def _reached(told: Told, name: str, reached: str, stage: str | None) -> Iterator[Mistake]:
    """A stage and the month in which it was reached."""
    month, stages = told.value(name), told.quantities["treaty_stage"].choices
    if stage is None or month is None:
        return
    there = stages.index(stage) >= stages.index(reached) and not (stage == "failed" and reached == "in_force")
    if there and month == NO:
        what = f"the treaty is '{stage}', but '{name}' says no"
        yield told.clash("treaty_stage", name, what, f"the month under '{name}', or an earlier stage")
    if month != NO and stages.index(stage) < stages.index(reached):
        what = f"'{name}' has a month, but the treaty is only '{stage}'"
        yield told.clash("treaty_stage", name, what, f"stage {reached} or later, or `no`")


def _constitutions(told: Told, catalogue: Catalogue) -> Iterator[Mistake]:
    for side in catalogue.principals:
        stage, vote = f"constitution_stage_{side}", f"referendum_{side}"
        word, month = told.word(stage), told.value(vote)
        voted = word in ("in_force", "rejected")
        if month is not None and month != NO and word in ("none", "promised", "drafting", "parliament"):
            what = f"a referendum, but the change is only at '{word}'"
            yield told.clash(stage, vote, what, "stage vote_set, in_force or rejected")
        if word is None and month is not None and NO < month <= told.record.ends:
            yield told.alone(vote, "a referendum, but not how it ended", f"in_force or rejected under '{stage}'")
        if word == "vote_set" and month is not None and month <= told.record.ends:
            what = "a vote is set, but its month is past or `no`"
            yield told.clash(stage, vote, what, f"a month after {calendar(told.record.ends)}")
        if voted and month is not None and (month == NO or month > told.record.ends):
            what = f"the change is '{word}', but no referendum has been held"
            yield told.clash(stage, vote, what, f"a month up to {calendar(told.record.ends)}")
        yield from _counted(told, catalogue, side)


def _counted(told: Told, catalogue: Catalogue, side: str) -> Iterator[Mistake]:
    """The count of a referendum, and whether there was one."""
    word, month = told.word(f"constitution_stage_{side}"), told.value(f"referendum_{side}")
    held = word in ("in_force", "rejected") or (month is not None and NO < month <= told.record.ends)
    for name in (f"yes_share_{side}", f"turnout_{side}"):
        if told.entry(name) is not None and not held:
            yield told.alone(name, f"'{name}' is told, but no referendum has been held", "a referendum, or a blank")
    yes, majority = told.value(f"yes_share_{side}"), catalogue.institutions[side].referendum.majority
    needed = majority.value
    if word == "in_force" and yes is not None and yes <= needed:
        what = f"the change is in force with {yes:.0%} of the votes"
        yield told.clash(
            f"constitution_stage_{side}", f"yes_share_{side}", what, f"more than {needed:.0%}, or rejected"
        )


def _parliaments(told: Told, catalogue: Catalogue) -> Iterator[Mistake]:
    for side in catalogue.principals:
        seats = told.value(f"seats_{side}")
        total = catalogue.institutions[side].parliament.seats.value
        if seats is not None and seats > total:
            name = f"seats_{side}"
            yield told.alone(name, f"{seats:g} of {total:g} seats", f"a whole number from 0 to {total:g}")


def _routes(told: Told, catalogue: Catalogue) -> Iterator[Mistake]:
    crossing = [f"route_{name}" for name, route in catalogue.routes.items() if route.crosses]
    words = {name: told.word(name) for name in crossing}
    for event, reached in (("route_agreed", "agreed"), ("route_open", "open")):
        month = told.value(event)
        for name, word in words.items():
            if month == NO and word is not None and _as_far(told, name, word, reached):
                yield told.clash(
                    event, name, f"'{name}' is '{word}', but '{event}' says no", f"the month under '{event}'"
                )
        there = [_as_far(told, name, word, reached) or word == "suspended" for name, word in words.items() if word]
        if month not in (None, NO) and not any(there):
            what = f"'{event}' has a month, but no route across a principal's territory is told to be '{reached}'"
            yield told.alone(event, what, f"which route, under {' or '.join(crossing)}; or `no`")
    for name, route in catalogue.routes.items():
        if told.word(f"route_{name}") == "partly_open" and not (route.road and route.rail):
            yield told.alone(f"route_{name}", f"'{name}' has one line alone and is 'partly_open'", "works, or open")


def _as_far(told: Told, name: str, word: str, reached: str) -> bool:
    choices = told.quantities[name].choices
    return choices.index(word) >= choices.index(reached) and (word != "suspended" or reached == "agreed")


def _order(told: Told, _: Catalogue) -> Iterator[Mistake]:
    for first, second in ORDERED:
        before, after = told.value(first), told.value(second)
        if before is None or after is None or before == NO:
            continue
        if after == NO and first.startswith("last_"):
            yield told.clash(
                first, second, f"'{first}' has a month, but '{second}' says no", f"a month under '{second}'"
            )
        elif after != NO and after < before:
            what = f"'{second}' in {calendar(int(after))} is before '{first}' in {calendar(int(before))}"
            yield told.clash(first, second, what, f"{calendar(int(before))} or later")
    initialled, signed = told.value("initialled"), told.value("treaty_signed")
    if told.value("treaty_in_force") not in (None, NO) and signed == NO:
        what = "the treaty is in force, but not signed"
        yield told.clash("treaty_signed", "treaty_in_force", what, "the month it was signed")
    if signed not in (None, NO) and initialled == NO and told.entry("treaty_stage") is None:
        what = "the treaty is signed, but not initialled"
        yield told.clash("initialled", "treaty_signed", what, "the month it was initialled, or a blank")


def _border(told: Told, catalogue: Catalogue) -> Iterator[Mistake]:
    share, protocols = told.value("delimited"), told.value("protocols")
    if protocols == 0.0 and share is not None and share > 0.0:
        what = f"{share:.1%} of the border is delimited without a protocol"
        yield told.clash("delimited", "protocols", what, "at least one protocol, or nothing delimited")
    deaths, begins = told.entry("deaths"), start_of(catalogue)
    if deaths is None:
        return
    for name, least in (("last_crisis", CRISIS_DEATHS), ("last_war", WAR_DEATHS)):
        month = told.value(name)
        if month is not None and month >= begins and deaths.high < least:
            what = f"{deaths.best:g} deaths since {calendar(begins)}, but '{name}' in {calendar(int(month))}"
            yield told.clash("deaths", name, what, f"at least {least} deaths")


def _arms(told: Told, _: Catalogue) -> Iterator[Mistake]:
    for orders in told.record.orders.values():
        if len(orders) > MOST_ORDERS:
            expected = f"at most {MOST_ORDERS}; put small ones together"
            yield Mistake(f"{len(orders)} orders of one side", told.record.path, orders[-1].line, 0, expected)
        for order in orders:
            if order.due <= told.record.ends:
                what = f"an order not yet delivered, but due in {calendar(order.due)}"
                expected = f"the month it is expected now, after {calendar(told.record.ends)}"
                yield Mistake(what, told.record.path, order.line, 0, expected)
