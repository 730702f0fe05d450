"""The form, and what is told of a record that is wrong: everything at once, each with its line and how to mend it."""

from __future__ import annotations

import csv
import io

import pytest

from caucasus_sim.coding.update import quantities_of, read_update
from caucasus_sim.errors import Mistakes
from caucasus_sim.month.arrays import absolute
from caucasus_sim.packing.record_seen import SEEN
from caucasus_sim.packing.setup import packaged
from caucasus_sim.scenario.record_file import form, parse_record

from .conftest import filled

CONTRADICTIONS = {
    "in force, not signed": ({"treaty_in_force": "2032-05", "treaty_signed": "no"}, "in force, but not signed"),
    "in force by stage, not signed": ({"treaty_stage": "in_force", "treaty_signed": "no"}, "'treaty_signed' says no"),
    "signed by month, not by stage": ({"treaty_stage": "initialled", "treaty_signed": "2032-05"}, "only 'initialled'"),
    "signed with open articles": ({"treaty_signed": "2032-05", "articles_agreed": 14}, "14 of 17 articles"),
    "no text of all articles": ({"treaty_stage": "none", "articles_agreed": 17}, "the treaty has no text"),
    "text with open articles": ({"treaty_stage": "text", "articles_agreed": 16}, "16 of 17 articles"),
    "signed before initialled": ({"initialled": "2032-05", "treaty_signed": "2031-05"}, "before 'initialled'"),
    "more articles than there are": ({"articles_agreed": 18}, "18 articles is out of range"),
    "referendum before a draft": (
        {"constitution_stage_arland": "promised", "referendum_arland": "2032-05"},
        "only at 'promised'",
    ),
    "voted without a vote": ({"constitution_stage_arland": "rejected", "referendum_arland": "no"}, "no referendum"),
    "a set vote that is past": ({"constitution_stage_arland": "vote_set", "referendum_arland": "2032-05"}, "past or"),
    "a vote without its result": ({"referendum_borland": "2032-05"}, "not how it ended"),
    "a count without a vote": ({"yes_share_arland": 0.6}, "no referendum has been held"),
    "in force against a majority": (
        {"constitution_stage_arland": "in_force", "referendum_arland": "2032-05", "yes_share_arland": 0.4},
        "with 40% of the votes",
    ),
    "more seats than there are": ({"seats_arland": 102}, "102 of 101 seats"),
    "an election that is past": ({"next_election_arland": "2032-05"}, "is past"),
    "open, not agreed": ({"route_valley": "open", "route_agreed": "no"}, "'route_agreed' says no"),
    "agreed, and no route": ({"route_agreed": "2032-05", "route_valley": "tabled"}, "no route across"),
    "open before agreed": (
        {"route_agreed": "2032-05", "route_open": "2031-05", "route_valley": "open"},
        "before 'route_agreed'",
    ),
    "half of one line": ({"route_ridge": "partly_open"}, "one line alone"),
    "delimited without a protocol": ({"delimited": 0.2, "protocols": 0}, "without a protocol"),
    "a share above 1": ({"delimited": 1.2}, "1.2 share is out of range"),
    "a war later than any crisis": ({"last_war": "2032-05", "last_crisis": "2031-05"}, "'last_crisis' in 2031-05"),
    "a crisis without deaths": ({"last_crisis": "2032-05", "deaths": 3}, "3 deaths"),
    "later than its own date": ({"treaty_signed": "2033-03"}, "after the record's own date"),
    "told for later than its own date": ({"trade_arland": {"value": "5", "month": "2033-03"}}, "told for 2033-03"),
    "low above high": ({"trade_arland": (5, 4, 3)}, "out of order"),
    "half a belief": ({"trade_arland": {"low": "5"}}, "only low"),
    "a value and a belief": ({"trade_arland": {"value": "5", "low": "4"}}, "a value and also low"),
    "half an article": ({"articles_agreed": 13.5}, "no count"),
    "no number": ({"trade_arland": "a lot"}, "not a number"),
    "not finite": ({"trade_arland": "inf"}, "not a number"),
    "a day": ({"treaty_signed": "2032-05-03"}, "not a month"),
    "outside the calendar": ({"treaty_signed": "2032-13"}, "not in the calendar"),
    "a word misspelt": ({"route_valley": "opne"}, "did you mean 'open'?"),
    "a unit misspelt": ({"trade_arland": {"value": "5", "unit": "USD bn a yeer"}}, "did you mean 'USD bn a year'?"),
    "a decimal comma": ({"delimited": "0,5"}, "did you mean '0.5'?"),
}


def told(catalogue, values, ends="2033-02", orders=()):
    with pytest.raises(Mistakes) as found:
        parse_record(filled(catalogue, values, ends, orders), "made_up.csv", catalogue)
    return [str(each) for each in found.value.all]


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_a_contradiction_is_told_with_its_line_and_what_was_expected(invented, name):
    values, words = CONTRADICTIONS[name]
    lines = told(invented, values)
    assert any(words in line for line in lines), lines
    rows = {row["id"]: n for n, row in enumerate(csv.DictReader(io.StringIO(form(invented))), start=2)}
    assert all(int(line.split(":")[1]) in {rows[each] for each in values} for line in lines)
    assert all("; expected " in line for line in lines)


def test_all_at_once(invented):
    values = {"articles_agreed": 18, "treaty_signed": "no", "treaty_in_force": "2032-05", "bloc_arland": "frosen"}
    lines = told(invented, values)
    assert len(lines) == 3
    assert lines == sorted(lines, key=lambda line: int(line.split(":")[1]))


def test_an_id_misspelt_and_a_missing_source(invented):
    text = "id,value,source\nrecord_ends,2033-02,\narticles_agred,15,made up\ntrade_arland,5,\n"
    with pytest.raises(Mistakes) as found:
        parse_record(text, "made_up.csv", invented)
    first, second = map(str, found.value.all)
    assert first.startswith("made_up.csv:3: unknown id 'articles_agred'")
    assert first.endswith("did you mean 'articles_agreed'?")
    assert "made_up.csv:4: 'trade_arland' has no source" in second


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no column 'id'"),
        ("id,value,source\n", "'record_ends' is not filled"),
        ("id,value,source\nrecord_ends,,\n", "'record_ends' is not filled"),
        ("id,valu,source\nrecord_ends,2033-02,\n", "did you mean 'valu'?"),
        ("id,value,source,moth\nrecord_ends,2033-02,,\n", "did you mean 'month'?"),
        ("id,value,source\nrecord_ends,2033-02,x,y,z\n", "more cells than columns"),
        ("id,value,source\nrecord_ends,2033-02,\nrecord_ends,2033-03,\n", "is here twice"),
        (
            "id,value,source\nrecord_ends,2033-02,\nlawsuits,1,x\nlawsuits,2,x\n",
            "told twice for 2033-02, first in line 3",
        ),
    ],
)
def test_a_file_that_is_no_record(invented, text, words):
    with pytest.raises(Mistakes) as found:
        parse_record(text, "made_up.csv", invented)
    assert words in str(found.value)


def test_what_spreadsheets_do_to_a_csv_is_read(invented):
    rows = "ID;Value;Source\nrecord_ends;2033-02;\n\n# a note;;\narticles_agreed; 15 ;made up\n"
    read = parse_record(rows.replace("\n", "\r\n"), "made_up.csv", invented)
    assert (read.ends, read.start) == (absolute(2033, 2), absolute(2033, 3))
    assert read.latest["articles_agreed"].best == 15.0
    assert "treaty_stage" in read.gaps


def test_units_are_converted_in_one_place(record):
    values = {
        "trade_arland": {"value": "6500", "unit": "USD m a year"},
        "delimited": {"value": "12.5", "unit": "percent"},
        "format_ostria": {"value": "4", "unit": "meetings"},
        "freight": {"low": "2e6", "best": "3e6", "high": "5e6", "unit": "t a year"},
    }
    read = record(**values).latest
    assert read["trade_arland"].best == pytest.approx(6.5)
    assert read["delimited"].best == pytest.approx(0.125)
    assert read["format_ostria"].best == pytest.approx(0.4)
    assert (read["freight"].low, read["freight"].high) == pytest.approx((2.0, 5.0))


def test_kilometres_are_a_share_of_the_border_the_evidence_gives():
    units = quantities_of(packaged())["delimited"].units
    length = packaged().states["border_length"].best
    assert 12.7 * units["km"] == pytest.approx(12.7 / length)


def test_the_newest_row_counts(invented):
    rows = ("lawsuits,5,x,2032-01", "lawsuits,2,x,2033-01", "lawsuits,9,x,2031-05")
    text = "\n".join(("id,value,source,month", "record_ends,2033-02,,", *rows))
    read = parse_record(text, "made_up.csv", invented)
    assert read.latest["lawsuits"].best == 2.0
    assert len(read.entries) == 3


def test_orders_are_rows_that_repeat(record):
    row = {"id": "order_arland", "unit": "USD m", "source": "made up"}
    orders = (
        {**row, "value": "60", "month": "2033-09", "detail": "ostria: guns"},
        {**row, "value": "0.1", "unit": "USD bn", "month": "2034-01", "detail": "other: unnamed"},
        {"id": "order_borland", "value": "none"},
    )
    read = record(orders=orders)
    assert [(each.supplier, each.usd_m) for each in read.orders["arland"]] == [("ostria", 60.0), ("other", 100.0)]
    assert read.orders["borland"] == ()


def test_wrong_orders(invented):
    row = {"id": "order_arland", "unit": "USD m", "source": "made up"}
    orders = (
        {**row, "value": "60", "month": "2033-01", "detail": "ostria: unnamed"},
        {**row, "value": "60", "month": "2033-09", "detail": "ostrya: unnamd"},
        {**row, "value": "-1", "month": "", "detail": "other: unnamed"},
    )
    text = "\n".join(told(invented, {}, orders=orders))
    assert "due in 2033-01" in text
    assert "did you mean 'ostria'?" in text
    assert "did you mean 'unnamed'?" in text
    assert "-1 USD m is out of range" in text


def test_the_form_asks_every_question_and_answers_none(invented):
    rows = list(csv.DictReader(io.StringIO(form(invented))))
    asked = {row["id"] for row in rows}
    assert asked >= set(quantities_of(invented))
    assert all(row["question"] and row["unit"] for row in rows)
    assert not any(row["value"] or row["best"] for row in rows)
    assert {f"order_{side}" for side in invented.principals} <= asked


def test_what_exists_for_one_principal_exists_for_the_other():
    sides = packaged().principals
    names = set(quantities_of(packaged()))
    mirrored = {name.replace(sides[0], "#").replace(sides[1], sides[0]).replace("#", sides[1]) for name in names}
    assert mirrored == names


def test_every_row_of_the_form_is_read_out_of_worlds_and_has_a_reason():
    form_rows = read_update().quantities
    assert {name.partition("_{")[0] for name in form_rows} == set(SEEN)
    assert all(row.error.why and (row.drift is None or row.drift.why) for row in form_rows.values())


def test_a_blank_form_of_the_package_is_a_record_once_it_has_a_date():
    read = parse_record(filled(packaged(), {}, "2024-10"), "made_up.csv", packaged())
    assert read.entries == ()
    assert len(read.gaps) == len(quantities_of(packaged())) + 2
