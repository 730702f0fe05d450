"""Setting both principals' constitutional change from a record: its stage, the vote, the count."""

from __future__ import annotations

import numpy as np

from caucasus_sim.month.arrays import NEVER
from caucasus_sim.packing.record_seen import IN_FORCE, REJECTED, SET
from caucasus_sim.packing.record_setting import Setting


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
