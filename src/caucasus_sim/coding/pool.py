"""The only place where belief is pooled: codings -> distributions of stances -> drawn positions and weights.

A cell is one actor's belief about one slot; a slot is an issue with a scale, or one named choice of an approval issue.
A coder who is silent on a cell contributes nothing to its position and no points to its weight. Each cell has luck of
its own, keyed by actor, issue and choice, so that an actor or an issue more changes no other draw.

To pool something else than what was coded (a coder left out, a section taken away, a voice discounted), derive a
reading with :mod:`caucasus_sim.coding.derived` and pool that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from caucasus_sim.coding.kinds import Triple
from caucasus_sim.coding.schema_reading import TRACKS, Coding
from caucasus_sim.coding.spread import Cell, median, mixture, quantile
from caucasus_sim.luck import keyed_uniform

if TYPE_CHECKING:
    from caucasus_sim.coding.catalogue import Catalogue

POINTS_END = 100.0
SILENT_POSITION = 0.5  # read by nobody: its weight is zero
SILENT_APPROVAL = 0.0


class Slot(NamedTuple):
    """A question that an actor has one number on."""

    issue: str
    choice: str | None = None

    @property
    def name(self) -> str:
        """How the slot is called in tables and keys."""
        return self.issue if self.choice is None else f"{self.issue}.{self.choice}"


class Stances(NamedTuple):
    """Positions (0..1 on a scale, -1..1 as approval) and weights (an actor's sum to 1); actors x slots come last."""

    positions: np.ndarray
    weights: np.ndarray


@dataclass(frozen=True)
class Pooled:
    """Everything pooled of one reading for some actors and slots."""

    actors: tuple[str, ...]
    slots: tuple[Slot, ...]
    cells: dict[tuple[str, Slot], Cell]
    weights: np.ndarray


def slots_of(catalogue: Catalogue, issues: Iterable[str] | None = None) -> tuple[Slot, ...]:
    """The slots of some issues, or of all, in the order of the issues."""
    names = catalogue.issues if issues is None else issues
    choices = {name: catalogue.issues[name].approval or (None,) for name in names}
    return tuple(Slot(name, choice) for name in choices for choice in choices[name])


def pool(catalogue: Catalogue, reading: str, actors: Sequence[str], issues: Iterable[str] | None = None) -> Pooled:
    """The pooled codings of a reading; not to be written to."""
    return _pooled(_Itself(catalogue), reading, tuple(actors), None if issues is None else tuple(issues))


class _Itself:
    """A catalogue as a key: another one is another key, however alike they are."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def __hash__(self) -> int:
        return id(self.catalogue)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and other.catalogue is self.catalogue


@lru_cache(maxsize=16)
def _pooled(key: _Itself, reading: str, actors: tuple[str, ...], issues: tuple[str, ...] | None) -> Pooled:
    catalogue = key.catalogue
    codings = catalogue.readings[reading].pooled
    slots = slots_of(catalogue, issues)
    beliefs = {(actor, slot): _beliefs(codings, actor, slot) for actor in actors for slot in slots}
    cells = {key: _cell(found, key[1].choice is not None) for key, found in beliefs.items() if found}
    return Pooled(actors, slots, cells, np.array([_weights(codings, actor, slots) for actor in actors]))


def draw_stances(
    catalogue: Catalogue,
    reading: str,
    seed: int,
    reading_ids: np.ndarray,
    actors: Sequence[str],
    issues: Iterable[str] | None = None,
) -> Stances:
    """One set of stances for every reading draw: positions f8 [n, actors, slots] and weights of the same shape."""
    pooled = pool(catalogue, reading, actors, issues)
    ids = np.asarray(reading_ids)

    def drawn(actor: str, slot: Slot, cell: Cell) -> np.ndarray:
        return quantile(cell, keyed_uniform(seed, f"stance {slot.name}", actor, ids))

    return _filled(pooled, len(ids), drawn)


def median_stances(
    catalogue: Catalogue, reading: str, actors: Sequence[str], issues: Iterable[str] | None = None
) -> Stances:
    """The middle of every pooled cell: positions and weights, f8 [actors, slots]."""
    middle = _middle(_Itself(catalogue), reading, tuple(actors), None if issues is None else tuple(issues))
    return Stances(middle.positions.copy(), middle.weights.copy())


@lru_cache(maxsize=16)
def _middle(key: _Itself, reading: str, actors: tuple[str, ...], issues: tuple[str, ...] | None) -> Stances:
    filled = _filled(_pooled(key, reading, actors, issues), 1, lambda _actor, _slot, cell: np.array([median(cell)]))
    return Stances(filled.positions[0], filled.weights[0])


def spoken(
    catalogue: Catalogue, reading: str, actors: Sequence[str], issues: Iterable[str] | None = None
) -> np.ndarray:
    """Where at least one pooled coder says something, bool [actors, slots]."""
    pooled = pool(catalogue, reading, actors, issues)
    return np.array([[(actor, slot) in pooled.cells for slot in pooled.slots] for actor in actors])


def draw_capability(
    catalogue: Catalogue, reading: str, seed: int, reading_ids: np.ndarray, actors: Sequence[str]
) -> np.ndarray:
    """Capability 0..1 of every draw, actor and track (``TRACKS``), f8 [n, actors, 4]; 0 where all are silent."""
    codings = catalogue.readings[reading].pooled

    def beliefs(actor: str, track: str) -> list[Triple]:
        told = [coding.capability.get(actor, {}).get(track) for coding in codings]  # type: ignore[call-overload]
        return [each.belief for each in told if each is not None and each.belief is not None]

    return _drawn_shares("capability", beliefs, seed, reading_ids, actors, TRACKS)


def draw_leverage(
    catalogue: Catalogue, reading: str, seed: int, reading_ids: np.ndarray, actors: Sequence[str], over: Sequence[str]
) -> np.ndarray:
    """Leverage 0..1 of every actor over each of some others, f8 [n, actors, over]; 0 where all coders are silent."""
    codings = catalogue.readings[reading].pooled

    def beliefs(actor: str, other: str) -> list[Triple]:
        ties = [tie for coding in codings for tie in coding.ties if (tie.start, tie.to) == (actor, other)]
        return [tie.leverage for tie in ties if tie.leverage is not None]

    return _drawn_shares("leverage", beliefs, seed, reading_ids, actors, over)


def _beliefs(codings: Sequence[Coding], actor: str, slot: Slot) -> list[Triple]:
    stances = [coding.actors.get(actor, {}).get(slot.issue) for coding in codings]
    found = [stance.cell(slot.choice) for stance in stances if stance is not None]
    return [belief for belief in found if belief is not None]


def _cell(beliefs: list[Triple], approval: bool) -> Cell:
    return _mixed(tuple(each.triple for each in beliefs), approval)


@lru_cache(maxsize=8192)
def _mixed(triples: tuple[tuple[float, float, float], ...], approval: bool) -> Cell:
    return mixture(list(triples), -POINTS_END if approval else 0.0, POINTS_END)


def _weights(codings: Sequence[Coding], actor: str, slots: Sequence[Slot]) -> list[float]:
    """An actor's weight on each slot: the mean of its coders' points, normalised over ALL its issues."""
    total = sum(stance.points or 0 for coding in codings for stance in coding.actors.get(actor, {}).values())
    shares = [sum(_points(coding, actor, slot) for coding in codings) for slot in slots]
    return [share / total if total else 0.0 for share in shares]


def _points(coding: Coding, actor: str, slot: Slot) -> float:
    """A coder's points for a slot; those of an approval issue are shared equally over the choices it mentions."""
    stance = coding.actors.get(actor, {}).get(slot.issue)
    if stance is None or not stance.points:
        return 0.0
    if slot.choice is None:
        return float(stance.points)
    return stance.points / len(stance.mentioned) if slot.choice in stance.mentioned else 0.0


def _filled(pooled: Pooled, n: int, value: Callable[[str, Slot, Cell], np.ndarray]) -> Stances:
    silent = [SILENT_POSITION if slot.choice is None else SILENT_APPROVAL for slot in pooled.slots]
    positions = np.tile(np.array(silent), (n, len(pooled.actors), 1))
    for a, actor in enumerate(pooled.actors):
        for k, slot in enumerate(pooled.slots):
            if (actor, slot) in pooled.cells:
                positions[:, a, k] = value(actor, slot, pooled.cells[actor, slot]) / POINTS_END
    return Stances(positions, np.broadcast_to(pooled.weights, positions.shape))


def _drawn_shares(
    what: str,
    beliefs: Callable[[str, str], list[Triple]],
    seed: int,
    reading_ids: np.ndarray,
    actors: Sequence[str],
    columns: Sequence[str],
) -> np.ndarray:
    ids = np.asarray(reading_ids)
    shares = np.zeros((len(ids), len(actors), len(columns)))
    for a, actor in enumerate(actors):
        for k, column in enumerate(columns):
            found = beliefs(actor, column)
            if found:
                lots = keyed_uniform(seed, f"{what} {column}", actor, ids)
                shares[:, a, k] = quantile(_cell(found, approval=False), lots) / POINTS_END
    return shares
