"""The games that are played: who the players are, and what the world is like in which some of them are absent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from caucasus_sim.analysis.explain.absent import held_still, left_out, parts_of
from caucasus_sim.analysis.explain.play import World
from caucasus_sim.packing.setup import Setup

KINDS = ("outsiders", "principals", "scenario")


@dataclass(frozen=True)
class Game:
    """Players (id and title), and the world without those of some numbers.

    ``kind`` is who they are, one of KINDS; ``absent`` what it means that one is not there: ``still``, ``silent`` or
    ``left_out``.
    """

    kind: str
    absent: str
    players: tuple[tuple[str, str], ...]
    world: Callable[[tuple[int, ...]], World]


def games_of(setup: Setup, kinds: tuple[str, ...] = KINDS) -> list[Game]:
    """All games of a setup that have players: outsiders still and silent, principals silent, the scenario's parts."""
    every = (outsiders_still(setup), outsiders_silent(setup), principals_silent(setup), parts_left_out(setup))
    return [game for game in every if game.players and game.kind in kinds]


def outsiders_still(setup: Setup) -> Game:
    """Governments that are not principals; an absent one holds still in every domain."""
    actors = outsiders(setup)
    return Game("outsiders", "still", named(setup, actors), lambda gone: World(held_still(setup, _of(actors, gone))))


def outsiders_silent(setup: Setup) -> Game:
    """Governments that are not principals; an absent one cares about no issue, and moves as at the reference."""
    actors = outsiders(setup)
    return Game("outsiders", "silent", named(setup, actors), lambda gone: World(setup, _of(actors, gone)))


def principals_silent(setup: Setup) -> Game:
    """The principals: only their stances can be absent, since holding still would be a veto by construction."""
    actors = in_order(setup, setup.catalogue.principals)
    return Game("principals", "silent", named(setup, actors), lambda gone: World(setup, _of(actors, gone)))


def parts_left_out(setup: Setup) -> Game:
    """Levers, moves, events and all else that the scenario orders; an absent one is left out of it."""
    parts = parts_of(setup.scenario)
    players = tuple((part.id, part.words) for part in parts)
    return Game(
        "scenario",
        "left_out",
        players,
        lambda gone: World(left_out(setup, [parts[k] for k in gone]) if gone else setup),
    )


def outsiders(setup: Setup) -> tuple[str, ...]:
    """Governments that take part and are not principals, in the alphabetical order of their names."""
    return in_order(setup, [actor for actor in setup.actors if actor not in setup.catalogue.principals])


def in_order(setup: Setup, actors: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """Actors in the alphabetical order of their names: an order that says nothing."""
    return tuple(sorted(actors, key=lambda actor: setup.catalogue.actors[actor].name.casefold()))


def named(setup: Setup, actors: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Actors with their names."""
    return tuple((actor, setup.catalogue.actors[actor].name) for actor in actors)


def _of(actors: tuple[str, ...], numbers: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(actors[k] for k in numbers)
