"""Which history `sim trace` tells, what it comes to in short, and how it is written on a screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from caucasus_sim.errors import Mistake, Mistakes, nearest

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import Console

    from caucasus_sim.cli.tell import Teller
    from caucasus_sim.coding.catalogue import Catalogue
    from caucasus_sim.store.folder import RunFolder

INDENT = "  "


class Which(NamedTuple):
    """The history to tell, and the typical history of every variant, under one lens where one was asked for."""

    cell: int
    typical: dict[str, int]
    lens: str


def which(folder: RunFolder, cell: int | None, variant: str, lens: str) -> Which:
    """The history that is asked for: by number, else the typical one of a variant, under a lens or any.

    Raises
    ------
    Mistakes
        Where there is no such variant, lens or history, or the history asked for is of another variant or lens.
    """
    from caucasus_sim.cli.again import cell_of

    plan = folder.read_plan().to_pandas()
    variants = list(folder.manifest["variants"])
    wrong = [*unknown(folder, "variant", variant, variants), *unknown(folder, "lens", lens, folder.manifest["lenses"])]
    if wrong:
        raise Mistakes(wrong)
    if cell is not None:
        about = cell_of(folder, plan, cell)
        odd = [
            (kind, asked) for kind, asked in (("variant", variant), ("lens", lens)) if asked not in ("", about[kind])
        ]
        if odd:
            what = "; ".join(f"history {cell} is of the {kind} '{about[kind]}', not '{asked}'" for kind, asked in odd)
            raise Mistakes([Mistake(what, str(folder.path), expected="--run alone, or --variant and --lens alone")])
    typical = typical_cells(plan, folder.read("outcomes").to_pandas(), variants, lens)
    return Which(typical[variant or variants[-1]] if cell is None else cell, typical, lens)


def unknown(folder: RunFolder, kind: str, name: str, names: Iterable[str]) -> list[Mistake]:
    """A mistake if a run has no such variant or lens."""
    known = list(names)
    if not name or name in known:
        return []
    return [Mistake(f"no {kind} '{name}' in this run", str(folder.path), 0, 0, ", ".join(known), nearest(name, known))]


def typical_cells(plan: pd.DataFrame, outcomes: pd.DataFrame, variants: Iterable[str], lens: str) -> dict[str, int]:
    """The history of each variant that is nearest to the middle in all outcomes together, under a lens or any."""
    from caucasus_sim.runs.replay import typical_cell

    wanted = plan if not lens else plan[plan["lens"] == lens]
    found = {}
    for variant in variants:
        cells = wanted.loc[wanted["variant"] == variant, "cell"]
        found[variant] = typical_cell(outcomes[outcomes["cell"].isin(cells)])
    return found


def in_short(catalogue: Catalogue, story: Mapping[str, Any], row: Mapping[str, Any]) -> dict[str, Any]:
    """What a history comes to: milestones and agreements with their months, the end state, the worst month."""
    firsts = [(month["month"], name) for month in story["months"] for name in month.get("happened", ())]
    agreed = [(month["month"], name) for month in story["months"] for name in month.get("agreed", ())]
    deaths = {month["month"]: int(month["fatalities"]) for month in story["months"] if month.get("fatalities")}
    worst = max(deaths, key=lambda month: deaths[month], default=None)
    ends = [name for name, each in catalogue.outcomes.items() if each.start.series == "end_state"]
    return {
        "first": story["months"][0]["month"],
        "last": story["months"][-1]["month"],
        "milestones": [{"month": month, "first": name} for month, name in firsts],
        "agreed": [{"month": month, "deal": name} for month, name in agreed],
        "end_state": row.get(ends[0]) if ends else None,
        "worst_month": worst,
        "worst_month_deaths": deaths[worst] if worst else 0,
        "deaths": sum(deaths.values()),
    }


class Writer:
    """Writes a history on a console, every line wrapped at words to its width."""

    def __init__(self, console: Console, teller: Teller) -> None:
        self.console, self.teller = console, teller

    def head(self, story: Mapping[str, Any], line: str, standing: str) -> None:
        """Whose reading this is, and which history."""
        cell = story["cell"]
        self._say(f"One history inside this model, not a forecast: {standing}", style="bold")
        self._say(line)
        about = f"history {cell['cell']}, lens {cell['lens']}, luck {cell['luck']} (seed {story['seed']})"
        self._say(f"{story['scenario']}, {about}")

    def typical(self, chosen: Which) -> None:
        """Whether this history is a typical one, and which are."""
        mine = [variant for variant, cell in chosen.typical.items() if cell == chosen.cell]
        under = f" under the lens {chosen.lens}" if chosen.lens else ""
        said = f"typical of {mine[0]}{under}" if mine else "not one of the typical ones"
        others = ", ".join(f"{variant} {cell}" for variant, cell in chosen.typical.items())
        self._say(f"It is {said}. Typical = nearest to the middle in all outcomes of a variant{under}: {others}.")

    def in_short(self, short: Mapping[str, Any]) -> None:
        """The history in a few lines."""
        self._say(f"\nIn short, {short['first']} to {short['last']}", style="bold")
        events = [(each["month"], self.teller.first(each["first"])) for each in short["milestones"]]
        events += [(each["month"], f"agreed: {self.teller.deal(each['deal'])}") for each in short["agreed"]]
        for month, what in sorted(events, key=lambda each: each[0]):
            self._say(f"{month}  {what}", INDENT, "           ")
        if not events:
            self._say("no milestone and no agreement", INDENT)
        if short["end_state"]:
            self._say(f"at the end: {self.teller.words(short['end_state'])}", INDENT)
        self._say(worst_words(short), INDENT)

    def months(self, story: Mapping[str, Any]) -> None:
        """Everything month by month."""
        self._say("\nMonth by month", style="bold")
        self._say("A chance is the model's, at the moment when its government looked at the matter again.", style="dim")
        left_out = sum(self.teller.left_out(month) for month in story["months"])
        if left_out:
            self._say(f"{left_out} times a government only went back to holding still: --all tells them.", style="dim")
        for month in story["months"]:
            sentences = list(self.teller.sentences(month))
            if sentences:
                self._say(f"\n{month['month']}", style="bold")
            for sentence in sentences:
                self._say(sentence, INDENT, INDENT * 2)

    def _say(self, text: str, indent: str = "", hang: str = "", style: str = "") -> None:
        from caucasus_sim.cli.tables import wrapped

        for part in text.split("\n"):
            for line in wrapped(indent + part, self.console.width, hang):
                self.console.print(line, style=style, soft_wrap=True)


def worst_words(short: Mapping[str, Any]) -> str:
    """The worst month in words.

    >>> worst_words({"worst_month": "2031-02", "worst_month_deaths": 3, "deaths": 5})
    'worst month: 2031-02, 3 of 5 deaths along the border'
    """
    if not short["worst_month"]:
        return "worst month: none; no deaths along the border"
    many = f"{short['worst_month_deaths']} of {short['deaths']} death{'s' * (short['deaths'] > 1)}"
    return f"worst month: {short['worst_month']}, {many} along the border"
