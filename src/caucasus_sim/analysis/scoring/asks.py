"""What one question asks of a history: an outcome, its months, and what is to be seen in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.coding.schema import Outcome
from caucasus_sim.month.arrays import calendar
from caucasus_sim.scenario.part import Part, listed

Form = Literal["by", "at", "sum", "any"]

FORMS = {
    "by": ("by",),
    "at": ("at",),
    "sum": ("at", "sum_months"),
    "any": ("from", "to", "any_at_least"),
}
KEYS = ("outcome", "by", "at", "sum_months", "from", "to", "any_at_least", "where")
WRITE = "`by: 2025-06`, or `at:`, or `at:` with `sum_months:`, or `from:`, `to:` and `any_at_least:`"
ATTRIBUTES = ("security", "operator")
ON_AN_OPTION = ("route_agreed", "route_works", "route_partly_open", "route_open", "route_suspended")
MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True)
class Span:
    """The months a run covers, absolute, first and last included, and whether it keeps what every month was like."""

    start: int
    end: int
    monthly: bool = True


@dataclass(frozen=True)
class Ask:
    """A question to one history.

    Parameters
    ----------
    outcome : str
        Its id.
    form : str
        ``by``: had it happened; ``at``: its value; ``sum``: its sum over months; ``any``: was it ever that large.
    yes_no : bool
        Whether the answer is true or false; otherwise it is a number.
    first, last : int
        Absolute months, both included; for ``by`` and ``at`` they are the same.
    column : str
        The column of the outcomes, or of the monthly series.
    monthly : bool
        Whether the column is one of the monthly series.
    weight : float
        What a month counts for in a sum: 1 for a flow of the month, 1/12 for a yearly rate.
    least : float
        For ``any``.
    where : tuple of (attribute, value)
        What the route agreed on must be like.
    unit : str
        Of the outcome.
    """

    outcome: str
    form: Form
    yes_no: bool
    first: int
    last: int
    column: str
    monthly: bool
    weight: float
    least: float
    where: tuple[tuple[str, str], ...]
    unit: str


def read_ask(part: Part, catalogue: Catalogue, span: Span) -> Ask | None:
    """One ``ask:`` of a question file; None, with its mistakes noted, if something is wrong with it."""
    before = len(part.found)
    part.only(KEYS, "a question asks by")
    name = part.name("outcome", tuple(catalogue.outcomes), "outcome") if part.needs("outcome") else None
    form = _form(part)
    if form is None or name is None:
        return None
    first, last = _months(part, form, span)
    if first is None or last is None:
        return None
    asked = _asked(part, form, name, first, last, catalogue, span)
    return asked if len(part.found) == before else None


def _form(part: Part) -> Form | None:
    given = {key for keys in FORMS.values() for key in keys if part.has(key)}
    for form, keys in FORMS.items():
        if given == set(keys):
            return form  # type: ignore[return-value]
    what = f"{listed(sorted(given))} together are no question" if given else "when is not said"
    part.wrong(None, what, WRITE)
    return None


def _months(part: Part, form: Form, span: Span) -> tuple[int | None, int | None]:
    if form == "any":
        first, last = _month(part, "from", span), _month(part, "to", span)
        if first is not None and last is not None and first > last:
            part.wrong("to", f"{calendar(last)} is before {calendar(first)}", "a month from `from:` on")
            return None, None
        return first, last
    last = _month(part, "by" if form == "by" else "at", span)
    if form != "sum" or last is None:
        return last, last
    many = part.number("sum_months", 1)
    if many is None:
        return None, None
    first = last - int(many) + 1
    if many != int(many) or first < span.start:
        most = last - span.start + 1
        part.wrong("sum_months", f"{many:g} months up to {calendar(last)}", f"a whole number from 1 to {most}")
        return None, None
    return first, last


def _month(part: Part, key: str, span: Span) -> int | None:
    month = part.month(key)
    if month is None or span.start <= month <= span.end:
        return month
    what = f"{calendar(month)} is not among the months of this run"
    part.wrong(key, what, f"a month from {calendar(span.start)} to {calendar(span.end)}")
    return None


def _asked(part: Part, form: Form, name: str, first: int, last: int, catalogue: Catalogue, span: Span) -> Ask:
    outcome = catalogue.outcomes[name]
    weight = _weight(part, outcome) if form == "sum" else 1.0
    where = _where(part, form, outcome, catalogue)
    monthly = outcome.kind == "series"
    _fits(part, form, name, outcome, last, span)
    if (monthly or where) and not span.monthly:
        part.wrong(None, "this run keeps no monthly series", "a question about whether and when something happened")
    least = part.number("any_at_least")
    column = str(outcome.start.series) if monthly else name
    yes_no = form in ("by", "any") or outcome.kind == "yes_no"
    return Ask(name, form, yes_no, first, last, column, monthly, weight, least or 0.0, where, outcome.unit)


def _fits(part: Part, form: Form, name: str, outcome: Outcome, last: int, span: Span) -> None:
    """Note where an outcome of this kind cannot be asked in this form."""
    key = "by" if form == "by" else "from" if form == "any" else "at"
    if outcome.kind == "state" or outcome.start.each is not None:
        part.wrong("outcome", f"'{name}' is no one number or yes or no", "another outcome; see `sim list outcomes`")
    elif form == "by" and outcome.kind != "month":
        part.wrong(key, f"'{name}' does not happen in a month", "`at:` a month, for a value")
    elif form != "by" and outcome.kind == "month":
        part.wrong(key, f"'{name}' happens in a month or never", "`by:` a month")
    elif form in ("sum", "any") and outcome.kind != "series":
        part.wrong(key, f"'{name}' is known at the end of a run only", f"`at: {calendar(span.end)}`")
    elif form == "at" and outcome.kind in ("number", "yes_no") and last != span.end:
        part.wrong("at", f"'{name}' is known at the end of a run only", f"{calendar(span.end)}")


def _weight(part: Part, outcome: Outcome) -> float:
    """What a month counts for in a sum."""
    if outcome.unit.endswith(" a year"):
        return 1.0 / MONTHS_OF_A_YEAR
    if not outcome.unit.endswith(" a month"):
        what = f"months of '{outcome.unit}' do not add up to anything"
        part.wrong("sum_months", what, "an outcome whose unit ends in 'a month' or 'a year'")
    return 1.0


def _where(part: Part, form: Form, outcome: Outcome, catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    if not part.has("where"):
        return ()
    inner = part.part("where")
    if inner is None:
        return ()
    if form != "by" or outcome.start.first not in ON_AN_OPTION:
        part.wrong("where", "nothing of this outcome can be told apart", f"`where:` with {listed(ON_AN_OPTION)} and by")
    inner.only(("option", *ATTRIBUTES), "what a route is like")
    routes = catalogue.routes
    values = {"option": tuple(routes)}
    values |= {key: tuple(sorted({str(getattr(route, key)) for route in routes.values()})) for key in ATTRIBUTES}
    read = ((key, inner.name(key, values[key], key)) for key in values if inner.has(key))
    return tuple((key, value) for key, value in read if value is not None)
