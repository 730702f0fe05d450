"""What variants of a scenario share is made once, and leaves every bit as if each had been set up alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from caucasus_sim.ensemble.histories import Histories, run_histories
from caucasus_sim.packing.setup import Setup, packaged, set_up
from caucasus_sim.scenario.model import LeverSetting, Scenario, ScheduledEvent

from .running import differing

N = 12
LATER = 24309
CHANGES = {
    "nothing": {},
    "dial": {"levers": (LeverSetting("arms.to_armenia.rate", 2.0),)},
    "dial later": {"levers": (LeverSetting("arms.to_azerbaijan.rate", 0.0, LATER),)},
    "parameter": {"levers": (LeverSetting("arms.reaction", 0.3),)},
    "parameter later": {"levers": (LeverSetting("arms.reaction", 0.3, LATER),)},
    "beliefs": {"beliefs": "own"},
    "event": {"events": (ScheduledEvent(LATER, "border_crisis"),)},
}


def lived(setup: Setup) -> Histories:
    ids, luck = np.arange(N // 2), np.arange(N)
    legs = setup.legs("deterrence", "bulletin", ids, ids)
    return run_histories(setup.book, setup.start, legs, luck // 2, luck, setup.steps)


def changed(baseline: Setup, change: str) -> Scenario:
    return replace(baseline.scenario, **CHANGES[change])


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_asked_of_a_warm_setup_is_the_change_set_up_alone(change: str, shipped_baseline: Setup) -> None:
    lived(shipped_baseline)
    scenario = changed(shipped_baseline, change)
    warm = lived(set_up(packaged(), scenario, drawer=shipped_baseline.drawer))
    alone = lived(set_up(packaged(), scenario))
    assert differing(warm.worlds, alone.worlds) == []
    assert warm.series is not None and alone.series is not None
    assert warm.series.tobytes() == alone.series.tobytes()


@pytest.mark.parametrize("change", CHANGES)
def test_no_question_changes_the_answer_to_the_next(change: str, shipped_baseline: Setup) -> None:
    before = lived(shipped_baseline)
    lived(set_up(packaged(), changed(shipped_baseline, change), drawer=shipped_baseline.drawer))
    assert differing(before.worlds, lived(shipped_baseline).worlds) == []


def test_draws_may_be_written_to(shipped_baseline: Setup) -> None:
    """Draws that are asked for by themselves are the asker's own; those of legs are shared."""
    ids = np.arange(2)
    own = shipped_baseline.draws("deterrence", "bulletin", ids, ids)
    before = shipped_baseline.legs("deterrence", "bulletin", ids, ids)[0][1].copy()
    own["discount"] = 0.0
    after = shipped_baseline.legs("deterrence", "bulletin", ids, ids)[0][1]
    assert differing(before, after) == []
