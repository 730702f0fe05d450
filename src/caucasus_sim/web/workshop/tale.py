"""A round of the room's history in sentences: who did what, what was agreed, what happened for the first time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from caucasus_sim.month.arrays import calendar
from caucasus_sim.runs.story import Story
from caucasus_sim.web.workshop.blocks import books_of
from caucasus_sim.web.workshop.cards import deal_title
from caucasus_sim.web.workshop.ground import Ground, Script, instructed, live, with_script

Months = list[dict[str, Any]]


def lived_round(ground: Ground, world: np.ndarray, script: Script, first: int, until: int) -> tuple[np.ndarray, Months]:
    """Live the room's own history through a round, month by month: the last world, WORLD [1], and what happened."""
    setup = with_script(ground.setup, script)
    legs, books = instructed(ground.setup, ground.legs, script), books_of(setup, script.blocks)
    world = world.copy()
    story = Story(setup, legs[0][1], world[0])
    for month in range(first, until):
        live(setup, world, legs, books, ground.cells, month, month + 1)
        story.note(world[0])
    return world, [_told(ground, month) for month in story.months]


def _told(ground: Ground, month: Mapping[str, Any]) -> dict[str, Any]:
    titles = {
        outcome.start.first: outcome.title
        for outcome in ground.setup.catalogue.outcomes.values()
        if outcome.start.first is not None and outcome.start.before is None
    }
    moves = [
        {"actor": each["actor"], "text": each["text"], "ordered": "chance" not in each}
        for each in month.get("moves", ())
        if each["move"] != "hold"
    ]
    return {
        "month": month["month"],
        "moves": moves,
        "agreed": [deal_title(ground.setup, name) for name in month.get("agreed", ())],
        "happened": [titles.get(name, name.replace("_", " ")) for name in month.get("happened", ())],
    }


def state_lines(ground: Ground, world: np.ndarray) -> dict[str, Any]:
    """Where things stand, as the public sees them: the few facts that a briefing begins with."""
    w, setup = world[0], ground.setup
    articles = int(sum(w.deal[m] == 2 for m in range(int(setup.book[0].articles))))
    table = [
        deal_title(setup, name) for z, name in enumerate(setup.deals) if w.deal[z] == 1 and z >= setup.book[0].articles
    ]
    done = [
        deal_title(setup, name) for z, name in enumerate(setup.deals) if w.deal[z] == 2 and z >= setup.book[0].articles
    ]
    return {
        "month": calendar(int(w.month)),
        "articles": articles,
        "articles_of": int(setup.book[0].articles),
        "on_table": table,
        "agreed": done,
    }
