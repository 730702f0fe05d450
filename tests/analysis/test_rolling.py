"""The record asked of earlier starts: nothing later than the first month helps a run, and all of it is called fit."""

from __future__ import annotations

import numpy as np
import pytest

from caucasus_sim.analysis.calibrate.estimated import CLOCKS
from caucasus_sim.analysis.calibrate.table import setup_at
from caucasus_sim.analysis.scoring.asks import Span
from caucasus_sim.analysis.scoring.questions import read_questions
from caucasus_sim.analysis.scoring.rolling import drawn_back, packaged_questions, rolling
from caucasus_sim.coding.catalogue import Catalogue, load_catalogue
from caucasus_sim.errors import Mistakes
from caucasus_sim.month.arrays import calendar
from caucasus_sim.packing.state import month_of

LAST_KNOWN = "2024-10"
IDS = np.arange(200)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="module")
def told(catalogue: Catalogue) -> dict:
    return rolling(catalogue, runs=4, threads=1, origins=CLOCKS[1:])


def test_every_origin_is_asked_only_what_begins_in_it_or_later(told, catalogue):
    asked = read_questions(packaged_questions(), catalogue, Span(month_of(CLOCKS[0]), month_of(LAST_KNOWN) - 1))
    first = {each.id: each.ask.first for each in asked}
    for origin in told["origins"]:
        own = {each["question"] for each in origin["by_question"]}
        assert own == {name for name, month in first.items() if month >= month_of(origin["origin"])}
    assert len(told["origins"][1]["by_question"]) < len(asked)


def test_every_question_is_settled_by_the_end_of_the_record(catalogue):
    asked = read_questions(packaged_questions(), catalogue, Span(month_of(CLOCKS[0]), month_of(LAST_KNOWN) - 1))
    assert len(asked) >= 20
    assert all(each.answer is not None for each in asked)
    assert max(calendar(each.ask.last) for each in asked) < LAST_KNOWN


def test_all_of_it_is_fit(told):
    assert told["word"] == "fit"
    assert {row["word"] for origin in told["origins"] for row in origin["scores"]} == {"fit"}
    for origin in told["origins"]:
        assert origin["questions"]["open"] == 0
        assert all(0.0 <= each["lowest"] <= each["highest"] <= 1.0 for each in origin["by_question"])


def test_an_origin_has_priors_and_stances_as_wide_as_they_are_old(catalogue):
    """The same stances, spread by the years between: more from an earlier month, and no posterior."""
    reading = next(iter(catalogue.readings))
    widths = []
    for origin in (CLOCKS[0], CLOCKS[2]):
        setup = setup_at(catalogue, origin)
        assert setup.catalogue.posteriors == {}
        plain = setup.draws("agnostic", reading, IDS, IDS)
        moved = drawn_back(setup, "agnostic", reading, IDS)
        k = next(k for k, slot in enumerate(setup.slots) if slot.name == "treaty_support")
        widths.append(float((moved["position"][:, 0, k] - plain["position"][:, 0, k]).std()))
        assert (moved["weight"] == plain["weight"]).all()
    assert widths[0] > widths[1] > 0.0


def test_a_misspelt_outcome_or_a_later_month_is_a_mistake_with_the_nearest_name(tmp_path, catalogue):
    path = tmp_path / "q.yaml"
    path.write_text(
        "- {id: a, ask: {outcome: treaty_sined, by: 2024-01}, answer: false}\n"
        "- {id: b, ask: {outcome: treaty_signed, by: 2025-01}, answer: false}\n",
        encoding="utf-8",
    )
    with pytest.raises(Mistakes) as found:
        rolling(catalogue, path, runs=1)
    assert [each.line for each in found.value.all] == [1, 2]
    assert found.value.all[0].nearest == "treaty_signed"
