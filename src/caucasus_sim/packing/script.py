"""What a scenario orders, as numbers: scripted moves, reactions, events, levers from a month on, assumptions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.month.arrays import BOOK, DIAL_DEFAULTS, DIAL_NAMES, EVENTS, MONTHS, ONCE, ROWS, RULES_WHEN
from caucasus_sim.packing.rows import NamedRow
from caucasus_sim.scenario.model import Reaction, Scenario, ScriptedMove, Value

KEYS = ("to", "deal", "option", "format")


def row_number(rows: tuple[NamedRow, ...], actor: str, move: str, chosen: Mapping[str, Value], domain: str = "") -> int:
    """The row of an actor's move with what it is about; amounts in ``chosen`` pick no row."""
    wanted = {key: value for key, value in chosen.items() if key in KEYS}
    for n, named in enumerate(rows):
        same = named.actor == actor and named.row.move == move and (not named.is_hold or named.domain == domain)
        if same and all(getattr(named.row, key) == value for key, value in wanted.items()):
            return n
    raise KeyError(f"{actor} has no move {move} with {wanted}")


def pack_script(
    book: np.ndarray, catalogue: Catalogue, scenario: Scenario, rows: tuple[NamedRow, ...]
) -> tuple[NamedRow, ...]:
    """Write everything a scenario orders into the book; returns the rows, with those an amount of its own needed."""
    b = book[0]
    b.script[:] = -1
    for move in sorted(scenario.moves, key=lambda each: each.month):
        row, rows = _ordered_row(b, rows, move)
        _order(b, row, move.month, last_month(b, row, scenario, move.until, move.month))
    for n, reaction in enumerate(scenario.when[:RULES_WHEN]):
        b.when_first[n] = catalogue.first(reaction.if_first)
        b.when_after[n] = reaction.after
        b.when_row[n], rows = _ordered_row(b, rows, reaction)
        b.whens = n + 1
    _pack_events(b, catalogue, scenario)
    return rows


def last_month(b: np.record, row: int, scenario: Scenario, until: int | None, month: int) -> int:
    """An act is done in its month; a posture stands until it says, or to the end."""
    if b.row_act[row] == 1:
        return month
    return scenario.end if until is None else until


def _order(b: np.record, row: int, first: int, last: int) -> None:
    i, d = int(b.row_actor[row]), int(b.row_domain[row])
    b.script[first - b.start : min(last - b.start + 1, MONTHS), i, d] = row


def _ordered_row(
    b: np.record, rows: tuple[NamedRow, ...], order: ScriptedMove | Reaction
) -> tuple[int, tuple[NamedRow, ...]]:
    """The row of an order; one with an amount of its own becomes a row that only orders can reach."""
    row = row_number(rows, order.actor, order.move, order.with_, order.domain)
    if "usd_m" not in order.with_:
        return row, rows
    own = len(rows)
    if own >= ROWS:
        raise ValueError(f"more than {ROWS} rows")
    for name in BOOK.names or ():
        if name.startswith(("row_", "touch")) and BOOK[name].shape[:1] == (ROWS,):
            b[name][own] = b[name][row]
    _set_amount(b, own, float(order.with_["usd_m"]))
    named = replace(rows[row], text=f"{rows[row].text} (USD {float(order.with_['usd_m']):g} m)")
    return own, (*rows, named)


def _set_amount(b: np.record, row: int, amount: float) -> None:
    """An amount in USD m: of a payment, in thousands as inducement, else of supply a year."""
    if b.row_induce[row] != 0.0:
        b.row_induce[row] = min(1.0, amount / 1000.0)
    else:
        b.row_usd[row] = amount


def _pack_events(b: np.record, catalogue: Catalogue, scenario: Scenario) -> None:
    dated: list[tuple[int, int, float]] = []
    for setting in scenario.levers:
        target = catalogue.levers[setting.id].sets
        if target.dial is not None:
            month = scenario.start if setting.from_month is None else setting.from_month
            dated.append((month, catalogue.dial(target.dial), float(setting.value)))
    for event in scenario.events:
        body = catalogue.events[event.event]
        for k, each in enumerate(body.sets):
            value = event.value if event.value is not None and k == 0 else each.value
            dated += _lasting(catalogue, scenario, each.dial, value, event.month, body.lasts)
    for assumed in scenario.assume:
        dated.append((assumed.month or scenario.start, catalogue.dial(assumed.dial), assumed.value))
    if len(dated) > EVENTS:
        raise ValueError(f"{len(dated)} dated changes; at most {EVENTS} fit")
    for n, (month, dial, value) in enumerate(sorted(dated)):
        b.event_month[n], b.event_dial[n], b.event_value[n] = month, dial, value
    b.events = len(dated)


def _lasting(
    catalogue: Catalogue, scenario: Scenario, name: str, value: float, month: int, lasts: int | None
) -> list[tuple[int, int, float]]:
    """The changes of a dial for an event: for good, for some months, or anew each month where a dial lasts one."""
    dial = catalogue.dial(name)
    if DIAL_NAMES[dial] in ONCE:
        return [(month + k, dial, value) for k in range(lasts or 1)]
    back = [] if lasts is None else [(month + lasts, dial, _before(catalogue, scenario, name))]
    return [(month, dial, value), *back]


def _before(catalogue: Catalogue, scenario: Scenario, dial: str) -> float:
    """What a dial returns to after an event that lasts: the scenario's setting, or the default."""
    for setting in scenario.levers:
        if catalogue.levers[setting.id].sets.dial == dial and setting.from_month is None:
            return float(setting.value)
    return DIAL_DEFAULTS[DIAL_NAMES[catalogue.dial(dial)]]
