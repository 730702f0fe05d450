"""One past move played differently, all else as it was ordered, with the same luck; what was played stays as it was."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

from caucasus_sim.month.arrays import calendar
from caucasus_sim.web.workshop.cards import Table
from caucasus_sim.web.workshop.futures import Futures, over_lenses
from caucasus_sim.web.workshop.ground import Ground
from caucasus_sim.web.workshop.records import Choice, Order, Result
from caucasus_sim.web.workshop.resolve import before_round, replayed
from caucasus_sim.web.workshop.session import Session
from caucasus_sim.web.workshop.tale import state_lines

NOTHING = ""  # no move; to an agreement, whatever the model says; of a parliament, no block
OTHER_SAY = {"consent": "refuse", "refuse": "consent"}


@dataclass(frozen=True)
class Turn:
    """One thing that a table did in a round: a move or a word to an agreement, by place, or its parliament's block."""

    round: int
    actor: str
    kind: Literal["move", "consent", "block"]
    place: int = 0

    @property
    def key(self) -> str:
        """How a page names it."""
        return f"{self.round}/{self.actor}/{self.kind}/{self.place}"


def turns_of(session: Session) -> dict[str, Turn]:
    """Everything tables did in rounds that are over, by key, in the order of rounds."""
    turns = [turn for result in session.results.values() for turn in _turns_in(result)]
    return {turn.key: turn for turn in turns}


def _turns_in(result: Result) -> list[Turn]:
    found = []
    for actor, order in result.orders.items():
        found += [Turn(result.round, actor, "move", n) for n in range(len(order.moves))]
        found += [Turn(result.round, actor, "consent", n) for n in range(len(order.consents))]
    return found + [Turn(result.round, actor, "block") for actor in result.blocked]


def options_of(ground: Ground, session: Session, turn: Turn) -> list[str]:
    """What could have been done instead: nothing, and cards that were possible when the round began."""
    order = session.results[turn.round].orders.get(turn.actor, Order())
    if turn.kind == "block":
        return [NOTHING]
    if turn.kind == "consent":
        return [NOTHING, OTHER_SAY[order.consents[turn.place][1]]]
    world, _, _ = replayed(ground, before_round(session, turn.round))
    taken = {choice.card for choice in order.moves}
    cards = Table(ground, world).cards[turn.actor].values()
    return [NOTHING, *(card.key for card in cards if card.possible and card.key not in taken and not _holds(card.key))]


def _holds(key: str) -> bool:
    return key.endswith(":hold")


def otherwise(session: Session, turn: Turn, to: str) -> Session:
    """The same session with one thing done differently; the session itself is not written to."""
    other = before_round(session, session.rounds + 1)
    other.results[turn.round] = _changed(session.results[turn.round], turn, to)
    return other


def _changed(result: Result, turn: Turn, to: str) -> Result:
    if turn.kind == "block":
        return replace(result, told={**result.told, "votes": {**result.told["votes"], turn.actor: {"blocks": False}}})
    order = result.orders[turn.actor]
    if turn.kind == "move":
        was = order.moves[turn.place]
        order = replace(order, moves=_exchanged(order.moves, turn.place, Choice(to, was.month) if to else None))
    else:
        was_about = order.consents[turn.place][0]
        order = replace(order, consents=_exchanged(order.consents, turn.place, (was_about, to) if to else None))
    return replace(result, orders={**result.orders, turn.actor: order})


def _exchanged(several: tuple[Any, ...], place: int, one: Any) -> tuple[Any, ...]:
    return (*several[:place], *([] if one is None else [one]), *several[place + 1 :])


def compared(ground: Ground, futures: Futures, session: Session, turn: Turn, to: str, runs: int) -> dict[str, Any]:
    """The room's one history and the futures from that round on, as they were and as they would have been."""
    began, _, first = replayed(ground, before_round(session, turn.round))
    was, was_script, until = replayed(ground, session)
    now, now_script, _ = replayed(ground, otherwise(session, turn, to))
    then, instead = (futures.shares(began, script, first, until, runs) for script in (was_script, now_script))
    counts = [
        {"title": each.title, "was": over_lenses(then, each.id), "now": over_lenses(instead, each.id)}
        for each in futures.questions
    ]
    return {
        "came": _came(ground, futures, was, now),
        "state": [state_lines(ground, world) for world in (was, now)],
        "counts": counts,
        "runs": runs,
    }


def _came(ground: Ground, futures: Futures, was: np.ndarray, now: np.ndarray) -> list[dict[str, str]]:
    """In which month each thing came: what the room is asked about, and whatever else differs."""
    titles = {question.first: question.title for question in futures.questions}
    for outcome in ground.setup.catalogue.outcomes.values():
        if outcome.start.first is not None and outcome.start.before is None:
            titles.setdefault(ground.setup.catalogue.first(outcome.start.first), outcome.title)
    asked = {question.first for question in futures.questions}
    found = []
    for n, title in titles.items():
        then, so = (_month(int(world["first"][0, n])) for world in (was, now))
        if n in asked or then != so:
            found.append({"title": title, "was": then, "now": so})
    return found


def _month(month: int) -> str:
    return calendar(month) if month >= 0 else ""
