"""Replay of single histories through Mesa: checked bit for bit, with a full trace of who did what and why."""

from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from caucasus_sim.packing.setup import Setup
from caucasus_sim.packing.starting import Cells, starting_worlds
from caucasus_sim.runs.story import Story

if TYPE_CHECKING:
    from caucasus_sim.model.process import PeaceProcess


class EnginesDiffer(RuntimeError):
    """The compiled ensemble and the Mesa model disagree about a history: a fault of ours."""


def made_ready() -> None:
    """Let Mesa be imported while histories are lived, by machine code that leaves Python free."""
    Thread(target=_model).start()


def _model() -> type[PeaceProcess]:
    # Mesa is imported late: it forces the spawn start method on the whole process.
    from caucasus_sim.model.process import PeaceProcess as Model  # noqa: PLC0415

    return Model


def replay(setup: Setup, cell: pd.Series) -> tuple[np.ndarray, dict[str, Any]]:
    """Live one cell of the plan through Mesa; the last world, WORLD [1], and its story."""
    ids = np.array([cell["reading_draw"]], dtype=np.int64), np.array([cell["mechanism_draw"]], dtype=np.int64)
    lens, reading, luck = str(cell["lens"]), str(cell["reading"]), int(cell["luck"])
    legs = setup.legs(lens, reading, *ids)
    alone = Cells(lens, reading, *ids, np.zeros(1, dtype=np.int64), np.array([luck], dtype=np.int64))
    start = starting_worlds(setup, alone, legs)
    model = _model().of(setup, legs, luck, start)
    story = Story(setup, legs[0][1], start[0])
    model.watchers.append(lambda model: story.note(model.worlds[0]))
    worlds = model.finish()
    return worlds, story.as_data(cell)


def check_same(compiled: np.ndarray, replayed: np.ndarray, cell: int) -> None:
    """Compare two worlds bit for bit.

    Raises
    ------
    EnginesDiffer
        With the first fields that differ.
    """
    if compiled.tobytes() == replayed.tobytes():
        return
    names = compiled.dtype.names or ()
    fields = [name for name in names if compiled[name].tobytes() != replayed[name].tobytes()]
    raise EnginesDiffer(f"run {cell}: compiled and Mesa differ in {', '.join(fields[:8])}")


def chosen_cells(outcomes: pd.DataFrame) -> dict[str, int]:
    """Cells to replay: the first, the one nearest to the middle of all, and the one with most fatalities."""
    return {
        "first": int(outcomes["cell"].iloc[0]),
        "typical": typical_cell(outcomes),
        "most_fatalities": int(outcomes["cell"].iloc[int(outcomes["all_fatalities"].to_numpy().argmax())]),
    }


def typical_cell(outcomes: pd.DataFrame) -> int:
    """The cell nearest to the middle in all outcomes that were kept together."""
    numeric = outcomes.select_dtypes("number").drop(columns="cell").astype("float64").fillna(99999.0)
    ranks = numeric.rank(pct=True).to_numpy()
    return int(outcomes["cell"].iloc[int(np.abs(ranks - 0.5).sum(axis=1).argmin())])
