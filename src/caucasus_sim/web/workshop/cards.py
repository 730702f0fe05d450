"""The move catalogue as cards: what each government can do now, and how a standing line fills what nobody orders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from caucasus_sim.coding.rows import filled
from caucasus_sim.month.arrays import DOMAIN_NAMES
from caucasus_sim.packing.rows import NamedRow
from caucasus_sim.packing.setup import Setup
from caucasus_sim.scenario.model import ScriptedMove, Value
from caucasus_sim.web.workshop.feasible import feasible_rows
from caucasus_sim.web.workshop.ground import Ground

ABOUT = ("to", "deal", "option", "format")
# Which way a touch on a channel points; written for this exercise, the same for every government.
PRESSES = ("hard_line", "threat", "pressure", "scrutiny", "linkage", "arms", "pace_conflict", "fighting")
EASES = ("pace_", "payment", "format_", "monitors", "detainees", "transit", "borders", "outside_guarantee", "returns")


@dataclass(frozen=True)
class Card:
    """One thing a government can do: a row of the catalogue, and whether it is possible now.

    ``bent`` is positive for what presses the other side, negative for what eases, 0 for neither.
    """

    key: str
    actor: str
    domain: str
    posture: bool
    text: str
    in_words: str
    possible: bool
    standing: bool
    bent: float


def key_of(named: NamedRow) -> str:
    """A card's name: move, and what it is about."""
    about = [f"{name}={getattr(named.row, name)}" for name in ABOUT if getattr(named.row, name) is not None]
    return "/".join([f"{named.domain}:{named.row.move}", *about])


def cards_of(setup: Setup, possible: np.ndarray, choice: np.ndarray, actor: str) -> dict[str, Card]:
    """Every card of a government by key, `hold` included; ``choice`` i8 [domains] is what stands."""
    rows = [(n, named) for n, named in enumerate(setup.drawer.rows) if named.actor == actor]
    return {key_of(named): _card(setup, named, bool(possible[n]), n in choice) for n, named in rows}


def _card(setup: Setup, named: NamedRow, possible: bool, standing: bool) -> Card:
    move = setup.catalogue.moves.get(named.row.move)
    words = "" if move is None else move.in_words
    posture = move is None or move.kind == "posture"
    return Card(
        *(key_of(named), named.actor, named.domain, posture, named.text, words),
        possible,
        standing,
        bent_of(setup, named),
    )


def bent_of(setup: Setup, named: NamedRow) -> float:
    """How far a row presses (positive) or eases (negative): its uncontested touches, by the channels they are on."""
    move = setup.catalogue.moves.get(named.row.move)
    touches = [] if move is None else [each for each in move.touches if each.effect is None]
    total = 0.0
    for touch in touches:
        channel = filled(touch.channel, named.row, setup.catalogue.principals)
        total += touch.size * (
            channel.startswith(PRESSES) - (not channel.startswith(PRESSES) and channel.startswith(EASES))
        )
    return total


class Table:
    """All cards at one moment of the room's history."""

    def __init__(self, ground: Ground, world: np.ndarray) -> None:
        self.setup, w = ground.setup, world[0]
        possible = feasible_rows(world, ground.legs[-1][1], self.setup.book)
        self.cards = {
            actor: cards_of(self.setup, possible, w.choice[i], actor) for i, actor in enumerate(self.setup.actors)
        }
        self.on_table = tuple(name for z, name in enumerate(self.setup.deals) if w.deal[z] == 1)
        self.binds = {
            name: tuple(actor for i, actor in enumerate(self.setup.actors) if self.setup.book[0].deal_needs[z, i] == 1)
            for z, name in enumerate(self.setup.deals)
        }

    def agreements(self, actor: str) -> list[tuple[str, str]]:
        """Agreements on the table that need a government's consent: id and title; all open articles are one."""
        names = [name for name in self.on_table if actor in self.binds[name]]
        found = [(name, deal_title(self.setup, name)) for name in names if not name.startswith("article")]
        articles = [name for name in names if name.startswith("article")]
        return [("articles", f"the open articles ({len(articles)})"), *found] if articles else found

    def deals_named(self, actor: str, name: str) -> list[str]:
        """The agreements that a name on a form stands for."""
        wanted = [deal for deal in self.on_table if actor in self.binds[deal]]
        return [deal for deal in wanted if deal == name or (name == "articles" and deal.startswith("article"))]

    def line(self, actor: str, line: str) -> dict[str, Card]:
        """The posture of every domain under a standing line; empty where the model chooses."""
        if line == "model":
            return {}
        return {domain: self._posture(actor, domain, line) for domain in DOMAIN_NAMES}

    def _posture(self, actor: str, domain: str, line: str) -> Card:
        cards = [card for card in self.cards[actor].values() if card.domain == domain and card.posture]
        now = next((card for card in cards if card.standing), cards[0])
        sign = {"press": 1.0, "ease": -1.0}.get(line, 0.0)
        best = max((card for card in cards if card.possible), key=lambda card: sign * card.bent, default=now)
        return best if sign * best.bent > max(0.0, sign * now.bent) else now

    def scripted(self, card: Card, first: int, last: int) -> ScriptedMove:
        """A card as an order of a scenario: a posture up to a month, an act in one."""
        row = next(each for each in self.setup.drawer.rows if each.actor == card.actor and key_of(each) == card.key)
        about: dict[str, Value] = {name: getattr(row.row, name) for name in ABOUT if getattr(row.row, name) is not None}
        return ScriptedMove(first, last if card.posture else None, card.actor, row.row.move, about, card.domain)


def deal_title(setup: Setup, name: str) -> str:
    """An agreement in words."""
    for key, deal in setup.catalogue.deals.items():
        if name == key:
            return deal.title
    option = name.removeprefix("route_")
    routes = setup.catalogue.routes
    return routes[option].title if option in routes and hasattr(routes[option], "title") else name.replace("_", " ")


def flattened(moves: Iterable[ScriptedMove]) -> Iterator[ScriptedMove]:
    """Orders without two for the same month: what comes later takes the place of what came before."""
    grid: dict[tuple[str, str], dict[int, ScriptedMove]] = {}
    for move in sorted(moves, key=lambda each: each.until is None):  # an act is done whatever stands
        last = move.month if move.until is None else move.until
        grid.setdefault((move.actor, move.domain), {}).update(dict.fromkeys(range(move.month, last + 1), move))
    for months in grid.values():
        yield from _stretches(months)


def _stretches(months: dict[int, ScriptedMove]) -> Iterator[ScriptedMove]:
    begin = None
    for month in sorted(months):
        begin = month if begin is None else begin
        move = months[month]
        if months.get(month + 1) is not move:
            yield replace(move, month=begin, until=None if move.until is None else month)
            begin = None
