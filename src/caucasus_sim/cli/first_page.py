"""The terminal's first page of a run: whose reading, what the question's answer is, and what it hangs on."""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from caucasus_sim.analysis import page_words as words
from caucasus_sim.analysis.readings_apart import apart, several_readings

if TYPE_CHECKING:
    from rich.console import Console

KNOWS = datetime.date(2024, 10, 15)
WIDE = 100  # letters from which cells have room for words
VERDICT = 24  # letters that a verdict needs beside the lenses; else it stands below
TEXT_WIDTH = 120


def cut_off_line(record: str | None = None, today: datetime.date | None = None) -> str:
    """What a run without a later record knows nothing about; said on screen only, since stored bytes ignore the clock.

    >>> cut_off_line(today=datetime.date(2026, 1, 3))
    'Knows nothing after 15 October 2024; 15 months up to today are unknown to it'
    """
    if record is not None:
        return f"Starts from the record {record}"
    now = today or datetime.datetime.now().astimezone().date()
    missing = max(0, (now.year - KNOWS.year) * 12 + now.month - KNOWS.month)
    return f"{words.KNOWS_NOTHING}; {missing} months up to today are unknown to it"


def page_text(page: Mapping[str, Any]) -> str:
    """The first page as text for a file: without the clock."""
    from rich.console import Console

    file = io.StringIO()
    drawn = Page(Console(file=file, width=TEXT_WIDTH, highlight=False, markup=False, emoji=False), page)
    drawn.head("")
    drawn.body()
    return file.getvalue()


class Page:
    """Draws a summary on a console."""

    def __init__(self, console: Console, page: Mapping[str, Any]) -> None:
        self.console, self.page = console, page
        self.unclear = "unclear" if console.width >= WIDE else "?"

    def head(self, cut_off: str) -> None:
        """Status and whose reading this is, then question and answer."""
        page = self.page
        self._say(page["status_line"], "bold")
        self._say("; ".join([*page["reading_lines"], page["readers"]]))
        if cut_off:
            self._say(cut_off)
        for line in page.get("started_from", ()):
            self._say(line)
        for kind, name, file in page.get("overlaid", ()):
            self._say(f"your evidence: {kind} {name} from {file}")
        self._say(f"\n{page['scenario']}: {page['title']}", "bold")
        for text in filter(None, (page["question"], page["answer"])):
            self._say(text)

    def body(self) -> None:
        """Everything below the answer."""
        self._levels()
        self._watched()
        self._among()
        self._worth()
        self._positions()
        self._spread()
        self._hangs()
        self._basis()
        self._assumed()
        self._checks()

    def _levels(self) -> None:
        rows = self.page.get("levels", ())
        if not rows:
            return
        self._say("\nHow often, in histories of this model (to the nearest 1 in 20)", "bold")
        self._say(words.LEVELS_HOW)
        for each in words.by_outcome(rows):
            self._say(f"{each[0]['title']} ({each[0]['outcome']})")
            for row in each:
                self._item(f"{row['variant']}: {row['words']}")

    def _watched(self) -> None:
        page, rows = self.page, self.page["watched"]
        lenses = page["runs"]["lenses"]
        if not rows:
            return
        many = words.many_line(page["runs"]) + several_readings(page["runs"]["readings"])
        self._say(f"\nBeside the baseline ({many})", "bold")
        self._say(words.beside_how(self.unclear))
        for variant, title in page["runs"].get("titles", {}).items():
            if any(row["variant"] == variant for row in rows):
                self._item(f"{variant} = {title}")
        for each in words.by_outcome(rows):
            self._outcome(each, lenses)
        if page["runs"]["blocks"] < 2:
            self._say(words.TOO_FEW)

    def _outcome(self, rows: Sequence[Mapping[str, Any]], lenses: Sequence[str]) -> None:
        title = f"{rows[0]['title']} ({rows[0]['outcome']})"
        self._say(f"\n{title}", "bold")
        if words.nothing_differs(rows):
            self._item("no variant differs clearly under any lens, and none in as much as 1 of 20 paired worlds")
            return
        columns = ["variant", *(lens.replace("_", " ") for lens in lenses)]
        cells = words.lens_cells(rows, lenses, self.unclear)
        if self._has_room(columns, cells):
            told = [[*line, row["verdict"]] for line, row in zip(cells, rows, strict=True)]
            self._table([*columns, "over the lenses"], told)
        else:
            self._table(columns, cells)
            for line in words.verdict_lines(rows):
                self._item(line)
        for row in rows:
            for line in apart(row.get("by_reading", {})):
                self._item(f"{row['variant']}, {line}")

    def _has_room(self, columns: Sequence[str], cells: Sequence[Sequence[str]]) -> bool:
        """Whether there is room for the verdicts beside a table."""
        from caucasus_sim.cli.tables import GAP, fitted

        return bool(fitted([columns, *cells], self.console.width - VERDICT - len(GAP)))

    def _among(self) -> None:
        rows = self.page.get("among", ())
        if not rows:
            return
        self._say("\nThe variants beside each other (same draws, same luck; counts are in first_page.json)", "bold")
        for each in words.by_outcome(rows):
            self._say(f"{each[0]['title']} ({each[0]['outcome']})")
            for told in words.among_lines(each):
                self._item(told)

    def _worth(self) -> None:
        notice, rows = self.page.get("notice", {}), self.page.get("worth", ())
        if not notice:
            return
        self._say("\nWorth noticing? (the smallest effects that the scenario states under `notice:`)", "bold")
        if not rows:
            self._say(f"Stated for {', '.join(notice)}; this run has nothing beside which to see an effect.")
        for each in words.by_outcome(rows):
            first = each[0]
            least = words.smallest_words(first["smallest"], first["unit"])
            self._say(f"{first['title']} ({first['outcome']}): an effect of {least} or more, either way")
            for told in words.worth_lines(each):
                self._item(told)

    def _positions(self) -> None:
        rows = self.page["positions"]
        if not rows:
            return
        self._say("\nWhere a plain weighing of the stances would end (positions, not probabilities)", "bold")
        self._say(words.POSITIONS_HOW)
        columns = ["issue", "mean", "Condorcet", "on the scale", "heard"]
        cells = [words.position_cells(row) for row in rows]
        if len({row["reading"] for row in rows}) > 1:
            columns, cells = (
                ["reading", *columns],
                [[row["reading"], *each] for row, each in zip(rows, cells, strict=True)],
            )
        self._table(columns, cells)
        for told in words.scale_lines(rows):
            self._item(told)

    def _spread(self) -> None:
        rows = self.page["spread"]
        if rows:
            told = [[row["outcome"], *(words.percent(row[part]) for part in words.SPREAD)] for row in rows]
            inside = f"variance split, variant {rows[0].get('variant', '')}, inside each lens"
            self._say(f"\nWhere the spread comes from ({inside})", "bold")
            self._table(["outcome", *words.SPREAD.values()], told)

    def _hangs(self) -> None:
        found = self.page.get("hangs")
        if not found:
            return
        self._say("\nWhich assumptions the outcomes go with most", "bold")
        self._say(words.hangs_how(found))
        for number, row in enumerate(found["top"], 1):
            head, told = words.hangs_lines(number, row)
            self._item(head, "     ")
            self._item(told, "       ", "     ")

    def _basis(self) -> None:
        self._say("\nWhat it rests on", "bold")
        for told in words.basis_lines(self.page["basis"]):
            self._say(told)

    def _assumed(self) -> None:
        for told in words.assumed_lines(self.page["assumed"]):
            self._say(told)

    def _checks(self) -> None:
        checks = self.page["checks"]
        self._say(words.replays_line(checks))
        if checks.get("failures"):
            self._say(words.failures_line(checks), "bold")

    def _say(self, text: str, style: str = "") -> None:
        from caucasus_sim.cli.tables import wrapped

        for part in text.split("\n"):
            for line in wrapped(part, self.console.width):
                self.console.print(line, style=style, soft_wrap=True)

    def _item(self, text: str, hang: str = "    ", indent: str = "  ") -> None:
        from caucasus_sim.cli.tables import wrapped

        for line in wrapped(indent + text, self.console.width, hang):
            self.console.print(line, soft_wrap=True)

    def _table(self, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        from caucasus_sim.cli.tables import table_lines

        for line in table_lines(columns, rows, self.console.width):
            self.console.print(line, soft_wrap=True)
