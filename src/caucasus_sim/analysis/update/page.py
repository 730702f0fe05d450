"""The page on what a run missed, in Markdown."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

WHERE = "where the record lies among the histories of the model; shares of histories are no chances"
ERRORS = (
    "A history agrees with a row as far as the errors in evidence/update.yaml allow; they are judgement. Lenses carry "
    "no weight and are not ranked."
)


def page(told: Mapping[str, Any], restart: Mapping[str, Any] | None) -> str:
    """The whole page as text.

    Parameters
    ----------
    told : mapping
        From :func:`caucasus_sim.analysis.update.table.update`.
    restart : mapping or None
        ``path``, ``started_from`` (lines) and ``answer`` of the run begun again, if it was.
    """
    return "\n".join([*_head(told), *_table(told), *_reweighted(told), *_restarted(restart)]) + "\n"


def title(told: Mapping[str, Any]) -> str:
    """What the page is called, after the last month the run knows of.

    >>> title({"knows_up_to": "2031-01"})
    'What January 2031 missed'
    """
    year, _, month = told["knows_up_to"].partition("-")
    return f"What {calendar.month_name[int(month)]} {year} missed"


def _head(told: Mapping[str, Any]) -> Iterable[str]:
    record = told["record"]
    yield f"# {title(told)}\n"
    yield f"{told['status']}: {WHERE}.\n"
    yield f"{'; '.join([*told['reading_lines'], told['readers']])}.\n"
    yield f"Run `{told['scenario']}-{told['run']}`, variant `{told['variant']}`, beside the record `{record['file']}`"
    yield f"up to {record['ends']}: {record['rows']} rows filled, {len(record['gaps'])} blank.\n"


def _table(told: Mapping[str, Any]) -> Iterable[str]:
    yield "| asked | as of | the record | the run's histories | where the record lies |"
    yield "| --- | --- | --- | --- | --- |"
    for row in told["rows"]:
        cells = (row["question"], row["month"], f"{row['record']} ({row['source']})", histories(row), row["verdict"])
        yield "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"
    yield ""
    if told["not_compared"]:
        yield f"Not compared, since their months lie before the run: {', '.join(told['not_compared'])}.\n"


def histories(row: Mapping[str, Any]) -> str:
    """What the histories have, over the lenses: middles, or the commonest answer, and the widest ends.

    >>> lenses = {"a": {"middle": "3", "from": "1", "to": "5"}, "b": {"middle": "4", "from": "2", "to": "6"}}
    >>> histories({"by_lens": lenses})
    '3 to 4 (from 1 to 6)'
    """
    lenses = [each for each in row["by_lens"].values() if each["middle"] is not None]
    if not lenses:
        return "nothing to compare"
    middles = list(dict.fromkeys(each["middle"] for each in lenses))
    if lenses[0]["from"] is None:
        return "most often " + " or ".join(middles)
    ordered = sorted(middles, key=_size)
    middle = ordered[0] if len(ordered) == 1 else f"{ordered[0]} to {ordered[-1]}"
    ends = min((each["from"] for each in lenses), key=_size), max((each["to"] for each in lenses), key=_size)
    return f"{middle} (from {ends[0]} to {ends[1]})"


def _size(text: str) -> float:
    """A spelled number or month, for sorting."""
    year, dash, month = text.partition("-")
    if dash and year.isdecimal() and month.isdecimal():
        return int(year) * 12.0 + int(month)
    return float(text.replace(",", ""))


def _reweighted(told: Mapping[str, Any]) -> Iterable[str]:
    found = told["reweight"]
    yield "## Route: reweight\n"
    yield "The same histories, weighted by how far they agree with the record: a test of the model, within each lens.\n"
    yield "| lens | reading | histories | effective | rows most against it |"
    yield "| --- | --- | --- | --- | --- |"
    for each in found["lenses"]:
        rows = ", ".join(f"{row['row']} (line {row['line']})" for row in each["against"])
        yield f"| {each['lens']} | {each['reading']} | {each['histories']} | {each['effective']:.1f} | {rows} |"
    yield ""
    yield f"{ERRORS} Refused under {found['fewest']:g} effective histories.\n"
    yield from (f"REFUSED: {line}\n" for line in found["refused"])
    yield from (f"- {row['title']}: {directions(row)}" for row in found["watched"])
    yield ""


def directions(row: Mapping[str, Any]) -> str:
    """Which way the record moves an outcome, over the lenses."""
    words: Sequence[str] = list(dict.fromkeys(each["direction"] for each in row["by_lens"].values()))
    if {"more", "less"} <= set(words):
        return "the lenses disagree on the direction"
    return " or ".join(words)


def _restarted(restart: Mapping[str, Any] | None) -> Iterable[str]:
    if restart is None:
        return
    yield "## Route: restart\n"
    yield from (f"{line}\n" for line in restart["started_from"])
    yield f"{restart['answer']}\n"
    yield f"The run: `{restart['name']}`.\n"
