"""Presets: minutes add up, the clock has no gap, and the seats are those that the room was promised."""

import itertools
from pathlib import Path

import pytest

from caucasus_sim.coding.catalogue import load_catalogue
from caucasus_sim.errors import Mistakes
from caucasus_sim.scenario.resolve import load_scenario
from caucasus_sim.web.workshop.presets import PACKAGED, preset, read_presets
from caucasus_sim.web.workshop.worlds import invented_evidence, warm_up_scenario

NAMES = tuple(read_presets())


@pytest.mark.parametrize("name", NAMES)
def test_the_clock_has_no_gap_and_ends_on_time(name):
    session = preset(name)
    slots = session.timeline()
    assert slots[0].start == 0
    assert slots[-1].end == session.minutes
    assert all(one.end == two.start for one, two in itertools.pairwise(slots))
    assert all(slot.end > slot.start for slot in slots)


@pytest.mark.parametrize("name", NAMES)
def test_every_session_has_what_a_session_needs(name):
    phases = [slot.phase for slot in preset(name).timeline()]
    assert phases[0] == "lobby"
    assert phases.index("brief") < phases.index("predict") < phases.index("talk") < phases.index("debrief")
    assert phases[-1] == "spare"


@pytest.mark.parametrize("name", [name for name in NAMES if preset(name).world == "evidence"])
def test_rounds_end_within_the_months_that_the_model_knows(name):
    rounds = preset(name).rounds
    assert 3 <= rounds.count <= 6
    assert rounds.count * rounds.months <= 75  # from October 2024 to December 2030


def test_the_warm_up_is_one_round_that_ends_with_its_world():
    session, scenario = preset("warm-up"), load_scenario(warm_up_scenario(), load_catalogue(invented_evidence()))
    assert session.world == "invented"
    assert session.rounds.count * session.rounds.months == scenario.end - scenario.start + 1
    assert session.minutes <= 20


def test_24x90_is_the_session_that_was_asked_for():
    session = preset("24x90")
    clock = [(slot.phase, slot.start, slot.end) for slot in session.timeline()]
    assert [end for phase, _, end in clock if phase in ("brief", "predict")] == [10, 14]
    assert [(start, end) for phase, start, end in clock if phase == "talk"] == [(14, 23), (30, 39), (46, 55)]
    assert clock[-2:] == [("debrief", 62, 86), ("spare", 86, 90)]
    seats = {"+".join(table.actors): (table.seats, table.parliament) for table in session.tables}
    assert seats == {
        "armenia": (4, 1),
        "azerbaijan": (4, 1),
        "france+india": (4, 0),
        "iran": (3, 0),
        "russia": (3, 0),
        "turkiye": (3, 0),
        "united_states": (3, 0),
    }
    assert session.seats == 24


def test_tables_seat_every_government_once_and_both_principals_alike():
    catalogue = load_catalogue()
    for session in read_presets().values():
        seated = [actor for table in session.tables for actor in table.actors]
        assert not seated or sorted(seated) == sorted(
            name for name, actor in catalogue.actors.items() if not actor.optional
        )
        sizes = {
            (table.seats, table.parliament) for table in session.tables if set(table.actors) & {*catalogue.principals}
        }
        assert len(sizes) <= 1


def test_an_unknown_preset_names_the_nearest():
    with pytest.raises(Mistakes, match="did you mean '24x90'"):
        preset("24x9")


def test_minutes_that_do_not_add_up_are_refused_with_their_line(tmp_path: Path):
    text = PACKAGED.read_text(encoding="utf-8").replace(
        "{phase: debrief, minutes: 24}", "{phase: debrief, minutes: 25}"
    )
    wrong = tmp_path / "presets.yaml"
    wrong.write_text(text, encoding="utf-8")
    with pytest.raises(Mistakes, match="91 minutes, not 90") as found:
        read_presets(wrong)
    assert found.value.all[0].line > 0
