"""Recovery: lenses that differ in what they predict come back, lenses that do not come back by chance alone."""

from __future__ import annotations

import numpy as np

from caucasus_sim.analysis.calibrate.recovery import confusion, differences, log_shares

LENSES = ("a", "b", "c")


def found(apart: float, runs: int = 1500) -> np.ndarray:
    rng = np.random.default_rng(2)
    return rng.standard_normal((3, runs, 2)) + apart * np.arange(3)[:, None, None]


def test_lenses_far_apart_come_back():
    told = confusion(found(4.0), 100)
    assert np.diag(told).min() > 0.9
    assert np.allclose(told.sum(axis=1), 1.0)


def test_lenses_that_are_alike_come_back_by_chance():
    assert abs(np.diag(confusion(found(0.0), 300)).mean() - 1 / 3) < 0.08


def test_the_lens_nearest_the_record_scores_best():
    logs = np.array([log_shares(found(2.0), np.array([4.0, 4.0]))])
    rows = differences(LENSES, logs)
    assert max(rows, key=lambda row: row["difference"])["lens"] == "c"
    assert all(row["low"] <= row["difference"] <= row["high"] for row in rows)
