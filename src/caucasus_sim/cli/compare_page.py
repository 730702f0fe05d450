"""The terminal's page of a comparison: what differs, over time, and lens by lens where one outcome is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from caucasus_sim.analysis.compare.noticing import FEWEST
from caucasus_sim.analysis.compare.words import (
    HOW,
    by_month,
    cell,
    counts,
    differs,
    folded,
    gain_line,
    least_line,
    looked_line,
    noticing,
    over_lenses,
    several_readings,
    sizes,
    told_effect,
    under,
)

if TYPE_CHECKING:
    from rich.console import Console

NARROW = 110


class ComparePage:
    """Draws a comparison on a console."""

    def __init__(self, console: Console, told: Mapping[str, Any], top: int) -> None:
        self.console, self.told, self.top = console, told, top

    def head(self, cut_off: str) -> None:
        """Status, whose reading this is, what is compared and how to read it."""
        told = self.told
        self.say(told["status_line"], "bold")
        self.say("; ".join([*told["reading_lines"], told["readers"]]))
        self.say(cut_off)
        if told["evidence_changed"]:
            self.say("The evidence is not that of these runs any more; outcomes are told by the names they have now.")
        self.say("")
        for label, title in self._titles().items():
            self.say(f"  {label} = {title}")
        if told["not_compared"]:
            self.say(f"NOT compared: {', '.join(told['not_compared'])}. Name them: NAME:VARIANT OTHER:VARIANT.", "bold")

    def body(self, detailed: bool) -> None:
        """Every comparison; those of the others among each other in short."""
        told = self.told["comparisons"]
        for each in told:
            if each["first"] or detailed:
                self._comparison(each, detailed)
        among = [each for each in told if not each["first"]]
        if among and not detailed:
            self._among(among)
        self.say(f"\nHow to read it: {HOW}", "dim")

    def _titles(self) -> dict[str, str]:
        sides = [each[side] for each in self.told["comparisons"] for side in ("other", "own")]
        return {side["label"]: side["title"] for side in sides if side["title"]}

    def _comparison(self, each: Mapping[str, Any], detailed: bool) -> None:
        self.say(f"\n{each['own']['label']} beside {each['other']['label']}", "bold")
        self._terms(each)
        if detailed:
            for row in each["rows"]:
                self._detail(row, several_readings(each))
        else:
            for row in each["watched"]:
                told = " Assumed, not a finding." if row["assumed"] else ""
                self.say(f"  {row['title']}: {row['verdict']}.{told}")
            if each["rows"]:
                self._ranked(each)
        if each["same"]:
            listed = ", ".join(each["same"]) if detailed else f"{len(each['same'])} outcomes"
            self.say(f"Exactly the same in every pair of histories: {listed}.")
        if each["rows"]:
            self._over_time(each)
            if line := gain_line(each["gains"]):
                self.say(line)

    def _terms(self, each: Mapping[str, Any]) -> None:
        """How the two sides were set beside each other, and what was left out."""
        strata = each["strata"]
        pairs, blocks = sum(row["pairs"] for row in strata), min(row["blocks"] for row in strata)
        how = "pairs of histories with the same draws and luck" if each["paired"] else "histories a side, NOT paired"
        self.say(f"{pairs:,} {how}, {under(strata)}, until {each['until']}.")
        if not each["paired"]:
            self.say(f"Not paired: {'; '.join(each['why_unpaired'])}. Counts of 20 and gains need pairs.")
        if each["without_twin"]:
            self.say(f"{each['without_twin']:,} histories have no twin on the other side and are left out.")
        if each["left_out"]:
            self.say(f"{each['left_out']:,} histories left the range of their numbers and are left out.", "bold")
        if each["own"]["assumed"]:
            self.say(f"Assumed here, not a finding: {', '.join(each['own']['assumed'])}.")
        self.say(looked_line(each["looked_at"]))
        if blocks < FEWEST and each["rows"]:
            need = FEWEST * 8 * len(strata)
            self.say(f"Too few histories to call anything clear: it takes six blocks of eight a lens (--runs {need}).")

    def _ranked(self, each: Mapping[str, Any]) -> None:
        shown = folded(each["rows"])
        wide = self.console.width >= NARROW
        columns = ["outcome", "over the lenses", "of 20 draws", "size", "worth noticing"]
        cells = [
            [self._name(row, also, wide), row["verdict"], counts(row["by"], "draws"), sizes(row), noticing(row)]
            for row, also in shown[: self.top]
        ]
        self.say("")
        self.table(columns, cells, "What differs, most first")
        if len(shown) > self.top:
            self.say(
                f"{len(shown) - self.top} more differ in some history; all with --top {len(shown)}, --csv or --json."
            )

    @staticmethod
    def _name(row: Mapping[str, Any], also: Sequence[str], wide: bool) -> str:
        measure = row["measure"].replace("=", " = ")
        name = f"{row['title']} ({measure})" if wide else measure
        name += " [assumed]" if row["assumed"] else ""
        return f"{name}; the same: {', '.join(also).replace('=', ' = ')}" if also else name

    def _detail(self, row: Mapping[str, Any], readings: bool) -> None:
        columns = ["lens", *(["reading"] if readings else []), "direction", "effect (simulation error)"]
        columns += ["of 20 draws", "worth noticing", "luck worth", "more to tell"]
        cells = [[by["lens"], *([by["reading"]] if readings else []), *told_effect(row, by)] for by in row["by"]]
        self.say("")
        self.table(columns, cells, f"{row['title']} ({row['measure']})")
        self.say(f"  {row['verdict'].capitalize()}. {least_line(row)}")
        if row["assumed"]:
            self.say("  This follows from what is assumed; it is not a finding.")

    def _over_time(self, each: Mapping[str, Any]) -> None:
        curves = {curve["title"]: by_month(curve) for curve in each["milestones"]}
        moved = {title: found for title, found in curves.items() if any(map(differs, found.values()))}
        self._by_month(
            moved, "Milestones by a month: happened in more : fewer of 20 pairs, range over the lenses (? = unclear)"
        )
        states: dict[str, dict[str, list[Any]]] = {}
        for row in each["end_states"]:
            states.setdefault(row["state"].replace("_", " "), {}).setdefault(row["month"], []).append(row)
        self._by_month(
            states, "End states at a month: reached in more : fewer of 20 pairs, range over the lenses (? = unclear)"
        )

    def _by_month(self, found: Mapping[str, Mapping[str, Sequence[Any]]], title: str) -> None:
        if not found:
            return
        months = list(next(iter(found.values())))
        if self.console.width < NARROW and len(months) > 4:
            months = [*months[:-1:2][:3], months[-1]]
        self.say("")
        self.table(
            ["", *months], [[name, *(cell(each[month]) for month in months)] for name, each in found.items()], title
        )

    def _among(self, among: Sequence[Mapping[str, Any]]) -> None:
        cells = []
        for each in among:
            most = [f"{row['measure']} {over_lenses(row['by'])}" for row, _ in folded(each["rows"])[:3]]
            names = f"{each['own']['label']} beside {each['other']['label']}"
            cells.append([names, each["looked_at"]["clear"], ", ".join(most) or "nothing differs"])
        self.say("")
        self.table(["", "clear", "what differs most"], cells, "With each other")

    def say(self, text: str, style: str = "") -> None:
        """A paragraph."""
        self.console.print(text, style=style)

    def table(self, columns: Sequence[str], rows: Sequence[Sequence[object]], title: str) -> None:
        """A table with a title."""
        from caucasus_sim.cli.tables import table_lines

        self.say(title, "bold")
        for line in table_lines(columns, rows, self.console.width):
            self.console.print(line, soft_wrap=True)
