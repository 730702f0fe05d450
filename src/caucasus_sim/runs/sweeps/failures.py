"""A run that failed, lived once more: in which month and stage, and the traceback of its replay through Mesa."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from caucasus_sim.ensemble.histories import live
from caucasus_sim.month.arrays import SERIES_NAMES, calendar
from caucasus_sim.month.order import STAGES, take_stage
from caucasus_sim.runs.replay import replay

if TYPE_CHECKING:
    from caucasus_sim.runs.sweeps.lived import Alone, Ground

FAILED = "failed: "
CHECK = len(STAGES) - 1


class LeftItsRange(ArithmeticError):
    """A number of a world left the range in which the rules mean anything."""


def where_it_left(ground: Ground, cell: pd.Series) -> str:
    """The month and the stage in which a history left its range, as its row tells it."""
    alone = ground.alone(cell)
    zero, unused = np.zeros(1, dtype=np.int64), np.zeros((1, 1, len(SERIES_NAMES)), dtype=np.float32)
    last = alone.setup.first + alone.setup.steps
    for step in range(alone.setup.first, last):
        draws = [draws for first, draws in alone.legs if first <= step][-1]
        before = alone.start.copy()
        live(alone.start, ((step, draws),), zero, alone.setup.book, alone.luck, step + 1, unused, False)
        if alone.start["status"][0] != 0:
            return f"left its range in {calendar(int(alone.start['status'][0]))}, stage {_stage(before, draws, alone)}"
    return "left its range"


def _stage(worlds: np.ndarray, draws: np.ndarray, alone: Alone) -> str:
    """The first stage of a month after which the check fails."""
    for number, (name, _) in enumerate(STAGES):
        for each in (number, CHECK):
            take_stage(each, worlds, 0, draws, 0, alone.setup.book, int(alone.luck[0]), -1)  # type: ignore[no-untyped-call]
        if worlds["status"][0] != 0:
            return name
    return STAGES[CHECK][0]


def account(ground: Ground, cell: pd.Series) -> str:
    """A failed run lived again through Mesa: the traceback of what stops it, or that Mesa does not stop."""
    try:
        worlds, _ = replay(ground.setup_of(cell), cell)
        if worlds["status"][0] != 0:
            raise LeftItsRange(where_it_left(ground, cell))
    except Exception:  # noqa: BLE001  # whatever it is, it is what is asked for
        return traceback.format_exc()
    return "Mesa lives this history to its end.\n"
