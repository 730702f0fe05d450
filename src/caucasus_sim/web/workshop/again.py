"""The debrief's questions to the model: the same moves in a thousand other worlds, and under every lens."""

from __future__ import annotations

from typing import Any

import numpy as np

from caucasus_sim.month.arrays import NEVER
from caucasus_sim.packing.starting import Cells, starting_worlds
from caucasus_sim.web.workshop.blocks import books_of
from caucasus_sim.web.workshop.futures import Futures, Lives, Shares
from caucasus_sim.web.workshop.ground import DRAWS, Ground, Script, instructed, with_script
from caucasus_sim.web.workshop.resolve import replayed
from caucasus_sim.web.workshop.session import Session


def dealt_again(ground: Ground, futures: Futures, session: Session, runs: int) -> dict[str, Any]:
    """The whole session's moves lived from the start in other worlds, and the same worlds without them."""
    world, script, month = replayed(ground, session)
    return {
        "runs": runs,
        "with": _shares(ground, futures, script, month, runs),
        "without": _shares(ground, futures, Script(events=script.events), month, runs),
        "happened": [q.id for q in futures.questions if world["first"][0, q.first] != NEVER],
    }


def _shares(ground: Ground, futures: Futures, script: Script, until: int, runs: int) -> Shares:
    found: Shares = {}
    for lens in ground.setup.catalogue.lenses:
        parts = [_worlds(ground, lens, reading, script, until, runs) for reading in ground.readings]
        months = np.concatenate([part["first"] for part in parts])
        found[lens] = {q.id: float((months[:, q.first] != NEVER).mean()) for q in futures.questions}
    return found


def _worlds(ground: Ground, lens: str, reading: str, script: Script, until: int, runs: int) -> np.ndarray:
    each = max(1, runs // len(ground.readings))
    setup, ids = with_script(ground.setup, script), ground.draw + np.arange(DRAWS)
    cell = np.arange(each, dtype=np.int64)
    cells = Cells(lens, reading, ids, ids, cell % DRAWS, ground.luck + cell)
    plain = setup.legs(lens, reading, ids, ids)
    legs = instructed(setup, plain, script)
    start = starting_worlds(setup, cells, plain)
    lives = Lives(setup, legs, books_of(setup, script.blocks), cells.draw_of, cells.luck_of)
    return lives.lived(start, setup.scenario.start, until)
