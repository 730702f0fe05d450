"""The rows of a record's CSV: what each says, in the model's units, or what is wrong with it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from caucasus_sim.coding.update import ORDER, OrderRow, Quantity
from caucasus_sim.errors import Mistake, nearest
from caucasus_sim.month.arrays import calendar
from caucasus_sim.scenario.months import NotTime, read_month
from caucasus_sim.scenario.part import listed
from caucasus_sim.scenario.record import NO, Entry, Ordered

if TYPE_CHECKING:
    from caucasus_sim.coding.catalogue import Catalogue

COLUMNS = ("id", "question", "unit", "month", "value", "low", "best", "high", "source", "detail")
ENDS = "record_ends"
BELIEF = ("low", "best", "high")
OTHER = "other"
EMPTY_BOOK = "none"


@dataclass
class Reader:
    """Reads rows one by one; mistakes are noted with file, line and column."""

    file: str
    catalogue: Catalogue
    quantities: Mapping[str, Quantity]
    order: OrderRow
    systems: tuple[str, ...]
    ends: int | None = None
    found: list[Mistake] = field(default_factory=list)

    def wrong(self, line: int, what: str, expected: str = "", near: str = "") -> None:
        """Note a mistake in a line."""
        self.found.append(Mistake(what, self.file, line, 0, expected, near))

    def known_id(self, row: Mapping[str, str], line: int) -> bool:
        """Whether the row's id is one there is; notes the mistake."""
        names = (ENDS, *self.quantities, *(f"{ORDER}{side}" for side in self.catalogue.principals))
        if row["id"] in names:
            return True
        known = "an id of the form; `sim update new` writes all of them"
        self.wrong(line, f"unknown id '{row['id'][:40]}'", known, nearest(row["id"], names))
        return False

    def month(self, text: str, line: int, column: str) -> int | None:
        """A month such as 2025-06."""
        try:
            return read_month(text)
        except NotTime as error:
            self.wrong(line, f"{column}: {error.what}", error.expected)
            return None

    def entry(self, row: Mapping[str, str], line: int) -> Entry | None:
        """A row of a quantity; None if it is blank or wrong."""
        quantity = self.quantities[row["id"]]
        belief = [name for name in BELIEF if row[name]]
        if not row["value"] and not belief:
            return None
        before = len(self.found)
        three = self._three(quantity, row, belief, line)
        month = self.month(row["month"], line, "month") if row["month"] else self.ends
        if not row["source"]:
            self.wrong(line, f"'{quantity.id}' has no source", "who says so: a paper, an office, an address")
        if len(self.found) > before or three is None or month is None:
            return None
        written = row["value"] or " / ".join(row[name] for name in BELIEF)
        unit = row["unit"] if row["unit"] and quantity.kind in ("number", "whole") else ""
        return Entry(quantity.id, month, *three, f"{written} {unit}".strip(), row["source"], line)

    def _three(
        self, quantity: Quantity, row: Mapping[str, str], belief: list[str], line: int
    ) -> tuple[float, float, float] | None:
        if row["value"] and belief:
            self.wrong(
                line, f"'{quantity.id}' has a value and also {listed(belief)}", "one value, or low, best and high"
            )
            return None
        if quantity.kind == "choice":
            return self._same(self._choice(quantity, row["value"], belief, line))
        if quantity.kind in ("month", "event"):
            return self._same(self._dated(quantity, row["value"], belief, line))
        return self._numbers(quantity, row, belief, line)

    def _same(self, value: float | None) -> tuple[float, float, float] | None:
        return None if value is None else (value, value, value)

    def _choice(self, quantity: Quantity, value: str, belief: list[str], line: int) -> float | None:
        if belief:
            self.wrong(line, f"'{quantity.id}' takes no low, best and high", f"one of {', '.join(quantity.choices)}")
            return None
        if value in quantity.choices:
            return float(quantity.choices.index(value))
        near = nearest(value, quantity.choices)
        self.wrong(
            line, f"'{value[:40]}' is no answer to '{quantity.id}'", f"one of {', '.join(quantity.choices)}", near
        )
        return None

    def _dated(self, quantity: Quantity, value: str, belief: list[str], line: int) -> float | None:
        if belief:
            self.wrong(line, f"'{quantity.id}' takes no low, best and high", "a month such as 2025-06 under `value`")
            return None
        if quantity.kind == "event" and value.casefold() in ("no", "never"):
            return NO
        month = self.month(value, line, "value")
        return None if month is None else float(month)

    def _numbers(
        self, quantity: Quantity, row: Mapping[str, str], belief: list[str], line: int
    ) -> tuple[float, float, float] | None:
        if belief and len(belief) < len(BELIEF):
            self.wrong(line, f"'{quantity.id}' has only {listed(belief)}", "low, best and high, or one value")
            return None
        factor = self._factor(quantity.id, row["unit"], quantity.unit, quantity.units, line)
        texts = [row[name] for name in BELIEF] if belief else [row["value"]] * 3
        numbers = [self._number(text, line) for text in dict.fromkeys(texts)]
        if factor is None or None in numbers:
            return None
        low, best, high = (float(text) * factor for text in texts)
        if not low <= best <= high:
            self.wrong(line, "the belief is out of order", "low <= best <= high")
        elif quantity.kind == "whole" and best != int(best):
            self.wrong(line, f"{best:g} {quantity.unit} is no count", "a whole number")
        elif low < quantity.low or high > quantity.high:
            outside = low if low < quantity.low else high
            self.wrong(line, f"{outside:g} {quantity.unit} is out of range", _range(quantity.low, quantity.high))
        return low, best, high

    def _number(self, text: str, line: int) -> float | None:
        try:
            number = float(text)
        except ValueError:
            near = text.replace(",", ".") if text.count(",") == 1 and text.replace(",", "").isdecimal() else ""
            self.wrong(line, f"'{text[:40]}' is not a number", "a number with a point, such as 0.5", near)
            return None
        if math.isfinite(number):
            return number
        self.wrong(line, f"'{text[:40]}' is not a number", "a number")
        return None

    def _factor(self, name: str, unit: str, own: str, units: Mapping[str, float], line: int) -> float | None:
        """What a number in this unit is multiplied by: the one place where units are converted."""
        if (unit or own) in units:
            return float(units[unit or own])
        self.wrong(line, f"'{name}' is not told in '{unit[:40]}'", f"one of {', '.join(units)}", nearest(unit, units))
        return None

    def ordered(self, row: Mapping[str, str], line: int) -> Ordered | None:
        """A row of the order book; None for `none`, a blank or a wrong one."""
        before = len(self.found)
        factor = self._factor(row["id"], row["unit"], self.order.unit, {self.order.unit: 1.0, **self.order.units}, line)
        number = self._number(row["value"], line)
        due = self.month(row["month"], line, "month (when they are due)")
        supplier, _, system = (part.strip() for part in row["detail"].partition(":"))
        suppliers = (*self.catalogue.actors, OTHER)
        if supplier not in suppliers:
            what = f"unknown supplier '{supplier[:40]}'"
            self.wrong(
                line, what, f"detail `supplier: system`, one of {listed(suppliers)}", nearest(supplier, suppliers)
            )
        if system not in self.systems:
            what = f"unknown system '{system[:40]}'"
            self.wrong(line, what, f"one of {', '.join(self.systems)}", nearest(system, self.systems))
        if not row["source"]:
            self.wrong(line, f"'{row['id']}' has no source", "who says so: a paper, an office, an address")
        if factor is not None and number is not None and not self._worth(number * factor):
            self.wrong(line, f"{number * factor:g} USD m is out of range", _range(*self._span()))
        if len(self.found) > before or due is None or number is None or factor is None:
            return None
        return Ordered(row["id"].removeprefix(ORDER), supplier, system, due, number * factor, row["source"], line)

    def _span(self) -> tuple[float, float]:
        return self.order.range.start, self.order.range.end

    def _worth(self, usd_m: float) -> bool:
        low, high = self._span()
        return low <= usd_m <= high


def _range(low: float, high: float) -> str:
    return f"a number from {low:g} to {high:g}"


def spelled(quantity: Quantity, value: float) -> str:
    """A value as a reader would write it, without its unit.

    A choice by its name, a month as in 2031-06, ``no`` for an event that has not happened.
    """
    if quantity.kind == "choice":
        return quantity.choices[int(value)]
    if quantity.kind in ("month", "event"):
        return "no" if value == NO else calendar(int(value))
    return f"{value:.4g}" if abs(value) < 1000.0 else f"{value:,.0f}"
