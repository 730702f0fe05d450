"""Setting worlds from a record: every filled quantity exactly, and of the rest what has to follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from caucasus_sim.coding.spread import mixture, quantile
from caucasus_sim.coding.update import Quantity
from caucasus_sim.luck import keyed_uniform
from caucasus_sim.month.arrays import NEVER, ORDERS
from caucasus_sim.packing.record_routes import set_borders, set_routes
from caucasus_sim.packing.record_treaty import Setting, set_constitutions, set_treaty
from caucasus_sim.packing.state import OUTSIDE
from caucasus_sim.scenario.record import Entry, Ordered, Record

PLAIN = {
    "delimited": "delimited",
    "protocols": "protocols",
    "missing": "missing",
    "lawsuits": "lawsuits",
    "deaths": "all_fatalities",
    "monitors": "monitors",
    "guards": "guards",
}
SIDED = {"seats": "seats", "next_election": "election", "held": "held", "spending": "spending", "bloc": "bloc"}
ORDER_FIELDS = ("order_to", "order_from", "order_system", "order_due", "order_usd")
TRAIN_MT = 0.00155  # Mt a container train, as in month/economy.py


def values_of(record: Record, quantities: dict[str, Quantity], seed: int, ids: np.ndarray) -> dict[str, np.ndarray]:
    """What the record says of each quantity, f8 [n]: the value, or one drawn from the belief for every id."""
    return {name: _value(entry, quantities[name], seed, ids) for name, entry in record.latest.items()}


def _value(entry: Entry, quantity: Quantity, seed: int, ids: np.ndarray) -> np.ndarray:
    if entry.known:
        return np.full(len(ids), entry.best)
    cell = mixture([(entry.low, entry.best, entry.high)], quantity.low, quantity.high)
    drawn = quantile(cell, keyed_uniform(seed, f"record {quantity.base}", quantity.owner, ids))
    return np.rint(drawn) if quantity.kind == "whole" else drawn


def set_state(setting: Setting, record: Record | None, systems: Sequence[str], actors: Sequence[str]) -> None:
    """Write the setting's values, and the record's order books, into its worlds."""
    set_treaty(setting)
    set_constitutions(setting)
    set_routes(setting)
    set_borders(setting)
    before = {name: setting.worlds[name].copy() for name in ("monitors", "guards", "bloc")}
    _set_plain(setting)
    _mark_ties(setting, before)
    _set_force(setting)
    _set_economy(setting)
    for principal, orders in (record.orders if record is not None else {}).items():
        _set_orders(setting, setting.places.side(principal), orders, systems, actors)


def _set_plain(setting: Setting) -> None:
    w, catalogue = setting.worlds, setting.places.catalogue
    for name, field in PLAIN.items():
        if name in setting.values:
            w[field] = setting.values[name]
    for side in catalogue.principals:
        p = setting.places.side(side)
        for name, field in SIDED.items():
            if f"{name}_{side}" in setting.values:
                w[field][:, p] = setting.values[f"{name}_{side}"]
        changed = setting.told(f"government_changed_{side}")
        if changed is not None:
            setting.mark("government_changed_0", changed != NEVER, p, months=changed)
            w["lean"][:, p] = np.where(changed == NEVER, 0.0, w["lean"][:, p])
    for name in catalogue.issues["format"].approval or ():
        if f"format_{name}" in setting.values:
            w["format"][:, setting.places.format(name)] = setting.values[f"format_{name}"]


def _set_force(setting: Setting) -> None:
    """The last incident, crisis, offensive and war; a larger one is never later than a smaller one."""
    w, start = setting.worlds, int(setting.places.book[0].start)
    told = {name: setting.told(name) for name in ("last_war", "last_offensive", "last_crisis", "last_incident")}
    if told["last_incident"] is not None:
        w["calm_months"] = setting.month - told["last_incident"]
        w["longest_calm"] = np.maximum(w["longest_calm"], w["calm_months"])
    if not setting.any_of("last_war", "last_offensive", "last_crisis"):
        return
    fields = {"last_war": "war_month", "last_offensive": "last_offensive", "last_crisis": "last_crisis"}
    for name, field in fields.items():
        if told[name] is not None:
            w[field] = told[name]
    for larger, smaller in (("last_crisis", "last_offensive"), ("last_offensive", "last_war")):
        if told[larger] is not None and told[smaller] is None:
            w[fields[smaller]] = np.where(w[fields[smaller]] > told[larger], NEVER, w[fields[smaller]])
    for larger, smaller in (("last_war", "last_offensive"), ("last_offensive", "last_crisis")):
        if told[smaller] is None:
            w[fields[smaller]] = np.maximum(w[fields[smaller]], w[fields[larger]])
    for name, milestone in (("last_war", "war"), ("last_offensive", "limited_offensive"), ("last_crisis", "crisis")):
        months = w[fields[name]]
        known = setting.first(milestone)
        since = np.where((known == NEVER) | (known > months), months, known)
        setting.mark(milestone, (months != NEVER) & (months >= start), months=since)


def _set_economy(setting: Setting) -> None:
    """Trade with what a cut-off leaves of it, and freight with its trains."""
    w = setting.worlds
    for side in setting.places.catalogue.principals:
        told, p = setting.values.get(f"trade_{side}"), setting.places.side(side)
        if told is not None:
            w["trade"][:, p] = told
            w["cut"][:, p] = np.where(w["cut"][:, p] < 0.99, w["cut"][:, p], 0.0)
            w["uncut"][:, p] = told / (1.0 - w["cut"][:, p])
    if "freight" in setting.values:
        w["freight"] = setting.values["freight"]
        w["trains"] = w["freight"] * setting.places.book[0].train_share / TRAIN_MT


def _mark_ties(setting: Setting, before: Mapping[str, np.ndarray]) -> None:
    """What stood and stands no longer has ended, and the other way round; only where the record is the later one."""
    if not setting.forward:
        return
    w = setting.worlds
    for name, milestone in (("monitors", "monitors_ended"), ("guards", "guards_left")):
        setting.mark(milestone, w[name] == 0, moved=w[name] != before[name])
    for p in range(2):
        state, moved = w["bloc"][:, p], w["bloc"][:, p] != before["bloc"][:, p]
        frozen = (state == 1) | ((state == 0) & (setting.first("bloc_frozen_0", p) != NEVER))
        setting.mark("bloc_frozen_0", frozen, p, moved=moved)
        setting.mark("bloc_left_0", state == 0, p, moved=moved)


def _set_orders(
    setting: Setting, p: int, orders: Sequence[Ordered], systems: Sequence[str], actors: Sequence[str]
) -> None:
    """One principal's order book in the place of what a world had; the other's stays as it is."""
    told = [
        (p, _supplier(each, actors), systems.index(each.system), each.due, each.usd_m) for each in orders
    ]  # fmt: skip
    for w in setting.worlds:
        others = [tuple(w[name][k] for name in ORDER_FIELDS) for k in range(int(w["orders"])) if w["order_to"][k] != p]
        room = ORDERS - len(told)
        for k, row in enumerate([*told, *others[:room]]):
            for name, value in zip(ORDER_FIELDS, row, strict=True):
                w[name][k] = value
        w["orders"] = min(ORDERS, len(told) + len(others))
        # A full book adds to its last order, as in month/military.py.
        w["order_usd"][int(w["orders"]) - 1] += sum(row[-1] for row in others[room:])
        w["ordering"][:, p] = 0.0


def _supplier(each: Ordered, actors: Sequence[str]) -> int:
    return actors.index(each.supplier) if each.supplier in actors else OUTSIDE
