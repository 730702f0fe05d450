"""An invented world for tests of scenarios: two principals, two others, and a little of everything."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from caucasus_sim.coding.names import Names, names_of
from caucasus_sim.coding.rows import Row, all_rows, filled

PRINCIPALS = ("arland", "borland")
Body = SimpleNamespace


def lever(sets: dict[str, str], low: float, high: float, unit: str = "share", dated: bool = True) -> Body:
    target = Body(**{"dial": None, "parameter": None, "effect": None, **sets})
    words = {"title": "A lever", "unit": unit, "default": low, "in_words": "What it does.", "choices": None}
    return Body(**words, range=Body(start=low, end=high), sets=target, from_month_allowed=dated)


def move(
    domain: str, kind: str, who: tuple[str, ...], does: str = "nothing", usd: float | None = None, **about: Any
) -> Body:
    chosen = Body(**{"to": None, "deal": None, "option": None, "format": None, **about})
    words = {"title": "A move", "in_words": "What it does.", "touches": (), "induce": None, "usd_m_per_year": usd}
    return Body(**words, domain=domain, kind=kind, who=who, does=does, with_=chosen)


def event(**dials: float) -> Body:
    sets = tuple(Body(dial=dial, value=value) for dial, value in dials.items())
    return Body(title="An event", in_words="What happens.", sets=sets)


def outcome(**start: str) -> Body:
    return Body(title="An outcome", start=Body(**{"first": None, "series": None, "field": None, **start}))


def issue(question: str, approval: tuple[str, ...] | None = None) -> Body:
    return Body(question=question, approval=approval)


ACTORS = {name: Body(name=name.title()) for name in (*PRINCIPALS, "ostria", "vestland")}
ISSUES = {"treaty_support": issue("A treaty?"), "format": issue("Which?", ("bilateral", "ostria"))}
ROUTES = {"valley": Body(), "ridge": Body()}
DEALS = {
    "sign": Body(kind="sign", consents=PRINCIPALS),
    "interim": Body(kind="interim", consents=PRINCIPALS),
    "vestland_border": Body(kind="third_border", consents=("arland", "vestland")),
}
MOVES = {
    "press_talks": move("treaty", "posture", ("principals",)),
    "start_amendment": move("treaty", "act", ("principals",), "start_amendment"),
    "offer_interim": move("treaty", "act", ("principals",), "table", deal=["interim"]),
    "table_route": move("route", "act", ("principals",), "table", option=["valley", "ridge"]),
    "supply_arms": move("security", "posture", ("outsiders",), "supply", 100.0, to=["principals"]),
    "mediate": move("treaty", "posture", ("ostria",), "meet", format=["{self}"]),
    "end_monitors": move("security", "act", ("principals",), "end_monitors"),
}
LEVERS = {
    "arms.to_arland.rate": lever({"dial": "arms_rate_arland"}, 0, 5),
    "arms.to_borland.rate": lever({"dial": "arms_rate_borland"}, 0, 5),
    "freight.penalty": lever({"dial": "northern_penalty"}, 0, 1),
    "freight.detour": lever({"dial": "northern_penalty"}, 0, 1),
    "constitution.earliest": lever({"parameter": "earliest_vote"}, 1, 74, "months after January 2031"),
    "constitution.retry": lever({"dial": "amendment_retry"}, 0, 1, "true or false"),
    "arms.form": lever({"parameter": "form_arms"}, 0, 1, "0 or 1", dated=False),
}
EVENTS = {
    "border_crisis": event(crisis_shock=1),
    "northern_route_recovers": event(northern_penalty=0.1),
    "ceasefire_elsewhere": event(ukraine_war=0, northern_penalty=0.15),
    "government_changes_arland": event(assume_government_arland=1),
}
OUTCOMES = {
    "treaty_signed": outcome(first="treaty_signed"),
    "route_agreed": outcome(first="route_agreed"),
    "route_open": outcome(first="route_open"),
    "arland_referendum_lost": outcome(first="referendum_failed_arland"),
    "crises": outcome(series="crises"),
}


def _spelled() -> Names:
    class Sides:
        def spell(self, name: str) -> str:
            for number, side in enumerate(PRINCIPALS):
                name = f"{name.removesuffix(f'_{number}')}_{side}" if name.endswith(f"_{number}") else name
            return name

    return names_of(Sides())  # type: ignore[arg-type]


@dataclass(frozen=True)
class Invented:
    """As much of a catalogue as scenarios use."""

    principals: tuple[str, ...] = PRINCIPALS
    actors: dict[str, Body] = field(default_factory=lambda: ACTORS)
    issues: dict[str, Body] = field(default_factory=lambda: ISSUES)
    moves: dict[str, Body] = field(default_factory=lambda: MOVES)
    deals: dict[str, Body] = field(default_factory=lambda: DEALS)
    routes: dict[str, Body] = field(default_factory=lambda: ROUTES)
    levers: dict[str, Body] = field(default_factory=lambda: LEVERS)
    events: dict[str, Body] = field(default_factory=lambda: EVENTS)
    outcomes: dict[str, Body] = field(default_factory=lambda: OUTCOMES)
    readings: dict[str, None] = field(default_factory=lambda: {"gazette": None, "courier": None})
    numbers: Names = field(default_factory=_spelled)
    where: dict[tuple[str, str], tuple[str, int]] = field(
        default_factory=lambda: {("states", "trust_arland"): ("evidence/states/2031-01.yaml", 3)}
    )

    def rows(self) -> tuple[Row, ...]:
        return tuple(all_rows(self.moves, self.actors, self.principals))

    def fill(self, template: str, row: Row) -> str:
        return filled(template, row, self.principals)
