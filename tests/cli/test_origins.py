"""`sim score` without a run: says what it lacks; `--origins` says whose reading it is and that it is fit."""

from __future__ import annotations

import pytest

from caucasus_sim.analysis.scoring import rolling


@pytest.mark.parametrize(
    ("words", "lacking"),
    [(("score",), "no RUN"), (("score", "x"), "no --questions"), (("score", "x", "--origins"), "RUN with --origins")],
)
def test_what_is_lacking_is_said(sim, words, lacking):
    said = sim(*words)
    assert said.code == 2
    assert lacking in said.err
    assert "Traceback" not in said.err


def test_the_page_says_what_it_is(sim, monkeypatch):
    monkeypatch.setattr(rolling.rolling, "__defaults__", (None, 2, None, 1, ("2022-10",)))
    said = sim("score", "--origins")
    assert said.code == 0, said.err
    assert said.out.startswith("UNCALIBRATED")
    for words in (
        "one Azerbaijani source",
        "Knows nothing after 15 October 2024",
        "Fit, never skill",
        "bloc_frozen_2024",
    ):
        assert words in said.words
