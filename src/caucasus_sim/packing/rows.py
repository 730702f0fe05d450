"""Moves as numbered rows: for every actor and domain first `hold`, then one row for each thing it could do."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.coding.rows import Row, all_rows, filled, other_principal
from caucasus_sim.month.arrays import CHANNEL_NAMES, DOMAIN_NAMES, EFFECT, ROWS
from caucasus_sim.month.codes import DOES, WHEN
from caucasus_sim.month.conditions import FIRST_DEAL, GATES_A_CONDITION, OF_AGREEMENTS

HOLD = "hold"
LEVERED = ("pressure_0", "pressure_1", "payment_0", "payment_1")


@dataclass(frozen=True)
class NamedRow:
    """A row of the book with its names."""

    actor: str
    domain: str
    row: Row
    text: str

    @property
    def is_hold(self) -> bool:
        """Whether the row stands for doing nothing in its domain."""
        return self.row.move == HOLD


def named_rows(catalogue: Catalogue, actors: tuple[str, ...]) -> tuple[NamedRow, ...]:
    """All rows in the order of the book."""
    known = [row for row in all_rows(catalogue.moves, catalogue.actors, catalogue.principals) if row.actor in actors]
    rows: list[NamedRow] = []
    for actor in actors:
        for domain in DOMAIN_NAMES:
            rows.append(NamedRow(actor, domain, Row(HOLD, actor), f"{HOLD} ({domain})"))
            rows += [
                _named(catalogue, row)
                for row in known
                if row.actor == actor and catalogue.moves[row.move].domain == domain
            ]
    return tuple(rows)


def _named(catalogue: Catalogue, row: Row) -> NamedRow:
    move = catalogue.moves[row.move]
    other = other_principal(row.actor, catalogue.principals)
    title = move.title.replace("{other}", _name(catalogue, other) or "the other principal")
    words = row._replace(to=_name(catalogue, row.to), actor=_name(catalogue, row.actor) or row.actor)
    return NamedRow(row.actor, move.domain, row, filled(title, words, catalogue.principals))


def _name(catalogue: Catalogue, actor: str | None) -> str | None:
    return catalogue.actors[actor].name if actor in catalogue.actors else actor


def pack_rows(
    book: np.ndarray, catalogue: Catalogue, actors: tuple[str, ...], deals: tuple[str, ...], systems: tuple[str, ...]
) -> tuple[NamedRow, ...]:
    """Write every row into the book; the names in the same order are returned."""
    b = book[0]
    rows = named_rows(catalogue, actors)
    if len(rows) > ROWS:
        raise ValueError(f"{len(rows)} rows; at most {ROWS} fit")
    b.rows = len(rows)
    b.row_to[:] = -1
    b.row_deal[:] = -1
    b.row_induced[:] = -1
    b.touch_effect[:] = -1
    for n, named in enumerate(rows):
        i, d = actors.index(named.actor), DOMAIN_NAMES.index(named.domain)
        b.row_actor[n], b.row_domain[n] = i, d
        if named.is_hold:
            b.row_first[i, d] = n
        else:
            _pack_row(b, n, catalogue, named.row, actors, deals, systems)
        b.row_last[i, d] = n + 1
    return rows


def _pack_row(
    b: np.record,
    n: int,
    catalogue: Catalogue,
    row: Row,
    actors: tuple[str, ...],
    deals: tuple[str, ...],
    systems: tuple[str, ...],
) -> None:
    move = catalogue.moves[row.move]
    b.row_act[n] = 1 if move.kind == "act" else 0
    b.row_effect[n] = DOES[move.does]
    b.row_cost[n], b.row_pace[n] = move.cost, 1.0 if move.pace == "major" else 0.0
    b.row_usd[n] = move.usd_m_per_year or 0.0
    b.row_system[n] = systems.index(move.systems[0]) if move.systems else 0
    if row.to in catalogue.principals:
        b.row_to[n] = catalogue.principals.index(row.to)
    about = row.deal or (f"route_{row.option}" if row.option else None)
    if about is not None:
        b.row_deal[n] = deals.index(about)
    b.row_gate[n] = _gate(move.when, int(b.side[b.row_actor[n]]), int(b.row_deal[n]))
    if move.induce is not None:
        target = filled(move.induce.to, row, catalogue.principals)
        b.row_induce[n] = move.induce.size
        b.row_induced[n] = actors.index(target) if target in actors else -1
        if target not in actors and target != "all":
            b.row_induce[n] = 0.0
    _pack_touches(b, n, catalogue, row)


def _gate(when: str, side: int, deal: int) -> int:
    """Where the world says whether a move of one side may be made now."""
    if when in OF_AGREEMENTS:
        return int(FIRST_DEAL + deal)
    return int(GATES_A_CONDITION * WHEN[when] + side + 1)


def _pack_touches(b: np.record, n: int, catalogue: Catalogue, row: Row) -> None:
    count = 0
    for touch in catalogue.moves[row.move].touches:
        channel = touchable(catalogue, filled(touch.channel, row, catalogue.principals))
        if channel is None:
            continue
        b.touch_channel[n, count], b.touch_size[n, count] = channel, touch.size
        b.touch_effect[n, count] = -1 if touch.effect is None else EFFECT[touch.effect]
        b.touch_levered[n, count] = 1 if CHANNEL_NAMES[channel] in LEVERED else 0
        count += 1
    b.touches[n] = count


def touchable(catalogue: Catalogue, name: str) -> int | None:
    """The number of a channel; None where a template names a tie that no issue asks about (India's trade, say)."""
    try:
        return catalogue.channel(name)
    except KeyError:
        if name.startswith(("security_", "trade_", "format_", "route_")):
            return None
        raise


def base_log_odds(catalogue: Catalogue, rows: tuple[NamedRow, ...]) -> np.ndarray:
    """Log odds of every row against holding, at the reference, f8 [rows]."""
    found = np.full(ROWS, -50.0)
    for n, named in enumerate(rows):
        if not named.is_hold:
            found[n] = math.log(max(catalogue.odds(named.row), 1e-12))
    return found
