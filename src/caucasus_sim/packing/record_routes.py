"""Setting routes and borders from a record, with the works, agreements and milestones that belong to a stage."""

from __future__ import annotations

import numpy as np

from caucasus_sim.month.arrays import NEVER
from caucasus_sim.month.codes import DEAL
from caucasus_sim.packing.record_seen import AGREED
from caucasus_sim.packing.record_treaty import Setting

NONE, TABLED, ON_PAPER, WORKS, PARTLY, OPEN, SUSPENDED = range(7)
NEARLY = 0.95  # a line that is not done, where a world has it done and the record has not
REACHED = (
    ("route_tabled", (TABLED, ON_PAPER, WORKS, PARTLY, OPEN, SUSPENDED)),
    ("route_agreed", (ON_PAPER, WORKS, PARTLY, OPEN, SUSPENDED)),
    ("route_works", (WORKS, PARTLY, OPEN, SUSPENDED)),
    ("route_partly_open", (PARTLY, OPEN)),
    ("route_open", (OPEN,)),
    ("route_suspended", (SUSPENDED,)),
)


def set_routes(setting: Setting) -> None:
    """Every route's stage; which one through a principal's territory is agreed; and since when."""
    routes = list(setting.places.catalogue.routes)
    crossing, before = _crossing(setting), setting.worlds["route"].copy()
    for z, name in enumerate(routes):
        told = setting.told(f"route_{name}")
        _set_route(setting, z, _bounded(setting, z) if told is None else told)
    known = [z for z in crossing if f"route_{routes[z]}" in setting.values]
    if known or setting.any_of("route_agreed", "route_open"):
        _choose(setting, crossing)
        moved = (before != setting.worlds["route"])[:, crossing].any(axis=1)
        _mark_routes(setting, known, known == crossing, moved)
    around = [z for z, name in enumerate(routes) if z not in crossing and f"route_{name}" in setting.values]
    if around:
        there = (setting.worlds["route"][:, around] == OPEN).any(axis=1)
        setting.mark("bypass_open", there, moved=(before != setting.worlds["route"])[:, around].any(axis=1))


def _mark_routes(setting: Setting, known: list[int], all_told: bool, moved: np.ndarray) -> None:
    """Milestones of the routes that are told; those of others stay, unless all are told."""
    for name, stages in REACHED:
        there = np.asarray(np.isin(setting.worlds["route"][:, known], stages).any(axis=1))
        months = setting.told(name)
        if months is not None:
            there = months != NEVER
        elif not all_told:
            there = there | (setting.first(name) != NEVER)
        setting.mark(name, there, months=months, moved=moved if months is None else None)


def _crossing(setting: Setting) -> list[int]:
    b = setting.places.book[0]
    return [z for z in range(int(b.routes)) if b.route_crosses[z].sum() > 0]


def _bounded(setting: Setting, z: int) -> np.ndarray:
    """A world's own stage of a route that nobody told, where the months told leave it room."""
    stage = setting.worlds["route"][:, z].copy()
    if z not in _crossing(setting):
        return stage
    agreed, opened = setting.told("route_agreed"), setting.told("route_open")
    if agreed is not None:
        stage = np.where((agreed == NEVER) & (stage >= ON_PAPER), TABLED, stage)
    if opened is not None:
        stage = np.where((opened == NEVER) & (stage == OPEN), WORKS, stage)
    return stage


def _set_route(setting: Setting, z: int, stage: np.ndarray) -> None:
    w, b, x = setting.worlds, setting.places.book[0], setting.draws
    before = w["route"][:, z].copy()
    fallen = (stage < WORKS) & (before >= WORKS)
    has = {"works_road": float(b.route_road[z]), "works_rail": float(b.route_rail[z])}
    begun = {"works_road": b.route_done[z] * x["own_works_done"], "works_rail": np.full(len(w), b.route_rail_done[z])}
    road_first = (w["works_road"][:, z] >= w["works_rail"][:, z]) if has["works_rail"] else np.full(len(w), True)
    for name, first in (("works_road", road_first), ("works_rail", ~road_first)):
        done = np.where(fallen, begun[name], w[name][:, z])
        done = np.where((stage == OPEN) | ((stage == PARTLY) & first), 1.0, done)
        unfinished = (stage == WORKS) | ((stage == PARTLY) & ~first)
        done = np.where(unfinished, np.minimum(done, NEARLY), done)
        w[name][:, z] = np.where(stage == before, w[name][:, z], done)
    w["route"][:, z] = stage
    _settle_route(setting, z, np.where(stage >= ON_PAPER, AGREED, np.where(stage == TABLED, 1, 0)), stage != before)


def _settle_route(setting: Setting, z: int, state: np.ndarray, moved: np.ndarray) -> None:
    b = setting.places.book[0]
    for k in range(int(b.deals)):
        if b.deal_kind[k] == DEAL["route"] and b.deal_part[k] == z:
            setting.put(k, np.where(moved, state, setting.worlds["deal"][:, k]))


def _choose(setting: Setting, crossing: list[int]) -> None:
    """The route through a principal's territory that is agreed: the world's own if it still is, else the furthest."""
    w = setting.worlds
    furthest = np.where(w["route"][:, crossing] == SUSPENDED, WORKS, w["route"][:, crossing])
    best = np.array(crossing)[np.argmax(furthest, axis=1)]
    any_agreed = furthest.max(axis=1) >= ON_PAPER
    chosen = w["route_chosen"]
    own = (chosen >= 0) & (w["route"][np.arange(len(w)), np.maximum(chosen, 0)] >= ON_PAPER)
    w["route_chosen"] = np.where(own, chosen, np.where(any_agreed, best, NEVER))


def set_borders(setting: Setting) -> None:
    """Borders with third neighbours, the border between the two, and transit."""
    w, b = setting.worlds, setting.places.book[0]
    shut = [p for p in range(2) if b.shut_border[p] == 1]
    _set_mutual(setting)
    for side in setting.places.catalogue.principals:
        p = setting.places.side(side)
        told = setting.told(f"third_border_{side}")
        if told is not None:
            moved = told != w["third_border"][:, p]
            w["third_border"][:, p] = told
            for z in range(int(b.deals)):
                if b.deal_kind[z] == DEAL["third_border"] and b.deal_needs[z, b.principal[p]] == 1:
                    setting.put(z, np.where(moved, np.where(told == 1, AGREED, 0), w["deal"][:, z]))
        told = setting.told(f"transit_{side}")
        if told is not None:
            moved = told != w["transit"][:, p]
            w["transit"][:, p] = told
            setting.mark("transit_lifted_0", told == 1, p, moved=moved)
    if setting.any_of(*(f"third_border_{side}" for side in setting.places.catalogue.principals)):
        setting.mark("third_border_open", np.asarray((w["third_border"][:, shut] == 1).any(axis=1)))


def _set_mutual(setting: Setting) -> None:
    told = setting.told("mutual_border")
    if told is not None:
        moved = told != setting.worlds["mutual_border"]
        setting.worlds["mutual_border"] = told
        b = setting.places.book[0]
        for z in range(int(b.deals)):
            if b.deal_kind[z] == DEAL["mutual_border"]:
                setting.put(z, np.where(moved, np.where(told == 1, AGREED, 0), setting.worlds["deal"][:, z]))
        setting.mark("mutual_border_open", told == 1)
