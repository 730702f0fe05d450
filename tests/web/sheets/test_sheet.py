"""What code adds to a role sheet: moves, costs, consents, codes and where the readings place a government."""

import re

import pytest

from caucasus_sim.coding.checks_sides import twin
from caucasus_sim.coding.readability import reading_grade, words_in
from caucasus_sim.packing.setup import packaged
from caucasus_sim.scenario.resolve import load_scenario
from caucasus_sim.web.workshop.sheets.cards import cards_of
from caucasus_sim.web.workshop.sheets.codes import code_of, codes_of, row_of
from caucasus_sim.web.workshop.sheets.parliament import parliaments_of
from caucasus_sim.web.workshop.sheets.sheet import sheets_of
from caucasus_sim.web.workshop.sheets.stance_words import SHOWN, on_scale, places_of
from caucasus_sim.web.workshop.sheets.texts import sheet_words
from caucasus_sim.web.workshop.worlds import warm_up_scenario


def spoken_of(sheet):
    """All that a sheet says, as one text."""
    lines = [
        line.text for part in (sheet.who, sheet.wants, sheet.fears, (sheet.red_line,), sheet.asked) for line in part
    ]
    moves = [f"{power.title}, {', '.join(about for _, about in power.choices)}." for power in sheet.powers]
    return " ".join([*lines, sheet.home, *moves, *(f"{each.title}, {', '.join(each.others)}." for each in sheet.held)])


def test_a_sheet_has_exactly_the_moves_of_the_catalogue(catalogue, sheets):
    for actor, sheet in sheets.items():
        rows = [row for row in catalogue.rows() if row.actor == actor]
        assert {power.move for power in sheet.powers} == {row.move for row in rows}
        assert sum(len(power.choices) for power in sheet.powers) == len(rows)


def test_costs_are_those_of_the_catalogue(catalogue, sheets):
    for sheet in sheets.values():
        for power in sheet.powers:
            assert power.cost == pytest.approx(100 * catalogue.moves[power.move].cost)


def test_consents_held_are_those_of_the_institutions(catalogue, sheets):
    assert {len(sheets[side].held) for side in catalogue.principals} == {12}
    assert [each.title for each in sheets["iran"].held] == ["A route on the option Aras (Araks)"]
    assert [each.others for each in sheets["russia"].held] == [("Armenia", "Azerbaijan")]
    assert not sheets["india"].held


def test_whole_sheets_of_the_principals_are_equal_too(catalogue, sheets):
    one, other = (sheets[side] for side in catalogue.principals)
    # Each sheet is full of the other's name, and one name has a syllable more: both count as one and the same here.
    told = [re.sub("Armenia|Azerbaijan", "Arland", spoken_of(sheet)) for sheet in (one, other)]
    counts = [len(words_in(text)) for text in told]
    assert abs(counts[0] - counts[1]) <= 0.05 * max(counts)
    assert abs(reading_grade(told[0]) - reading_grade(told[1])) <= 0.5
    assert len(one.powers) == len(other.powers)
    assert len(one.places) == len(other.places)
    assert [power.cost for power in one.powers] == [power.cost for power in other.powers]


@pytest.mark.parametrize("world", ["catalogue", "invented"])
def test_every_row_has_one_code_and_the_code_leads_back(request, world):
    evidence = request.getfixturevalue(world)
    for actor in evidence.actors:
        codes = dict(codes_of(evidence, actor))
        assert len(codes) == sum(row.actor == actor for row in evidence.rows())
        for code, row in list(codes.items())[::4]:
            assert code_of(evidence, row) == code
            assert row_of(evidence, actor, f" {code.lower()} ") == row


def test_a_code_means_the_same_at_every_table(catalogue):
    armenia, azerbaijan = (dict(codes_of(catalogue, side)) for side in ("armenia", "azerbaijan"))
    for code in set(armenia) & set(azerbaijan):
        assert armenia[code][2:] == azerbaijan[code][2:]
        assert armenia[code].move == azerbaijan[code].move


def test_a_code_of_another_table_is_refused_with_the_nearest(catalogue):
    with pytest.raises(KeyError, match="india has no move 'TI8'; did you mean 'TI7'"):
        row_of(catalogue, "india", "TI8")


def test_cards_cover_every_move_of_a_session_once(catalogue, words):
    cards = cards_of(catalogue, words)
    rows = [row for row in catalogue.rows() if not catalogue.actors[row.actor].optional]
    assert sorted(card.power.move for card in cards) == sorted({row.move for row in rows})
    for card in cards:
        assert set(card.names) == {catalogue.actors[row.actor].name for row in rows if row.move == card.power.move}
        assert card.basis


def test_no_blank_of_a_template_is_left_unfilled(sheets, catalogue, words):
    told = [power.title for sheet in sheets.values() for power in sheet.powers]
    told += [card.power.title for card in cards_of(catalogue, words)]
    assert not [text for text in told if "{" in text or "_" in text]


@pytest.mark.parametrize(
    ("position", "said"),
    [(0.0, "opposes any treaty"), (0.12, "opposes any treaty"), (0.5, "accepts one"), (0.97, "calls for one")],
)
def test_a_position_is_said_in_the_words_of_its_scale(words, position, said):
    assert on_scale(words, "treaty_support", [0, 50, 100], position) == said


def test_a_position_in_the_middle_lies_between_two_words(words):
    assert on_scale(words, "treaty_support", [0, 50, 100], 0.25) == 'between "opposes any treaty" and "accepts one"'


def test_every_reading_places_every_government_or_says_that_it_is_silent(catalogue, sheets):
    for sheet in sheets.values():
        for place in sheet.places:
            assert list(place.by_reading) == list(catalogue.readings)
            assert all(place.by_reading.values())


@pytest.mark.parametrize("world", ["catalogue", "invented"])
def test_principals_are_asked_the_same_and_the_like_of_what_is_asked_about_one(request, world):
    evidence = request.getfixturevalue(world)
    told = sheet_words(evidence)
    one, other = ([place.issue for place in places_of(evidence, told, side)] for side in evidence.principals)
    assert one == other
    assert len(one) == SHOWN
    for issue in one:
        like = twin(issue, evidence.principals)
        assert like in one or like not in evidence.issues


def test_sheets_stand_in_the_alphabetical_order_of_their_names(catalogue, words):
    names = [sheet.name for sheet in sheets_of(catalogue, words)]
    assert names == sorted(names)
    assert len(names) == 8


def test_the_workshop_plays_the_same_catalogue_as_a_run(catalogue):
    assert packaged().digest == catalogue.digest


def test_texts_of_the_package_do_not_reach_the_invented_world(invented):
    told = sheet_words(invented).texts
    assert not [key for key, text in told.items() if "Azerbaijan" in text and not key.startswith(("basis", "script"))]


def test_both_parliaments_read_the_same_words(catalogue, words):
    one, other = parliaments_of(catalogue, words)
    assert (one.lines, one.red_line) == (other.lines, other.red_line)
    assert one.house != other.house
    assert "107 seats" in one.home


def test_the_warm_up_is_a_scenario_of_the_invented_world(invented):
    scenario = load_scenario(warm_up_scenario(), invented)
    assert scenario.end - scenario.start + 1 == 12
