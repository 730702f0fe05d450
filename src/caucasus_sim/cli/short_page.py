"""The first page of a run as it is shown unless all of it is asked for: the answer, one table, what it hangs on."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from caucasus_sim.analysis import page_words as words
from caucasus_sim.analysis.page_words import TIED, by_outcome
from caucasus_sim.cli.first_page import Page

Row = Mapping[str, Any]
ISSUES = 6  # so many issues are weighed on the short page


class ShortPage(Page):
    """Draws what is worth reading first of a summary."""

    def body(self) -> None:
        """Everything below the answer."""
        self._outcomes()
        self._worth_in_short()
        self._hangs_in_short()
        if self.page["runs"]["blocks"] > 1:  # one block holds one pair of draws of either kind: no spread to split
            self._spread()
        self._positions_in_short()
        self._basis()
        self._assumed()
        self._checks()

    def _outcomes(self) -> None:
        page, lenses = self.page, self.page["runs"]["lenses"]
        rows = outcome_rows(page["levels"], page["watched"])
        if not rows:
            return
        named = ", ".join(lens.replace("_", " ") for lens in lenses)
        self._say(f"\nWhat is watched ({page['runs']['per_variant']:,} histories a variant, same luck)", "bold")
        columns, told = without_empty(COLUMNS, rows)
        self._table(columns, told)
        for text in legend(columns, page["runs"]["readings"], named):
            self._item(text)
        for variant, title in page["runs"].get("titles", {}).items():
            self._item(f"{variant} = {title}")
        if page["runs"]["blocks"] < 2:
            self._say("Too few histories to tell simulation error (one block of eight): ask for more with --runs.")

    def _worth_in_short(self) -> None:
        rows = self.page.get("worth", ())
        if not rows:
            return
        self._say("\nWorth noticing? (the smallest effects that the scenario states)", "bold")
        for each in by_outcome(rows):
            least = words.smallest_words(each[0]["smallest"], each[0]["unit"])
            self._item(f"{each[0]['title']}, {least} or more: {'; '.join(words.worth_lines(each))}")

    def _hangs_in_short(self) -> None:
        found = self.page.get("hangs")
        if not found:
            return
        self._say("\nWhich assumptions the outcomes go with most", "bold")
        clear = [row for row in found["top"] if row["clear"]]
        if not found["top"]:
            self._item(f"Not told from {found['draws']} draws of the assumptions; more --runs would tell.")
        elif not clear:
            self._item(
                f"None of {found['tried']} stands out from chance with {found['draws']} draws of them; more --runs "
                "would show more."
            )
        for number, row in enumerate(clear, 1):
            head, told = words.hangs_lines(number, row)
            self._item(f"{head}: {told.partition(': ')[2]}", "     ")

    def _positions_in_short(self) -> None:
        rows = [row for row in self.page["positions"] if row["choice"] is None]
        readings = list(dict.fromkeys(row["reading"] for row in rows))
        if not rows:
            return
        self._say("\nWhere a plain weighing of the stances would end (positions, not probabilities)", "bold")
        self._table(["issue", *(f"{reading}: mean, Condorcet" for reading in readings)], position_rows(rows, readings))
        self._item("Condorcet = the position that no other beats; governments weigh by capability and salience.")


COLUMNS = ("outcome", "of 20", "over lenses", "not known", "beside the baseline", "more : less")


def outcome_rows(levels: Sequence[Row], watched: Sequence[Row]) -> list[list[str]]:
    """The cells under COLUMNS: an outcome, then its variants; one row for an outcome that no variant changes."""
    found = []
    shown = {row["outcome"]: row["title"] for row in (*watched, *levels)}
    for name, title in shown.items():
        level = {row["variant"]: row for row in levels if row["outcome"] == name}
        beside = {row["variant"]: row for row in watched if row["outcome"] == name}
        variants = list(dict.fromkeys([*level, *beside]))
        if beside and words.nothing_differs(list(beside.values())):
            first = level_cells(level.get(variants[0]))
            found.append([title, *first, "no variant changes it", ""])
            continue
        found.append([title, "", "", "", "", ""])
        found += [
            [TIED * 2 + each, *level_cells(level.get(each)), *beside_cells(beside.get(each))] for each in variants
        ]
    return found


def level_cells(row: Row | None) -> list[str]:
    """How often, over which lenses, and what we do not know, in twentieths."""
    if row is None:
        return ["", "", ""]
    lenses = [round(20 * share) for share in row["by_lens"].values()]
    low, high = row["unknown"]
    error = row["simulation_error"]
    wide = "" if error is None or math.isinf(error) else f"{TIED}±{20 * error:.1f}"
    over, unknown = span(min(lenses), max(lenses)), span(math.floor(20 * low), math.ceil(20 * high))
    return [f"{round(20 * row['share'])}{wide}", over, unknown]


def beside_cells(row: Row | None) -> list[str]:
    """The direction in words, and the paired worlds with more and with less, least to most over lenses."""
    if row is None:
        return ["", ""]
    every = list(row["by_lens"].values())
    more, less = ([each[key] for each in every] for key in ("more_in_20", "less_in_20"))
    return [direction(row), f"{span(min(more), max(more))} : {span(min(less), max(less))}"]


def direction(row: Row) -> str:
    """Under how many pairs of reading and lens there is more and less.

    >>> lens = lambda sign: {"direction": sign}
    >>> direction({"by_lens": {"x": lens("+"), "y": lens("0")}})
    'more in 1 of 2, else unclear'
    >>> direction({"by_lens": {"x": lens("0")}}), direction({"by_lens": {"x": lens("+"), "y": lens("-")}})
    ('unclear', 'more in 1, less in 1 of 2: they disagree')
    """
    by_reading = row.get("by_reading") or {"": {lens: each["direction"] for lens, each in row["by_lens"].items()}}
    signs = [sign for found in by_reading.values() for sign in found.values()]
    up, down, all_ = signs.count("+"), signs.count("-"), len(signs)
    if up and down:
        return f"more in {up}, less in {down} of {all_}: they disagree"
    if not up and not down:
        return "unclear"
    word, many = ("more", up) if up else ("less", down)
    return f"{word} in all {all_}" if many == all_ else f"{word} in {many} of {all_}, else unclear"


def span(low: float, high: float) -> str:
    """A range in whole numbers.

    >>> span(1, 3).replace(TIED, " "), span(2, 2)
    ('1 to 3', '2')
    """
    return f"{low:g}" if low == high else f"{low:g}{TIED}to{TIED}{high:g}"


def without_empty(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[list[str], list[list[str]]]:
    """Columns in which something stands.

    >>> without_empty(("a", "b"), [["1", ""], ["2", ""]])
    (['a'], [['1'], ['2']])
    """
    kept = [k for k in range(len(columns)) if any(row[k] for row in rows)]
    return [columns[k] for k in kept], [[row[k] for k in kept] for row in rows]


def legend(columns: Sequence[str], readings: Sequence[str], lenses: str) -> Iterator[str]:
    """What stands under the columns that are shown."""
    if "of 20" in columns:
        yield (
            "of 20 = in so many of 20 histories (± simulation error, from two blocks on); over lenses = lowest and "
            "highest lens; not known = the middle nine tenths over what sources mean and how strongly things work, "
            "where it reaches farthest. Lenses have no weights."
        )
    if "more : less" in columns:
        pairs = "pairs of reading and lens" if len(readings) > 1 else "lenses"
        yield (
            f"beside the baseline = in how many {pairs} the difference is more than other luck would do (95 %); "
            "more : less = of 20 paired worlds (a history and its twin in the baseline: same draws, same luck), how "
            "many have more and less of it."
        )
    yield f"lenses: {lenses}. Readings: {', '.join(readings)}."


def position_rows(rows: Sequence[Row], readings: Sequence[str]) -> list[list[str]]:
    """The issues that most readings speak of: the ends of the scale in words, then mean and Condorcet winner."""
    by_issue: dict[str, dict[str, Row]] = {}
    for row in rows:
        by_issue.setdefault(row["issue"], {})[row["reading"]] = row
    most = sorted(by_issue, key=lambda issue: -len(by_issue[issue]))[:ISSUES]
    told = []
    for issue in (each for each in by_issue if each in most):
        found = by_issue[issue]
        ends = words.ends(next(iter(found.values()))["scale"])
        cells = (found.get(reading) for reading in readings)
        told.append(
            [
                f"{issue} ({ends})",
                *("silent" if each is None else f"{each['weighted_mean']}, {each['condorcet']}" for each in cells),
            ]
        )
    return told
