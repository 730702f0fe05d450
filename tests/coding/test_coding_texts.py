"""The coding form can be filled in and read; no text of ours repeats the source."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caucasus_sim.coding.catalogue import PACKAGED, load_catalogue
from caucasus_sim.coding.check_text import shared_runs, shared_with_files, words_of
from caucasus_sim.coding.form import coding_form
from caucasus_sim.coding.schema_reading import Coding
from caucasus_sim.documents import parse_yaml

SOURCE = Path(__file__).resolve().parents[3] / "shared" / "bulletin" / "bulletin.md"
words = st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=30).map(" ".join)


def test_an_untouched_form_is_a_coding_in_which_everything_is_silent(packaged):
    coding = Coding.model_validate(parse_yaml(coding_form(packaged, "h"), "h.yaml").data)
    assert set(coding.actors) == set(packaged.actors)
    assert all(set(stances) == set(packaged.issues) for stances in coding.actors.values())
    assert all(stance.basis == "silent" for stances in coding.actors.values() for stance in stances.values())


def test_the_form_shows_every_question_and_no_answer(packaged):
    form = coding_form(packaged, "h", ["iran"])
    assert all(issue.question in form for issue in packaged.issues.values())
    assert all(word in form for issue in packaged.issues.values() for word in (issue.scale or {}).values())
    assert "armenia:\n" not in form


def test_a_form_can_join_a_reading(world):
    form = coding_form(world.load(), "h")
    world.files["readings/almanac/reading.yaml"]["coders"]["h"] = {"kind": "human", "pack": "plain"}
    world.write()
    (world.root / "readings/almanac/h.yaml").write_text(form, "utf-8")
    assert "h" in load_catalogue(world.root).readings["almanac"].codings


@given(words, words)
def test_a_run_stands_in_both_texts(one, other):
    for run in shared_runs(one, other, 3):
        assert len(run.split()) >= 3
        assert run in one


@given(words)
def test_a_text_shares_all_of_itself(text):
    long_enough = len(words_of(text)) >= 6
    assert shared_runs(text, text) == ((text,) if long_enough else ())


def test_marks_case_and_passage_ids_hide_nothing():
    assert shared_runs("He said: OLD roads, are shut; now!", "[I.1] said old [I.2] roads are shut now") == (
        "said old roads are shut now",
    )


@pytest.mark.skipif(not SOURCE.exists(), reason="the source text is not beside the project")
def test_the_codings_repeat_no_six_words_of_the_source():
    assert shared_with_files(PACKAGED / "readings", SOURCE.read_text("utf-8")) == {}
