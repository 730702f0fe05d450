"""What one tab shows: parts of its page as HTML, from settings and histories."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from itertools import groupby
from typing import Any

from caucasus_sim.charts.html import figure
from caucasus_sim.errors import Mistakes
from caucasus_sim.month.arrays import calendar
from caucasus_sim.scenario.model import Value
from caucasus_sim.web.explore.answer import Answer, answer_of, number, pair_words, sentence
from caucasus_sim.web.explore.draw import (
    Axes,
    Look,
    difference_picture,
    directions_strip,
    futures_picture,
    lens_strip,
    over_time,
)
from caucasus_sim.web.explore.futures import Futures
from caucasus_sim.web.explore.levers import lever_rows, searched, shown
from caucasus_sim.web.explore.office import Office
from caucasus_sim.web.explore.playing import history_of
from caucasus_sim.web.explore.reasons import Reason, reasons
from caucasus_sim.web.explore.state import OPENED, Settings, Timeline, changed_levers

Parts = dict[str, str]
Stopped = Callable[[], bool]


class View:
    """Draws for one browser; ``room`` and ``narrow`` say how."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.catalogue, self.words = office.catalogue, office.pages.words
        self.axes = Axes()
        self.narrow = self.room = False
        self.levers_shown: tuple[str, ...] = ()
        self._macros: Any = office.pages.templates.get_template("parts.html").module

    @property
    def look(self) -> Look:
        """How pictures are drawn now."""
        return Look(self.axes, self.office.levels, self.narrow, self.room)

    # ------------------------------------------------------------------------------------------------ what is set

    def show_levers(self, first: Iterable[str]) -> None:
        """Show these levers before others."""
        self.levers_shown = shown(self.catalogue, first)

    def levers(self, begun: Settings) -> str:
        """The levers, by topic."""
        months = {each.id: calendar(each.from_month) for each in begun.scenario.levers if each.from_month is not None}
        rows = [
            [
                each
                | {
                    "unset_words": self.words("explore.unset", unset=_yes_no(each, each["unset"])),
                    "month": months.get(each["id"], ""),
                    **_ends(each),
                }
                for each in row
            ]
            for row in lever_rows(self.catalogue, self.levers_shown)
        ]
        topics = [(topic, list(each)) for topic, each in groupby(rows, key=lambda row: row[0]["topic"])]
        return self.office.pages.text("levers.html", {"topics": topics})

    def settings(self, timeline: Timeline) -> dict[str, Any]:
        """Where every control stands."""
        now, begun = timeline.now, timeline.opened
        return {
            **self.values(now),
            "opened": self.values(begun)["levers"],
            "undo": bool(timeline.past),
            "redo": bool(timeline.future),
            "reset": now != begun,
            "references": [OPENED, *self.office.comparable(now)],
        }

    def values(self, settings: Settings) -> dict[str, Any]:
        """What some settings set, as the page's controls take it."""
        return {
            "levers": {name: settings.value(name) for name in self.levers_shown},
            "outcomes": list(settings.outcomes),
            "reference": settings.reference,
            "lens": settings.lens,
        }

    def found(self, words: str) -> str:
        """Levers that some words find."""
        return str(self._macros.found(searched(self.catalogue, words), words))

    def problem(self, title: str, mistakes: Mistakes) -> Parts:
        """What cannot be, and why."""
        return {"problem": str(self._macros.problem(self.words(title), [str(each) for each in mistakes.all]))}

    def file(self, timeline: Timeline) -> str:
        """The scenario as a file, with a line that says where it comes from."""
        changed = changed_levers(timeline.now, timeline.opened)
        told = ", ".join(changed) if changed else "nothing"
        return f"# From `sim explore {timeline.opened.scenario.name}`; changed there: {told}.\n{timeline.now.text}"

    # ------------------------------------------------------------------------------------------------ what comes of it

    def answered(
        self, settings: Settings, begun: Settings, runs: int, rough: bool, turn: int, stopped: Stopped
    ) -> tuple[Parts, dict[str, str]]:
        """All pictures of some settings, and what is read aloud of them (nothing while somebody drags)."""
        bench = self.office.bench
        now = bench.futures(settings.scenario, runs, stopped)
        reference = bench.futures(self.office.reference(settings, begun), runs, stopped)
        answers = [answer_of(self.catalogue, now, reference, name) for name in settings.outcomes]
        beside = self._beside(settings)
        parts = {"counted": self._counted(now, runs < self.office.rested)}
        for place, answer in enumerate(answers):
            parts |= self._outcome(answer, place, settings, beside, now, reference)
        if rough:
            return parts, {}
        parts |= self._reasons_parts(settings, begun, None)
        parts |= self.playing(settings, turn, runs)
        said = [sentence(each, self.office.levels, beside, not self.room) for each in answers]
        return parts, {"say": self.words("explore.said", first=said[0], second=said[1])}

    def reasons(self, settings: Settings, begun: Settings, runs: int, stopped: Stopped) -> Parts:
        """The largest reasons for each outcome."""
        found = reasons(self.office.bench, settings, begun, runs, stopped)
        return self._reasons_parts(settings, begun, found)

    def playing(self, settings: Settings, turn: int, runs: int) -> Parts:
        """One possible history."""
        futures = self.office.bench.futures(settings.scenario, runs)
        history = history_of(self.catalogue, futures, settings.lens, turn, settings.outcomes[0])
        return {"playing": str(self._macros.playing(history, settings.lens))}

    def _outcome(
        self, answer: Answer, place: int, settings: Settings, beside: str, now: Futures, reference: Futures
    ) -> Parts:
        look, lens = self.look, settings.lens
        told = sentence(answer, look.levels, beside, not self.room)
        parts = {
            f"lead-{place}": f'<p class="told">{_escaped(told)}</p>',
            f"more-{place}": "",
            f"time-part-{place}": "",
        }
        if not look.levels:
            parts[f"lead-{place}"] += figure(directions_strip(answer, place, look, beside))
        else:
            parts[f"lead-{place}"] += figure(lens_strip(answer, place, look))
            span = (now.setup.scenario.start, now.setup.scenario.end)
            parts[f"more-{place}"] = figure(futures_picture(answer, lens, place, look, span))
            drawn = over_time(answer, now, reference, lens, place, look)
            untold = self.words("explore.time.none", title=answer.title)
            parts[f"time-part-{place}"] = f"<p>{_escaped(untold)}</p>" if drawn is None else figure(drawn)
        if answer.differs and look.levels:
            parts[f"more-{place}"] += figure(difference_picture(answer, place, look, beside))
        return parts

    def _reasons_parts(self, settings: Settings, begun: Settings, found: dict[str, tuple[Reason, ...]] | None) -> Parts:
        changed = bool(changed_levers(settings, begun))
        waiting = changed and found is None
        return {
            f"reasons-{place}": str(
                self._macros.reasons(
                    [self._reason(each, settings, begun) for each in (found or {}).get(name, ())], waiting, changed
                )
            )
            for place, name in enumerate(settings.outcomes)
        }

    def _reason(self, reason: Reason, settings: Settings, begun: Settings) -> str:
        return self.words(
            "explore.reason",
            title=self.catalogue.levers[reason.lever].title,
            before=self._value(begun.value(reason.lever)),
            now=self._value(settings.value(reason.lever)),
            verdict=reason.answer.verdict,
            pairs=pair_words(reason.answer),
        )

    def _value(self, value: Value | None) -> str:
        if value is None:
            return "left to the draws"
        return value if isinstance(value, str) else number(value)

    def _beside(self, settings: Settings) -> str:
        return self.words("explore.compare.opened") if settings.reference == OPENED else settings.reference

    def _counted(self, now: Futures, fewer: bool) -> str:
        readings = len(self.office.bench.readings(now.setup.scenario))
        kind = "one" if readings == 1 else "many"
        return _escaped(
            self.words(
                "explore.counted",
                runs=f"{len(now):,}",
                lenses=len(self.office.bench.lenses),
                readings=self.words(f"explore.counted.{kind}", number=readings),
                moment=self.words("explore.counted.dragging" if fewer else "explore.counted.rested"),
            )
        )


def _yes_no(row: dict[str, Any], text: str) -> str:
    """What a switch is left at, in a word."""
    return {"0": "no", "1": "yes"}.get(text, text) if row["unit"] == "true or false" else text


def _ends(row: dict[str, Any]) -> dict[str, str]:
    return {"no": "no", "yes": "yes"} if row["unit"] == "true or false" else {"no": "0", "yes": "1"}


def _escaped(text: str) -> str:
    return escape(text, quote=True)
