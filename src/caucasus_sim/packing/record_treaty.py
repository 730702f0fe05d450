"""Setting the treaty and the constitutions from a record, with everything that follows from a stage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from caucasus_sim.month.arrays import FIRST, NEVER
from caucasus_sim.month.codes import DEAL
from caucasus_sim.packing.record_seen import AGREED, IN_FORCE, REJECTED, SET, Places
from caucasus_sim.packing.state import plain

Values = Mapping[str, np.ndarray]
NO_TEXT, TEXT, INITIALLED, SIGNED, FORCE, FAILED = range(6)
STAGE_OF = {"initialled": INITIALLED, "treaty_signed": SIGNED, "treaty_in_force": FORCE}
MARKS = (("text_complete", TEXT), ("initialled", INITIALLED), ("treaty_signed", SIGNED), ("treaty_in_force", FORCE))


@dataclass(frozen=True)
class Setting:
    """Worlds that are being set, and what is needed for it.

    Parameters
    ----------
    worlds : WORLD [n]
        Changed in place; their ``month`` is the last that the record describes.
    draws : mapping of arrays [n, ...]
        ``gap``, ``campaign_months`` and ``own_works_done`` of each world's draw.
    values : mapping of f8 [n]
        What the record says, by quantity.
    places : Places
    forward : bool
        Whether the record is later than the evidence: what stood in the evidence and stands no longer has then ended.
    """

    worlds: np.ndarray
    draws: Mapping[str, np.ndarray]
    values: Values
    places: Places
    forward: bool = True
    month: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "month", int(self.worlds["month"][0]))

    def told(self, name: str) -> np.ndarray | None:
        """What the record says of a quantity, i8 [n], or None."""
        found = self.values.get(name)
        return None if found is None else found.astype(np.int64)

    def any_of(self, *names: str) -> bool:
        """Whether the record says anything of these."""
        return any(name in self.values for name in names)

    def first(self, name: str, p: int = 0) -> np.ndarray:
        """Months of first occurrence, a view."""
        return np.asarray(self.worlds["first"][:, FIRST[name] + p])

    def mark(
        self,
        name: str,
        happened: np.ndarray,
        p: int = 0,
        months: np.ndarray | None = None,
        moved: np.ndarray | None = None,
    ) -> None:
        """Note what has happened, in these months or else by the record's own date, and clear what has not.

        Where ``moved`` is given, only the worlds are touched in which the record has moved something.
        """
        known = self.first(name, p)
        when = np.where(known == NEVER, self.month, known) if months is None else months
        noted = np.where(happened, when, NEVER)
        self.worlds["first"][:, FIRST[name] + p] = noted if moved is None else np.where(moved, noted, known)

    def settle(self, kind: str, state: np.ndarray) -> None:
        """Set the agreements of a kind."""
        b = self.places.book[0]
        for z in range(int(b.deals)):
            if b.deal_kind[z] == DEAL[kind]:
                self.put(z, state)

    def put(self, z: int, state: np.ndarray) -> None:
        """Set one agreement, 0 not on the table, 1 on it, 2 concluded; consents to one that changes are asked anew."""
        w = self.worlds
        changed = w["deal"][:, z] != state
        dated = np.where(state == AGREED, self.month, w["deal_month"][:, z])
        w["deal_month"][:, z] = np.where(changed, dated, w["deal_month"][:, z])
        for name in ("consent", "next_consent"):
            w[name][:, :, z] = np.where(changed[:, None], 0, w[name][:, :, z])
        w["deal"][:, z] = state


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


def set_constitutions(setting: Setting) -> None:
    """Both principals' stage, vote and count."""
    for side in setting.places.catalogue.principals:
        _set_constitution(setting, side, setting.places.side(side))


def _set_constitution(setting: Setting, side: str, p: int) -> None:
    w, vote = setting.worlds, setting.told(f"referendum_{side}")
    for name, field_ in (("yes_share", "yes"), ("turnout", "turnout")):
        told = setting.values.get(f"{name}_{side}")
        if told is not None:
            w[field_][:, p] = told
    if not setting.any_of(f"constitution_stage_{side}", f"referendum_{side}"):
        return
    before = w["amendment"][:, p].copy()
    stage = _amendment(setting, side, before, vote)
    w["amendment"][:, p] = stage
    w["amendment_months"][:, p] = np.where(stage == before, w["amendment_months"][:, p], 0.0)
    campaign = setting.draws["campaign_months"].astype(np.int64)
    own = np.where(w["vote_month"][:, p] > setting.month, w["vote_month"][:, p], setting.month + 1 + campaign)
    w["vote_month"][:, p] = np.where(stage == SET, own if vote is None else vote, w["vote_month"][:, p])
    _mark_constitution(setting, p, stage, vote)


def _amendment(setting: Setting, side: str, stage: np.ndarray, vote: np.ndarray | None) -> np.ndarray:
    told = setting.told(f"constitution_stage_{side}")
    if told is not None:
        return told
    if vote is None:
        return stage
    not_voted = np.where(stage >= SET, SET - 1, stage)
    return np.where(vote > setting.month, SET, np.where(vote == NEVER, not_voted, stage))


def _mark_constitution(setting: Setting, p: int, stage: np.ndarray, vote: np.ndarray | None) -> None:
    voted = (stage == IN_FORCE) | (stage == REJECTED)
    held = setting.first("referendum_0", p)
    if vote is not None:
        held = np.where((vote != NEVER) & (vote <= setting.month), vote, NEVER)
    held = np.where(voted & (held == NEVER), setting.month, held)
    setting.mark("referendum_0", held != NEVER, p, months=held)
    setting.mark(
        "amendment_started_0", (stage >= 2) | (setting.first("amendment_started_0", p) != NEVER) & (stage > 0), p
    )
    setting.mark("amendment_in_force_0", stage == IN_FORCE, p, months=held)
    failed = (stage == REJECTED) | ((setting.first("referendum_failed_0", p) != NEVER) & (held != NEVER) & ~voted)
    setting.mark("referendum_failed_0", failed, p, months=held)
    by_quorum = failed & (setting.worlds["yes"][:, p] > setting.places.book[0].majority[p])
    setting.mark("quorum_failed_0", by_quorum, p, months=held)
