"""Screens of 60 to 120 columns: no line is too long, no word is broken, and nothing is left out."""

from __future__ import annotations

import io
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from caucasus_sim.analysis.page_words import among_lines, worth_lines
from caucasus_sim.cli.first_page import Page
from caucasus_sim.cli.guard import _Interrupt
from caucasus_sim.cli.progress import Progress, say_compiling
from caucasus_sim.cli.short_page import ShortPage
from caucasus_sim.cli.tables import table_lines, wrapped

WORD = st.text(st.sampled_from("abcdef_:.0123456789"), min_size=1, max_size=14)
CELL = st.lists(WORD, min_size=1, max_size=5).map(" ".join)


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=5), st.integers(24, 130))
@settings(deadline=None)
def test_a_table_fits_and_every_word_is_whole(rows, width):
    lines = table_lines(["name", "first", "second"], rows, width)
    assert max(map(len, lines)) <= width
    there = {word.rstrip(";") for line in lines for word in line.split()}
    assert {word for row in rows for cell in row for word in cell.split()} <= there


@given(st.lists(WORD, max_size=20).map(" ".join), st.integers(20, 100))
@settings(deadline=None)
def test_a_wrapped_line_loses_nothing(text, width):
    lines = wrapped(text, width, "    ")
    assert " ".join(lines).split() == text.split()
    assert all(len(line) <= width for line in lines)


def drawn(page, width, kind=Page):
    file = io.StringIO()
    told = kind(Console(file=file, width=width, highlight=False, markup=False, emoji=False), page)
    told.head("")
    told.body()
    return file.getvalue()


@pytest.mark.parametrize("width", [60, 80, 100, 120])
def test_the_first_page_fits_and_has_everything(made, width):
    text = drawn(made["summary"], width)
    assert max(map(len, text.splitlines())) <= width
    words = set(text.replace(",", " ").replace(":", " ").replace(")", " ").replace("(", " ").split())
    summary = made["summary"]
    assert {row["outcome"] for row in summary["watched"]} <= words
    assert set(summary["runs"]["variants"]) - {"baseline"} <= words
    assert {row["issue"] for row in summary["positions"]} <= words
    assert {"Condorcet", "CALIBRATED"} <= words


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120])
def test_the_short_page_fits_any_screen(made, width):
    text = drawn(made["summary"], width, ShortPage)
    assert max(map(len, text.splitlines())) <= width
    shown = set(text.split())
    assert {word for row in made["summary"]["watched"] for word in row["title"].split()} <= shown
    assert set(made["summary"]["runs"]["variants"]) <= {word.strip(":;") for word in shown}


def test_the_short_page_without_levels_and_without_anything_to_compare_with(made):
    """Before a calibration no level is shown; a run of one variant has nothing beside it."""
    bare = made["summary"] | {"levels": []}
    assert "of 20 =" not in drawn(bare, 100, ShortPage)
    assert "more : less" in drawn(bare, 100, ShortPage)
    alone = made["summary"] | {"watched": [], "worth": []}
    assert "beside the baseline" not in drawn(alone, 100, ShortPage).partition("What is watched")[2]
    nothing = made["summary"] | {"watched": [], "levels": [], "worth": [], "positions": [], "hangs": None, "spread": []}
    assert "What it rests on" in drawn(nothing, 100, ShortPage)
    few = made["summary"] | {"hangs": {"top": [], "draws": 2, "tried": 0, "chance": 1.0}}
    assert "Not told from 2 draws" in drawn(few, 100, ShortPage)


def lens_rows(*signs):
    return {f"lens {n}": {"direction": sign, "more_in_20": 0, "less_in_20": 0} for n, sign in enumerate(signs)}


def test_variants_beside_each_other_say_who_has_more():
    rows = [
        {"variant": "a", "against": "b", "verdict": "less often under every lens", "by_lens": lens_rows("-", "-")},
        {
            "variant": "a",
            "against": "c",
            "verdict": "the lenses disagree on the direction",
            "by_lens": lens_rows("+", "-"),
        },
        {
            "variant": "b",
            "against": "c",
            "verdict": "more often under 1 of 2 lenses, no clear difference under the others",
            "by_lens": lens_rows("+", "0"),
        },
    ]
    assert list(among_lines(rows)) == [
        "b: more often than in a (under every lens); c (under 1 of 2 lenses)",
        "the lenses disagree on the direction: a and c",
    ]


def test_thresholds_say_who_passes_and_what_would_tell():
    row = {"verdict": "cannot tell under every lens", "runs_needed": 880, "more_than_can_be_asked": False}
    rows = [
        {**row, "variant": "a"},
        {**row, "variant": "b"},
        {**row, "variant": "c", "runs_needed": None, "more_than_can_be_asked": True},
        {**row, "variant": "d", "verdict": "passes under every lens", "runs_needed": None},
    ]
    assert list(worth_lines(rows)) == [
        "cannot tell under every lens (about --runs 880 would tell): a, b",
        "cannot tell under every lens (more histories than can be asked for would be needed): c",
        "passes under every lens: d",
    ]


class Clock:
    """A clock that a test moves."""

    def __init__(self, monkeypatch):
        self.now = 1000.0
        monkeypatch.setattr("caucasus_sim.cli.progress.time.monotonic", lambda: self.now)


def lived(clock, steps, seconds, quiet=False):
    with Progress(steps, "histories", quiet) as progress:
        for _ in range(steps):
            clock.now += seconds
            progress.step(1)


def test_lines_come_at_intervals_that_grow_and_the_last_says_done(monkeypatch, capsys):
    lived(Clock(monkeypatch), 3600, 1.0)
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "histories: 11 of 3,600, 1/s, about 3589 s left"
    assert lines[-1] == "histories: 3,600 of 3,600, in 3600 s"
    assert 10 < len(lines) < 50


def test_time_left_does_not_count_what_came_before_the_first_history(monkeypatch, capsys):
    clock = Clock(monkeypatch)
    with Progress(1000, "histories") as progress:
        progress.step(0)  # nothing was kept from before
        clock.now += 60.0  # compiling
        progress.step(100)
        clock.now += 20.0
        progress.step(100)
    assert capsys.readouterr().err.splitlines() == [
        "histories: 100 of 1,000",
        "histories: 200 of 1,000, 5/s, about 160 s left",
    ]


def test_a_short_run_and_a_quiet_one_say_nothing(monkeypatch, capsys):
    clock = Clock(monkeypatch)
    lived(clock, 9, 1.0)
    lived(clock, 900, 1.0, quiet=True)
    monkeypatch.setattr("caucasus_sim.cli.progress.compiled_here", lambda: False)
    say_compiling(quiet=True)
    assert capsys.readouterr().err == ""
    say_compiling()
    assert "compiling (first time" in capsys.readouterr().err


def test_an_interruption_that_a_library_dropped_comes_again_with_the_next_step(monkeypatch):
    handler = _Interrupt()
    monkeypatch.setattr("caucasus_sim.cli.guard.signal.getsignal", lambda _: handler)
    with Progress(10, "histories", quiet=True) as progress:
        progress.step(1)
        with suppress(KeyboardInterrupt):  # as inside a destructor
            handler()
        with pytest.raises(KeyboardInterrupt):
            progress.step(1)
