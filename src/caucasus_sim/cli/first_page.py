"""The terminal's first page of a run: whose reading, what the question's answer is, and what it hangs on."""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from caucasus_sim.cli.apart import apart, several_readings

if TYPE_CHECKING:
    from rich.console import Console

WORDS = {"+": "more", "-": "less", "0": "unclear"}
KNOWS = datetime.date(2024, 10, 15)
NARROW = 110
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
    return f"Knows nothing after 15 October 2024; {missing} months up to today are unknown to it"


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

    def head(self, cut_off: str) -> None:
        """Status and whose reading this is, then question and answer."""
        page = self.page
        self._say(
            f"{page['status']}: directions inside this model, not chances; readings of the conflict differ more", "bold"
        )
        self._say("; ".join([*page["reading_lines"], page["readers"]]))
        if cut_off:
            self._say(cut_off)
        for line in page.get("started_from", ()):
            self._say(line)
        for kind, name, file in page.get("overlaid", ()):
            self._say(f"your evidence: {kind} {name} from {file}")
        self._say(f"\n{page['scenario']}: {page['title']}", "bold")
        self._say(page["question"])
        self._say(page["answer"])

    def body(self) -> None:
        """Everything below the answer."""
        self._watched()
        self._positions()
        self._spread()
        self._basis()
        self._assumed()
        self._checks()

    def _watched(self) -> None:
        page, rows = self.page, self.page["watched"]
        lenses = page["runs"]["lenses"]
        if not rows:
            return
        many = f"{page['runs']['per_variant']:,} histories of each variant, {len(lenses)} lenses, same luck"
        many += several_readings(page["runs"]["readings"])
        self._say(f"\nBeside the baseline ({many})", "bold")
        self._say(
            "A cell: the direction, then out of 20 paired worlds (a history and its twin in the baseline: same draws, "
            "same luck) in how many there is more : less of it. unclear = within twice the simulation error. Lenses "
            "share their luck: agreement among them is not five confirmations."
        )
        for variant, title in page["runs"].get("titles", {}).items():
            if any(row["variant"] == variant for row in rows):
                self._say(f"  {variant} = {title}")
        for outcome in dict.fromkeys(row["outcome"] for row in rows):
            self._outcome([row for row in rows if row["outcome"] == outcome], lenses)
        if page["runs"]["blocks"] < 2:
            self._say(
                "Too few histories to tell simulation error (one block of eight a lens): ask for more with --runs."
            )

    def _outcome(self, rows: Sequence[Mapping[str, Any]], lenses: Sequence[str]) -> None:
        wide = self.console.width >= NARROW
        columns = ["variant", *(lens.replace("_", " ") for lens in lenses), *(["over the lenses"] if wide else [])]
        cells = [[row["variant"], *(cell(row["by_lens"].get(lens)) for lens in lenses), row["verdict"]] for row in rows]
        self._say("")
        self._table(columns, [each[: len(columns)] for each in cells], f"{rows[0]['title']} ({rows[0]['outcome']})")
        if not wide:
            for row in rows:
                self._say(f"  {row['variant']}: {row['verdict']}")
        for row in rows:
            for line in apart(row.get("by_reading", {})):
                self._say(f"  {row['variant']}, {line}")

    def _positions(self) -> None:
        rows = self.page["positions"]
        if rows:
            self._say("")
            told = [[row["issue"], row["weighted_mean"], row["condorcet"], ends(row.get("scale", {}))] for row in rows]
            readings = [row["reading"] for row in rows]
            title = (
                "Beside the dynamics: where a plain weighing of the stances would end (positions, not probabilities)"
            )
            columns = ["issue", "weighted mean", "Condorcet winner", "the scale"]
            if len(set(readings)) > 1:
                columns = ["reading", *columns]
                told = [[reading, *each] for reading, each in zip(readings, told, strict=True)]
            self._table(columns, told, title)

    def _spread(self) -> None:
        rows = self.page["spread"]
        if rows:
            self._say("")
            parts = ("reading", "mechanism", "interaction", "luck")
            told = [[row["outcome"], *(percent(row[part]) for part in parts)] for row in rows]
            title = (
                f"Where the spread comes from (variance split, variant {rows[0].get('variant', '')}, inside each lens)"
            )
            columns = ["outcome", "what the source means", "how strongly things work", "both together", "luck"]
            self._table(columns, told, title)

    def _basis(self) -> None:
        basis = self.page["basis"]
        cells = basis.get("cells_by_basis", {})
        silent = 100 * cells.get("silent", 0) / max(1, sum(cells.values()))
        inferred = basis.get("salience_on_inference", basis.get("weight_on_inference", 0.0))
        self._say("\nWhat it hangs on", "bold")
        self._say(
            f"Silence: on {silent:.0f} % of what could be coded the source says nothing; "
            f"{100 * inferred:.0f} % of how much governments care (salience) rests on inference."
        )
        self._say(f"Parameters by basis: {counted(basis.get('parameters_by_basis', {}))}.")
        if basis.get("moves_by_basis"):
            self._say(f"Chances of moves by basis: {counted(basis['moves_by_basis'])}.")

    def _assumed(self) -> None:
        for variant, rows in self.page["assumed"].items():
            for what, unaided in unaided_rows(rows):
                self._say(f"Assumed in `{variant}`, not a finding: {what}. Unaided: {unaided}.")

    def _checks(self) -> None:
        checks = self.page["checks"]
        replays = ", ".join(
            f"{number} ({name.replace('_', ' ')})" for name, number in checks.get("replays", {}).items()
        )
        self._say(f"Replayed agent by agent through Mesa, equal to the last bit: histories {replays or 'none'}.")
        if checks.get("failures"):
            self._say(
                f"{checks['failures']} histories left the range of their numbers; they are rows with a status.", "bold"
            )

    def _say(self, text: str, style: str = "") -> None:
        self.console.print(text, style=style)

    def _table(self, columns: Sequence[str], rows: Sequence[Sequence[object]], title: str) -> None:
        from rich.box import SIMPLE_HEAD
        from rich.table import Table

        self._say(title, "bold")
        drawn = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
        for column in columns:
            drawn.add_column(column)
        for row in rows:
            drawn.add_row(*map(str, row))
        self.console.print(drawn)


def cell(found: Mapping[str, Any] | None) -> str:
    """One lens's difference in a few letters.

    >>> cell({"direction": "+", "more_in_20": 6, "less_in_20": 1})
    'more 6:1'
    """
    if found is None:
        return "not run"
    return f"{WORDS[found['direction']]} {found['more_in_20']}:{found['less_in_20']}"


def ends(scale: Mapping[str, str]) -> str:
    """The worded ends of a scale."""
    places = sorted(scale, key=int)
    return "; ".join(f"{place} = {scale[place]}" for place in (places[:1] + places[-1:])) if places else ""


def percent(share: float | None) -> str:
    """A share to the nearest 5 %; what comes out negative is none.

    >>> percent(0.43), percent(-0.02)
    ('about 45 %', 'about 0 %')
    """
    return "not known" if share is None else f"about {min(100, max(0, round(20 * share) * 5))} %"


def counted(counts: Mapping[str, int]) -> str:
    """Counts in words, the largest first."""
    return ", ".join(f"{count} {name}" for name, count in sorted(counts.items(), key=lambda each: -each[1])) or "none"


def unaided_rows(rows: Any) -> list[tuple[str, str]]:
    """What is assumed and how often it comes about unaided, from either form of a summary."""
    if isinstance(rows, Mapping):
        return [(str(what), str(rows["unaided"])) for what in rows["what"]]
    return [(str(row["what"]), str(row["unaided"])) for row in rows]
