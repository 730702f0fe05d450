"""Readings that differ from what was coded, to see what hangs on it: one reading in, another out, nothing in any file.

Belief is pooled in :mod:`caucasus_sim.coding.pool` and nowhere else. Here only what the coders said is changed before
it is pooled: a coder is left out, passages are taken away, a voice counts for less, silence is given points, one
stance is held at a value. All draws are keyed by actor and issue, so that a derived reading shares the luck of the
one it comes from: where it changes nothing, not a bit of any draw differs.

What rests on passages of which some are taken away is not silent, and not as firm as before: its `low` and `high` move
towards the ends of the scale by the share of passages that are gone (half gone, half of the way), `best` and the
points stay. What rests on nothing any more is silent. A voice that is discounted by a share loses that share of its
points, and its `low` and `high` move outwards by the same share.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from caucasus_sim.coding.kinds import Triple
from caucasus_sim.coding.pool import POINTS_END, Slot
from caucasus_sim.coding.schema import Issue
from caucasus_sim.coding.schema_reading import Capability, Coding, Reading, Stance, Tie

if TYPE_CHECKING:
    from caucasus_sim.coding.catalogue import Catalogue

Changed = Callable[[Stance], Stance]
SILENT = Stance(basis="silent")
UNKNOWN = {"low": 5.0, "best": 50.0, "high": 95.0}  # the flattest triangle about the middle: 5 % beyond either number
UNDECIDED = Triple(low=-90.0, best=0.0, high=90.0)  # the same as approval


def with_reading(catalogue: Catalogue, reading: Reading) -> Catalogue:
    """The catalogue with a derived reading in the place of the one of its name, and an identity of its own."""
    said = "\n".join(coding.model_dump_json() for coding in reading.pooled)
    digest = hashlib.blake2b(f"{catalogue.digest}\n{reading.name}\n{said}".encode(), digest_size=16).hexdigest()
    return replace(catalogue, readings={**catalogue.readings, reading.name: reading}, digest=digest)


def without_coder(reading: Reading, coder: str) -> Reading:
    """The reading as the other coders left it; at least one of them has to remain."""
    left = tuple(name for name in reading.about.pooled if name != coder)
    if not left:
        raise ValueError(f"nobody is left to read {reading.name} without {coder}")
    return replace(reading, about=reading.about.model_copy(update={"pooled": left}))


def without_passages(reading: Reading, passages: Collection[str]) -> Reading:
    """The reading as if some passages had never been printed."""
    gone = frozenset(passages)

    def changed(coding: Coding) -> Coding:
        coding = _each_stance(coding, lambda stance: _without(stance, gone))
        ties = [_tie_without(tie, gone) for tie in coding.ties]
        capability = {
            actor: {track: _capability_without(each, gone) for track, each in tracks.items()}
            for actor, tracks in coding.capability.items()
        }
        kept = tuple(tie for tie in ties if tie is not None)
        return coding.model_copy(update={"ties": kept, "capability": capability})

    return _each_coding(reading, changed)


def discounted(reading: Reading, voice: str, share: float) -> Reading:
    """The reading with what one voice says discounted: `own`, `rival` or `third`; a share of 1 silences it."""

    def changed(stance: Stance) -> Stance:
        if stance.voice != voice:
            return stance
        if share >= 1.0:
            return SILENT
        return _widened(stance, share).model_copy(update={"points": round((stance.points or 0) * (1.0 - share))})

    return _each_coding(reading, lambda coding: _each_stance(coding, changed))


def with_silence_heard(reading: Reading, issues: Mapping[str, Issue], actors: Collection[str]) -> Reading:
    """The reading with points for what all coders are silent on, as if every government cared and none knew where.

    Each such issue gets as many points as the least that the coder gave to an issue of the same actor (1 where the
    actor is never heard), with a position that may lie anywhere.
    """
    silent = {(a, i) for a in actors for i in issues if all(_is_silent(c, a, i) for c in reading.pooled)}

    def changed(coding: Coding) -> Coding:
        told = {actor: dict(coding.actors.get(actor, {})) for actor in {*coding.actors, *actors}}
        for actor, issue in sorted(silent):
            given = [stance.points for stance in coding.actors.get(actor, {}).values() if stance.points]
            told[actor][issue] = _anywhere(issues[issue], min(given, default=1))
        return coding.model_copy(update={"actors": told})

    return _each_coding(reading, changed)


def held_at(reading: Reading, actor: str, slot: Slot, value: float) -> Reading:
    """The reading with one stance at one value (of the scale, or of approval) for every coder who speaks of it."""
    point = Triple(low=value, best=value, high=value)

    def changed(coding: Coding) -> Coding:
        stance = coding.actors.get(actor, {}).get(slot.issue)
        if stance is None or stance.cell(slot.choice) is None:
            return coding
        if slot.choice is None:
            held = stance.model_copy(update={"low": value, "best": value, "high": value})
        else:
            held = stance.model_copy(update={"approval": {**(stance.approval or {}), slot.choice: point}})
        told = {**coding.actors, actor: {**coding.actors[actor], slot.issue: held}}
        return coding.model_copy(update={"actors": told})

    return _each_coding(reading, changed)


def _each_coding(reading: Reading, change: Callable[[Coding], Coding]) -> Reading:
    pooled = {name: change(reading.codings[name]) for name in reading.about.pooled}
    return replace(reading, codings={**reading.codings, **pooled})


def _each_stance(coding: Coding, change: Changed) -> Coding:
    actors = {
        actor: {issue: change(stance) for issue, stance in issues.items()} for actor, issues in coding.actors.items()
    }
    return coding.model_copy(update={"actors": actors})


def _is_silent(coding: Coding, actor: str, issue: str) -> bool:
    stance = coding.actors.get(actor, {}).get(issue)
    return stance is None or stance.basis == "silent"


def _anywhere(issue: Issue, points: int) -> Stance:
    if issue.approval is None:
        return SILENT.model_copy(update={"basis": "inference", "points": points, **UNKNOWN})
    approval = dict.fromkeys(issue.approval, UNDECIDED)
    return SILENT.model_copy(update={"basis": "inference", "points": points, "approval": approval})


def _share_gone(passages: Collection[str], gone: frozenset[str]) -> float:
    return sum(passage in gone for passage in passages) / len(passages) if passages else 0.0


def _without(stance: Stance, gone: frozenset[str]) -> Stance:
    share = _share_gone(stance.passages, gone)
    if share == 1.0:
        return SILENT
    left = tuple(passage for passage in stance.passages if passage not in gone)
    return _widened(stance, share).model_copy(update={"passages": left}) if share else stance


def _widened(stance: Stance, share: float) -> Stance:
    """The stance with its ends moved by a share of the way to the ends of the scale."""
    if stance.approval is not None:
        approval = {name: each and _wider(each, share, -POINTS_END) for name, each in stance.approval.items()}
        return stance.model_copy(update={"approval": approval})
    belief = stance.position
    if belief is None:
        return stance
    wide = _wider(belief, share, 0.0)
    return stance.model_copy(update={"low": wide.low, "high": wide.high})


def _wider(belief: Triple, share: float, floor: float) -> Triple:
    low = belief.low + share * (floor - belief.low)
    high = belief.high + share * (POINTS_END - belief.high)
    return Triple(low=low, best=belief.best, high=high)


def _tie_without(tie: Tie, gone: frozenset[str]) -> Tie | None:
    share = _share_gone(tie.passages, gone)
    if share == 1.0:
        return None
    if share == 0.0 or tie.leverage is None:
        return tie
    return tie.model_copy(update={"leverage": _wider(tie.leverage, share, 0.0)})


def _capability_without(told: Capability, gone: frozenset[str]) -> Capability:
    share = _share_gone(told.passages, gone)
    if share == 1.0:
        return Capability(basis="silent")
    if share == 0.0 or told.belief is None:
        return told
    wide = _wider(told.belief, share, 0.0)
    return told.model_copy(update={"low": wide.low, "high": wide.high})
