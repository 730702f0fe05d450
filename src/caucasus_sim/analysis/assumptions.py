"""Everything that is drawn anew for a draw of mechanisms or of readings: its values, and what it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.coding.pool import draw_leverage, draw_stances, slots_of, spoken
from caucasus_sim.coding.schema_numbers import Fixed
from caucasus_sim.luck import keyed_uniform
from caucasus_sim.month.arrays import ARTICLES, EFFECT_NAMES, PARAMETER_NAMES
from caucasus_sim.packing.draws import SIDED_NAMES, parameter_values
from caucasus_sim.packing.state import State

MECHANISM, READING = "mechanism_draw", "reading_draw"
DISPUTED = "disputed; the lens sets it"


@dataclass(frozen=True)
class Assumption:
    """One uncertain input; ``drawn`` is its value in every draw, f8 [draws].

    ``draw`` says of which kind the draws are, ``lenses`` under which lenses it varies, ``reading`` of which reading it
    is (empty: of all).
    """

    id: str
    title: str
    basis: str
    draw: str
    drawn: np.ndarray
    lenses: tuple[str, ...]
    reading: str = ""


def of_mechanisms(catalogue: Catalogue, seed: int, ids: np.ndarray, lenses: tuple[str, ...]) -> Iterator[Assumption]:
    """Parameters, objections to and difficulty of open articles, and contested effects of some mechanism draws."""
    for name in PARAMETER_NAMES:
        spelled = spelled_out(catalogue, name)
        parameter = catalogue.parameters[spelled]
        values = parameter_values(catalogue, name, seed, ids)
        yield Assumption(spelled, parameter.title, parameter.basis, MECHANISM, values, lenses)
    yield from _of_articles(catalogue, seed, ids, lenses)
    for name in EFFECT_NAMES:
        vary = tuple(lens for lens in lenses if not isinstance(catalogue.lenses[lens].effects[name], Fixed))
        lots = keyed_uniform(seed, f"effect {name}", "", ids)
        yield Assumption(f"effect {name}", f"Contested effect: {spaced(name)}", DISPUTED, MECHANISM, lots, vary)


def _of_articles(catalogue: Catalogue, seed: int, ids: np.ndarray, lenses: tuple[str, ...]) -> Iterator[Assumption]:
    agreed = int(State(catalogue).number("articles_agreed"))
    partly = int(State(catalogue).number("articles_partly"))
    for m in range(agreed, min(ARTICLES, catalogue.deals["article"].count)):
        basis = catalogue.parameters["objection_partly" if m < agreed + partly else "objection_open"].basis
        for principal in catalogue.principals:
            lots = keyed_uniform(seed, f"objection {m}", principal, ids)
            title = f"How far article {m + 1} goes against {catalogue.actors[principal].name}"
            yield Assumption(f"objection {principal}/article_{m + 1}", title, basis, MECHANISM, lots, lenses)
        ease = keyed_uniform(seed, f"article {m}", "", ids)
        basis = catalogue.parameters["article_spread"].basis
        yield Assumption(f"ease article_{m + 1}", f"How easy article {m + 1} is", basis, MECHANISM, ease, lenses)


def of_reading(
    catalogue: Catalogue, reading: str, seed: int, ids: np.ndarray, lenses: tuple[str, ...]
) -> Iterator[Assumption]:
    """Positions on issues and leverage of some reading draws; what all coders are silent on is not drawn at all."""
    actors = tuple(name for name, actor in catalogue.actors.items() if not actor.optional)
    slots = slots_of(catalogue)
    said = spoken(catalogue, reading, actors)
    stances = draw_stances(catalogue, reading, seed, ids, actors)
    for a, k in np.argwhere(said & (stances.weights[0] > 0.0)):
        actor, slot = actors[a], slots[k]
        choice = f" ({spaced(slot.choice)})" if slot.choice else ""
        title = f"What the government of {catalogue.actors[actor].name} wants: {catalogue.issues[slot.issue].question}"
        basis = stance_basis(catalogue, reading, actor, slot.issue)
        values = stances.positions[:, a, k]
        yield Assumption(f"stance {actor}/{slot.name}", title + choice, basis, READING, values, lenses, reading)
    shares = draw_leverage(catalogue, reading, seed, ids, actors, catalogue.principals)
    for a, p in np.argwhere(shares.any(axis=0)):
        actor, over = actors[a], catalogue.principals[p]
        title = f"Leverage of {catalogue.actors[actor].name} over {catalogue.actors[over].name}"
        basis = tie_basis(catalogue, reading, actor, over)
        yield Assumption(f"leverage {actor}/{over}", title, basis, READING, shares[:, a, p], lenses, reading)


def spelled_out(catalogue: Catalogue, name: str) -> str:
    """A parameter's name as the evidence writes it: `_0` and `_1` are the principals."""
    return f"{name[:-2]}_{catalogue.principals[int(name[-1])]}" if name[-2:] in SIDED_NAMES else name


def stance_basis(catalogue: Catalogue, reading: str, actor: str, issue: str) -> str:
    """What the pooled coders rest a stance on: one word if all agree, else a count of each."""
    found = [coding.actors.get(actor, {}).get(issue) for coding in catalogue.readings[reading].pooled]
    return counted(Counter("silent" if each is None else each.basis for each in found))


def tie_basis(catalogue: Catalogue, reading: str, actor: str, over: str) -> str:
    """What the pooled coders rest a leverage on."""
    ties = [tie for coding in catalogue.readings[reading].pooled for tie in coding.ties]
    return counted(Counter(tie.basis for tie in ties if (tie.start, tie.to) == (actor, over)))


def counted(counts: Counter[str]) -> str:
    """Bases of several coders.

    >>> counted(Counter(passages=2)), counted(Counter(passages=2, silent=1))
    ('passages', 'passages (2 coders), silent (1)')
    """
    if len(counts) == 1:
        return next(iter(counts))
    first, *others = counts.most_common()
    return ", ".join([f"{first[0]} ({first[1]} coder{'s' * (first[1] > 1)})", *(f"{name} ({n})" for name, n in others)])


def spaced(name: str) -> str:
    """A name of the evidence in words."""
    return name.replace("_", " ")
