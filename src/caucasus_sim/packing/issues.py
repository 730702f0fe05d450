"""Issues as slots: what each reads, what gates it, and the slots that are derived from others."""

from __future__ import annotations

import numpy as np

from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.coding.pool import Slot, slots_of
from caucasus_sim.month.arrays import SLOTS
from caucasus_sim.month.codes import KIND

DISTANCE, APPROVAL, DERIVES, SHORTFALL = (int(KIND[name]) for name in ("distance", "approval", "derives", "shortfall"))
# Material interests of a principal: channel, and the sign in which it is wanted.
MATERIAL = (("dividend", 1.0), ("threat", -1.0), ("payment", 1.0), ("pressure", -1.0), ("scrutiny", -0.5))
FIGHTING = "fighting"
NOWHERE = SLOTS - 1


def slot_names(catalogue: Catalogue) -> tuple[Slot, ...]:
    """All slots: coded issues first, then routes, then material interests."""
    coded = slots_of(catalogue)
    routes = tuple(Slot("route", name) for name in catalogue.routes)
    material = tuple(Slot("material", f"{name}_{p}") for p in catalogue.principals for name, _ in MATERIAL)
    return (*coded, *routes, *material, Slot("material", FIGHTING))


def pack_issues(book: np.ndarray, catalogue: Catalogue) -> tuple[Slot, ...]:
    """Write slots, and where derived slots come from, into the book."""
    b = book[0]
    slots = slot_names(catalogue)
    b.slots = len(slots)
    b.slot_gate[:] = -1
    for k, slot in enumerate(slots):
        b.slot_kind[k], b.slot_channel[k], b.slot_gate[k] = _reading(catalogue, slot)
    b.slot_kind[len(slots) :] = DERIVES
    _pack_derived(b, catalogue, slots)
    return slots


def _reading(catalogue: Catalogue, slot: Slot) -> tuple[int, int, int]:
    if slot.issue == "route":
        return APPROVAL, catalogue.channel(f"route_{slot.choice}"), -1
    if slot.issue == "material":
        return APPROVAL, catalogue.channel(str(slot.choice)), -1
    issue = catalogue.issues[slot.issue]
    gate = -1 if issue.gate is None else catalogue.channel(issue.gate)
    if issue.reads in ("route", "assurances"):
        return DERIVES, 0, -1
    if slot.choice is None:
        kind = SHORTFALL if issue.counts == "shortfall" else DISTANCE
        return kind, catalogue.channel(str(issue.reads)), gate
    reads = issue.reads if isinstance(issue.reads, dict) else {}
    if slot.choice not in reads:
        return DERIVES, 0, -1
    return APPROVAL, catalogue.channel(reads[slot.choice]), gate


def _pack_derived(b: np.record, catalogue: Catalogue, slots: tuple[Slot, ...]) -> None:
    place = {slot: k for k, slot in enumerate(slots)}
    b.opening_slot = place.get(Slot("route_opening"), NOWHERE)
    b.law_slot = place.get(Slot("route_law"), NOWHERE)
    for z, (name, route) in enumerate(catalogue.routes.items()):
        b.route_slot[z] = place[Slot("route", name)]
        b.operator_slot[z] = place.get(Slot("route_operator", route.operator), NOWHERE)
        b.guard_slot[z] = place.get(Slot("route_security", route.security), NOWHERE)
        b.route_law[z] = route.law / 100.0
