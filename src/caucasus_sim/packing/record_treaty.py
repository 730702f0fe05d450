"""Setting the treaty from a record, with everything that follows from a stage."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from caucasus_sim.month.arrays import FIRST, NEVER
from caucasus_sim.month.codes import DEAL
from caucasus_sim.packing.record_seen import AGREED
from caucasus_sim.packing.record_setting import Setting
from caucasus_sim.packing.state import plain

NO_TEXT, TEXT, INITIALLED, SIGNED, FORCE, FAILED = range(6)
STAGE_OF = {"initialled": INITIALLED, "treaty_signed": SIGNED, "treaty_in_force": FORCE}
MARKS = (("text_complete", TEXT), ("initialled", INITIALLED), ("treaty_signed", SIGNED), ("treaty_in_force", FORCE))


def set_treaty(setting: Setting) -> None:
    """Stage, articles, months, ratification, and the two lesser texts."""
    if setting.any_of("treaty_stage", "articles_agreed", *STAGE_OF):
        _set_stage(setting)
    for name, kind in (("interim_signed", "interim"), ("partial_signed", "partial")):
        months = setting.told(name)
        if months is not None:
            signed = months != NEVER
            setting.mark(name, signed, months=months)
            setting.settle(kind, np.where(signed, AGREED, _reopened(setting, kind)))


def _set_stage(setting: Setting) -> None:
    before = setting.worlds["treaty"].copy()
    stage = _stage(setting, before)
    setting.worlds["treaty"] = stage
    _set_articles(setting, stage)
    moved = stage != before
    b, deals = setting.places.book[0], setting.worlds["deal"]
    for kind, reached in (("initial", TEXT), ("sign", INITIALLED)):
        z = next(z for z in range(int(b.deals)) if b.deal_kind[z] == DEAL[kind])
        wanted = np.where(stage > reached, AGREED, np.where(stage == reached, 1, 0))
        setting.put(z, np.where(moved, wanted, deals[:, z]))
    _mark_stages(setting, stage)
    _set_ratified(setting, stage)
    _set_what_follows(setting, before, stage)


def _reopened(setting: Setting, kind: str) -> np.ndarray:
    """What an agreement of a kind stands at where it is not concluded: as it was, or off the table."""
    b = setting.places.book[0]
    z = next(z for z in range(int(b.deals)) if b.deal_kind[z] == DEAL[kind])
    state = setting.worlds["deal"][:, z]
    return np.where(state == AGREED, 0, state)


def _stage(setting: Setting, stage: np.ndarray) -> np.ndarray:
    """The stage the record tells, or else the world's own, moved as little as the record's other rows allow."""
    told = setting.told("treaty_stage")
    if told is not None:
        return told
    stage = stage.copy()
    articles, total = setting.told("articles_agreed"), int(setting.places.book[0].articles)
    if articles is not None:
        stage = np.where(articles < total, NO_TEXT, np.maximum(stage, TEXT))
    for name, reached in STAGE_OF.items():
        months = setting.told(name)
        if months is not None:
            stage = np.where(months == NEVER, _below(stage, reached), np.maximum(stage, reached))
    return stage


def _below(stage: np.ndarray, reached: int) -> np.ndarray:
    """Stages cut below one that was not reached; what has failed after signature was not in force."""
    kept = (stage < reached) | ((stage == FAILED) & (reached == FORCE))
    return np.where(kept, stage, reached - 1)


def _set_articles(setting: Setting, stage: np.ndarray) -> None:
    """How many articles are agreed; those that stay open are the ones with the largest objections."""
    w, total = setting.worlds, int(setting.places.book[0].articles)
    have = np.sum(w["deal"][:, :total] == AGREED, axis=1)
    told = setting.told("articles_agreed")
    wanted = np.where(stage >= TEXT, total, np.minimum(have, total - 1) if told is None else told)
    for r in np.flatnonzero(wanted != have):
        _agree(w[r], setting.draws["gap"][r], total, int(wanted[r]))


def _agree(w: np.record, gap: np.ndarray, total: int, wanted: int) -> None:
    """Agree or reopen articles of one world, the easiest first and the hardest last."""
    agreed = w.deal[:total] == AGREED
    hard = np.where(agreed, gap[:total].sum(axis=1) - 100.0, w.objection[:total].sum(axis=1))
    for place, m in enumerate(np.argsort(hard, kind="stable")):
        if place < wanted and not agreed[m]:
            w.deal[m], w.deal_month[m] = AGREED, w.month
            w.objection[m] = 0.0
        elif place >= wanted and agreed[m]:
            w.deal[m] = 1
            w.consent[:, m] = w.next_consent[:, m] = 0
            w.objection[m] = gap[m]


def _mark_stages(setting: Setting, stage: np.ndarray) -> None:
    was_in_force = setting.first("treaty_in_force") != NEVER
    for name, reached in MARKS:
        there = stage >= reached
        if reached == FORCE:
            there = (stage == FORCE) | ((stage == FAILED) & was_in_force)
        months = setting.told(name)
        there = there if months is None else months != NEVER
        setting.mark(name, there, months=months)
    _order_stages(setting)
    setting.mark("treaty_failed", stage == FAILED)


def _order_stages(setting: Setting) -> None:
    """A later stage never comes before an earlier one; the month that the record tells stays, the other gives way."""
    first = setting.worlds["first"]
    names = [name for name, _ in MARKS]
    fixed = False
    for earlier, later in pairwise(names):
        one, other = FIRST[earlier], FIRST[later]
        fixed = fixed or setting.told(earlier) is not None
        if fixed and setting.told(later) is None:
            first[:, other] = np.where(first[:, other] == NEVER, NEVER, np.maximum(first[:, one], first[:, other]))
    for earlier, later in reversed(list(pairwise(names))):
        one, other = FIRST[earlier], FIRST[later]
        first[:, one] = np.where(first[:, other] == NEVER, first[:, one], np.minimum(first[:, one], first[:, other]))


def _set_ratified(setting: Setting, stage: np.ndarray) -> None:
    w = setting.worlds
    both = w["ratified"].sum(axis=1) == 2
    undone = (stage < SIGNED) | ((stage == SIGNED) & both)
    for p in range(2):
        w["ratified"][:, p] = np.where(stage == FORCE, 1, np.where(undone, 0, w["ratified"][:, p]))
        w["ratifying"][:, p] = np.where(stage < SIGNED, 0.0, w["ratifying"][:, p])
        setting.mark("ratified_0", w["ratified"][:, p] == 1, p)


def _set_what_follows(setting: Setting, before: np.ndarray, stage: np.ndarray) -> None:
    """Completeness of the text, the old format that a signature closes, and how long a treaty has held."""
    w = setting.worlds
    text = np.where(stage >= TEXT, 1.0, np.where(before >= TEXT, _start_of(setting, "completeness"), w["completeness"]))
    w["completeness"] = text
    signed = (stage >= SIGNED) & (stage != FAILED)
    reopened = (stage < SIGNED) & (before >= SIGNED)
    w["old_format"] = np.where(signed, 0, np.where(reopened, 1, w["old_format"]))
    setting.mark("old_format_closed", (w["old_format"] == 0) & (setting.first("old_format_closed") != NEVER) | signed)
    held = signed & (setting.month - setting.first("treaty_signed") >= 24)
    setting.mark("treaty_held_24", held, moved=before != stage)


def _start_of(setting: Setting, name: str) -> float:
    known = setting.places.catalogue.states[name]
    return float(plain(known))
