"""What a facilitator takes away: the session as a page, as its journal, as tables, and as a scenario to run again."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from caucasus_sim.charts.style import CSS
from caucasus_sim.scenario.show import show
from caucasus_sim.web.workshop.asks import brier
from caucasus_sim.web.workshop.picture import lens_picture
from caucasus_sim.web.workshop.records import Result
from caucasus_sim.web.workshop.resolve import replayed
from caucasus_sim.web.workshop.showing import common, shown

if TYPE_CHECKING:
    from caucasus_sim.web.workshop.room import Room

KINDS = ("html", "jsonl", "csv", "yaml")
MEDIA = {"html": "text/html", "jsonl": "application/x-ndjson", "csv": "text/csv", "yaml": "application/yaml"}
FORMULA = ("=", "+", "-", "@", "\t", "\r")
PRIVATE = ("messaged",)


def exported(room: Room, kind: str) -> tuple[str, str]:
    """The text of an export and its media type."""
    makers: dict[str, Callable[[Room], str]] = {"html": _page, "jsonl": _journal, "csv": _table, "yaml": _scenario}
    return makers[kind](room), MEDIA[kind]


def may_show_messages(room: Room) -> bool:
    """Private messages go out only if everybody in the room has agreed."""
    seats = set(room.session.seats)
    return bool(seats) and seats <= room.session.agreed_to_share


def _journal(room: Room) -> str:
    open_too = may_show_messages(room)
    kept = (each for each in room.journal.events if open_too or each["kind"] not in PRIVATE)
    return "".join(json.dumps(each, ensure_ascii=False, sort_keys=True) + "\n" for each in kept)


def _table(room: Room) -> str:
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(["what", "round", "who", "detail", "value", "text"])
    for row in _rows(room):
        rows.writerow([_safe(cell) for cell in row])
    return out.getvalue()


def _safe(cell: Any) -> Any:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def _rows(room: Room) -> Iterator[list[Any]]:
    session = room.session
    for result in session.results.values():
        yield from _ordered(result)
        yield from _guessed(room, result)
        yield from _shares(result)
    for each in session.disputes:
        yield ["dispute", "", each.actor, each.issue, "", each.text]
    for offer in session.offers.values():
        yield ["offer", offer.round, offer.giver, offer.gives, str(offer.answer), f"{offer.taker}: {offer.wants}"]


def _ordered(result: Result) -> Iterator[list[Any]]:
    for actor, order in result.orders.items():
        for choice in order.moves:
            yield ["move", result.round, actor, choice.card, choice.month, order.why]
        for deal, say in order.consents:
            yield ["consent", result.round, actor, deal, say, order.why]
        yield ["line", result.round, actor, order.line, order.by, order.why]
    for actor, vote in result.told.get("votes", {}).items():
        yield ["parliament", result.round, actor, "block" if vote["blocks"] else "course", "", vote["why"]]


def _guessed(room: Room, result: Result) -> Iterator[list[Any]]:
    happened = set(result.told["happened"])
    for (by, number, question), in_20 in room.session.guesses.items():
        if number == result.round:
            yield ["guess", number, by, question, in_20, round(brier(in_20, question in happened), 4)]


def _shares(result: Result) -> Iterator[list[Any]]:
    for kind, which in (("share with", "after"), ("share without", "before")):
        for lens, shares in result.told[which].items():
            for question, share in shares.items():
                yield [kind, result.round, lens, question, share, ""]


def _page(room: Room) -> str:
    rounds = [_round(room, result) for result in room.session.results.values()]
    messages = room.session.messages if may_show_messages(room) else []
    return room.pages.text("record.html", {**common(room), "rounds": rounds, "messages": messages, "css": CSS})


def _round(room: Room, result: Result) -> dict[str, Any]:
    picture = lens_picture(room, result, f"fig{result.round}")
    return {**shown(room, 3, result), "picture": picture}


def _scenario(room: Room) -> str:
    """The room's orders as a scenario: everybody can run it, under every lens."""
    _, script, _ = replayed(room.ground, room.session)
    base = room.ground.setup.scenario
    told = replace(
        base, name="session", title="What a room ordered", moves=script.moves, events=script.events, origin={}
    )
    note = ""
    if script.instructions:
        note = "# Consents that teams gave or refused are not in this file: in it the model decides them.\n"
    if script.blocks:
        note += "# Parliaments that blocked ratification are not in this file: in it each vote takes its course.\n"
    return note + show(told)
